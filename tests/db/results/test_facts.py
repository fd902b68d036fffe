"""Facts alone, where demo was loaded in its time and is switched off since."""

import pytest
from sqlalchemy import func, select, update

from db import kept
from db.engine import make_engine, reading, writing
from db.filters import Filter
from db.followup import since
from db.models import AgreementTarget, Project, Result, Visit, table_of
from db.periods import Period
from db.queries import coverage, projects
from db.results import differences, grid, scorecard
from db.results.behind import behind
from db.results.differences import At
from db.results.history import of_clause
from db.results.reports import Of
from db.terms import Side
from tests.conftest import Stores
from tests.stores import build_demo

RESULT, VISIT = table_of(Result), table_of(Visit)


def test_no_invented_result_counts_for_a_clause_that_is_a_fact(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = stores.copy("demo", build_demo)
    with writing(make_engine(url)) as connection:
        connection.execute(update(AgreementTarget).values(demo=False))
        kept.recount(connection)
    with reading(make_engine(url)) as connection:
        year = connection.scalar(select(func.max(Result.year).filter(Result.demo))) or 0
        told = scorecard.of_year(connection, year)
        monkeypatch.setenv("XIESHOU_DEMO", "0")
        facts = scorecard.of_year(connection, year)
        clause = int(told[told["demo_result"]]["id"].iloc[0])
        history = of_clause(connection, clause)
        counted = projects.count(connection, Filter(demo=False))
        heads = coverage.held(connection)
    assert sorted(facts["id"]) == sorted(told["id"])
    assert told["demo_result"].any()
    assert not facts["demo_result"].any()
    assert facts["helper_value"].isna().all()
    assert history is not None
    assert (history.clause["value"], len(history.reports)) == (None, 0)
    assert counted == 0
    assert heads["projects"].sum() == 0


def test_a_report_is_set_beside_no_invented_one(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the report itself holds is told, since it would be typed over."""
    url = stores.copy("demo", build_demo)
    with reading(make_engine(url)) as connection:
        one = connection.execute(
            select(RESULT)
            .where(RESULT.c.demo, RESULT.c.reported_by == Side.HELPER)
            .order_by(RESULT.c.ends_on.desc(), RESULT.c.id)
            .limit(1)
        ).one()
        period = Period(one.year, one.period_kind, one.period_number)
        of = Of(one.pairing_id, period, Side.HELPER)
        before = grid.reports(connection, of)
        monkeypatch.setenv("XIESHOU_DEMO", "0")
        alone = grid.look(connection, of)
    own = {(of.side, key) for key in before.entries}
    assert len(before.points) > len(own)
    assert alone.reported.entries == before.entries
    assert alone.reported.points.keys() == own
    assert alone.reported.demo == len(own)
    assert all((row.target, row.other, row.before) == (None,) * 3 for row in alone.rows)


def test_no_invented_meeting_or_visit_follows_a_fact(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = stores.copy("demo", build_demo)
    with reading(make_engine(url)) as connection:
        one = connection.execute(select(VISIT).where(VISIT.c.demo).limit(1)).one()
        asked = (one.helper_adcode, one.receiver_adcode, one.date_start, 0)
        assert since.visits(connection, *asked)["demo"].any()
        monkeypatch.setenv("XIESHOU_DEMO", "0")
        assert not since.visits(connection, *asked)["demo"].any()
        assert not since.next_meetings(connection, *asked)["demo"].any()


def test_no_invented_record_is_behind_or_counted_among_differences(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reading(make_engine(stores.copy("demo", build_demo))) as connection:
        known = differences.of_year(connection, None)
        metric = "ledger_projects"
        pairing, year = connection.execute(select(Project.pairing_id, Project.year)).first() or (
            0,
            0,
        )
        shown = behind(connection, At(pairing or 0, metric, year, 12))
        monkeypatch.setenv("XIESHOU_DEMO", "0")
        found = differences.of_year(connection, None)
        many = differences.counts(connection, None)
        row = known.iloc[0]
        day = row["ends_on"]
        at = At(int(row["pairing_id"]), row["metric_key"], day.year, day.month)
        gone = differences.one(connection, at)
        left = behind(connection, At(pairing or 0, metric, year, 12))
    assert shown is not None
    assert left is not None
    assert (len(known) > 0, len(shown.rows) > 0) == (True, True)
    assert (len(found), many, gone, left.rows) == (0, {}, None, ())
