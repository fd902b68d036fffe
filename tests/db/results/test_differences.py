"""Differences of both sides' values, computed by hand, on both databases."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, insert, update

from db import kept
from db.engine import make_engine, writing
from db.filters import Filter
from db.models import ImportBatch, Metric, Pairing, Settlement, Tolerance
from db.results import differences
from db.results.differences import At
from db.results.explained import Cause
from db.terms import Basis, BatchStatus, DifferenceState, Side
from tests.conftest import Stores
from tests.db.results.reports import report
from tests.stores import FUJIAN_NINGXIA, HANGZHOU_GUANGYUAN, ZHEJIANG_SICHUAN, build_paired

HELPER, RECEIVER = Side.HELPER, Side.RECEIVER


@pytest.fixture
def connection(stores: Stores) -> Iterator[Connection]:
    with writing(make_engine(stores.copy("paired", build_paired))) as connection:
        yield connection


def told(connection: Connection, side: Side, values: dict[str, int], **more: Any) -> None:
    given: dict[str, Any] = {"pairing_id": 1, "metric": "fund"} | more
    metric = given.pop("metric")
    report(connection, given.pop("couple", ZHEJIANG_SICHUAN), side, metric, values, **given)


def batch(connection: Connection, day: int) -> int:
    values = {
        "kind": "results",
        "file_name": "",
        "author": "x",
        "created_at": datetime(2025, 7, day),
        "status": BatchStatus.COMMITTED,
        "counts": {},
        "choices": {},
    }
    made = insert(ImportBatch).values(values).returning(ImportBatch.id)
    return int(connection.execute(made).scalar_one())


def found(connection: Connection, year: int = 2025) -> list[dict[str, Any]]:
    kept.recount(connection)
    rows = differences.of_year(connection, year).to_dict("records")
    return [{str(k): v for k, v in row.items()} for row in rows]


def brief(connection: Connection) -> list[tuple[Any, ...]]:
    names = ("pairing_id", "metric_key", "month", "helper_value", "receiver_value", "difference")
    return [tuple(row[name] for name in names) for row in found(connection)]


def test_each_shared_last_day_at_which_the_two_differ_is_a_row(connection: Connection) -> None:
    """Quarter and half are set against the months that end with them."""
    told(connection, HELPER, {"2025-Q1": 30, "2025-05": 55, "2025-H1": 70})
    told(connection, RECEIVER, {"2025-03": 30, "2025-04": 41, "2025-06": 80})
    assert brief(connection) == [(1, "fund", 6, 70, 80, -10)]
    (row,) = found(connection)
    assert row["share"] == -10 / 80
    assert row["ends_on"] == date(2025, 6, 30)
    assert (row["helper_zh"], row["receiver_zh"]) == ("浙江省", "四川省")
    assert (row["state"], row["version"], row["demo"]) == ("open", 0, False)


def test_periods_alone_are_added_up_before_they_are_compared(connection: Connection) -> None:
    told(connection, HELPER, {"2025-01": 5, "2025-02": 6, "2025-03": 7}, basis=Basis.ACTUAL)
    told(connection, RECEIVER, {"2025-02": 11, "2025-Q1": 20})
    assert brief(connection) == [(1, "fund", 3, 18, 20, -2)]


def test_of_what_may_not_be_added_no_sum_is_made(connection: Connection) -> None:
    connection.execute(update(Metric).where(Metric.key == "fund").values(summable=False))
    told(connection, HELPER, {"2025-01": 5, "2025-02": 6}, basis=Basis.ACTUAL)
    told(connection, RECEIVER, {"2025-01": 4, "2025-02": 11})
    assert brief(connection) == [(1, "fund", 1, 5, 4, 1)]


@pytest.mark.parametrize(
    ("absolute", "per_mille", "many"), [(0, 0, 1), (19, 0, 1), (20, 0, 0), (0, 19, 1), (0, 20, 0)]
)
def test_within_the_tolerance_of_the_unit_the_two_agree(
    connection: Connection, absolute: int, per_mille: int, many: int
) -> None:
    values = {"unit": "yuan", "absolute": absolute, "per_mille": per_mille}
    connection.execute(insert(Tolerance).values(values))
    told(connection, HELPER, {"2025-06": 1000})
    told(connection, RECEIVER, {"2025-06": 980})
    assert len(found(connection)) == many


def test_those_of_another_year_and_of_one_side_are_none(connection: Connection) -> None:
    told(connection, HELPER, {"2024-06": 5, "2025-06": 5})
    told(connection, RECEIVER, {"2024-06": 6})
    assert found(connection) == []
    assert len(found(connection, 2024)) == 1
    assert differences.years(connection) == [2025, 2024]


def test_without_a_year_those_of_all_are_listed_by_age(connection: Connection) -> None:
    for year, day in ((2025, 3), (2024, 9)):
        for side, value in ((HELPER, 5), (RECEIVER, 6)):
            told(connection, side, {f"{year}-06": value}, batch_id=batch(connection, day))
    kept.recount(connection)
    assert differences.of_year(connection, None)["ends_on"].tolist() == [
        date(2025, 6, 30),
        date(2024, 6, 30),
    ]
    assert differences.counts(connection, None) == {"open": (2, 0)}
    of_2024 = Filter(years=(2023, 2024))
    assert differences.counts(connection, None, of_2024) == {"open": (1, 0)}


def test_a_store_without_results_has_no_years(connection: Connection) -> None:
    assert differences.years(connection) == []


def test_the_open_come_first_and_of_these_the_oldest(connection: Connection) -> None:
    """Each is as old as the later of its two reports."""
    days = {day: batch(connection, day) for day in (1, 3, 5, 9)}
    told(connection, HELPER, {"2025-06": 5}, batch_id=days[1])
    told(connection, RECEIVER, {"2025-06": 6}, batch_id=days[9])
    for side, day, value in ((HELPER, 5, 5), (RECEIVER, 3, 6)):
        told(connection, side, {"2025-06": value}, batch_id=days[day], metric="ent")
    cities: dict[str, Any] = {"couple": HANGZHOU_GUANGYUAN, "pairing_id": 3}
    for side, value in ((HELPER, 5), (RECEIVER, 6)):
        told(connection, side, {"2025-06": value}, batch_id=days[1], metric="ent", **cities)
    settle(connection, 3, "ent", DifferenceState.EXPLAINED, None)
    rows = found(connection)
    assert [(row["pairing_id"], row["metric_key"], row["state"]) for row in rows] == [
        (1, "ent", "open"),
        (1, "fund", "open"),
        (3, "ent", "explained"),
    ]
    assert [row["loaded"] for row in rows] == [datetime(2025, 7, day) for day in (5, 9, 1)]


def settle(
    connection: Connection, pairing: int, metric: str, state: DifferenceState, value: int | None
) -> None:
    row = {
        "pairing_id": pairing,
        "metric_key": metric,
        "ends_on": date(2025, 6, 30),
        "state": state,
        "value": value,
        "note": "counted together",
        "author": "admin",
        "at": datetime(2025, 7, 9),
    }
    connection.execute(insert(Settlement).values(row))


def test_what_was_said_stays_in_the_list_when_the_two_agree_or_one_withdraws(
    connection: Connection,
) -> None:
    told(connection, HELPER, {"2025-06": 60})
    told(connection, RECEIVER, {"2025-06": 60})
    settle(connection, 1, "fund", DifferenceState.SETTLED, 50)
    settle(connection, 3, "ent", DifferenceState.SETTLED, 7)
    rows = {row["metric_key"]: row for row in found(connection)}
    assert (rows["fund"]["difference"], rows["fund"]["value"]) == (0, 50)
    assert (rows["ent"]["value"], rows["ent"]["note"]) == (7, "counted together")
    assert pd.isna(rows["ent"]["helper_value"])


def test_a_couple_paired_anew_is_one(connection: Connection) -> None:
    """The helper reported under the earlier pairing, the receiver under the later one."""
    again = Pairing.__table__.select().where(Pairing.id == 2)
    row = dict(connection.execute(again).mappings().one())
    values = row | {
        "id": 9,
        "code": "P9",
        "scheme": "2021_adjustment",
        "year_from": 2017,
        "year_to": None,
    }
    connection.execute(insert(Pairing).values(values))
    both: dict[str, Any] = {"couple": FUJIAN_NINGXIA}
    told(connection, HELPER, {"2025-06": 5}, **both | {"pairing_id": 2})
    told(connection, RECEIVER, {"2025-06": 6}, **both | {"pairing_id": 9})
    since_ever = update(Pairing).where(Pairing.id == 9).values(year_from=None)
    connection.execute(since_ever)
    assert brief(connection) == [(9, "fund", 6, 5, 6, -1)]
    shown = differences.one(connection, At(9, "fund", 2025, 6))
    assert shown is not None
    assert len(shown.reports) == 2


def test_a_cause_stands_with_its_difference(connection: Connection) -> None:
    told(connection, HELPER, {"2025-06": 3_450})
    told(connection, RECEIVER, {"2025-06": 34_500_000})
    (row,) = found(connection)
    assert [(one.cause, one.side) for one in row["causes"]] == [(Cause.WAN, HELPER)]


def test_one_difference_has_the_reports_of_its_year(connection: Connection) -> None:
    told(connection, HELPER, {"2025-03": 4, "2025-06": 5}, source="a letter")
    told(connection, RECEIVER, {"2025-06": 6, "2024-06": 9})
    shown = differences.one(connection, At(1, "fund", 2025, 6))
    assert shown is not None
    assert shown.row["difference"] == -1
    assert shown.reports["value"].tolist() == [5, 6, 4]
    assert shown.steps.empty
    assert differences.one(connection, At(1, "fund", 2025, 3)) is None
    assert differences.one(connection, At(99, "fund", 2025, 6)) is None
    assert differences.one(connection, At(1, "none", 2025, 6)) is None
