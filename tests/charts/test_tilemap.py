"""Who helps whom, on equal squares: what is drawn."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import arcs, theme, tilemap
from charts.tilemap import pairs
from tests.charts.checked import checked
from tests.charts.words_zh import TILES

Link = tuple[str, str, float]

SQUARES = pd.DataFrame(
    [
        ("330000", "浙江", 7, 5, "helper"),
        ("440000", "广东", 5, 6, "helper"),
        ("510000", "四川", 3, 4, "receiver"),
        ("350000", "福建", 6, 6, "both"),
        ("430000", "湖南", 5, 5, "none"),
    ],
    columns=["adcode", "name", "column", "row", "role"],
)
ONE: Link = ("330000", "510000", 8e8)


def links(*rows: Link) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["helper_adcode", "receiver_adcode", "weight"])
    return table.assign(label=[f"{one} → {two}\n{weight / 1e8:g}亿元" for one, two, weight in rows])


def draw(*rows: Link, squares: pd.DataFrame = SQUARES) -> go.Figure:
    return checked(pairs(squares, links(*rows), TILES, "light"))


def lines(fig: go.Figure) -> list[go.layout.Shape]:
    """The steps of the arcs' colour."""
    return [shape for shape in fig.layout.shapes if not shape.path.endswith("Z")]


def legend(fig: go.Figure) -> list[str]:
    return [trace.name for trace in fig.data if trace.showlegend is not False]


def targets(fig: go.Figure) -> go.Scatter:
    return next(trace for trace in fig.data if trace.marker.size == 34)


def dots(fig: go.Figure) -> set[tuple[float, float]]:
    """Where arcs arrive."""
    (trace,) = [trace for trace in fig.data if trace.marker.size == 7]
    return set(zip(trace.x, trace.y, strict=True))


def test_a_square_answers_to_a_click_with_its_code_and_tells_of_its_links() -> None:
    told = dict(targets(draw(ONE)).customdata)
    assert told["330000"] == "<b>浙江</b><br>帮扶方<br>330000 → 510000<br>8亿元"
    assert told["430000"] == "<b>湖南</b><br>未结对"


def test_squares_are_square_and_in_their_places() -> None:
    fig = draw(ONE)
    assert fig.layout.yaxis.scaleanchor == "x"
    assert fig.layout.yaxis.range[0] > fig.layout.yaxis.range[1]
    assert next(zip(targets(fig).x, targets(fig).y, strict=True)) == (7, 5)


def test_names_stand_on_their_squares_broken_where_they_must() -> None:
    named = SQUARES.assign(name=["Zhejiang", "Heilongjiang", "Inner Mongolia", "福建", "<b>"])
    (text,) = [trace for trace in draw(squares=named).data if trace.mode == "text"]
    assert list(text.text) == [
        "Zhejiang",
        "Heilong-<br>jiang",
        "Inner<br>Mongolia",
        "福建",
        "&lt;b&gt;",
    ]


def test_helper_and_receiver_have_their_colours_and_who_is_both_has_both() -> None:
    rims = [shape.line.color for shape in draw().layout.shapes]
    inks = theme.INKS["light"]
    assert rims == [inks.rule, inks.helper, inks.receiver, inks.helper, inks.receiver]


def test_an_arc_runs_from_terracotta_to_blue_and_ends_in_a_dot() -> None:
    fig = draw(ONE)
    inks = theme.INKS["light"]
    steps = lines(fig)
    assert (steps[0].line.color, steps[-1].line.color) == (inks.helper, inks.receiver)
    assert steps[0].path.startswith("M7,")
    assert "L3," in steps[-1].path
    assert dots(fig) == {(3, 3.66)}


@pytest.mark.parametrize(("start", "end"), [((0, 0), (4, 0)), ((4, 0), (0, 0))])
def test_arcs_bulge_upwards_both_ways(start: arcs.Point, end: arcs.Point) -> None:
    assert min(y for _x, y in arcs.arc(start, end, 0).points) < -0.5


def test_heavier_links_are_thicker_and_the_legend_says_how_heavy() -> None:
    fig = draw(ONE, ("440000", "510000", 3e8), ("350000", "510000", 1e8))
    widths = {trace.line.width for trace in lines(fig)}
    assert widths == {arcs.WIDTHS[3], arcs.WIDTHS[1], arcs.WIDTHS[0]}
    assert legend(fig) == ["帮扶方", "受援方", "≥ 6亿元", "2–4亿元", "&lt; 2亿元"]


def test_counts_part_at_whole_numbers() -> None:
    assert arcs.limits([3, 1], 1) == [1, 2]
    assert [arcs.size(weight, [1, 2]) for weight in (1, 3)] == [2, 3]


def test_one_link_needs_no_classes() -> None:
    assert legend(draw(ONE)) == ["帮扶方", "受援方"]


def test_an_arc_answers_with_both_codes_and_its_label() -> None:
    (handles,) = [trace for trace in draw(ONE).data if trace.marker.size == 10]
    assert handles.customdata[0] == ["330000", "510000", "330000 → 510000<br>8亿元"]


def test_links_to_areas_without_a_square_are_left_out() -> None:
    assert len(lines(draw(("330000", "999999", 1e8)))) == 0


def test_links_without_weight_are_drawn_all_the_same() -> None:
    assert dots(draw(("330000", "510000", 0))) == {(3, 3.66)}


def test_no_link_draws_the_squares_alone_and_no_square_nothing() -> None:
    assert len(targets(draw()).x) == 5
    assert len(draw(squares=SQUARES[:0]).data) == 0


def test_the_alt_text_counts_and_names_the_heaviest() -> None:
    frame = links(("440000", "510000", 3e8), ONE)
    text = "2对，2方帮扶1方，最多：330000 → 510000 8亿元"
    assert tilemap.alt(SQUARES, frame, TILES) == text
    assert tilemap.alt(SQUARES, frame[:0], TILES) == "没有结对"
