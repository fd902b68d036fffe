"""The history of one clause: its reports and the lines of its course."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from db.engine import make_engine, writing
from db.models import AgreementTarget, Report
from db.periods import Period
from db.results import history
from db.terms import Basis, PeriodKind, ReportState, Side
from tests.conftest import Stores
from tests.db.results.reports import promise, report
from tests.stores import ZHEJIANG_SICHUAN, build_paired

HELPER, RECEIVER = Side.HELPER, Side.RECEIVER
PAIRED: dict[str, Any] = {"pairing_id": 1}


@pytest.fixture
def connection(stores: Stores) -> Iterator[Connection]:
    with writing(make_engine(stores.copy("paired", build_paired))) as connection:
        promise(connection, ZHEJIANG_SICHUAN, 2025, "ent", 100, **PAIRED)
        yield connection


def told(connection: Connection, side: Side, values: dict[str, int], **more: Any) -> None:
    report(connection, ZHEJIANG_SICHUAN, side, "ent", values, **PAIRED, **more)


def of_clause(connection: Connection) -> history.History:
    identity = connection.scalar(select(AgreementTarget.id))
    found = history.of_clause(connection, identity or 0)
    assert found is not None
    return found


def test_no_clause_of_that_number(connection: Connection) -> None:
    assert history.of_clause(connection, 999) is None


def test_lines_of_both_sides_and_of_former_years_as_if_they_had_ended_at_the_target(
    connection: Connection,
) -> None:
    told(connection, HELPER, {"2025-01": 3, "2025-02": 4}, basis=Basis.ACTUAL)
    told(connection, RECEIVER, {"2025-Q1": 9})
    told(connection, HELPER, {"2024-06": 10, "2024": 40})
    told(connection, HELPER, {"2023-06": 10})  # its end is not known
    lines = of_clause(connection).lines
    assert [tuple(line) for line in lines.itertuples(index=False)] == [
        ("2024", 0, 0),
        ("2024", 6, 25),
        ("2024", 12, 100),
        ("helper", 0, 0),
        ("helper", 1, 3),
        ("helper", 2, 7),
        ("receiver", 0, 0),
        ("receiver", 3, 9),
    ]


def test_reports_of_that_year_with_the_state_of_what_they_are_part_of(
    connection: Connection,
) -> None:
    told(connection, HELPER, {"2025-05": 4, "2025-06": 5}, source="a report")
    told(connection, HELPER, {"2024-06": 5})
    june = Period(2025, PeriodKind.MONTH, 6)
    connection.execute(
        insert(Report).values(
            **PAIRED,
            year=2025,
            period_kind=june.kind,
            period_number=june.number,
            ends_on=june.ends_on,
            reported_by=HELPER,
            state=ReportState.SUBMITTED,
        )
    )
    reports = of_clause(connection).reports
    assert reports[["value", "state", "source"]].to_numpy(dtype=object).tolist() == [
        [5, "submitted", "a report"],
        [4, None, "a report"],
    ]


def test_a_clause_as_the_scorecard_has_it(connection: Connection) -> None:
    told(connection, RECEIVER, {"2025": 120})
    clause = of_clause(connection).clause
    assert (clause["year"], clause["status"], clause["value"]) == (2025, "met", 120)
