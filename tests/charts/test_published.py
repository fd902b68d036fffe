"""One metric as it was published: what is drawn."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import published, theme
from charts.published import MOST, series
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


def rows(fig: go.Figure) -> dict[str, tuple[str, float, str]]:
    """Code → kind of its mark, its amount, and the panel that it lies on."""
    traces = [trace for trace in fig.data if trace.customdata and not _is_text(trace)]
    return {
        code: (_kind(trace), x, trace.yaxis)
        for trace in traces
        for (code, _text), x in zip(trace.customdata, trace.x, strict=True)
    }


def _is_text(trace: go.Bar | go.Scatter) -> bool:
    return bool(trace.type == "scatter" and trace.mode == "text")


def _kind(trace: go.Bar | go.Scatter) -> str:
    if trace.type == "scatter":
        return "line"
    return "outlined" if trace.marker.color == theme.CLEAR else "solid"


def legend(fig: go.Figure) -> list[str]:
    return [trace.name for trace in fig.data if trace.showlegend is not False]


def told(fig: go.Figure, code: str) -> str:
    """What the hover tells of a figure."""
    texts = {key: text for trace in fig.data if trace.customdata for key, text in trace.customdata}
    return str(texts[code])


def written(fig: go.Figure) -> list[str]:
    """Period and name of each row, from the top, headings left out."""
    return [note.text for note in fig.layout.annotations if note.yref != "paper"]


def said(fig: go.Figure) -> list[str]:
    """What stands behind each bar."""
    return [text for trace in fig.data if _is_text(trace) for text in trace.text]


def test_a_figure_of_a_year_is_a_bar_with_its_period_number_and_as_of_date() -> None:
    fig = draw({})
    assert rows(fig) == {"F1": ("solid", 33, "y")}
    assert written(fig) == ["2019年 · 浙江 → 四川"]
    assert said(fig) == ["\u2004<b>33亿元</b>\u2002截至2019年12月31日"]


@pytest.mark.parametrize(
    ("as_of", "kind"),
    [("2019-11-30", "outlined"), ("2019-12-22", "solid"), ("2020-03-01", "solid")],
)
def test_it_is_outlined_where_its_year_was_not_over(as_of: str, kind: str) -> None:
    assert rows(draw({"as_of": as_of}))["F1"][0] == kind


def test_cumulative_figures_lie_on_a_panel_and_a_scale_of_their_own() -> None:
    fig = draw({}, CUMULATIVE)
    assert rows(fig) == {"F1": ("solid", 33, "y"), "F9": ("solid", 52, "y2")}
    assert fig.layout.yaxis.domain[0] > fig.layout.yaxis2.domain[1]
    assert fig.layout.xaxis.range != fig.layout.xaxis2.range
    titles = [note.text for note in fig.layout.annotations]
    assert {"年度数（亿元）", "累计数（亿元）"} <= set(titles)


def test_cumulative_figures_alone_have_one_panel() -> None:
    fig = draw(CUMULATIVE)
    assert list(fig.layout.yaxis.domain) == [0, 1]
    assert "yaxis2" not in fig.layout.to_plotly_json()
    assert fig.layout.annotations[0].text == "累计数（亿元）"


def test_a_period_without_a_beginning_says_so() -> None:
    fig = draw({**CUMULATIVE, "period_start": None})
    assert written(fig) == ["截至2020年 · 浙江 → 四川"]
    assert "截至2020年 · 累计" in told(fig, "F9")


def test_a_plan_is_a_line_and_is_called_one() -> None:
    fig = draw(PLAN)
    assert rows(fig)["F3"][0] == "line"
    assert said(fig)[0].endswith(" · 计划")


def test_figures_run_from_the_earliest_to_the_latest_and_the_latest_are_kept() -> None:
    many = [
        {"code": str(year), "period_start": year, "period_end": year, "as_of": f"{year}-12-31"}
        for year in range(1990, 2020)
    ]
    texts = written(draw(*many))
    assert (len(texts), texts[0][:5], texts[-1][:5]) == (MOST, "1996年", "2019年")


def test_the_hover_tells_the_number_as_printed_period_date_basis_and_source() -> None:
    text = told(draw({"qualifier": "over"}), "F1")
    assert text == (
        "<b>超33亿元</b><br>浙江 → 四川<br>2019年 · 实际<br>截至2019年12月31日<br>Sichuan Daily"
    )


def test_a_long_source_is_shortened() -> None:
    assert told(draw({"source": "https://news.example.cn/" + "x" * 99}), "F1").endswith("…")


def test_the_legend_names_the_marks_that_occur() -> None:
    assert legend(draw({})) == ["全年"]
    assert legend(draw({}, PART, PLAN, CUMULATIVE)) == ["全年", "截至年中", "计划"]


def test_the_rule_of_2021_stands_where_the_figures_run_across_it() -> None:
    fig = draw({}, PLAN)
    (rule,) = fig.layout.shapes
    assert rule.line.dash == "dot"
    first, second = fig.data[0].y[0], fig.data[1].y[0]
    assert first < rule.y0 < second
    assert "2021 年重新结对" in written(fig)
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
    assert published.alt(table, PUBLISHED) == text
    assert published.alt(frame(CUMULATIVE), PUBLISHED) == "1条：累计1，计划0，2016—2020年"
    assert published.alt(frame(), PUBLISHED) == "没有公布数"
