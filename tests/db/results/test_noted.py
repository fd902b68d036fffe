"""An import of results says of its rows what the reporting page would, and who may not write."""

import pytest
from sqlalchemy import Engine

from db.importing.pipeline import Outcome
from db.periods import Period
from db.results.reports import Of, send_back, submit
from db.terms import Kind, PeriodKind, Side
from tests.accounts import OPERATOR
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import Cells, batch, bring, look, result, target

RESULTS = Kind.RESULTS
MAY = Of(1, Period(2022, PeriodKind.MONTH, 5), Side.HELPER)


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.paired(stores)


def figure(month: int, value: str, **cells: str) -> Cells:
    return result(period=f"{month}月", value=value, as_of="", **cells)


def told(engine: Engine, *rows: Cells) -> list[tuple[int | None, str]]:
    return [(issue.record_no, issue.code) for issue in look(engine, RESULTS, *rows).issues]


def test_rows_are_held_against_the_store_and_against_one_another(engine: Engine) -> None:
    batch(bring(engine, RESULTS, figure(3, "10")))
    assert told(engine, figure(4, "9"), figure(5, "11"), figure(6, "10.5")) == [
        (1, "falls"),
        (2, "falls"),
        (3, "falls"),
    ]
    assert told(engine, figure(3, "8"), figure(4, "9")) == []
    assert told(engine, figure(4, "9", reported_by="西部")) == []


def test_a_file_in_the_wrong_unit_jumps(engine: Engine) -> None:
    bring(engine, Kind.AGREEMENTS, target(year="2022", target="10", unit="亿元"))
    assert told(engine, figure(4, "31")) == [(1, "jump")]
    assert told(engine, figure(4, "30")) == []
    batch(bring(engine, RESULTS, figure(3, "10", unit="万元")))
    assert (1, "jump") in told(engine, figure(4, "12", unit="亿元"))


def test_a_note_does_not_keep_a_file_from_being_accepted(engine: Engine) -> None:
    batch(bring(engine, RESULTS, figure(3, "10")))
    assert look(engine, RESULTS, figure(4, "9")).outcome is Outcome.ACCEPT
    assert (1, "falls") not in told(engine, figure(3, "10"))


def test_rows_of_a_report_that_was_handed_in_are_told_before_anything_is_written(
    engine: Engine,
) -> None:
    batch(bring(engine, RESULTS, figure(5, "10")))
    submit(engine, MAY, 0, OPERATOR)
    changed = look(engine, RESULTS, figure(5, "11"), figure(6, "12"))
    assert [(i.record_no, i.code) for i in changed.issues] == [(1, "handed-in")]
    assert changed.outcome is Outcome.REJECT_ROWS
    new = {"metric": "ent", "unit": "家"}
    assert told(engine, figure(5, "1", **new)) == [(1, "handed-in")]
    assert told(engine, figure(5, "1", reported_by="西部")) == []
    assert (1, "handed-in") not in told(engine, figure(5, "10"))
    batch(bring(engine, RESULTS, figure(5, "11"), figure(6, "12"), only_good=True))
    send_back(engine, MAY, 1, "少一项", OPERATOR)
    assert told(engine, figure(5, "11")) == []


def test_a_block_of_rows_is_told_likewise(engine: Engine) -> None:
    batch(bring(engine, RESULTS, figure(5, "10")))
    submit(engine, MAY, 0, OPERATOR)
    rows = [
        figure(5, str(n), metric="ent", unit="家", basis=b) for n, b in enumerate(("累计", "当期"))
    ]
    rows += [figure(month, "20", metric="ent", unit="家", reported_by="西部") for month in (6, 7)]
    assert told(engine, *rows) == [(1, "handed-in"), (2, "handed-in")]
