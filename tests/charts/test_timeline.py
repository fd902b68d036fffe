"""Meetings on their lanes: what is drawn."""

import re
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import theme
from charts.timeline import SHAPES, meetings
from tests.charts.checked import checked
from tests.charts.words_zh import MEETINGS


def frame(*changes: Mapping[str, object]) -> pd.DataFrame:
    """Meetings like one of Zhejiang and Sichuan, each with its changes."""
    usual: dict[str, object] = {
        "date": "2019-05-14",
        "precision": "day",
        "title": "浙江·四川东西部扶贫协作联席会议",
        "place": "杭州",
        "helper": "浙江",
        "receiver": "四川",
        "category": "joint_meeting",
        "demo": False,
    }
    rows = [{"meeting_id": 7 + number, **usual, **row} for number, row in enumerate(changes)]
    table = pd.DataFrame(rows, columns=["meeting_id", *usual])
    return table.assign(date=pd.to_datetime(table["date"]), demo=table["demo"].astype(bool))


def draw(*changes: Mapping[str, object]) -> go.Figure:
    return checked(meetings(frame(*changes), MEETINGS, "light"))


def marks(fig: go.Figure) -> list[go.Scatter]:
    return [trace for trace in fig.data if trace.mode == "markers" and trace.showlegend is False]


def legend(fig: go.Figure) -> list[str]:
    return [trace.name for trace in fig.data if trace.showlegend is not False]


def lane_names(fig: go.Figure) -> list[str]:
    """The lanes from top to bottom, without their colours."""
    names = sorted(zip(fig.data[0].y, fig.data[0].text, strict=True))
    return [re.sub(r"</?span[^>]*>", "", text) for _place, text in names]


def test_a_mark_opens_its_meeting_and_tells_of_it() -> None:
    (trace,) = marks(draw({}))
    ((meeting_id, title, below),) = trace.customdata
    assert meeting_id == 7
    assert title.replace("<br>", "") == "浙江·四川东西部扶贫协作联席会议"
    assert below == "2019年5月14日 · 杭州<br>浙江 → 四川<br>联席会议"
    assert list(trace.x) == ["2019-05-14"]


@pytest.mark.parametrize(
    ("precision", "x", "written"),
    [("month", "2019-05-15", "2019年5月"), ("year", "2019-07-02", "2019年")],
)
def test_a_date_is_told_as_far_as_it_is_known(precision: str, x: str, written: str) -> None:
    (trace,) = marks(draw({"precision": precision, "date": "2019-05-01"}))
    assert list(trace.x) == [x]
    assert trace.customdata[0][2].startswith(f"{written} · 杭州")


def test_demo_records_are_hollow_and_lie_under_real_ones() -> None:
    hollow, filled = marks(draw({}, {"demo": True, "date": "2020-01-01"}))
    inks = theme.INKS["light"]
    assert (filled.marker.color, hollow.marker.color) == (inks.ink, inks.paper)
    assert hollow.marker.line.color == inks.ink
    assert hollow.customdata[0][2].endswith("演示记录")


def test_the_legend_names_the_shapes_that_occur() -> None:
    assert legend(draw({}, {"category": "visit"})) == ["联席会议", "考察互访"]
    assert legend(draw({"demo": True, "category": "symposium"})) == ["座谈会及其他会议", "演示记录"]


def test_categories_differ_by_shape() -> None:
    shapes = [trace.marker.symbol for trace in marks(draw(*[{"category": key} for key in SHAPES]))]
    assert sorted(shapes) == sorted(SHAPES.values())


def test_lanes_go_by_number_of_meetings_then_name_with_the_nation_on_top() -> None:
    fig = draw(
        {"helper": "福建", "receiver": "宁夏"},
        {"helper": "北京", "receiver": "内蒙古"},
        {},
        {"date": "2021-01-01"},
        {"category": "national_conference", "helper": None, "receiver": None},
    )
    assert lane_names(fig) == ["全国会议", "浙江 → 四川", "北京 → 内蒙古", "福建 → 宁夏"]


def test_couples_beyond_the_twelfth_share_the_last_lane() -> None:
    fig = draw(*[{"helper": f"东{number:02}"} for number in range(15)])
    names = lane_names(fig)
    assert names[:2] == ["东00 → 四川", "东01 → 四川"]
    assert len(names) == 13
    assert names[-1] == "其他结对"


def test_a_meeting_without_a_couple_is_not_lost() -> None:
    fig = draw({"receiver": None, "place": None})
    assert lane_names(fig) == ["其他结对"]
    assert marks(fig)[0].customdata[0][2] == "2019年5月14日<br>浙江<br>联席会议"


def test_names_have_the_colours_of_helper_and_receiver() -> None:
    (text,) = draw({}).data[0].text
    inks = theme.INKS["light"]
    assert text == (
        f'<span style="color:{inks.helper}">浙江</span> → '
        f'<span style="color:{inks.receiver}">四川</span>'
    )


def test_long_names_are_shortened_on_the_lane_and_whole_in_the_hover() -> None:
    name = "Enshi Tujia and Miao Autonomous Prefecture of Hubei"
    fig = draw({"receiver": name})
    assert lane_names(fig)[0].endswith("…")
    assert name in marks(fig)[0].customdata[0][2].replace("<br>", " ")


def test_height_grows_with_lanes() -> None:
    two, four = (
        draw(*[{"helper": helper} for helper in helpers]) for helpers in ("浙闽", "浙闽沪京")
    )
    assert four.layout.height - two.layout.height == 2 * 52


@pytest.mark.parametrize("long", ["很长的名称" * 60, "W" * 290, "a name of words " * 20])
def test_what_a_mark_tells_is_never_taller_than_its_chart(long: str) -> None:
    fig = draw({"title": long, "place": long, "helper": long, "receiver": long, "category": long})
    ((_id, title, below),) = marks(fig)[0].customdata
    tall = len(f"{title}<br>{below}".split("<br>"))
    assert title.endswith("…")
    assert tall * 1.3 * theme.TEXT_SIZE + 6 <= fig.layout.height


def test_meetings_of_one_day_do_not_cover_each_other() -> None:
    fig = draw({}, {}, {}, {"date": "1996-01-01"})
    places = [place for trace in marks(fig) for place in zip(trace.x, trace.y, strict=True)]
    assert len(set(places)) == 4


def test_one_meeting_fills_one_year() -> None:
    axis = draw({}).layout.xaxis
    assert list(axis.ticktext) == ["2019"]
    assert list(axis.range) == ["2018-12-15", "2020-01-15"]


def test_no_meeting_draws_no_axes() -> None:
    fig = draw()
    assert len(fig.data) == 0
    assert (fig.layout.xaxis.visible, fig.layout.yaxis.visible) == (False, False)


@pytest.mark.parametrize("evil", ['<a href="javascript:x">点</a>', "<script>x</script>"])
@pytest.mark.parametrize("column", ["title", "place", "helper", "receiver", "category"])
def test_markup_in_data_is_drawn_letter_for_letter(column: str, evil: str) -> None:
    drawn = draw({column: evil}).to_json()
    assert "<a " not in drawn.replace("\\u003c", "<")
    assert "<script" not in drawn.replace("\\u003c", "<")
    assert "&lt;" in drawn.replace("\\u0026", "&")


def test_five_hundred_meetings_stay_small() -> None:
    fig = draw(*[{"date": f"{1996 + number % 30}-03-01"} for number in range(500)])
    assert len(fig.to_json()) < 150_000
