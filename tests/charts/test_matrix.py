"""Couples by year: where nothing happened."""

import pandas as pd
import plotly.graph_objects as go

from charts import matrix, theme
from charts.matrix import coverage
from tests.charts.checked import checked
from tests.charts.words_zh import COVERAGE

Row = tuple[int, str, int, int, int, int, bool, bool]
COLUMNS = ["pairing_id", "pairing", "year", "meetings", "projects", "visits", "loaded", "in_force"]
BUSY: Row = (4, "浙江 → 四川", 2019, 1, 12, 3, True, True)
HALF: Row = (4, "浙江 → 四川", 2020, 0, 12, 0, True, True)
GAP: Row = (9, "福建 → 宁夏", 2020, 0, 0, 0, True, True)
UNKNOWN: Row = (9, "福建 → 宁夏", 2018, 0, 0, 0, False, True)
OVER: Row = (9, "福建 → 宁夏", 2021, 5, 5, 5, True, False)


def frame(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def draw(*rows: Row) -> go.Figure:
    return checked(coverage(frame(*rows), COVERAGE, "light"))


def marks(fig: go.Figure, symbol: str, filled: bool) -> list[tuple[int, float]]:
    """Year and place of the marks of a shape."""
    return [
        place
        for trace in fig.data
        if trace.showlegend is False and trace.marker.symbol == symbol and trace.hoverinfo == "skip"
        if (trace.marker.color != theme.CLEAR) == filled
        for place in zip(trace.x, trace.y, strict=True)
    ]


def targets(fig: go.Figure) -> go.Scatter:
    return next(trace for trace in fig.data if trace.marker.size == 26)


def grounds(fig: go.Figure) -> list[go.Scatter]:
    """What is under gaps, and under cells of which nobody can say."""
    return [trace for trace in fig.data if trace.fill == "toself"]


def legend(fig: go.Figure) -> list[str]:
    return [trace.name for trace in fig.data if trace.showlegend is not False]


def test_marks_are_filled_where_there_is_one_and_hollow_where_there_is_none() -> None:
    fig = draw(BUSY, HALF)
    assert marks(fig, "circle", True) == [(2019, -0.25)]
    assert marks(fig, "circle", False) == [(2020, -0.25)]
    assert marks(fig, "square", True) == [(2019, 0), (2020, 0)]
    assert marks(fig, "triangle-up", False) == [(2020, 0.25)]


def test_a_year_without_any_of_the_three_is_tinted() -> None:
    ground, unknown = grounds(draw(BUSY, HALF, GAP))
    assert not unknown.x
    assert ground.fillcolor == theme.INKS["light"].gap
    assert {round(x) for x in ground.x if x is not None} == {2020}
    assert {round(y) for y in ground.y if y is not None} == {1}


def test_a_year_without_any_ledger_is_grey_and_says_so() -> None:
    fig = draw(BUSY, GAP, UNKNOWN)
    gap, unknown = grounds(fig)
    assert unknown.fillcolor == theme.INKS["light"].unknown != gap.fillcolor
    assert {round(x) for x in gap.x if x is not None} == {2020}
    assert {round(x) for x in unknown.x if x is not None} == {2018}
    told = [cell[2].endswith("未导入台账") for cell in targets(fig).customdata]
    assert told == [False, False, True]
    assert marks(draw(UNKNOWN), "circle", False) == []


def test_a_year_not_in_force_is_blank() -> None:
    assert (2021, 1) not in list(
        zip(targets(draw(GAP, OVER)).x, targets(draw(GAP)).y, strict=False)
    )
    assert list(draw(GAP, OVER).layout.xaxis.tickvals) == [2020]


def test_a_cell_answers_with_its_couple_and_year_and_tells_the_counts() -> None:
    (cell,) = targets(draw(BUSY)).customdata
    assert list(cell) == [4, 2019, "浙江 → 四川 2019年<br>会议1，项目12，互访3"]


def test_couples_keep_their_order_and_are_named_beside_their_rows() -> None:
    names = draw(BUSY, GAP).layout.yaxis.ticktext
    assert list(names) == ["浙江 → 四川", "福建 → 宁夏"]


def test_a_long_name_has_its_receiver_on_a_second_line() -> None:
    fig = draw((1, "Zhejiang → Inner Mongolia", 2019, 1, 1, 1, True, True))
    assert list(fig.layout.yaxis.ticktext) == ["Zhejiang<br>→ Inner Mongolia"]


def test_two_pairings_of_one_name_have_a_row_each() -> None:
    fig = draw(BUSY, (5, "浙江 → 四川", 2021, 1, 1, 1, True, True))
    assert list(fig.layout.yaxis.ticktext) == ["浙江 → 四川"] * 2


def test_the_legend_names_what_occurs() -> None:
    assert legend(draw(BUSY)) == ["会议", "项目", "互访"]
    assert legend(draw(HALF)) == ["会议", "项目", "互访", "当年无"]
    assert legend(draw(GAP)) == ["会议", "项目", "互访", "三项皆无"]
    assert legend(draw(UNKNOWN)) == ["会议", "项目", "互访", "未导入台账"]


def test_a_gap_has_no_marks_on_its_ground() -> None:
    fig = draw(BUSY, GAP)
    rows = {
        y
        for trace in fig.data
        if trace.mode == "markers" and trace.x != (None,) and trace.marker.opacity != 0
        for y in trace.y
    }
    assert {round(y) for y in rows} == {0}


def test_a_dotted_rule_marks_2021_where_the_years_run_across_it() -> None:
    fig = draw(
        (1, "浙江 → 四川", 2020, 1, 1, 1, True, True), (1, "浙江 → 四川", 2021, 1, 1, 1, True, True)
    )
    assert [rule.x0 for rule in fig.layout.shapes if rule.line.dash == "dot"] == [2020.5]
    assert [note.text for note in fig.layout.annotations] == ["2021 年重新结对"]
    assert [rule.line.dash for rule in draw(BUSY, GAP).layout.shapes] == [None]


def test_height_grows_with_couples() -> None:
    assert draw(BUSY, GAP).layout.height > draw(GAP).layout.height


def test_no_cell_in_force_draws_nothing() -> None:
    assert len(draw().data) == len(draw(OVER).data) == 0


def test_markup_in_a_name_is_drawn_letter_for_letter() -> None:
    fig = draw((1, "<b>甲</b> → 乙", 2019, 0, 0, 0, True, True))
    assert fig.layout.yaxis.ticktext[0].startswith("&lt;b&gt;")
    assert "<b>" not in targets(fig).customdata[0][2]


def test_the_alt_text_counts_gaps() -> None:
    text = "2对，2019—2020年，3格中1格空白，福建 → 宁夏最多（1）"
    assert matrix.alt(frame(BUSY, HALF, GAP), COVERAGE) == text
    assert matrix.alt(frame(BUSY, HALF, GAP, UNKNOWN), COVERAGE) == (
        "2对，2018—2020年，3格中1格空白，福建 → 宁夏最多（1），另1格未导入"
    )
    assert matrix.alt(frame(BUSY), COVERAGE) == "1对，2019—2019年，1格无空白"
    assert matrix.alt(frame(OVER), COVERAGE) == "没有结对"
