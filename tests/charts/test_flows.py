"""Money from helper to receiver to industry: what is drawn."""

import pandas as pd
import plotly.graph_objects as go

from charts import alt, theme
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


def links(fig: go.Figure) -> dict[tuple[str, str], float]:
    """Ends of a link → its amount."""
    (trace,) = fig.data
    names = trace.node.label
    ends = zip(trace.link.source, trace.link.target, trace.link.value, strict=True)
    return {(names[source], names[target]): value for source, target, value in ends}


def test_money_runs_from_helper_to_receiver_and_on_into_industries() -> None:
    assert links(draw(*SOME)) == {
        ("浙江", "四川"): 8,
        ("福建", "宁夏"): 2,
        ("四川", "茶产业"): 6,
        ("四川", "中药材"): 2,
        ("宁夏", "中药材"): 2,
    }


def test_nodes_have_the_colours_of_their_sides_and_industries() -> None:
    (trace,) = draw(SOME[0]).data
    assert list(trace.node.color) == [theme.HELPER, theme.RECEIVER, theme.INDUSTRIES["tea"]]


def test_links_are_pale() -> None:
    (trace,) = draw(SOME[0]).data
    assert list(trace.link.color) == ["rgba(200,85,61,0.28)", "rgba(99,144,77,0.28)"]


def test_one_province_on_both_sides_has_two_nodes() -> None:
    fig = draw(("广西", "贵州", "tea", 10**8), ("广东", "广西", "tea", 10**8))
    assert list(fig.data[0].node.label).count("广西") == 2


def test_the_smallest_beyond_the_tenth_are_joined() -> None:
    rows: list[Row] = [(f"东{n:02}", "四川", "tea", (n + 1) * 10**8) for n in range(15)]
    helpers = [source for (source, target) in links(draw(*rows)) if target == "四川"]
    assert len(helpers) == MOST
    assert links(draw(*rows))["其他帮扶方", "四川"] == 1 + 2 + 3 + 4 + 5
    assert len(links(draw(*rows[:11]))) == 11 + 1


def test_unknown_industries_are_other() -> None:
    assert ("四川", "其他") in links(draw(("浙江", "四川", "space", 10**8)))


def test_the_hover_tells_whole_names_and_the_unit() -> None:
    (trace,) = draw(("Zhejiang & partners of the east", "四川", "tea", 10**8)).data
    assert trace.node.label[0].endswith("…")
    assert trace.node.customdata[0] == "Zhejiang &amp; partners of the east"
    assert trace.link.customdata[1] == "四川 → 茶产业"
    assert "亿元" in trace.link.hovertemplate


def test_height_grows_with_nodes() -> None:
    rows: list[Row] = [("浙江", "四川", key, 10**8) for key in theme.INDUSTRIES]
    assert draw(*rows).layout.height > draw(*SOME).layout.height


def test_labels_have_the_ink_of_the_page() -> None:
    for mode in theme.INKS:
        fig = money(frame(*SOME), FLOWS, mode)
        assert fig.data[0].textfont.color == theme.INKS[mode].ink


def test_no_money_draws_nothing() -> None:
    assert len(draw().data) == len(draw(("浙江", "四川", "tea", 0)).data) == 0


def test_the_alt_text_sums_up() -> None:
    text = "共10.0亿元，2方到2方，浙江80%，四川80%，茶产业60%"
    assert alt.flow(frame(*SOME), FLOWS) == text
    assert alt.flow(frame(), FLOWS) == "没有资金"
