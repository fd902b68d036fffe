"""Ledgers of results: what each row becomes, and what goes out and comes in again."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import reading
from db.importing.export import export
from db.importing.pipeline import check_file
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, codes, look, measured, result, upload

RESULTS = Kind.RESULTS


@pytest.fixture
def engine(stores: Stores) -> Engine:
    engine = states.paired(stores)
    measured(engine)
    return engine


def stored(engine: Engine) -> list[dict[str, Any]]:
    names = ("period_kind", "period_number", "ends_on", "basis", "reported_by", "value", "as_of")
    return [{name: row[name] for name in names} for row in states.table(engine, "result")]


def test_a_row_becomes_a_result_in_the_metric_s_unit(engine: Engine) -> None:
    batch(bring(engine, RESULTS, result()))
    assert stored(engine) == [
        {
            "period_kind": "month",
            "period_number": 6,
            "ends_on": date(2022, 6, 30),
            "basis": "cumulative",
            "reported_by": "helper",
            "value": 2_010_000_000,
            "as_of": date(2022, 6, 30),
        }
    ]
    (row,) = states.table(engine, "result")
    assert (row["pairing_id"], row["metric_key"], row["year"]) == (1, "fund", 2022)


def test_each_side_each_period_and_each_way_of_counting_is_a_result_of_its_own(
    engine: Engine,
) -> None:
    rows = [
        result(),
        result(reported_by="西部"),
        result(basis="当期"),
        result(period="二季度"),
        result(period="上半年"),
        result(year="2023", as_of=""),
    ]
    assert bring(engine, RESULTS, *rows).counts["new"] == 6
    again = bring(engine, RESULTS, *rows)
    assert (again.counts["unchanged"], again.counts["new"]) == (6, 0)
    changed = bring(engine, RESULTS, result(value="21"))
    assert (changed.counts["changed"], changed.counts["new"]) == (1, 0)


def test_what_a_row_leaves_out_is_cumulative_and_of_the_period_s_end(engine: Engine) -> None:
    batch(bring(engine, RESULTS, result(basis=None, as_of=None)))
    (row,) = stored(engine)
    assert (row["basis"], row["as_of"]) == ("cumulative", None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-06", date(2022, 6, 30)),
        ("2022年7月", date(2022, 7, 31)),
        ("2022", date(2022, 12, 31)),
    ],
)
def test_a_month_or_year_is_kept_to_its_last_day(engine: Engine, text: str, day: date) -> None:
    batch(bring(engine, RESULTS, result(as_of=text)))
    assert stored(engine)[0]["as_of"] == day


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ({"value": "93.5", "unit": "%"}, 9350),
        ({"value": "93.5%", "unit": "百分比"}, 9350),
        ({"value": "100", "unit": "%"}, 10_000),
    ],
)
def test_a_per_cent_is_kept_in_hundredths(
    engine: Engine, cells: dict[str, str], value: int
) -> None:
    batch(bring(engine, RESULTS, result(metric="rate", **cells)))
    assert stored(engine)[0]["value"] == value


@pytest.mark.parametrize(("word", "value"), [("是", 1), ("未完成", 0), ("1", 1)])
def test_what_is_done_or_not_is_said_in_words(engine: Engine, word: str, value: int) -> None:
    batch(bring(engine, RESULTS, result(metric="制定年度计划", value=word, unit="项")))
    assert stored(engine)[0]["value"] == value


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"unit": "人"}, "unit"),
        ({"metric": "亩产"}, "mapping"),
        ({"basis": "计划"}, "mapping"),
        ({"reported_by": "双方"}, "mapping"),
        ({"period": "1-6月", "basis": "当期"}, "period"),
        ({"receiver": "福建省"}, "pairing"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(
    engine: Engine, cells: dict[str, str], code: str
) -> None:
    assert code in codes(bring(engine, RESULTS, result(**cells)))
    assert stored(engine) == []


def test_what_goes_out_comes_in_again_as_it_is(engine: Engine) -> None:
    rows = [
        result(),
        result(reported_by="西部", basis="当期", as_of=""),
        result(metric="rate", value="93.55", unit="%"),
        result(metric="plan", value="是", unit="项", period="全年"),
        result(metric="ent", value="12", unit="家", period="前三季度", basis="", as_of=""),
    ]
    for row in rows:
        batch(bring(engine, RESULTS, row))
    with reading(engine) as connection:
        data = export(connection, RESULTS)
    seen = check_file(engine, upload(RESULTS, data=data))
    assert (seen.counts["unchanged"], seen.counts["new"], seen.counts["changed"]) == (5, 0, 0)
    assert look(engine, RESULTS, rows[0]).counts["unchanged"] == 1
