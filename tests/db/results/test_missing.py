"""Which clauses a side has not reported yet, since when, and who is late."""

from datetime import date

import pytest
from sqlalchemy import Engine

from db.engine import reading
from db.periods import Period
from db.results import missing
from db.results.missing import Missing
from db.results.reports import Of, submit
from db.terms import AccountRole, Kind, PeriodKind, ReportState, Side
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, result, target

JUNE = Period(2022, PeriodKind.MONTH, 6)
HALF = Period(2022, PeriodKind.HALF, 1)
CITIES = {"helper": "杭州市", "receiver": "广元市"}


@pytest.fixture
def engine(stores: Stores) -> Engine:
    engine = states.paired(stores)
    clauses = [
        target(year="2022"),
        target(year="2022", metric="ent", target="100", unit="家"),
        target(year="2022", **CITIES),
        target(year="2023"),
    ]
    batch(bring(engine, Kind.AGREEMENTS, *clauses))
    return engine


def owed(
    engine: Engine,
    period: Period = JUNE,
    pairings: tuple[int, ...] = (1, 2, 3),
    side: Side | None = None,
    **page: int,
) -> list[Missing]:
    with reading(engine) as connection:
        return missing.page(connection, period, pairings, side, **page)


def short(rows: list[Missing]) -> list[tuple[int, str, tuple[str, ...], date | None]]:
    return [(row.couple.id, row.side.value, row.metrics, row.last) for row in rows]


def test_each_side_owes_each_clause_until_it_reports_it(engine: Engine) -> None:
    both = ("ent", "fund")
    assert short(owed(engine)) == [
        (1, "helper", both, None),
        (1, "receiver", both, None),
        (3, "helper", ("fund",), None),
        (3, "receiver", ("fund",), None),
    ]
    rows = [
        result(),
        result(metric="ent", value="5", unit="家", period="5月", as_of=""),
        result(reported_by="西部", **CITIES),
        result(metric="cadre_ew", value="5", unit="人", reported_by="西部", period="3月", as_of=""),
    ]
    batch(bring(engine, Kind.RESULTS, *rows))
    assert short(owed(engine)) == [
        (3, "helper", ("fund",), None),
        (1, "receiver", both, date(2022, 3, 31)),
        (1, "helper", ("ent",), date(2022, 6, 30)),
    ]


def test_a_figure_of_any_period_that_ends_that_day_will_do(engine: Engine) -> None:
    batch(bring(engine, Kind.RESULTS, result(period="二季度")))
    for period in (JUNE, HALF):
        (helper, *_) = owed(engine, period, (1,), Side.HELPER)
        assert (helper.metrics, helper.clauses) == (("ent",), 2)


def test_only_the_couples_and_the_side_asked_for_are_listed_page_by_page(engine: Engine) -> None:
    assert owed(engine, pairings=()) == []
    assert {row.side for row in owed(engine, side=Side.RECEIVER)} == {Side.RECEIVER}
    pages = [owed(engine, limit=3, offset=offset) for offset in (0, 3)]
    assert [row for page in pages for row in page] == owed(engine)
    with reading(engine) as connection:
        assert missing.count(connection, JUNE, (1, 2, 3)) == 4
        assert missing.count(connection, JUNE, (3,), Side.HELPER) == 1


def test_who_is_in_charge_of_that_side_and_how_far_its_report_is(engine: Engine) -> None:
    make(engine, AccountRole.STAFF, "zhejiang", provinces=["330000"])
    make(engine, AccountRole.STAFF, "couple", pairings=[1])
    make(engine, AccountRole.ADMIN, "admin")
    batch(bring(engine, Kind.RESULTS, result()))
    submit(engine, Of(1, JUNE, Side.HELPER), 0, OPERATOR)
    found = {(row.couple.id, row.side): row for row in owed(engine)}
    assert found[1, Side.HELPER].who == ("couple", "zhejiang")
    assert found[1, Side.RECEIVER].who == ("couple",)
    assert found[3, Side.RECEIVER].who == ()
    assert found[1, Side.HELPER].state is ReportState.SUBMITTED
    assert found[1, Side.RECEIVER].state is ReportState.DRAFT
