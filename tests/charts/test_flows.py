"""Money from helper to receiver to industry: what is drawn."""

import pandas as pd
import plotly.graph_objects as go

from charts import flows, theme
from charts.flows import MOST, money
from tests.charts.checked import checked
from tests.charts.words_zh import FLOWS

Row = tuple[str, str, str, int]
SOME: list[Row] = [
    ("浙江", "四川", "tea", 5 * 10**8),
    ("浙江", "四川", "tea", 10**8),
    ("浙江", "四川", "herbs", 2 * 10**8),
    ("福建", "宁夏", "herbs", 2 * 10**8),
]


def frame(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["helper", "receiver", "industry", "value"])


def draw(*rows: Row) -> go.Figure:
    return checked(money(frame(*rows), FLOWS, "light"))


def nodes(fig: go.Figure) -> dict[tuple[str, str, str], tuple[float, str]]:
    """What a node stands for → its height and colour."""
    bars = fig.data[0]
    keys = [tuple(part[:3]) for part in bars.customdata]
    return dict(zip(keys, zip(bars.y, bars.marker.color, strict=True), strict=True))


def links(fig: go.Figure) -> dict[tuple[str, str], str]:
    """Ends of a band → the amount that its hover tells."""
    found = {}
    for *keys, text in fig.data[1].customdata:
        first, second = (key for key in keys if key)
        found[first, second] = text.split("<b>")[1].split("</b>")[0]
    return found


def labels(fig: go.Figure) -> list[str]:
    return [text.strip("\u2005") for trace in fig.data[2:] for text in trace.text]


def test_money_runs_from_helper_to_receiver_and_on_into_industries() -> None:
    assert links(draw(*SOME)) == {
        ("浙江", "四川"): "8.00",
        ("福建", "宁夏"): "2.00",
        ("四川", "tea"): "6.00",
        ("四川", "herbs"): "2.00",
        ("宁夏", "herbs"): "2.00",
    }


def test_nodes_have_the_height_of_their_money_and_the_colours_of_their_sides() -> None:
    assert nodes(draw(*SOME[:2])) == {
        ("浙江", "", ""): (6, theme.HELPER),
        ("", "四川", ""): (6, theme.RECEIVER),
        ("", "", "tea"): (6, theme.INDUSTRIES["tea"]),
    }


def test_bands_are_pale_and_have_the_colour_of_the_helper_and_then_of_the_industry() -> None:
    fills = [shape.fillcolor for shape in draw(*SOME).layout.shapes]
    assert fills == ["rgba(200,85,61,0.28)", "rgba(99,144,77,0.28)", "rgba(212,186,123,0.28)"]


def test_receivers_stand_by_their_helpers() -> None:
    rows: list[Row] = [
        ("浙江", "四川", "tea", 9 * 10**8),
        ("福建", "甘肃", "tea", 4 * 10**8),
        ("福建", "宁夏", "tea", 10**8),
        ("广东", "贵州", "tea", 10**8),
    ]
    receivers = [key[1] for key in nodes(draw(*rows)) if key[1]]
    assert receivers == ["四川", "宁夏", "甘肃", "贵州"]


def test_one_province_on_both_sides_has_two_nodes() -> None:
    fig = draw(("广西", "贵州", "tea", 10**8), ("广东", "广西", "tea", 10**8))
    assert labels(fig).count("广西") == 2


def test_the_smallest_beyond_the_tenth_are_joined() -> None:
    rows: list[Row] = [(f"东{n:02}", "四川", "tea", (n + 1) * 10**8) for n in range(15)]
    fig = draw(*rows)
    helpers = [label for label in labels(fig) if label.startswith(("东", "其他"))]
    assert (len(helpers), helpers[-1]) == (MOST, "其他帮扶方")
    heights = [height for key, (height, _colour) in nodes(fig).items() if key == ("", "", "")]
    assert heights == [1 + 2 + 3 + 4 + 5]
    assert len(links(draw(*rows[:11]))) == 11 + 1


def test_unknown_industries_are_other() -> None:
    assert ("四川", "other") in links(draw(("浙江", "四川", "space", 10**8)))


def test_bands_too_thin_to_be_met_do_not_answer_to_the_pointer() -> None:
    fig = draw(("浙江", "四川", "tea", 10**10), ("福建", "宁夏", "tea", 10**6))
    assert ("福建", "宁夏") not in links(fig)


def test_the_hover_tells_whole_names_and_the_unit() -> None:
    fig = draw(("Zhejiang & partners of the east", "四川", "tea", 10**8))
    assert labels(fig)[0].endswith("…")
    text = fig.data[0].customdata[0][3]
    assert text == "Zhejiang &amp; partners of the east<br><b>1.00</b> 亿元"


def test_height_grows_with_nodes() -> None:
    rows: list[Row] = [("浙江", "四川", key, 10**8) for key in theme.INDUSTRIES]
    assert draw(*rows).layout.height > draw(*SOME).layout.height


def test_labels_have_the_ink_of_the_page() -> None:
    for mode in theme.INKS:
        fig = checked(money(frame(*SOME), FLOWS, mode))
        assert {trace.textfont.color for trace in fig.data[2:]} == {theme.INKS[mode].ink}


def test_no_money_draws_nothing() -> None:
    assert len(draw().data) == len(draw(("浙江", "四川", "tea", 0)).data) == 0


def test_the_alt_text_sums_up() -> None:
    text = "共10.0亿元，2方到2方，浙江80%，四川80%，茶产业60%"
    assert flows.alt(frame(*SOME), FLOWS) == text
    assert flows.alt(frame(), FLOWS) == "没有资金"
