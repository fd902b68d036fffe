"""One metric as it was published: what is drawn."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import alt, theme
from charts.published import series
from tests.charts.checked import checked
from tests.charts.words_zh import PUBLISHED

Change = Mapping[str, object]
CUMULATIVE: Change = {
    "code": "F9", "basis": "cumulative", "period_start": 2016, "period_end": 2020,
    "as_of": "2020-12-31", "value": 52 * 10**8, "published": "52亿元",
}  # fmt: skip
PLAN: Change = {"code": "F3", "basis": "plan", "period_end": 2022, "period_start": 2022}
PART: Change = {"code": "F2", "as_of": "2019-06-30", "value": 10**8}


def frame(*changes: Change) -> pd.DataFrame:
    """Figures like one of Zhejiang and Sichuan for 2019, each with its changes."""
    usual: dict[str, object] = {
        "code": "F1", "period_start": 2019, "period_end": 2019, "as_of": "2019-12-31",
        "value": 33 * 10**8, "basis": "actual", "qualifier": "exact", "scope": "pairing",
        "label": "浙江 → 四川", "source": "Sichuan Daily", "published": "33亿元",
    }  # fmt: skip
    table = pd.DataFrame([{**usual, **change} for change in changes], columns=list(usual))
    return table.assign(as_of=pd.to_datetime(table["as_of"]))


def draw(*changes: Change) -> go.Figure:
    return checked(series(frame(*changes), PUBLISHED, "light"))


def marks(fig: go.Figure) -> dict[str, go.Scatter]:
    """Code → the trace of its mark."""
    traces = [trace for trace in fig.data if trace.customdata]
    return {code: trace for trace in traces for code, _text in trace.customdata}


def legend(fig: go.Figure) -> list[str]:
    return [trace.name for trace in fig.data if trace.showlegend is not False]


def told(fig: go.Figure, code: str) -> str:
    texts: dict[str, str] = dict(marks(fig)[code].customdata)
    return texts[code]


def test_a_figure_of_a_year_is_a_point_at_that_year() -> None:
    mark = marks(draw({}))["F1"]
    assert (list(mark.x), list(mark.y), mark.mode) == ([2019], [33], "markers")


@pytest.mark.parametrize(
    ("as_of", "hollow"), [("2019-11-30", True), ("2019-12-22", False), ("2020-03-01", False)]
)
def test_it_is_hollow_where_its_year_was_not_over(as_of: str, hollow: bool) -> None:
    mark = marks(draw({"as_of": as_of}))["F1"]
    assert (mark.marker.color == theme.INKS["light"].paper) == hollow


def test_cumulative_figures_lie_on_a_panel_and_a_scale_of_their_own() -> None:
    fig = draw({}, CUMULATIVE)
    year, longer = marks(fig)["F1"], marks(fig)["F9"]
    assert (year.yaxis, longer.yaxis) == ("y", "y2")
    assert fig.layout.yaxis.domain[0] > fig.layout.yaxis2.domain[1]
    (line,) = [trace for trace in fig.data if trace.mode == "lines" and trace.y != (None,)]
    assert (list(line.x), list(line.y), line.yaxis) == ([2015.7, 2020], [52, 52], "y2")
    titles = [note.text for note in fig.layout.annotations]
    assert {"年度数（亿元）", "累计数（亿元）"} <= set(titles)


def test_cumulative_figures_alone_have_one_panel() -> None:
    fig = draw(CUMULATIVE)
    assert list(fig.layout.yaxis.domain) == [0, 1]
    assert "yaxis2" not in fig.layout.to_plotly_json()
    assert [note.text for note in fig.layout.annotations] == ["累计数（亿元）"]


def test_a_period_without_a_beginning_comes_in_from_the_edge_and_says_so() -> None:
    fig = draw({**CUMULATIVE, "period_start": None}, {"period_start": 2012, "period_end": 2012})
    line = next(trace for trace in fig.data if trace.mode == "lines")
    assert line.x[0] == fig.layout.xaxis.range[0]
    assert "截至2020年 · 累计" in told(fig, "F9")


def test_a_plan_is_a_short_line_and_one_of_several_years_a_dashed_one() -> None:
    assert marks(draw(PLAN))["F3"].marker.symbol == "line-ew-open"
    line = next(trace for trace in draw({**CUMULATIVE, "basis": "plan"}).data)
    assert line.line.dash == "dash"


def test_the_hover_tells_the_number_as_printed_period_date_basis_and_source() -> None:
    text = told(draw({"qualifier": "over"}), "F1")
    assert text == (
        "<b>超33亿元</b><br>浙江 → 四川<br>2019年 · 实际<br>截至2019年12月31日<br>Sichuan Daily"
    )


def test_a_long_source_is_shortened() -> None:
    assert told(draw({"source": "https://news.example.cn/" + "x" * 99}), "F1").endswith("…")


def test_up_to_four_labels_have_colours_and_more_are_ink() -> None:
    few = draw(*[{"code": str(n), "label": f"对{n}"} for n in range(4)])
    assert list(marks(few)["0"].marker.color) == theme.VOICES["light"]
    assert legend(few)[:4] == ["对0", "对1", "对2", "对3"]
    many = draw(*[{"code": str(n), "label": f"对{n}"} for n in range(5)])
    assert set(marks(many)["0"].marker.color) == {theme.INKS["light"].ink}
    assert legend(many) == ["全年"]


def test_the_legend_names_the_marks_that_occur() -> None:
    assert legend(draw({})) == ["全年"]
    assert legend(draw({}, PART, PLAN, CUMULATIVE)) == ["全年", "截至年中", "计划", "起止年份"]


def test_the_rule_of_2021_stands_where_the_years_run_across_it() -> None:
    assert [rule.x0 for rule in draw({}, PLAN).layout.shapes] == [2020.5]
    assert len(draw(PLAN).layout.shapes) == len(draw({}).layout.shapes) == 0


def test_no_figure_draws_nothing() -> None:
    assert len(draw().data) == 0


def test_markup_in_data_is_drawn_letter_for_letter() -> None:
    evil = "<script>x</script>"
    text = told(draw({"source": evil, "label": evil, "published": evil}), "F1")
    assert "<script" not in text


def test_the_alt_text_counts_and_tells_the_newest() -> None:
    table = frame({}, PLAN, CUMULATIVE)
    text = "3条：年度1，累计1，计划1，2016—2022年，2019年浙江 → 四川33亿元"
    assert alt.published(table, PUBLISHED) == text
    assert alt.published(frame(CUMULATIVE), PUBLISHED) == "1条：累计1，计划0，2016—2020年"
    assert alt.published(frame(), PUBLISHED) == "没有公布数"
