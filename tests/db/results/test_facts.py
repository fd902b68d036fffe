"""Facts alone, where demo was loaded in its time and is switched off since."""

import pytest
from sqlalchemy import func, select, update

from db import kept
from db.engine import make_engine, reading, writing
from db.filters import Filter
from db.models import AgreementTarget, Project, Result
from db.queries import coverage, projects
from db.results import differences, scorecard
from db.results.behind import behind
from db.results.differences import At
from db.results.history import of_clause
from tests.conftest import Stores
from tests.stores import build_demo


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
