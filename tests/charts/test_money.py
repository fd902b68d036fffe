"""Money in place, by year and industry: what is drawn."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import theme
from charts.amounts import digits
from charts.money import in_place_by_year
from tests.charts.checked import checked
from tests.charts.words_zh import MONEY

Row = tuple[int, str, int]


def frame(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["year", "industry", "in_place"])


def draw(*rows: Row) -> go.Figure:
    return checked(in_place_by_year(frame(*rows), MONEY, "light"))


def bars(fig: go.Figure) -> list[go.Bar]:
    return [trace for trace in fig.data if trace.showlegend is not False]


def totals(fig: go.Figure) -> dict[int, str]:
    """Year → the text over its bar."""
    texts = [trace for trace in fig.data if trace.showlegend is False]
    return {
        year: text.strip("\u2005")
        for trace in texts
        for year, text in zip(trace.x, trace.text, strict=True)
    }


SOME: list[Row] = [
    (2019, "herbs", 250_000_000),
    (2019, "tea", 120_000_000),
    (2019, "tea", 30_000_000),
    (2020, "tea", 1_000_000_000),
]


def test_bars_are_as_high_as_the_sums_in_yi() -> None:
    heights = {trace.name: dict(zip(trace.x, trace.y, strict=True)) for trace in bars(draw(*SOME))}
    assert heights == {"茶产业": {2019: 1.5, 2020: 10.0}, "中药材": {2019: 2.5}}


def test_a_total_stands_over_each_bar() -> None:
    assert totals(draw(*SOME)) == {2019: "4.0", 2020: "10.0"}


def test_the_hover_tells_industry_amount_and_share() -> None:
    tea = bars(draw(*SOME))[0]
    assert [list(part) for part in tea.customdata] == [[2019, "tea", 0.375], [2020, "tea", 1.0]]
    assert tea.meta == "茶产业"
    for part in ("%{meta}", "%{y", "亿元", "%{customdata[2]:.1%}"):
        assert part in tea.hovertemplate


def test_industries_keep_their_order_and_colour_in_any_frame() -> None:
    both = bars(draw((2019, "parks", 10**8), (2019, "tea", 10**8)))
    alone = bars(draw((2023, "parks", 5)))
    assert [trace.name for trace in both] == ["茶产业", "共建园区"]
    assert both[1].marker.color == alone[0].marker.color == theme.INDUSTRIES["parks"]


def test_unknown_industries_count_as_other() -> None:
    (other,) = bars(draw((2019, "space", 10**8), (2019, "other", 10**8)))
    assert (other.name, list(other.y)) == ("其他", [2.0])


def test_money_in_place_is_solid() -> None:
    assert all(trace.marker.pattern.shape is None for trace in bars(draw(*SOME)))


@pytest.mark.parametrize("rows", [[], [(2019, "tea", 0)]])
def test_no_money_draws_no_axes(rows: list[Row]) -> None:
    fig = draw(*rows)
    assert len(fig.data) == 0
    assert (fig.layout.xaxis.visible, fig.layout.yaxis.visible) == (False, False)


def test_a_single_year_is_one_narrow_bar_with_its_year() -> None:
    fig = draw((2023, "tea", 10**8))
    left, right = fig.layout.xaxis.range
    assert list(fig.layout.xaxis.tickvals) == [2023]
    assert right - left >= 5
    assert (left + right) / 2 == 2023


def test_forty_years_print_every_fifth_and_the_peak_by_itself() -> None:
    rows = [(year, "tea", (year - 1980) * 10**8) for year in range(1987, 2027)]
    fig = draw(*rows)
    assert list(fig.layout.xaxis.tickvals) == list(range(1990, 2026, 5))
    assert len(totals(fig)) == 40
    assert [trace.x for trace in fig.data if isinstance(trace, go.Scatter)] == [(2026,)]


def test_years_without_money_keep_their_place() -> None:
    fig = draw((2018, "tea", 10**8), (2023, "tea", 10**8))
    assert list(fig.layout.xaxis.tickvals) == [2018, 2019, 2020, 2021, 2022, 2023]


@pytest.mark.parametrize(
    ("years", "ruled"), [((2020, 2021), True), ((2019, 2020), False), ((2021,), False)]
)
def test_a_dotted_rule_marks_2021_where_the_years_run_across_it(
    years: tuple[int, ...], ruled: bool
) -> None:
    fig = draw(*[(year, "tea", 10**8) for year in years])
    captions = [note.text.replace("<br>", "") for note in fig.layout.annotations]
    assert [(rule.x0, rule.line.dash) for rule in fig.layout.shapes] == [(2020.5, "dot")] * ruled
    assert (MONEY.breaks[0].caption in captions) == ruled


def test_the_axis_says_what_it_measures() -> None:
    assert "到位资金（亿元）" in [note.text for note in draw(*SOME).layout.annotations]


@pytest.mark.parametrize(
    ("amounts", "texts"),
    [
        ([1234.5, 20.0], ["1,234", "20"]),
        ([12.34, 5.0], ["12.3", "5.0"]),
        ([1.234, 0.5], ["1.23", "0.50"]),
        ([120.0, 0.3, 0.004], ["120", "0.3", "0.004"]),
    ],
)
def test_digits_are_sensible_and_no_money_becomes_zero(
    amounts: list[float], texts: list[str]
) -> None:
    assert digits(amounts) == texts


def test_the_callers_frame_stays_as_it_was() -> None:
    given = frame(*SOME)
    in_place_by_year(given, MONEY, "dark")
    pd.testing.assert_frame_equal(given, frame(*SOME))
