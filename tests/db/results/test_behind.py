"""The records behind a difference: which, what each adds, and whose people entered it."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, update

from db.accounts import Account
from db.engine import reading, writing
from db.models import ImportBatch, Metric, Pairing, Project, RowHistory
from db.queries.records import Title
from db.results import ledgers
from db.results.behind import Behind, behind
from db.results.differences import At
from db.results.explained import Accounted, Grounds, accounted
from db.terms import AccountRole, Action, BatchStatus, Side
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.results.reports import promise
from tests.stores import ZHEJIANG_SICHUAN


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.small(stores)


def found(engine: Engine, metric: str, year: int = 2021, pairing: int = 1) -> Behind:
    with reading(engine) as connection:
        known = behind(connection, At(pairing, metric, year, 6))
    assert known is not None
    return known


def entered(engine: Engine, by: Account, *projects: int) -> None:
    """As if somebody's batch had entered them."""
    with writing(engine) as connection:
        values: dict[str, Any] = {
            "id": 100 + by.id,
            "kind": "projects",
            "file_name": "",
            "author": by.name,
            "account_id": by.id,
            "created_at": datetime(2021, 7, 1),
            "status": BatchStatus.COMMITTED,
            "counts": {},
            "choices": {},
        }
        batch = connection.execute(insert(ImportBatch).values(values).returning(ImportBatch.id))
        shared = {"batch_id": batch.scalar_one(), "table_name": "project", "version": 1}
        rows = [shared | {"row_id": one, "action": Action.INSERT} for one in projects]
        connection.execute(insert(RowHistory), rows)


@pytest.mark.parametrize(
    "metric",
    [
        "ledger_projects",
        "ledger_in_place",
        "ledger_jobs",
        "ledger_meetings",
        "ledger_signed_projects",
        "ledger_commitments",
        "ledger_commitments_linked",
        "ledger_visits",
    ],
)
def test_the_records_add_up_to_what_the_scorecard_has_from_the_ledgers(
    engine: Engine, metric: str
) -> None:
    with reading(engine) as connection:
        sides = select(Pairing.id, Pairing.helper_adcode, Pairing.receiver_adcode)
        couples = {row[0]: (row[1], row[2]) for row in connection.execute(sides)}
        for year in (2020, 2021, 2022):
            known = ledgers.of_year(connection, year)
            for pairing, couple in couples.items():
                rows = behind(connection, At(pairing, metric, year, 6))
                assert rows is not None
                assert sum(row.value for row in rows.rows) == known.get((couple, metric), 0)


def test_a_sum_that_is_not_kept_is_added_up_for_one_couple(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(update(Project).values(total_investment=5_000_000))
        named = {"name_zh": "总投资", "name_en": "Total investment", "unit": "yuan"}
        named |= {"definition_zh": "", "definition_en": "", "source": "", "origin": "ledger"}
        entry = {"key": "ledger_total_investment", "summable": True, **named}
        connection.execute(insert(Metric).values(entry))
        promise(connection, ZHEJIANG_SICHUAN, 2022, "ledger_total_investment", 9, pairing_id=1)
        couple = (ZHEJIANG_SICHUAN["helper_adcode"], ZHEJIANG_SICHUAN["receiver_adcode"])
        found = ledgers.of_couple(connection, 2022, couple, "ledger_total_investment")
        elsewhere = ledgers.of_couple(connection, 2022, couple[::-1], "ledger_total_investment")
        rows = behind(connection, At(1, "ledger_total_investment", 2022, 6))
        every = ledgers.of_year(connection, 2022)
    assert (found, elsewhere) == (10_000_000, 0)
    assert not [key for key in every if key[1] in ledgers.UNKEPT]
    assert rows is not None
    assert [row.value for row in rows.rows] == [5_000_000, 5_000_000]


def test_a_metric_that_is_no_sum_of_a_ledger_has_none(engine: Engine) -> None:
    with reading(engine) as connection:
        assert behind(connection, At(1, "fund", 2021, 6)) is None


def test_a_record_is_of_the_side_whose_people_entered_it(engine: Engine) -> None:
    helper = make(engine, AccountRole.STAFF, "h.office", provinces=["330000"])
    receiver = make(engine, AccountRole.STAFF, "r.office", provinces=["510000"])
    neither = make(engine, AccountRole.STAFF, "n.office", pairings=[1])
    with writing(engine) as connection:
        three = update(Project).where(Project.id.in_((1, 2, 3)))
        connection.execute(three.values(year=2021, pairing_id=1))
    ids = [row.id for row in found(engine, "ledger_projects").rows]
    assert len(ids) == 3
    entered(engine, helper, *ids)
    entered(engine, receiver, *ids[1:])
    entered(engine, neither, *ids)
    rows = {row.id: row.sides for row in found(engine, "ledger_projects").rows}
    assert rows.pop(ids[0]) == {Side.HELPER}
    assert set(rows.values()) == {frozenset({Side.HELPER, Side.RECEIVER})}
    known = found(engine, "ledger_projects").rows
    assert accounted(known, 1) == (Accounted(Grounds.ONE_SIDE, (ids[0],), 1),)


def test_a_record_has_its_day_and_its_names(engine: Engine) -> None:
    first = found(engine, "ledger_projects").rows[0].id
    with writing(engine) as connection:
        values = {"as_of": date(2021, 6, 25), "title": "茶园", "title_en": "Tea garden"}
        connection.execute(update(Project).where(Project.id == first).values(values))
    known = found(engine, "ledger_projects")
    assert known.table == "project"
    assert known.names[first] == Title("茶园", "Tea garden", known.names[first].more)
    assert {row.as_of for row in known.rows if row.id == first} == {date(2021, 6, 25)}
