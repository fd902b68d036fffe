"""The record of one meeting, whole: the one of Zhejiang and Sichuan on 14 May 2019."""

from datetime import date

import pytest

from db.engine import make_engine, reading
from db.filters import Filter
from db.queries import meetings
from tests.pages import facts
from tests.pages.conftest import OpenPage, SeePage
from tests.pages.screen import Screen

CODE = "M023"
ADDRESS = "http://en.sx.gov.cn/art/2019/5/20/art_1501262_34294442.html"
LANGUAGES = ("zh", "en")
TITLES = {
    "zh": "浙川扶贫协作和对口支援工作联席会议",
    "en": "Joint Meeting on Zhejiang–Sichuan Poverty-Alleviation Cooperation "
    "and Counterpart Support",
}


def number(url: str) -> str:
    """The id of the meeting of Zhejiang and Sichuan on 14 May 2019."""
    chosen = Filter(helper="330000", receiver="510000", years=(2019, 2019))
    with reading(make_engine(url)) as connection:
        listed = meetings.listed(connection, chosen)
    (found,) = listed[listed["date_start"].dt.date == date(2019, 5, 14)]["id"]
    return str(found)


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def record(reference: str, see_page: SeePage, lang: str) -> Screen:
    return see_page(reference, "meetings", lang=lang, meeting=number(reference))


def test_the_title_is_the_meeting_s(record: Screen, lang: str) -> None:
    assert record.title == TITLES[lang]


def test_the_lead_says_who_when_and_where(record: Screen, lang: str) -> None:
    expected = {
        "zh": "浙江省 → 四川省 · 2019年5月14日 · 杭州",
        "en": "Zhejiang → Sichuan · 14 May 2019 · Hangzhou",
    }
    assert record.lead == expected[lang]


def test_the_facts_name_kind_level_and_code(record: Screen, lang: str) -> None:
    expected = {
        "zh": {"类别": "联席会议", "级别": "省级", "编号": "M023", "结对": "浙江省 → 四川省"},
        "en": {
            "Kind": "Joint meeting",
            "Level": "Province",
            "Code": "M023",
            "Pairing": "Zhejiang → Sichuan",
        },
    }
    assert record.facts[0] == expected[lang]


def test_the_summary_is_told_in_full(record: Screen, lang: str) -> None:
    (row,) = (row for row in facts.rows("meetings") if row["meeting_id"] == CODE)
    assert record.main.one(name="x-text").text == row[f"summary_{lang}"]


def test_all_nine_people_are_there_with_their_posts(record: Screen, lang: str) -> None:
    rows = [row for row in facts.rows("attendees") if row["meeting_id"] == CODE]
    assert len(rows) == 9
    expected = [[row[f"name_{lang}"], row[f"post_{lang}"]] for row in rows]
    assert [row[:2] for row in record.rows("people")] == expected


def test_the_two_who_spoke_lead_their_sides(record: Screen, lang: str) -> None:
    expected = {
        "zh": [["帮扶方", "讲话"], ["受援方", "讲话"]],
        "en": [["Helper", "spoke"], ["Receiver", "spoke"]],
    }
    assert [row[2:] for row in record.rows("people")][:2] == expected[lang]


def test_all_thirteen_items_are_there(record: Screen, lang: str) -> None:
    rows = [row for row in facts.rows("commitments") if row["meeting_id"] == CODE]
    assert len(rows) == 13
    shown = record.rows("commitments")
    assert [row[0] for row in shown] == [str(number) for number in range(1, 14)]
    pairs = zip(rows, shown, strict=True)
    assert [item["number"] for item, row in pairs if item[f"text_{lang}"] not in row[1]] == []


def test_items_say_who_is_in_charge(record: Screen, lang: str) -> None:
    rows = [row for row in facts.rows("commitments") if row["meeting_id"] == CODE]
    expected = [row[f"responsible_{lang}"] for row in rows]
    assert [row[2] for row in record.rows("commitments")] == expected


def test_items_of_an_industry_are_tagged_with_it(record: Screen, lang: str) -> None:
    expected = {
        "zh": ["茶叶", "中药材", "纺织服装", "农村电商", "民生项目", "文化旅游"],
        "en": [
            "Tea",
            "Herbal medicine",
            "Textiles, clothing",
            "Rural e-commerce",
            "Livelihood",
            "Culture and tourism",
        ],
    }
    tags = record.main.one("table", "x-commitments").all(name="x-tag")
    assert [tag.text for tag in tags] == expected[lang]


def test_items_without_a_project_say_so(record: Screen, lang: str) -> None:
    expected = {"zh": "尚无对应项目", "en": "no project linked yet"}
    assert {row[5] for row in record.rows("commitments")} == {expected[lang]}


def test_the_seven_stops_are_named_in_the_reader_s_language(record: Screen, lang: str) -> None:
    (code,) = (row["code"] for row in facts.rows("visits") if row["meeting_id"] == CODE)
    rows = [row for row in facts.rows("visit_sites") if row["visit_code"] == code]
    assert len(rows) == 7
    stops = [stop.children[0] for stop in record.main.all("li")]
    assert stops == [row[f"name_{lang}"] for row in rows]


def test_the_visit_says_when_and_who_led_it(record: Screen, lang: str) -> None:
    expected = {
        "zh": {"时间": "2019年5月", "方向": "西部赴东部", "带队": "四川省省长 尹力"},
        "en": {
            "When": "May 2019",
            "Direction": "West to east",
            "Led by": "Governor of Sichuan Yin Li",
        },
    }
    assert expected[lang].items() <= record.facts[1].items()


def test_the_source_is_a_link_to_the_report(record: Screen) -> None:
    last = record.main.all("dl")[-1]
    assert [link.attributes["href"] for link in last.all("a")] == [ADDRESS]


def test_the_record_says_which_batch_loaded_it(record: Screen, lang: str) -> None:
    name, words = {"zh": ("入库批次", "（reference）"), "en": ("Loaded in", "(reference)")}[lang]
    assert words in record.facts[-1][name]


def test_the_record_of_a_fact_is_not_called_demo(record: Screen) -> None:
    assert record.demo_notices == []


def test_the_record_of_a_demo_meeting_says_so_first(
    demo: str, see_page: SeePage, lang: str
) -> None:
    with reading(make_engine(demo)) as connection:
        listed = meetings.listed(connection, Filter(), limit=200)
    identity = listed[listed["demo"]]["id"].iloc[0]
    words = {"zh": "这是随机生成的演示记录，不是事实。", "en": "It is not a fact."}
    (notice,) = see_page(demo, "meetings", lang=lang, meeting=str(identity)).demo_notices
    assert notice.endswith(words[lang])


def test_items_with_projects_say_what_came_of_them(demo: str, see_page: SeePage) -> None:
    with reading(make_engine(demo)) as connection:
        listed = meetings.listed(connection, Filter(), limit=200)
        identity = int(listed.sort_values("linked")["id"].iloc[-1])
        record = meetings.record(connection, identity)
    assert record
    linked = record.commitments[record.commitments["projects"] > 0]
    assert len(linked) > 0  # or the test tests nothing
    rows = see_page(demo, "meetings", meeting=str(identity)).rows("commitments")
    outcome = {row[0]: row[5].split("\n") for row in rows}  # first what the item says
    expected = {
        str(item["number"]): [f"{item['projects']}个项目", f"就业{item['jobs']:,}人"]
        for _index, item in linked.iterrows()
    }
    shown = {key: [outcome[key][1], outcome[key][4]] for key in expected}
    assert shown == expected


def test_a_meeting_of_which_no_people_are_known_says_so(
    reference: str, see_page: SeePage, lang: str
) -> None:
    with_people = {row["meeting_id"] for row in facts.rows("attendees")}
    row = next(row for row in facts.meetings() if row["meeting_id"] not in with_people)
    with reading(make_engine(reference)) as connection:
        listed = meetings.listed(connection, Filter(), row["name_zh"])
    words = {
        "zh": "来源没有提到参会人员。",
        "en": "No source names the people at this meeting.",
    }
    shown = see_page(reference, "meetings", lang=lang, meeting=str(listed["id"].iloc[0]))
    assert words[lang] in shown.notices


@pytest.mark.parametrize(
    "asked", ["999999", "abc", "-1", "0", "1e3", "", "１", "99999999999999999999", "<b>1</b>"]
)
def test_an_unknown_meeting_is_said_to_be_unknown(
    reference: str, see_page: SeePage, asked: str
) -> None:
    shown = see_page(reference, "meetings", meeting=asked)
    assert shown.title == "没有这次会议"
    assert shown.warnings == [f"没有编号为“{asked}”的记录，它可能已被撤销。"]


def test_an_unknown_meeting_is_said_to_be_unknown_in_english(
    reference: str, see_page: SeePage
) -> None:
    shown = see_page(reference, "meetings", lang="en", meeting="999999")
    assert shown.title == "This meeting is not in the store"


@pytest.mark.parametrize("asked", ["999999", "abc"])
def test_the_way_back_from_an_unknown_meeting_leads_to_the_list(
    reference: str, open_page: OpenPage, asked: str
) -> None:
    session = open_page(reference, "meetings", meeting=asked, years="2019")
    session.at.button(key="control_back").click()
    session.run()
    assert (session.title, session.address) == ("会议", {"years": "2019"})


def test_the_way_back_from_a_record_keeps_the_filter(reference: str, open_page: OpenPage) -> None:
    session = open_page(
        reference, "meetings", meeting=number(reference), helper="330000", lang="en"
    )
    session.at.button(key="control_back").click()
    session.run()
    assert session.address == {"helper": "330000", "lang": "en"}
    assert len(session.rows("meetings")) == len(facts.meetings(helper="33"))
