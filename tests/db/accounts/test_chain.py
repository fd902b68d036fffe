"""The audit is only added to, and whoever meddles with it is found out."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, delete, insert, text, update
from sqlalchemy.exc import DBAPIError

from db import clock
from db.accounts import Forbidden, administration, audit, auditing, chain
from db.accounts.chain import AUDIT
from db.check import faults
from db.engine import SIGN_IN_LOCK, locked, reading, utc_now
from db.importing.safe import csv_bytes
from db.migrate import migrate
from db.terms import AccountRole, Event
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import processes
from tests.db.states import SQLITE, small, table

UNGUARD = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": ("ALTER TABLE audit DISABLE TRIGGER ALL",),
}


def noted(engine: Engine, *names: str, at: datetime | None = None) -> None:
    """One row a name, each in a transaction of its own."""
    for name in names:
        with locked(engine) as connection:
            audit.note(connection, Event.EDITED, OPERATOR, at=at, name=name)


def unguarded(engine: Engine) -> None:
    """Take the triggers away, as the owner of the database can."""
    with locked(engine) as connection:
        for statement in UNGUARD[engine.dialect.name]:
            connection.execute(text(statement))


def ids(engine: Engine) -> list[int]:
    return [row["id"] for row in table(engine, "audit")]


def test_a_chain_is_whole_whatever_was_done(stores: Stores) -> None:
    engine = small(stores)
    assert list(faults(engine)) == []  # nothing yet
    make(engine, AccountRole.ADMIN, "chief")
    noted(engine, "换", "a\nb", '"', "\u2028")
    with locked(engine) as connection:
        audit.note(connection, Event.EDITED, OPERATOR, batch=1, parts=[1, "x"], day="2021-05-20")
        audit.note(connection, Event.UNDONE, None, address="::1")
    assert list(faults(engine)) == []
    rows = table(engine, "audit")
    assert [row["previous"] for row in rows] == [chain.START, *(row["hash"] for row in rows[:-1])]


def test_what_is_undone_was_never_noted(stores: Stores) -> None:
    engine = small(stores)

    def failing() -> None:
        with locked(engine) as connection:
            audit.note(connection, Event.EDITED, OPERATOR)
            raise RuntimeError("it failed")

    with pytest.raises(RuntimeError, match="it failed"):
        failing()
    assert table(engine, "audit") == []
    noted(engine, "after")
    assert list(faults(engine)) == []


def changed(connection: Connection, second: int) -> None:
    connection.execute(update(AUDIT).where(AUDIT.c.id == second).values(actor="nobody"))


def removed(connection: Connection, second: int) -> None:
    connection.execute(delete(AUDIT).where(AUDIT.c.id == second))


@pytest.mark.parametrize("meddle", [changed, removed])
def test_the_store_refuses_to_change_or_delete_a_row(
    stores: Stores, meddle: Callable[[Connection, int], None]
) -> None:
    engine = small(stores)
    noted(engine, "one", "two", "three")
    before = table(engine, "audit")
    with pytest.raises(DBAPIError, match="the audit is"), locked(engine) as connection:
        meddle(connection, ids(engine)[1])
    assert table(engine, "audit") == before


def test_postgresql_refuses_to_empty_the_table(stores: Stores) -> None:
    engine = small(stores)
    noted(engine, "one")
    statement = {"sqlite": "DELETE FROM audit", "postgresql": "TRUNCATE audit"}
    with pytest.raises(DBAPIError, match="the audit is"), locked(engine) as connection:
        connection.execute(text(statement[engine.dialect.name]))


def reordered(connection: Connection, second: int) -> None:
    rows = connection.execute(AUDIT.select().where(AUDIT.c.id >= second).order_by(AUDIT.c.id)).all()
    for row, other in zip(rows[:2], reversed(rows[:2]), strict=True):
        put = {name: value for name, value in other._mapping.items() if name != "id"}
        connection.execute(update(AUDIT).where(AUDIT.c.id == row.id).values(put))


def put_in(connection: Connection, second: int) -> None:
    row = {"at": utc_now(), "event": Event.EDITED, "actor": "x", "address": "", "details": {}}
    row |= {"account_id": None, "subject_id": None, "previous": chain.START}
    row["hash"] = chain.digest(chain.START, row)
    connection.execute(insert(AUDIT).values(row))


def cut_off(connection: Connection, second: int) -> None:
    connection.execute(delete(AUDIT).where(AUDIT.c.id > second))


def beheaded(connection: Connection, second: int) -> None:
    connection.execute(delete(chain.HEAD))


def emptied(connection: Connection, second: int) -> None:
    connection.execute(delete(AUDIT))


@pytest.mark.parametrize(
    ("meddle", "told"),
    [
        (changed, "row {} was changed"),
        (removed, "one was taken out or put in"),
        (reordered, "one was taken out or put in"),
        (put_in, "one was taken out or put in"),
        (cut_off, "it ends with row {}"),
        (beheaded, "no head"),
        (emptied, "it ends with row 0"),
    ],
)
def test_whoever_meddles_is_found_out(
    stores: Stores, meddle: Callable[[Connection, int], None], told: str
) -> None:
    engine = small(stores)
    noted(engine, "one", "two", "three", "four")
    second = ids(engine)[1]
    unguarded(engine)
    with locked(engine) as connection:
        meddle(connection, second)
    assert told.format(second) in "\n".join(faults(engine))


def test_what_processes_write_at_once_is_one_chain(stores: Stores) -> None:
    engine = small(stores)
    url = engine.url.render_as_string(hide_password=False)
    assert processes.at_once(4, processes.note_audit, url, 25) == []
    assert len(ids(engine)) == 100
    assert list(faults(engine)) == []


def test_signing_in_does_not_wait_for_an_import_that_has_noted(stores: Stores) -> None:
    """The chain is held only while a transaction ends, so the two locks stay apart."""
    engine = small(stores)
    if engine.dialect.name == "sqlite":  # it has but one lock: here the second waits its turn
        noted(engine, "one", "two")
        return
    noting, kept = threading.Event(), threading.Event()

    def importing() -> None:
        with locked(engine) as connection:
            audit.note(connection, Event.IMPORTED, OPERATOR)
            noting.set()
            assert kept.wait(20)

    other = threading.Thread(target=importing)
    other.start()
    try:
        assert noting.wait(20)
        url = engine.url.render_as_string(hide_password=False)
        assert processes.at_once(1, processes.note_audit, url, 1) == []
        assert len(ids(engine)) == 1
    finally:
        kept.set()
        other.join()
    assert list(faults(engine)) == []


def aged(engine: Engine, *names: str, days: int) -> None:
    noted(engine, *names, at=utc_now() - timedelta(days=days))


def test_old_rows_go_and_the_rest_is_still_a_chain(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = small(stores)
    aged(engine, "one", "two", days=400)
    aged(engine, "three", days=200)
    noted(engine, "four")
    monkeypatch.setenv("XIESHOU_AUDIT_DAYS", "365")
    assert auditing.prune(engine, OPERATOR) == 2
    left = [row["details"].get("name") for row in table(engine, "audit")]
    assert left == ["three", "four", None]
    assert list(faults(engine)) == []
    monkeypatch.delenv("XIESHOU_AUDIT_DAYS")
    assert auditing.prune(engine, OPERATOR) == 1  # 180 days are the least
    assert auditing.prune(engine, OPERATOR) == 0
    assert list(faults(engine)) == []


def test_all_may_be_old(stores: Stores) -> None:
    engine = small(stores)
    aged(engine, "one", "two", days=300)
    assert auditing.prune(engine, OPERATOR) == 2
    assert [row["event"] for row in table(engine, "audit")] == ["audit_pruned"]
    assert list(faults(engine)) == []


@pytest.mark.parametrize("said", ["30", "0", "-1", "soon", "179"])
def test_no_setting_deletes_before_the_law_allows(
    stores: Stores, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = small(stores)
    aged(engine, "one", days=179)
    monkeypatch.setenv("XIESHOU_AUDIT_DAYS", said)
    assert auditing.prune(engine, OPERATOR) == 0


def test_rows_taken_from_the_start_are_missed_without_the_row_that_says_so(stores: Stores) -> None:
    engine = small(stores)
    aged(engine, "one", "two", days=300)
    noted(engine, "three")
    with locked(engine) as connection:  # the triggers let old rows go, the chain does not
        connection.execute(delete(AUDIT).where(AUDIT.c.id == ids(engine)[0]))
    assert "between rows 0 and" in "\n".join(faults(engine))


@SQLITE
def test_pruning_and_reading_take_the_right(stores: Stores) -> None:
    engine = small(stores)
    auditor, viewer = make(engine, AccountRole.AUDITOR), make(engine, AccountRole.VIEWER)
    for by in (auditor, viewer):
        with pytest.raises(Forbidden):
            auditing.prune(engine, by)
    with pytest.raises(Forbidden):
        auditing.hand_out(engine, viewer)
    assert auditing.hand_out(engine, auditor).startswith(b"\xef\xbb\xbfid,at_utc,event,")


def test_the_audit_as_a_file(stores: Stores) -> None:
    engine = small(stores)
    auditor = make(engine, AccountRole.AUDITOR)
    noted(engine, "=1+1", "a\r\nb")
    text_ = auditing.hand_out(engine, auditor).decode("utf-8-sig")
    assert '"{""name"": ""=1+1""}"' in text_
    assert "auditor" in text_
    assert table(engine, "audit")[-1]["event"] == "audit_exported"
    since = clock.today() + timedelta(days=1)
    assert auditing.hand_out(engine, auditor, since).count(b"\r\n") == 1


def test_nobody_waits_for_who_takes_the_audit_along(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = small(stores)
    noted(engine, "one")
    monkeypatch.setattr("db.engine.TURN_SECONDS", 0.1)

    def slowly(lines: Iterator[list[str]]) -> bytes:
        noted(engine, "meanwhile")
        return csv_bytes(lines)

    monkeypatch.setattr("db.accounts.auditing.csv_bytes", slowly)
    assert "one" in auditing.hand_out(engine, OPERATOR).decode()
    assert [row["details"].get("name") for row in table(engine, "audit")][-1] == "meanwhile"


def test_an_audit_of_before_is_chained_when_the_store_is_upgraded(stores: Stores) -> None:
    engine = small(stores)
    make(engine, AccountRole.AUDITOR, "anna")
    noted(engine, "one", "two")
    with locked(engine) as connection:
        audit.note(connection, Event.CHART_TAKEN, OPERATOR, file="png")
    before = table(engine, "audit")[:3]
    migrate(engine, "0007")
    migrate(engine)
    assert list(faults(engine)) == []
    told = [(row["event"], row["details"]) for row in before]
    assert [(row["event"], row["details"]) for row in table(engine, "audit")] == told
    assert table(engine, "account")[0]["role"] == "viewer"  # who reads and writes nothing
    with pytest.raises(DBAPIError), locked(engine) as connection:
        changed(connection, ids(engine)[0])


def test_names_of_accounts_are_in_the_reading_of_it(stores: Stores) -> None:
    engine = small(stores)
    anna = make(engine, AccountRole.VIEWER, "anna")
    with locked(engine, SIGN_IN_LOCK) as connection:
        administration.end_sessions(connection, OPERATOR, anna.id)
    with reading(engine) as connection:
        assert list(chain.verify(connection)) == []
