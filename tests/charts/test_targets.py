"""Agreement clauses against results: what is drawn."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import targets, theme
from charts.targets import progress
from tests.charts.checked import checked
from tests.charts.words_zh import TARGETS

Row = tuple[str, float, float | None, str, str, float | None]
COLUMNS = ["metric", "target", "result", "target_text", "result_text", "pace"]
AHEAD: Row = ("引导企业", 100, 120, "100家", "120家", 0.5)
BEHIND: Row = ("到位投资", 100, 40, "100亿元", "40亿元", 0.5)
UNKNOWN: Row = ("挂职干部", 113, None, "113人", "", 0.5)


def frame(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def draw(*rows: Row) -> go.Figure:
    return checked(progress(frame(*rows), TARGETS, "light"))


def notes(fig: go.Figure) -> list[str]:
    return [note.text for note in fig.layout.annotations]


def legend(fig: go.Figure) -> list[str]:
    return [trace.name for trace in fig.data if trace.showlegend is not False]


def test_a_bar_is_the_result_as_a_share_of_the_target() -> None:
    assert list(draw(AHEAD, BEHIND, UNKNOWN).data[0].x) == [1.2, 0.4, 0]


def test_clauses_keep_their_order_and_tell_their_numbers() -> None:
    assert notes(draw(AHEAD, BEHIND)) == [
        "完成率", "引导企业", "120家 / 100家 · 120%", "到位投资", "40亿元 / 100亿元 · 40%",
    ]  # fmt: skip


def test_a_clause_without_a_result_says_so_and_has_no_pace() -> None:
    fig = draw(UNKNOWN)
    assert notes(fig)[-1] == "目标113人，尚无结果"
    assert [tick.x0 for tick in fig.layout.shapes] == [1]


def test_a_line_stands_at_the_target_and_a_thinner_tick_at_the_pace() -> None:
    target, pace = draw(BEHIND).layout.shapes
    assert (target.x0, pace.x0) == (1, 0.5)
    assert target.line.width > pace.line.width
    assert legend(draw(BEHIND)) == ["目标", "进度50%"]


def test_without_a_pace_there_is_no_tick() -> None:
    fig = draw((*BEHIND[:5], None))
    assert len(fig.layout.shapes) == 1
    assert legend(fig) == ["目标"]


@pytest.mark.parametrize(("result", "end"), [(50, 1.224), (150, 1.53), (900, 2)])
def test_the_axis_runs_as_far_as_results_do_up_to_twice_the_target(
    result: float, end: float
) -> None:
    fig = draw(("引导企业", 100, result, "", "", None))
    assert fig.layout.xaxis.range[1] == pytest.approx(end)
    assert fig.data[0].x[0] <= end


def test_a_target_of_nothing_has_no_share() -> None:
    fig = draw(("引导企业", 0, 5, "0家", "5家", None))
    assert notes(fig)[-1] == "5家 / 0家 · –"
    assert list(fig.data[0].x) == [0]


def test_the_ticks_are_seen_on_the_bars() -> None:
    assert draw(AHEAD).layout.shapes[0].line.color == theme.INKS["light"].ink


def test_no_clause_draws_nothing() -> None:
    assert len(draw().data) == 0


def test_the_alt_text_counts_those_met_and_behind() -> None:
    text = "3条，完成1，落后1，未知1，引导企业120%，到位投资40%"
    assert targets.alt(frame(AHEAD, BEHIND, UNKNOWN), TARGETS) == text
    assert targets.alt(frame(UNKNOWN), TARGETS) == "1条皆无结果"
    assert targets.alt(frame(), TARGETS) == "没有目标"
