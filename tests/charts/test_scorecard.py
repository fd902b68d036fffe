"""Clauses drawn: how they stand, how far they are, their course."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import clauses, course, statuses, theme, yearline
from charts.palette import STATUSES
from charts.theme import Mode
from tests.charts.checked import checked
from tests.charts.words_zh import CLAUSES, COURSE, MATRIX

Cell = tuple[str, str, int, str, str]
BEHIND: Cell = ("浙江 → 四川", "引导企业", 7, "behind", "浙江 → 四川 · 引导企业\n滞后")
MET: Cell = ("浙江 → 四川", "到位投资", 8, "met", "已完成")
UNKNOWN: Cell = ("福建 → 宁夏", "引导企业", 9, "unknown", "未填报")


def cells(*rows: Cell) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["couple", "metric", "clause", "status", "told"])


def matrix(*rows: Cell, mode: Mode = "light") -> go.Figure:
    return checked(statuses.matrix(cells(*rows), MATRIX, mode))


def marks(fig: go.Figure, symbol: str) -> list[tuple[int, int]]:
    """The column and row of the marks of a shape."""
    return [
        place
        for trace in fig.data
        if trace.hoverinfo == "skip" and trace.mode == "markers" and trace.marker.symbol == symbol
        for place in zip(trace.x, trace.y, strict=True)
    ]


def test_each_standing_has_a_shape_of_its_own_as_well_as_a_colour() -> None:
    assert len(set(statuses.SYMBOLS.values())) == len(statuses.SYMBOLS) == len(statuses.GLYPHS)
    for mode in ("light", "dark"):
        assert list(STATUSES[mode]) == list(statuses.SYMBOLS)


def test_couples_are_rows_and_clauses_columns() -> None:
    fig = matrix(BEHIND, MET, UNKNOWN)
    assert marks(fig, "triangle-down") == [(0, 0)]
    assert marks(fig, "diamond") == [(1, 0)]
    assert marks(fig, "circle-open") == [(0, 1)]
    assert list(fig.layout.yaxis.ticktext) == ["浙江 → 四川", "福建 → 宁夏"]
    assert list(fig.layout.xaxis.ticktext) == ["引导<br>企业", "到位<br>投资"]


def test_only_what_should_be_looked_at_is_tinted() -> None:
    ground = next(trace for trace in matrix(BEHIND, MET, UNKNOWN).data if trace.fill == "toself")
    assert ground.fillcolor == theme.INKS["light"].gap
    assert {round(x) for x in ground.x if x is not None} == {0}


def test_a_cell_answers_with_its_clause_and_says_it_escaped() -> None:
    touch = next(t for t in matrix((*BEHIND[:4], "<b>甲</b>\n乙")).data if t.marker.size == 26)
    assert list(touch.customdata[0]) == [7, "&lt;b&gt;甲&lt;/b&gt;<br>乙"]


def test_the_legend_names_only_the_shapes_that_are_drawn() -> None:
    names = [t.name for t in matrix(BEHIND, MET).data if t.showlegend is not False]
    assert names == ["滞后", "已完成"]


def test_names_that_are_not_chinese_stand_upright() -> None:
    fig = matrix(("Zhejiang → Sichuan", "Enterprises introduced", 7, "met", ""))
    assert fig.layout.xaxis.tickangle == -90
    assert matrix(BEHIND).layout.xaxis.tickangle == 0


def test_a_matrix_tells_how_many_stand_how() -> None:
    told = statuses.alt(cells(BEHIND, MET, UNKNOWN), MATRIX)
    assert told == "2对3项：滞后1、未填报1、已完成1"
    assert statuses.alt(cells(), MATRIX) == "没有指标"
    assert len(matrix().data) == 0


Bar = tuple[str, str, str, str, *tuple[float | None, ...], int]
LATE: Bar = ("引导企业", "behind", "35 / 71", "应达68%", 0.5, 0.6, 0.65, 0.7, 0.7, 0.75, 0.9, 7)
SILENT: Bar = ("到位投资", "unknown", "目标9亿元", "", *([None] * 7), 8)
FAR: Bar = ("挂职干部", "met", "300 / 100", "", 3.0, 0.5, 0.5, 0.5, 4.0, 5.0, 6.0, 9)


def bars(*rows: Bar) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(clauses.Clause._fields))


def progress(*rows: Bar) -> go.Figure:
    return checked(clauses.progress(bars(*rows), CLAUSES, "light"))


def test_a_bar_is_the_share_of_the_target_and_its_lines_say_the_numbers() -> None:
    fig = progress(LATE, SILENT)
    assert list(fig.data[0].x) == [0.5, 0]
    texts = [note.text for note in fig.layout.annotations]
    assert texts[0] == "完成率"
    assert texts[1].endswith("▼</span> 引导企业")
    assert texts[2:4] == ["35 / 71", "应达68%"]
    assert texts[4].endswith("○</span> 到位投资")


def test_a_band_and_a_tick_stand_at_what_was_expected_and_a_line_at_the_target() -> None:
    band, tick, target = progress(LATE).layout.shapes
    assert (band.type, band.x0, band.x1) == ("rect", 0.6, 0.7)
    assert (tick.x0, target.x0) == (0.65, 1)


def test_a_clause_without_a_result_has_only_the_line_at_its_target() -> None:
    fig = progress(SILENT)
    assert [shape.x0 for shape in fig.layout.shapes] == [1]
    assert [trace.name for trace in fig.data if trace.showlegend is not False] == ["目标"]


def test_a_forecast_is_a_line_with_a_diamond_in_it() -> None:
    _bar, line, diamond, *_keys = progress(LATE).data
    assert list(line.x) == [0.7, 0.9, None]
    assert (list(diamond.x), diamond.marker.symbol) == ([0.75], "diamond")


def test_what_goes_beyond_twice_the_target_is_cut_off_there() -> None:
    fig = progress(FAR)
    assert fig.layout.xaxis.range[1] == 2
    assert list(fig.data[0].x) == [2]
    assert list(fig.data[1].x) == []


def test_bars_tell_how_many_stand_how_and_which_comes_first() -> None:
    assert clauses.alt(bars(LATE, SILENT), CLAUSES) == "2项：滞后1、未填报1，首项引导企业（滞后）"
    assert clauses.alt(bars(), CLAUSES) == "没有指标"
    assert len(progress().data) == 0


Line = tuple[str, int, float, str]
TARGET: tuple[Line, Line] = (("target", 0, 0, ""), ("target", 12, 100, ""))
HELPER: tuple[Line, Line] = (("helper", 0, 0, ""), ("helper", 6, 40, "帮扶方40"))
FORMER: tuple[Line, Line] = (("2024", 0, 0, ""), ("2024", 12, 100, ""))


def lines(*rows: Line) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["series", "month", "value", "told"])


def draw_course(*rows: Line) -> go.Figure:
    return checked(course.course(lines(*rows), COURSE, "light"))


def test_each_who_reports_has_a_line_with_marks_and_the_target_has_none() -> None:
    fig = draw_course(*TARGET, *FORMER, *HELPER)
    looks = {trace.name: (trace.mode, trace.line.dash) for trace in fig.data}
    assert looks == {
        "目标": ("lines", "solid"),
        "按2024年": ("lines", "dash"),
        "帮扶方": ("lines+markers", None),
    }
    helper = fig.data[-1]
    assert helper.line.color == theme.INKS["light"].helper
    assert list(helper.marker.size) == [0, 8]


def test_a_target_alone_is_no_course() -> None:
    assert len(draw_course(*TARGET, *FORMER).data) == 0
    assert course.alt(lines(*TARGET), COURSE) == "尚无填报"


def test_a_course_tells_its_lines_and_its_last_mark() -> None:
    told = course.alt(lines(*TARGET, *HELPER), COURSE)
    assert told == "曲线目标、帮扶方，最近帮扶方40"


def test_a_clause_s_year_runs_from_january_to_its_last_report() -> None:
    year = yearline.Year([(6, 50)], 100)
    svg = yearline.svg([year, yearline.Year([], 100)], "#000000")
    assert 'points="3.0,25.0 60.0,14.0"' in svg
    assert svg.count("<polyline") == 1
    assert f'height="{2 * yearline.HEIGHT}"' in svg


def test_a_rate_does_not_begin_at_nothing() -> None:
    svg = yearline.svg([yearline.Year([(3, 9000), (6, 9500)], 9500, accrues=False)], "#000000")
    assert 'points="31.5,' in svg


@pytest.mark.parametrize("target", [0, 100])
def test_a_year_without_anything_is_a_line_on_the_ground(target: int) -> None:
    assert ",25.0 60.0,25.0" in yearline.svg([yearline.Year([(6, 0)], target)], "#000000")
