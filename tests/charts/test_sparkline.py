"""A small line with its last point marked."""

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.sparkline import sparkline
from tests.charts.checked import checked


def draw(*values: float | None) -> go.Figure:
    frame = pd.DataFrame({"year": range(2016, 2016 + len(values)), "value": values}, dtype=object)
    return checked(sparkline(frame, theme.HELPER, "light"))


def test_the_line_runs_through_all_values_and_ends_in_a_mark() -> None:
    line, mark = draw(3, 5, 4).data
    assert list(line.y) == [3, 5, 4]
    assert (list(mark.x), list(mark.y)) == ([2018], [4])
    assert line.line.color == mark.marker.color == theme.HELPER


def test_a_missing_value_interrupts_the_line_and_is_not_the_last_point() -> None:
    line, mark = draw(3, None, 4, None).data
    assert list(line.y) == [3, None, 4, None]
    assert list(mark.x) == [2018]


def test_years_out_of_order_are_put_in_order() -> None:
    frame = pd.DataFrame({"year": [2020, 2018], "value": [2, 1]})
    assert list(sparkline(frame, theme.HELPER, "dark").data[0].x) == [2018, 2020]


def test_it_has_no_axes_and_is_as_high_as_two_lines() -> None:
    layout = draw(1, 2).layout
    assert (layout.xaxis.visible, layout.yaxis.visible, layout.height) == (False, False, 44)


def test_one_value_is_a_point_and_none_is_nothing() -> None:
    assert list(draw(1).data[1].y) == [1]
    assert len(draw().data) == len(draw(None).data) == 0
