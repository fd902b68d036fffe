"""Sentences for those who do not see the chart."""

from charts import money, timeline
from tests.charts.test_money import SOME
from tests.charts.test_money import frame as money_frame
from tests.charts.test_timeline import frame as meeting_frame
from tests.charts.words_zh import MEETINGS, MONEY


def test_money_tells_total_and_extremes() -> None:
    text = "2019—2020年共14.0亿元，2020年最高10.0，2019年最低4.0，茶产业占82%"
    assert money.alt(money_frame(*SOME), MONEY) == text


def test_money_of_one_year_has_no_extremes() -> None:
    assert money.alt(money_frame(SOME[3]), MONEY) == "2020年10.0亿元，茶产业占100%"


def test_no_money_is_said() -> None:
    assert money.alt(money_frame(), MONEY) == "没有到位资金"


def test_meetings_tell_number_couples_and_demo() -> None:
    frame = meeting_frame({}, {"date": "2021-01-01"}, {"helper": "福建", "demo": True})
    assert timeline.alt(frame, MEETINGS) == "2019—2021年3次，2对，浙江 → 四川2次，演示1条"


def test_national_conferences_alone_are_told() -> None:
    frame = meeting_frame({"category": "national_conference", "helper": None, "receiver": None})
    assert timeline.alt(frame, MEETINGS) == "2019—2019年1次，0对，全国会议1次，演示0条"


def test_no_meeting_is_said() -> None:
    assert timeline.alt(meeting_frame(), MEETINGS) == "没有会议"
