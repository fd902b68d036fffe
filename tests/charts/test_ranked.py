"""Values in order: what is drawn."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from charts import ranked, theme
from charts.ranked import bars
from charts.words import Scale
from tests.charts.checked import checked
from tests.charts.words_zh import RANK

Row = tuple[str, str, float | None]
TEA: Row = ("t", "茶", 2e8)
HERBS: Row = ("h", "药", 12e8)
SOME: list[Row] = [TEA, HERBS, ("x", "无", 0), ("n", "缺", None)]
MANY: list[Row] = [(str(n), f"县{n}", (n + 1) * 10**8) for n in range(20)]


def frame(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["key", "label", "value"])


def draw(*rows: Row, colour: str | Mapping[str, str] = theme.RECEIVER) -> go.Figure:
    return checked(bars(frame(*rows), RANK, "light", colour))


def labels(fig: go.Figure) -> list[str]:
    """The axis title, then the labels from the top."""
    (title,) = fig.layout.annotations
    return [title.text, *fig.data[1].text]


def test_the_longest_bar_is_on_top_and_nothing_has_no_bar() -> None:
    fig = draw(*SOME)
    assert labels(fig) == ["到位资金（亿元）", "药", "茶"]
    assert list(fig.data[0].x) == [12, 2]
    assert fig.layout.yaxis.range[0] > fig.layout.yaxis.range[1]


def test_values_stand_at_the_ends() -> None:
    assert list(draw(*SOME).data[0].text) == ["12.0", "2.0"]


def test_counts_are_whole() -> None:
    words = replace(RANK, scale=Scale(1, "个"))
    fig = checked(bars(frame(("a", "甲", 7), ("b", "乙", 1234)), words, "light", theme.HELPER))
    assert list(fig.data[0].text) == ["1,234", "7"]


def test_a_bar_answers_with_its_key_and_tells_its_value_and_demo_share() -> None:
    table = frame(HERBS, TEA).assign(demo=[float("nan"), 0.25])
    fig = checked(bars(table, RANK, "light", theme.HELPER))
    assert [list(data) for data in fig.data[0].customdata] == [
        ["h", "药<br><b>12.0</b> 亿元"],
        ["t", "茶<br><b>2.0</b> 亿元<br>其中演示25%"],
    ]


def test_one_colour_or_one_by_key() -> None:
    assert set(draw(*SOME).data[0].marker.color) == {theme.RECEIVER}
    by_key = draw(*SOME, colour={"t": "#111111"})
    assert list(by_key.data[0].marker.color) == [theme.INDUSTRIES["other"], "#111111"]


def test_beyond_the_fifteenth_is_one_row_without_a_bar() -> None:
    fig = draw(*MANY)
    assert labels(fig)[-2:] == ["县5", "其余5项"]
    assert (len(fig.data[0].x), fig.data[0].x[-1], fig.data[0].text[-1]) == (16, 0, "15.0")


def test_a_single_one_beyond_the_fifteenth_keeps_its_name() -> None:
    assert labels(draw(*MANY[:16]))[-1] == "县0"


def test_one_value_is_one_bar_and_none_is_nothing() -> None:
    assert len(draw(SOME[0]).data[0].x) == 1
    assert len(draw().data) == len(draw(SOME[2]).data) == 0


def test_markup_in_a_label_is_drawn_letter_for_letter() -> None:
    fig = draw(("a", "<b>甲</b>", 10**8))
    assert labels(fig)[-1] == "&lt;b&gt;甲&lt;/b&gt;"
    assert fig.data[0].customdata[0][1].startswith("&lt;b&gt;")


def test_the_alt_text_tells_first_and_last() -> None:
    assert ranked.alt(frame(*SOME), RANK) == "2项共14.0亿元，药12.0（86%），茶2.0"
    assert ranked.alt(frame(*MANY), RANK) == "20项共210亿元，县1920.0（10%），县56.0"
    assert ranked.alt(frame(SOME[0]), RANK) == "茶2.00亿元"
    assert ranked.alt(frame(), RANK) == "没有数字"
