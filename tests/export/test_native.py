"""Which figures PowerPoint can draw itself, and with which numbers."""

from collections.abc import Callable

import plotly.graph_objects as go
import pytest

from export import Sheet
from export.decks.native import Native, read
from tests.export import sheets


def native(make: Callable[[], Sheet]) -> Native:
    found = read(make().spec)
    assert found
    return found


def test_money_by_year_is_stacked_columns_with_its_numbers() -> None:
    found = native(sheets.money_zh)
    assert (found.kind, found.stacked) == ("column", True)
    assert found.categories == ("2018", "2019", "2020", "2021", "2022", "2023")
    by_name = {series.name: series.values for series in found.series}
    tea = sheets.PLACED[sheets.PLACED["industry"] == "tea"]
    assert by_name["茶产业"] == tuple(yuan / sheets.YI for yuan in tea["in_place"])
    assert list(by_name) == ["茶产业", "中药材", "共建园区"]


def test_the_axis_and_the_break_are_told_in_words() -> None:
    found = native(sheets.money_zh)
    assert found.axis == "到位资金（亿元）"
    assert found.remarks == ("2021 年重新结对，前后不可比",)


def test_words_that_a_line_break_parts_stay_apart() -> None:
    assert native(sheets.money_en).remarks == ("New pairings from 2021 on; not comparable",)


def test_a_name_that_the_legend_shortens_is_whole() -> None:
    names = [series.name for series in native(sheets.money_en).series]
    assert "Chinese herbal medicine" in names


def test_ranked_places_are_lying_bars_with_their_names() -> None:
    found = native(sheets.places_zh)
    (bars,) = found.series
    assert found.kind == "bar"
    assert dict(zip(found.categories, bars.values, strict=True)) == sheets.PLACES


def test_lines_are_lines_and_a_year_without_value_keeps_its_place() -> None:
    found = native(sheets.lines_zh)
    assert (found.kind, found.categories) == ("line", ("2020", "2021", "2022", "2023"))
    assert found.series[0].values == (1.5, 2.5, None, 4.0)


@pytest.mark.parametrize(
    "make",
    [
        sheets.stages_zh, sheets.visits_zh, sheets.flows_zh, sheets.coverage_zh, sheets.targets_zh,
        sheets.published_zh,
    ],
    ids=lambda make: make.__name__,
)  # fmt: skip
def test_what_a_plain_chart_would_lose_stays_a_picture(make: Callable[[], Sheet]) -> None:
    assert read(make().spec) is None


@pytest.mark.parametrize(
    "figure",
    [
        go.Figure(go.Bar(x=[1], y=[2], base=[1])),
        go.Figure([go.Bar(x=[1], y=[2]), go.Scatter(x=[1], y=[2], mode="lines")]),
        go.Figure(go.Scatter(x=[1], y=[2], mode="lines", fill="tozeroy")),
        go.Figure(go.Bar(x=[1], y=[2]), layout={"annotations": [{"x": 1, "y": 1, "text": "!"}]}),
        go.Figure(go.Bar(x=list(range(200)), y=[1] * 200)),
        go.Figure(),
    ],
)
def test_odd_figures_are_pictures(figure: go.Figure) -> None:
    assert read(figure.to_plotly_json()) is None


def test_numbers_that_plotly_packed_are_read() -> None:
    import json

    import numpy as np

    figure = go.Figure(go.Bar(x=np.array([2019, 2020]), y=np.array([1.5, 2.25])))
    found = read(json.loads(figure.to_json()))
    assert found
    assert found.categories == ("2019", "2020")
    assert found.series[0].values == (1.5, 2.25)


def test_agreed_money_is_hatched_or_outlined() -> None:
    figure = go.Figure(
        [
            go.Bar(x=["a"], y=[2], marker={"pattern": {"shape": "/"}, "color": "#5F656B"}),
            go.Bar(x=["a"], y=[1], marker={"color": "rgba(0,0,0,0)", "line": {"color": "#22262A"}}),
        ]
    )
    found = read(figure.to_plotly_json())
    assert found
    hatched, outlined = found.series
    assert (hatched.hatched, hatched.colours) == (True, ("5F656B",))
    assert (outlined.colours, outlined.outline) == ((None,), "22262A")
