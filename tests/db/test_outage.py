"""A database that is lost in the middle of a write: said in one line, nothing kept, all well after.

The engine is the same before, during and after: a server that has it needs no restart.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event, insert, text

from db.engine import make_engine, reading, revision, writing
from db.errors import StoreUnavailable
from db.models import Metric
from db.terms import Kind
from tests.conftest import StoreFactory, Stores
from tests.db import states
from tests.db.ledgers import batch, bring, meeting, upload
from tests.db.processes import alone, bring_with_little_room
from tests.postgres import OwnServer, own
from tests.stores import build_paired

ROWS = [meeting(title=f"第{number}次", commitments="建茶园\n种药材") for number in range(300)]


@contextmanager
def after_statement(engine: Engine, last: int, do: Callable[[], object]) -> Iterator[None]:
    """Something happens between the last-th statement of the block and the next."""
    done = 0

    def count(*_: object) -> None:
        nonlocal done
        done += 1
        if done == last:
            do()

    event.listen(engine, "after_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(engine, "after_cursor_execute", count)
    assert done >= last


def lost(engine: Engine) -> str:
    """What is said when an import does not come to its end."""
    with pytest.raises(StoreUnavailable) as caught:
        bring(engine, Kind.MEETINGS, *ROWS)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def assert_as_before(engine: Engine, before: str) -> None:
    """Nothing was kept, and the next import is."""
    assert states.checksum(engine) == before
    assert batch(bring(engine, Kind.MEETINGS, *ROWS))
    assert states.count(engine, "meeting") == len(ROWS)


def end_connections(engine: Engine) -> None:
    """What an administrator does with pg_terminate_backend."""
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def postgresql(store_factory: StoreFactory) -> Engine:
    return make_engine(store_factory.copy("paired", build_paired, "postgresql"))


@pytest.mark.parametrize("last", [1, 5, 12])
def test_connections_that_are_ended_in_the_middle_of_an_import(
    postgresql: Engine, last: int
) -> None:
    before = states.checksum(postgresql)
    with after_statement(postgresql, last, lambda: end_connections(postgresql)):
        assert lost(postgresql)
    assert_as_before(postgresql, before)


def test_connections_that_are_ended_between_two_readings(postgresql: Engine) -> None:
    before = states.checksum(postgresql)
    end_connections(postgresql)
    assert states.checksum(postgresql) == before


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    with own() as started:
        yield started


@pytest.fixture(scope="module")
def engine(server: OwnServer) -> Engine:
    """A store on a server that may be stopped."""
    url = server.databases.create("outage")
    build_paired(url)
    return make_engine(url)


def test_a_server_that_is_stopped_and_started_again(server: OwnServer, engine: Engine) -> None:
    before = states.checksum(engine)
    with after_statement(engine, 8, server.stop):
        assert lost(engine)
    with pytest.raises(StoreUnavailable), reading(engine) as connection:
        revision(connection)
    server.start()
    assert_as_before(engine, before)


def write_much(connection: Connection) -> None:
    """Tens of megabytes, which no compression makes fewer."""
    metric = {
        "name_zh": "指标",
        "name_en": "Metric",
        "unit": "yuan",
        "definition_en": "",
        "summable": True,
        "origin": "published",
        "source": "",
    }
    random = Random(1)  # noqa: S311
    for number in range(24):
        much = {"key": str(number), "definition_zh": random.randbytes(1 << 20).hex()}
        connection.execute(insert(Metric).values(metric | much))


LITTLE_ROOM = "40961"  # 20 MB: more than a segment of the log, less than is written


def test_a_full_disk_under_postgresql(server: OwnServer, engine: Engine) -> None:
    before = states.checksum(engine)
    server.stop()
    server.start(LITTLE_ROOM)
    with (
        pytest.raises(StoreUnavailable, match="could not extend file"),
        writing(engine) as connection,
    ):
        write_much(connection)
    assert states.checksum(engine) == before
    server.stop()
    server.start()
    with writing(engine) as connection:
        write_much(connection)
    assert states.checksum(engine) != before


@states.SQLITE
def test_a_full_sqlite_database(stores: Stores) -> None:
    engine = states.paired(stores)
    before = states.checksum(engine)
    with reading(engine) as connection:
        pages = connection.scalar(text("PRAGMA page_count"))

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def empty(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")

    event.listen(engine, "begin", fill)
    assert lost(engine) == "database or disk is full"
    with reading(engine) as connection:
        assert revision(connection) == 1
    event.remove(engine, "begin", fill)
    event.listen(engine, "begin", empty)
    assert_as_before(engine, before)


@states.SQLITE
def test_a_full_disk_under_sqlite(stores: Stores) -> None:
    engine = states.paired(stores)
    before = states.checksum(engine)
    url = engine.url.render_as_string(hide_password=False)
    assert alone(bring_with_little_room, url, upload(Kind.MEETINGS, *ROWS)) == 0
    assert_as_before(engine, before)
