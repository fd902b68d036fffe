"""Breaks of a series: a rule and a caption each, in every chart over years."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import butterfly, cohorts, matrix, money, published
from charts.words import Break
from tests.charts import words_zh as zh
from tests.charts.checked import checked

REPAIRED = Break(2021, "2021 年重新结对")
DEFINED = Break(2024, "2024-01-01 起口径有变（第2版）")
LATER = Break(2024, "2024-07-01 起口径有变（第3版）")
YEARS = (2019, 2020, 2022, 2023, 2024, 2025)


def money_of(years: tuple[int, ...], breaks: tuple[Break, ...]) -> go.Figure:
    frame = pd.DataFrame({"year": years, "industry": "tea", "in_place": 10**8})
    return checked(money.in_place_by_year(frame, replace(zh.MONEY, breaks=breaks), "light"))


def cohorts_of(years: tuple[int, ...], breaks: tuple[Break, ...]) -> go.Figure:
    frame = pd.DataFrame({"year": years, "stage": "signed", "projects": 3})
    return checked(cohorts.projects_by_year(frame, replace(zh.COHORTS, breaks=breaks), "light"))


def coverage_of(years: tuple[int, ...], breaks: tuple[Break, ...]) -> go.Figure:
    counts = {"meetings": 1, "projects": 1, "visits": 0, "loaded": True}
    frame = pd.DataFrame(
        {"pairing_id": 1, "pairing": "浙江 → 四川", "year": years, "in_force": True, **counts}
    )
    return checked(matrix.coverage(frame, replace(zh.COVERAGE, breaks=breaks), "light"))


Draw = Callable[[tuple[int, ...], tuple[Break, ...]], go.Figure]
ALONG: list[Draw] = [money_of, cohorts_of, coverage_of]


def captions(fig: go.Figure) -> dict[str, float]:
    """Text of each note → how far it stands above the plot."""
    return {note.text.replace("<br>", ""): note.yshift for note in fig.layout.annotations}


def dotted(fig: go.Figure) -> list[go.layout.Shape]:
    return [shape for shape in fig.layout.shapes if shape.line.dash == "dot"]


@pytest.mark.parametrize("draw", ALONG)
def test_each_break_has_its_rule_and_captions_never_lie_over_one_another(draw: Draw) -> None:
    fig = draw(YEARS, (DEFINED, REPAIRED))
    assert [rule.x0 for rule in dotted(fig)] == [2020.5, 2023.5]
    told = captions(fig)
    assert told[DEFINED.caption] >= told[REPAIRED.caption] + 15
    room = draw(YEARS, (REPAIRED,)).layout.margin.t
    assert fig.layout.margin.t > room


@pytest.mark.parametrize("draw", ALONG)
def test_two_breaks_of_one_year_share_a_rule(draw: Draw) -> None:
    fig = draw(YEARS, (DEFINED, LATER))
    assert [rule.x0 for rule in dotted(fig)] == [2023.5]
    assert {DEFINED.caption, LATER.caption} <= captions(fig).keys()


@pytest.mark.parametrize("draw", ALONG)
@pytest.mark.parametrize("years", [(2024, 2025), (2022, 2023), (2024,)])
def test_years_on_one_side_of_a_break_have_no_rule(draw: Draw, years: tuple[int, ...]) -> None:
    fig = draw(years, (DEFINED,))
    assert (dotted(fig), DEFINED.caption in captions(fig)) == ([], False)


def visits_of(years: tuple[int, ...], breaks: tuple[Break, ...]) -> go.Figure:
    frame = pd.DataFrame({"year": years, "direction": "east_to_west", "visits": 2, "people": None})
    return checked(butterfly.visits(frame, replace(zh.VISITS, breaks=breaks), "light"))


def test_rows_of_visits_are_parted_at_each_break() -> None:
    fig = visits_of((2019, 2023, 2025), (REPAIRED, DEFINED))
    bars = fig.data[0]
    assert [row[0] for row in bars.customdata] == [2019, 2020, 2021, 2023, 2024, 2025]
    rules = [rule.y0 for rule in dotted(fig)]
    places = dict(zip((row[0] for row in bars.customdata), bars.y, strict=True))
    assert places[2020] < rules[0] < places[2021]
    assert places[2023] < rules[1] < places[2024]
    assert {REPAIRED.caption, DEFINED.caption} <= {one.text for one in fig.layout.annotations}


def test_breaks_between_the_same_rows_of_visits_stand_below_one_another() -> None:
    fig = visits_of((2019, 2020, 2024), (REPAIRED, DEFINED, LATER))
    notes = {note.text: note.y for note in fig.layout.annotations}
    assert notes[DEFINED.caption] < notes[LATER.caption] < fig.data[0].y[-1]
    assert notes[LATER.caption] - notes[DEFINED.caption] == pytest.approx(0.9)


def test_published_figures_are_parted_at_each_break() -> None:
    ends = [2020, 2023, 2024]
    frame = pd.DataFrame(
        {
            "code": ["F1", "F2", "F3"],
            "period_start": pd.array(ends, dtype="Int64"),
            "period_end": ends,
            "as_of": pd.to_datetime([date(year, 12, 31) for year in ends]),
            "value": [10**8] * 3,
            "basis": "actual",
            "qualifier": "exact",
            "label": "浙江 → 四川",
            "source": "新华网",
            "published": "1亿元",
        }
    )
    words = replace(zh.PUBLISHED, breaks=(REPAIRED, DEFINED))
    fig = checked(published.series(frame, words, "light"))
    rules = [rule.y0 for rule in dotted(fig)]
    bars = list(fig.data[0].y)
    assert bars[0] < rules[0] < bars[1] < rules[1] < bars[2]
    assert {REPAIRED.caption, DEFINED.caption} <= {one.text for one in fig.layout.annotations}
