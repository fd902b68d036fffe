"""Reading and writing: what a transaction keeps, and what is said when there is none to be had."""

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Event, Thread, Timer

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from db.accounts import people
from db.engine import (
    SIGN_IN_LOCK,
    WRITE_LOCK,
    locked,
    make_engine,
    reading,
    revision,
    roomy,
    wait_for_write,
    writing,
)
from db.errors import StoreBusy, StoreUnavailable
from db.models import Metric, StoreRevision
from db.snapshots import queries
from tests.conftest import Stores
from tests.db import processes
from tests.db.states import SQLITE, migrated, small

METRIC = {
    "key": "fund",
    "name_zh": "资金",
    "name_en": "Funds",
    "unit": "yuan",
    "definition_zh": "0",
    "definition_en": "",
    "summable": True,
    "origin": "published",
    "source": "a notice",
}

CHANGES: dict[str, Callable[[Connection], object]] = {
    "insert": lambda connection: connection.execute(insert(Metric).values(METRIC)),
    "update": lambda connection: connection.execute(update(StoreRevision).values(revision=99)),
    "delete": lambda connection: connection.execute(delete(StoreRevision)),
    "create table": lambda connection: connection.execute(text("CREATE TABLE x (y INTEGER)")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_reading_cannot_write(stores: Stores, change: str) -> None:
    engine = migrated(stores)
    with pytest.raises((DBAPIError, StoreUnavailable)), reading(engine) as connection:
        CHANGES[change](connection)
    with reading(engine) as connection:
        assert revision(connection) == 0
        assert connection.scalars(select(Metric.key)).all() == []


def test_reading_sees_one_moment(stores: Stores) -> None:
    engine = migrated(stores)
    with reading(engine) as connection:
        before = revision(connection)
        with writing(engine) as other:
            other.execute(insert(Metric).values(METRIC))
        assert connection.scalars(select(Metric.key)).all() == []
        assert revision(connection) == before


def test_writing_is_kept_and_raises_the_revision_by_one(stores: Stores) -> None:
    engine = migrated(stores)
    for _ in range(3):
        with writing(engine) as connection:
            connection.execute(delete(Metric))
            connection.execute(insert(Metric).values(METRIC))
    with reading(engine) as connection:
        assert revision(connection) == 3
        assert connection.scalars(select(Metric.key)).all() == ["fund"]


def test_writing_can_follow_reading_on_the_same_connection(stores: Stores) -> None:
    engine = migrated(stores)
    with reading(engine) as connection:
        revision(connection)
    with writing(engine) as connection:
        connection.execute(insert(Metric).values(METRIC))
    with reading(engine) as connection:
        assert connection.scalars(select(Metric.key)).all() == ["fund"]


class Mistake(Exception):
    """Something that goes wrong in the middle of a transaction."""


def mistake(connection: Connection) -> None:
    connection.execute(insert(Metric).values(METRIC))
    raise Mistake


def test_an_exception_takes_everything_back(stores: Stores) -> None:
    engine = migrated(stores)
    with pytest.raises(Mistake), writing(engine) as connection:
        mistake(connection)
    with reading(engine) as connection:
        assert revision(connection) == 0
        assert connection.scalars(select(Metric.key)).all() == []


def test_the_lock_alone_leaves_the_revision(stores: Stores) -> None:
    engine = migrated(stores)
    with locked(engine) as connection:
        connection.execute(insert(Metric).values(METRIC))
    with reading(engine) as connection:
        assert revision(connection) == 0


def test_eight_processes_lose_no_update(stores: Stores) -> None:
    engine = migrated(stores)
    with writing(engine) as connection:
        connection.execute(insert(Metric).values(METRIC))
    url = engine.url.render_as_string(hide_password=False)
    assert processes.at_once(8, processes.count_up, url, 5) == []
    with reading(engine) as connection:
        assert connection.scalars(select(Metric.definition_zh)).one() == "40"  # 8 × 5
        assert revision(connection) == 41  # and the first one here


def test_a_running_write_can_be_waited_for(stores: Stores) -> None:
    with writing(migrated(stores)):
        assert not wait_for_write(0.01)
    assert wait_for_write(0.01)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_who_signs_in_does_not_wait_for_an_import_of_the_same_process(stores: Stores) -> None:
    engine = migrated(stores)
    entered = Event()

    def sign_in() -> None:
        with locked(engine, SIGN_IN_LOCK):
            entered.set()

    signing_in = Thread(target=sign_in)
    with writing(engine):
        signing_in.start()
        assert entered.wait(5)
    signing_in.join()


def test_one_process_s_writers_take_turns(stores: Stores) -> None:
    """Also on SQLite, whatever they write: it has but one lock."""
    engine = migrated(stores)
    locks = [WRITE_LOCK, SIGN_IN_LOCK if engine.dialect.name == "sqlite" else WRITE_LOCK]
    entered = Event()

    def write() -> None:
        with locked(engine, locks[1]):
            entered.set()

    second = Thread(target=write)
    with locked(engine, locks[0]):
        second.start()
        assert not entered.wait(0.5)
    second.join()
    assert entered.is_set()


def test_a_write_of_any_purpose_is_waited_for(stores: Stores) -> None:
    engine = migrated(stores)
    for lock in (WRITE_LOCK, SIGN_IN_LOCK):
        with locked(engine, lock):
            assert not wait_for_write(0.01)
        assert wait_for_write(0.01)


def test_connections_that_are_all_in_use_are_a_store_that_is_busy(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.POOL_SECONDS", 0.2)
    url = migrated(stores).url.render_as_string(hide_password=False)
    engine = make_engine.__wrapped__(url)  # not the one that all share: its pool has this limit
    with ExitStack() as readers:
        for _ in range(15):
            readers.enter_context(reading(engine))
        for use in (reading, writing):
            with pytest.raises(StoreBusy, match="in use"), use(engine):
                pytest.fail("it had a connection")
        with reading(make_engine.__wrapped__(url, pooled=False)) as apart:
            assert revision(apart) == 0
    with reading(engine) as connection:
        assert revision(connection) == 0


@pytest.mark.parametrize("text", ["\0", "a\0b", "\0" * 100, "会议\0"])
def test_a_text_with_a_nul_is_found_nowhere(stores: Stores, text: str) -> None:
    with reading(small(stores)) as connection:
        assert connection.scalars(select(Metric.key).where(Metric.key == text)).all() == []
        assert queries.find(connection, text) is None
        assert queries.count(connection, queries.Search(text)) == 0
        assert people.named(connection, text) is None


def test_a_new_sqlite_file_that_another_program_writes_to_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "xieshou.db"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE x (y INTEGER)")
        other.execute("BEGIN IMMEDIATE")
        Timer(0.5, other.rollback).start()
        with reading(make_engine(f"sqlite:///{file}"), any_version=True) as connection:
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"


def test_a_unique_violation_is_not_an_unavailable_store(stores: Stores) -> None:
    engine = migrated(stores)
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(Metric), [METRIC, METRIC])


UNREACHABLE = {
    "a folder that cannot be": "sqlite:///{folder}/file/xieshou.db",
    "a folder for a file": "sqlite:///{folder}",
    "another file": "sqlite:///{folder}/text.db",
    "a closed port": "postgresql+psycopg://u:secret@127.0.0.1:1/x",
    "no such driver": "oracle+nothing://u:secret@localhost/x",
    "no URL": "var/xieshou.db",
}


@pytest.mark.parametrize("what", UNREACHABLE)
@pytest.mark.parametrize("use", [reading, writing])
def test_an_unreachable_database_is_said_in_one_line(
    tmp_path: Path, what: str, use: Callable[..., object]
) -> None:
    (tmp_path / "file").write_text("not a folder")
    (tmp_path / "text.db").write_text("not a database " * 100)
    url = UNREACHABLE[what].format(folder=tmp_path)
    with pytest.raises(StoreUnavailable) as caught, use(make_engine(url)):  # type: ignore[attr-defined]
        pytest.fail("it was reached")
    message = str(caught.value)
    assert message
    assert "\n" not in message
    assert "secret" not in message


def test_a_new_sqlite_file_gets_its_folder(tmp_path: Path) -> None:
    new = make_engine(f"sqlite:///{tmp_path}/new/xieshou.db")
    with reading(new, any_version=True) as connection:
        assert connection.scalar(text("SELECT 1")) == 1


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_goes_by_its_usual_names(scheme: str) -> None:
    assert make_engine(f"{scheme}://u@localhost/x").driver == "psycopg"


@SQLITE
def test_sqlite_has_more_room_only_while_many_rows_are_written(stores: Stores) -> None:
    engine = migrated(stores)
    size = text("PRAGMA cache_size")
    with locked(engine) as connection:
        usual = connection.scalar(size)
        with roomy(connection):
            assert connection.scalar(size) == -40_000
        assert connection.scalar(size) == usual


@SQLITE
def test_the_room_is_given_back_when_the_write_fails(stores: Stores) -> None:
    size = text("PRAGMA cache_size")
    with locked(migrated(stores)) as connection:
        usual = connection.scalar(size)
        with pytest.raises(RuntimeError, match="the plug"), roomy(connection):
            raise RuntimeError("the plug was pulled")
        assert connection.scalar(size) == usual
