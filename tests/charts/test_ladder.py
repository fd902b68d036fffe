"""How far projects have come: what is drawn."""

import itertools

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import ladder, theme
from charts.ladder import stages
from tests.charts.checked import checked
from tests.charts.words_zh import STAGES

Row = tuple[str, int, int | None, int | None]
SIGNED: Row = ("signed", 3, 9 * 10**8, 0)
PRODUCING: Row = ("producing", 1200, 50 * 10**8, 40 * 10**8)
STALLED: Row = ("stalled", 7, 2 * 10**8, 10**8)


def frame(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["stage", "projects", "agreed", "in_place"])


def draw(*rows: Row) -> go.Figure:
    return checked(stages(frame(*rows), STAGES, "light"))


def panels(fig: go.Figure) -> tuple[go.Bar, go.Bar, go.Bar]:
    """Counts, agreed money, money in place."""
    counts, agreed, in_place = (trace for trace in fig.data if trace.type == "bar")
    return counts, agreed, in_place


def notes(fig: go.Figure) -> list[str]:
    """The titles, then the names of rows."""
    names = [text for trace in fig.data if trace.meta == "rows" for text in trace.text]
    return [*(note.text for note in fig.layout.annotations), *names]


def test_stages_stand_in_their_order_whatever_the_frames() -> None:
    counts, _agreed, _in_place = panels(draw(STALLED, PRODUCING, SIGNED))
    assert [key for key, _text in counts.customdata] == [
        "signed", "registered", "started", "funded", "producing", "stalled",
    ]  # fmt: skip
    assert list(counts.x) == [3, 0, 0, 0, 1200, 7]
    assert list(counts.text) == ["3", "0", "0", "0", "1,200", "7"]


def test_those_that_left_the_ladder_stand_apart_below() -> None:
    places = list(panels(draw(STALLED, PRODUCING))[0].y)
    steps = [after - before for before, after in itertools.pairwise(places)]
    assert steps[-1] > steps[0] == pytest.approx(1)


def test_agreed_money_is_outlined_and_money_in_place_solid_on_the_same_scale() -> None:
    _counts, agreed, in_place = panels(draw(PRODUCING))
    assert (agreed.x[4], in_place.x[4]) == (50, 40)
    assert agreed.marker.color == theme.CLEAR
    assert in_place.marker.color[4] == theme.stage_colour("producing", "light")
    assert agreed.xaxis == in_place.xaxis == "x2"


def test_names_and_amounts_stand_over_the_bars() -> None:
    shown = notes(draw(PRODUCING, SIGNED))
    assert {"项目数（个）", "金额（亿元）", "已签约", "已投产"} <= set(shown)
    assert "到位 40.0 · 协议 50.0" in shown


def test_the_hover_tells_all_three() -> None:
    assert (
        panels(draw(PRODUCING))[1].customdata[4][1]
        == "已投产：1,200个<br>到位40.0亿元，协议50.0亿元"
    )


def test_missing_money_counts_as_none() -> None:
    assert list(panels(draw(("signed", 2, None, None)))[1].x) == [0] * 5


def test_unknown_stages_are_left_out_and_no_project_draws_nothing() -> None:
    assert len(draw(("dreamt", 5, 1, 1)).data) == len(draw().data) == 0


def test_the_alt_text_sums_up() -> None:
    text = "1,210个，协议61.0亿元，到位41.0亿元，已投产最多1,200，停滞取消7"
    assert ladder.alt(frame(SIGNED, PRODUCING, STALLED), STAGES) == text
    assert ladder.alt(frame(), STAGES) == "没有项目"
