"""An old process on a store that a newer one upgrades under it: it takes and gives nothing.

The newer process is an engine of its own: two engines share no more than two processes do.
"""

from collections.abc import Callable
from threading import Thread

import psycopg
import pytest
from sqlalchemy import Connection, Engine, create_engine, insert, select, text
from sqlalchemy.exc import ProgrammingError

from db.engine import SIGN_IN_LOCK, WRITE_LOCK, locked, make_engine, reading, revision, writing
from db.errors import StoreNotReady, StoreTooNew
from db.migrate import require_current
from db.models import Metric, table_of
from db.versions import versions
from tests.conftest import Stores
from tests.db.states import checksum, migrated, small
from tests.db.test_engine import METRIC
from tests.pages.outage import set_version

NEWER = "9999"


@pytest.fixture
def old(stores: Stores) -> Engine:
    """The engine of the older process, which has used the store already."""
    engine = small(stores)
    checksum(engine)
    with writing(engine):
        pass
    return engine


@pytest.fixture
def newer(old: Engine) -> Engine:
    """That of the newer one."""
    return create_engine(old.url)


def upgrade(connection: Connection, to: str = NEWER) -> None:
    connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": to})


USES: dict[str, Callable[[Engine], object]] = {
    "reading": reading,
    "writing": writing,
    "the lock": locked,
    "signing in": lambda engine: locked(engine, SIGN_IN_LOCK),
}


@pytest.mark.parametrize("use", USES)
def test_an_old_process_takes_nothing_from_a_newer_store(
    old: Engine, newer: Engine, use: str
) -> None:
    with newer.begin() as connection:
        upgrade(connection)
    with pytest.raises(StoreTooNew, match=r"^the store is at version 9999"), USES[use](old):  # type: ignore[attr-defined]
        pytest.fail("it was let in")


def test_it_is_let_in_again_when_the_upgrade_is_taken_back(old: Engine) -> None:
    before = checksum(old)
    url = old.url.render_as_string(hide_password=False)
    right = set_version(url, NEWER)
    with pytest.raises(StoreTooNew):
        checksum(old)
    set_version(url, right)
    assert checksum(old) == before


def test_a_writer_that_waited_for_the_upgrade_writes_nothing(old: Engine, newer: Engine) -> None:
    """It asked for the lock before the store was upgraded, and has it after."""
    refused: list[Exception] = []

    def write() -> None:
        try:
            with writing(old) as connection:
                connection.execute(insert(Metric).values(METRIC | {"key": "late"}))
        except StoreTooNew as error:
            refused.append(error)

    before = checksum(old)
    waiting = Thread(target=write)
    with newer.connect() as connection:
        if newer.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": WRITE_LOCK})
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
        upgrade(connection)
        connection.commit()
    waiting.join(30)
    assert len(refused) == 1
    with newer.begin() as connection:
        upgrade(connection, versions()[-1])
    assert checksum(old) == before


def test_a_reader_under_way_sees_the_store_as_it_was(old: Engine, newer: Engine) -> None:
    with reading(old) as connection:
        before = revision(connection)
        with newer.begin() as other:
            upgrade(other)
            other.execute(text("UPDATE store_revision SET revision = 99"))
        assert revision(connection) == before


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_reader_whose_tables_are_upgraded_under_way_is_told_so(
    old: Engine, newer: Engine
) -> None:
    def read() -> None:
        with reading(old) as connection:
            revision(connection)
            with newer.begin() as other:
                upgrade(other)
                other.execute(text("ALTER TABLE metric RENAME COLUMN origin TO whence"))
            connection.execute(select(table_of(Metric)))

    with pytest.raises(StoreTooNew):
        read()


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_mistake_of_our_own_stays_one(old: Engine) -> None:
    with pytest.raises(ProgrammingError), reading(old) as connection:
        connection.execute(text("SELECT nothing FROM metric"))


def test_a_store_without_tables_is_said_to_be_so(database_url: str) -> None:
    engine = make_engine(database_url)
    for use in USES.values():
        with pytest.raises(StoreNotReady, match="no tables"), use(engine):  # type: ignore[attr-defined]
            pytest.fail("it was let in")


def test_the_versions_are_those_the_process_started_with(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer program's files in the same folder do not make an old process know its store."""
    engine = migrated(stores)
    require_current(engine)
    monkeypatch.setattr("db.versions.ROOT", "/nowhere")
    require_current(engine)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_connections_closed_while_they_lay_in_the_pool_are_made_anew(old: Engine) -> None:
    """Nothing is asked of the store for it but its version, in place of a ping."""
    with reading(old), reading(old), reading(old):
        pass
    url = old.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    for use in USES.values():
        with use(old):  # type: ignore[attr-defined]
            pass
