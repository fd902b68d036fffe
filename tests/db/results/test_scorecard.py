"""Scorecards computed by hand, on both databases."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, insert, update

from db import kept
from db.engine import make_engine, writing
from db.models import Metric, Pairing, PublishedFigure, Settlement, Tolerance
from db.results import scorecard, targets
from db.results.course import Missing
from db.terms import (
    Basis,
    Better,
    Confidence,
    DifferenceState,
    Level,
    Mechanism,
    Qualifier,
    Scope,
    Side,
)
from tests.conftest import Stores
from tests.db.results.reports import promise, report
from tests.stores import HANGZHOU_GUANGYUAN, ZHEJIANG_SICHUAN, build_paired

HELPER, RECEIVER = Side.HELPER, Side.RECEIVER
OF_PROVINCES: dict[str, Any] = {"pairing_id": 1}
OF_CITIES: dict[str, Any] = {"pairing_id": 3}
YUAN = 10_000


@pytest.fixture
def connection(stores: Stores) -> Iterator[Connection]:
    with writing(make_engine(stores.copy("paired", build_paired))) as connection:
        yield connection


def card(connection: Connection, year: int = 2025) -> pd.DataFrame:
    kept.recount(connection)
    return scorecard.of_year(connection, year)


def only(connection: Connection, year: int = 2025) -> dict[str, Any]:
    (row,) = card(connection, year).to_dict("records")
    return {str(name): value for name, value in row.items()}


def fund(connection: Connection, target: int, year: int = 2025, **more: Any) -> None:
    promise(connection, ZHEJIANG_SICHUAN, year, "fund", target, **OF_PROVINCES, **more)


def told(connection: Connection, side: Side, values: dict[str, int], **more: Any) -> None:
    report(connection, ZHEJIANG_SICHUAN, side, "fund", values, **OF_PROVINCES, **more)


def test_a_clause_at_half_time_against_two_former_years(connection: Connection) -> None:
    """Fiscal aid: 400 promised, 120 there by 30 June. 2024 had 60 of 300 by then, 2023 75 of 250:
    shares of 20 and 30 per cent. 181 of 365 days are gone.
    """
    fund(connection, 400 * YUAN)
    told(connection, RECEIVER, {"2025-03": 30 * YUAN, "2025-Q2": 120 * YUAN})
    told(connection, HELPER, {"2025-06": 118 * YUAN})
    told(connection, RECEIVER, {"2024-H1": 60 * YUAN, "2024": 300 * YUAN})
    told(connection, RECEIVER, {"2023-06": 75 * YUAN, "2023-12": 250 * YUAN})
    row = only(connection)
    assert (row["value"], row["whose"], row["day"]) == (
        120 * YUAN,
        "receiver",
        date(2025, 6, 30),
    )
    assert (row["helper_value"], row["receiver_value"]) == (118 * YUAN, 120 * YUAN)
    assert row["difference"] == -2 * YUAN
    assert (row["share"], row["gone"]) == (0.3, pytest.approx(181 / 365))
    assert row["former"] == 2
    assert (row["expected_low"], row["expected"], row["expected_high"]) == (0.2, 0.25, 0.3)
    assert row["lag"] == pytest.approx(0.05)
    assert row["status"] == "on_pace"
    # 120 / 0.4959 = 242; 120 / 0.3 = 400; 120 / 0.2 = 600; in the middle of the former years 500.
    assert row["forecast_low"] == pytest.approx(120 * YUAN * 365 / 181)
    assert row["forecast"] == pytest.approx(500 * YUAN)
    assert row["forecast_high"] == pytest.approx(600 * YUAN)
    assert row["line"] == ((3, 30 * YUAN), (6, 120 * YUAN))


def test_a_former_year_between_two_reports_is_on_the_line_between_them(
    connection: Connection,
) -> None:
    fund(connection, 100)
    told(connection, HELPER, {"2025-05": 30})
    told(connection, HELPER, {"2024-Q1": 20, "2024-Q2": 50, "2024": 100})
    row = only(connection)
    assert (row["expected"], row["former"]) == (0.4, 1)  # 20 and two thirds of the way to 50


def test_a_former_year_is_taken_by_the_same_day_not_by_the_month_s_end(
    connection: Connection,
) -> None:
    """June's report is kept to its 15th. 2024 was halfway from May's 40 to June's 70 by then; 2023
    had 60 by 10 June and 90 by 31 July, a tenth of the way between by 15 June.
    """
    fund(connection, 100)
    told(connection, HELPER, {"2025-06": 50}, as_of=date(2025, 6, 15))
    told(connection, HELPER, {"2024-05": 40, "2024-06": 70, "2024": 100})
    told(connection, HELPER, {"2023-06": 60}, as_of=date(2023, 6, 10))
    told(connection, HELPER, {"2023-07": 90, "2023": 100})
    row = only(connection)
    assert (row["day"], row["former"]) == (date(2025, 6, 15), 2)
    assert (row["expected_low"], row["expected_high"]) == (0.55, 0.63)


def test_a_former_year_of_an_earlier_scheme_counts_and_one_without_an_end_does_not(
    connection: Connection,
) -> None:
    fund(connection, 100)
    told(connection, HELPER, {"2025-06": 30})
    told(connection, HELPER, {"2024-06": 50, "2024-11": 90})
    earlier = {
        **ZHEJIANG_SICHUAN,
        "code": "P0",
        "scheme": "1996_initial",
        "mechanism": Mechanism.POVERTY_ALLEVIATION,
        "level": Level.PROVINCE,
        "year_from": 1996,
        "year_to": 2023,
        "source": "a notice",
        "confidence": Confidence.HIGH,
    }
    (before,) = connection.execute(insert(Pairing).values(earlier).returning(Pairing.id)).one()
    reported = {"2023-06": 10, "2023": 40}
    report(connection, ZHEJIANG_SICHUAN, HELPER, "fund", reported, pairing_id=before)
    row = only(connection)
    assert (row["expected"], row["former"]) == (0.25, 1)


def test_months_alone_are_added_and_a_gap_is_told(connection: Connection) -> None:
    fund(connection, 100)
    told(connection, HELPER, {"2025-01": 5, "2025-02": 6, "2025-05": 7}, basis=Basis.ACTUAL)
    row = only(connection)
    assert (row["value"], row["day"]) == (11, date(2025, 2, 28))
    assert row["missing"] == Missing(3, 4)


def test_months_of_what_may_not_be_summed_are_not_added(connection: Connection) -> None:
    connection.execute(update(Metric).where(Metric.key == "fund").values(summable=False))
    fund(connection, 100)
    told(connection, HELPER, {"2025-01": 5, "2025-02": 6}, basis=Basis.ACTUAL)
    row = only(connection)
    assert (row["value"], row["day"]) == (5, date(2025, 1, 31))


def settle(connection: Connection, value: int | None, state: DifferenceState) -> None:
    row = {
        "pairing_id": 1,
        "metric_key": "fund",
        "ends_on": date(2025, 6, 30),
        "state": state,
        "value": value,
        "note": "counted together",
        "author": "admin",
        "at": datetime(2025, 7, 9),
    }
    connection.execute(insert(Settlement).values(row))


def test_a_settled_value_stands_before_both_sides(connection: Connection) -> None:
    fund(connection, 100)
    told(connection, HELPER, {"2025-06": 60})
    told(connection, RECEIVER, {"2025-06": 40})
    settle(connection, 50, DifferenceState.SETTLED)
    row = only(connection)
    assert (row["value"], row["whose"], row["settled_value"]) == (50, "settled", 50)
    assert (row["helper_value"], row["receiver_value"], row["share"]) == (60, 40, 0.5)


def test_what_is_only_explained_settles_nothing(connection: Connection) -> None:
    fund(connection, 100)
    told(connection, HELPER, {"2025-06": 60})
    settle(connection, None, DifferenceState.EXPLAINED)
    row = only(connection)
    assert (row["value"], row["whose"], row["settled_value"]) == (60, "helper", None)


@pytest.mark.parametrize(
    ("absolute", "per_mille", "difference"), [(0, 0, 20), (19, 0, 20), (20, 0, None), (0, 20, None)]
)
def test_a_difference_within_the_tolerance_is_none(
    connection: Connection, absolute: int, per_mille: int, difference: int | None
) -> None:
    connection.execute(
        insert(Tolerance).values(unit="yuan", absolute=absolute, per_mille=per_mille)
    )
    fund(connection, 2000)
    told(connection, HELPER, {"2025-06": 1000})
    told(connection, RECEIVER, {"2025-06": 980})
    assert only(connection)["difference"] == difference


def test_a_clause_without_a_result_says_since_when(connection: Connection) -> None:
    fund(connection, 100)
    assert only(connection)["reported"] is None
    told(connection, HELPER, {"2023-09": 5})
    row = only(connection)
    assert (row["status"], row["share"], row["lag"]) == ("unknown", None, None)
    assert row["reported"] == date(2023, 9, 30)


def test_a_reported_nothing_is_nothing_and_not_unknown(connection: Connection) -> None:
    fund(connection, 100)
    told(connection, HELPER, {"2025-06": 0})
    row = only(connection)
    assert (row["value"], row["share"], row["status"]) == (0, 0, "behind")


def test_rates_ceilings_and_deeds_are_counted_as_what_they_are(connection: Connection) -> None:
    changes: dict[str, dict[str, Any]] = {
        "fund": {"unit": "percent", "summable": False},
        "cadre_ew": {"better": Better.LOWER},
        "ent": {"better": Better.DONE},
    }
    for metric, change in changes.items():
        connection.execute(update(Metric).where(Metric.key == metric).values(change))
    for metric, target, value in (("fund", 9500, 9350), ("cadre_ew", 10, 9), ("ent", 1, 0)):
        promise(connection, ZHEJIANG_SICHUAN, 2025, metric, target, **OF_PROVINCES)
        reported = {"2025-06": value}
        report(connection, ZHEJIANG_SICHUAN, HELPER, metric, reported, **OF_PROVINCES)
    rows = card(connection).set_index("metric_key").to_dict("index")
    shown = {key: (row["status"], row["share"]) for key, row in rows.items()}
    assert shown == {
        "fund": ("behind", pytest.approx(9350 / 9500)),
        "cadre_ew": ("behind", 0.9),
        "ent": ("open", None),
    }
    assert [rows[key]["forecast"] is None for key in ("fund", "cadre_ew", "ent")] == [
        True,
        False,
        True,
    ]


def publish(connection: Connection, value: int) -> None:
    figure = {
        "code": "F-TEST",
        "scope": Scope.PAIRING,
        "helper_adcode": "330000",
        "receiver_adcode": "510000",
        "helper_named": "浙江省",
        "receiver_named": "四川省",
        "period_start": 2025,
        "period_end": 2025,
        "as_of": date(2025, 9, 30),
        "metric_key": "fund",
        "value": value,
        "published_value": str(value),
        "published_unit": "元",
        "qualifier": Qualifier.EXACT,
        "basis": Basis.ACTUAL,
        "confidence": Confidence.HIGH,
        "source": "a newspaper",
    }
    connection.execute(insert(PublishedFigure).values(figure))


def test_a_published_figure_counts_while_no_side_has_reported(connection: Connection) -> None:
    fund(connection, 100)
    publish(connection, 70)
    row = only(connection)
    assert (row["value"], row["whose"], row["day"]) == (70, "published", date(2025, 9, 30))
    assert row["reported"] is None
    told(connection, HELPER, {"2025-03": 20})
    row = only(connection)
    assert (row["value"], row["whose"], row["published_value"]) == (20, "helper", 70)


def test_facts_and_demo_records_are_not_set_against_each_other(connection: Connection) -> None:
    fund(connection, 100, demo=True)
    publish(connection, 70)
    assert only(connection)["published_value"] is None
    told(connection, HELPER, {"2025-06": 30})
    told(connection, HELPER, {"2024-06": 10, "2024": 100}, demo=True)
    row = only(connection)
    assert (row["former"], row["demo_result"]) == (0, False)


def test_the_worst_comes_first(connection: Connection) -> None:
    promise(connection, ZHEJIANG_SICHUAN, 2025, "fund", 100, **OF_PROVINCES)
    promise(connection, ZHEJIANG_SICHUAN, 2025, "ent", 100, **OF_PROVINCES)
    promise(connection, ZHEJIANG_SICHUAN, 2025, "cadre_ew", 100, **OF_PROVINCES)
    promise(connection, HANGZHOU_GUANGYUAN, 2025, "fund", 100, **OF_CITIES)
    promise(connection, HANGZHOU_GUANGYUAN, 2025, "ent", 100, **OF_CITIES)
    for metric, value in (("fund", 50), ("ent", 30)):
        reported = {"2025-06": value}
        report(connection, ZHEJIANG_SICHUAN, HELPER, metric, reported, **OF_PROVINCES)
    report(connection, HANGZHOU_GUANGYUAN, HELPER, "fund", {"2025-06": 20}, **OF_CITIES)
    report(connection, HANGZHOU_GUANGYUAN, HELPER, "ent", {"2025-06": 120}, **OF_CITIES)
    shown = card(connection)[["receiver_adcode", "metric_key", "status"]]
    assert [tuple(row) for row in shown.itertuples(index=False)] == [
        ("510800", "fund", "behind"),
        ("510000", "ent", "behind"),
        ("510000", "cadre_ew", "unknown"),
        ("510000", "fund", "on_pace"),
        ("510800", "ent", "met"),
    ]


def test_a_year_without_any_clause(connection: Connection) -> None:
    assert card(connection).empty


def test_the_years_with_clauses(connection: Connection) -> None:
    fund(connection, 1, 2022)
    fund(connection, 1, 2025)
    fund(connection, 1, 2024)
    assert targets.years(connection) == [2025, 2024, 2022]
