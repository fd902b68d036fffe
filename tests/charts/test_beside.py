"""Things side by side: what is drawn."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import beside
from charts.beside import BesideWords
from charts.words import Scale
from tests.charts.checked import checked

Row = tuple[str, str, float | None]
WORDS = BesideWords(
    scale=Scale(10**8, "亿元"),
    axis="到位资金（亿元）",
    names={"a": "浙江省 → 四川省", "b": "甲<b>"},
    alt="{axis}|{names}|{rows}|{most}|{value}{unit}",
    alt_empty="没有",
)


def frame(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["group", "thing", "value"])


def draw(*rows: Row) -> go.Figure:
    return checked(beside.bars(frame(*rows), WORDS, "light"))


YEARS: tuple[Row, ...] = (
    ("2022", "a", 3e8),
    ("2022", "b", 12.5e8),
    ("2023", "b", 1e8),
    ("2024", "a", None),
)


def test_each_thing_has_a_bar_in_each_row_where_it_has_a_value() -> None:
    first, second, names = draw(*YEARS).data
    assert (list(first.x), list(second.x)) == ([3], [12.5, 1])
    assert list(names.text) == ["2022", "2023"]
    assert first.y[0] < second.y[0] < second.y[1]


def test_all_values_are_written_with_the_same_digits() -> None:
    first, second, _names = draw(*YEARS).data
    assert (list(first.text), list(second.text)) == (["3.0"], ["12.5", "1.0"])


def test_names_are_text_and_never_markup() -> None:
    _first, second, _names = draw(*YEARS).data
    assert second.name == "甲&lt;b&gt;"
    assert "<b>12.5</b>" in second.customdata[0][2]
    assert "甲&lt;b&gt;" in second.customdata[0][2]


def test_what_it_says_to_who_does_not_see_it() -> None:
    told = beside.alt(frame(*YEARS), WORDS)
    assert told == "到位资金（亿元）|浙江省 → 四川省, 甲<b>|2|甲<b>|13.5亿元"


@pytest.mark.parametrize("rows", [(), (("2024", "a", None),)])
def test_nothing_is_a_figure_without_axes(rows: tuple[Row, ...]) -> None:
    figure = draw(*rows)
    assert not figure.data
    assert figure.layout.xaxis.visible is False
    assert beside.alt(frame(*rows), WORDS) == "没有"
