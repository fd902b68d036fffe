"""The list of meetings: all of the selection, searched and in pages, the newest first."""

import pytest

from db.engine import make_engine, reading
from db.filters import EVERYTHING
from db.queries import meetings
from tests.pages import facts
from tests.pages.conftest import OpenPage, SeePage
from tests.pages.screen import Screen

PAGE = 40
NOTHING = {
    "zh": "没有符合条件的会议。",
    "en": "No meeting matches this selection.",
}


def titles(screen: Screen) -> list[str]:
    return [row[1].removesuffix("\u00a0演示") for row in screen.rows("meetings")]


def count(url: str) -> int:
    with reading(make_engine(url)) as connection:
        return meetings.count(connection, EVERYTHING)


@pytest.mark.parametrize(("lang", "title"), [("zh", "会议"), ("en", "Meetings")])
def test_the_title_is_in_the_language_of_the_address(
    reference: str, see_page: SeePage, lang: str, title: str
) -> None:
    assert see_page(reference, "meetings", lang=lang).title == title


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", "全部省份 · 1996–2026"), ("en", "All provinces · 1996–2026")],
)
def test_no_filter_is_said_in_words(
    reference: str, see_page: SeePage, lang: str, words: str
) -> None:
    assert see_page(reference, "meetings", lang=lang).words == words


@pytest.mark.parametrize(("lang", "words"), [("zh", "共{n}次会议"), ("en", "{n} meetings, ")])
def test_the_count_of_facts_is_that_of_their_file(
    reference: str, see_page: SeePage, lang: str, words: str
) -> None:
    note = see_page(reference, "meetings", lang=lang).remarks[0]
    assert words.format(n=len(facts.meetings())) in note


def test_the_note_says_source_and_demo(demo: str, see_page: SeePage) -> None:
    note = see_page(demo, "meetings").remarks[0]
    said = ("来源：本库台账", "含演示记录", "数据截至")
    assert [words for words in said if words not in note] == []


def test_the_pages_together_list_every_fact_once(reference: str, see_page: SeePage) -> None:
    pages = [see_page(reference, "meetings", page=str(number)) for number in (1, 2)]
    listed = [title for page in pages for title in titles(page)]
    assert [len(titles(page)) for page in pages] == [PAGE, len(facts.meetings()) - PAGE]
    assert sorted(listed) == sorted(row["name_zh"] for row in facts.meetings())


def test_a_row_has_date_title_couple_place_and_kind(reference: str, see_page: SeePage) -> None:
    (row,) = see_page(reference, "meetings", q="浙川扶贫协作和对口支援工作联席会议").rows(
        "meetings"
    )
    assert row[:5] == [
        "2019年5月14日",
        "浙川扶贫协作和对口支援工作联席会议",
        "浙江省 → 四川省",
        "杭州",
        "联席会议",
    ]


def test_a_row_says_how_many_items_were_agreed(reference: str, see_page: SeePage) -> None:
    (row,) = see_page(reference, "meetings", q="浙川扶贫协作和对口支援工作联席会议").rows(
        "meetings"
    )
    assert row[6].startswith("13项")


def test_a_row_of_a_month_names_no_day(reference: str, see_page: SeePage) -> None:
    (row,) = see_page(reference, "meetings", q="第一次联席会议", years="1996").rows("meetings")
    assert row[0] == "1996年11月"


def test_a_row_in_english_has_english_words(reference: str, see_page: SeePage) -> None:
    rows = see_page(reference, "meetings", lang="en", years="2019", helper="330000").rows(
        "meetings"
    )
    assert [
        "14 May 2019",
        "Joint Meeting on Zhejiang–Sichuan Poverty-Alleviation Cooperation and Counterpart Support",
        "Zhejiang → Sichuan",
        "Hangzhou",
        "Joint meeting",
    ] in [row[:5] for row in rows]


@pytest.mark.parametrize(("lang", "national"), [("zh", "全国"), ("en", "National")])
def test_a_national_meeting_has_no_couple(
    reference: str, see_page: SeePage, lang: str, national: str
) -> None:
    assert see_page(reference, "meetings", lang=lang).rows("meetings")[0][2] == national


@pytest.mark.parametrize(("lang", "mark"), [("zh", "\u00a0演示"), ("en", "\u00a0demo")])
def test_only_demo_records_are_marked(demo: str, see_page: SeePage, lang: str, mark: str) -> None:
    with reading(make_engine(demo)) as connection:
        first = meetings.listed(connection, EVERYTHING, limit=PAGE)
    assert first["demo"].nunique() == 2  # or the test tests nothing
    rows = see_page(demo, "meetings", lang=lang).rows("meetings")
    assert [row[1].endswith(mark) for row in rows] == first["demo"].tolist()


@pytest.mark.parametrize(
    ("asked", "titled"),
    [
        ("第一次联席会议", "第一次联席会议"),
        ("yinchuan", "第二次联席会议"),
        ("National Work Conference on East", "全国东西部协作工作会议"),
        ("  银川  ", "第二次联席会议"),
    ],
)
def test_search_finds_titles_and_places_of_both_languages(
    reference: str, see_page: SeePage, asked: str, titled: str
) -> None:
    found = titles(see_page(reference, "meetings", q=asked))
    assert [title for title in found if titled in title] != []


def test_search_finds_nothing_else(reference: str, see_page: SeePage) -> None:
    found = titles(see_page(reference, "meetings", q="银川"))
    expected = [
        row["name_zh"]
        for row in facts.meetings()
        if "银川" in row["place_zh"] or "银川" in row["name_zh"]
    ]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("wildcard", ["%", "_", "\\"])
def test_search_takes_wildcards_for_what_they_are(
    reference: str, see_page: SeePage, wildcard: str
) -> None:
    assert see_page(reference, "meetings", q=wildcard).notices[0].startswith(NOTHING["zh"])


def test_typing_a_search_narrows_the_list_and_enters_the_address(
    reference: str, open_page: OpenPage
) -> None:
    session = open_page(reference, "meetings")
    session.at.text_input(key="control_q").set_value("  银川 ")
    session.run()
    assert session.address["q"] == "银川"
    assert {row[3] for row in session.rows("meetings")} == {"银川"}


def test_emptying_the_search_lists_all_again(reference: str, open_page: OpenPage) -> None:
    session = open_page(reference, "meetings", q="银川")
    session.at.text_input(key="control_q").set_value("")
    session.run()
    assert "q" not in session.address
    assert len(session.rows("meetings")) == PAGE


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_search_in_vain_says_so(reference: str, see_page: SeePage, lang: str) -> None:
    (notice,) = see_page(reference, "meetings", lang=lang, q="no such meeting").notices
    assert notice.startswith(NOTHING[lang])


def test_an_empty_selection_offers_the_way_back(reference: str, see_page: SeePage) -> None:
    notice = see_page(reference, "meetings", years="1998-2000").notices[-1]
    assert notice.startswith(NOTHING["zh"])
    assert "清除全部筛选" in notice


def test_an_empty_store_says_so(nothing: str, see_page: SeePage) -> None:
    assert see_page(nothing, "meetings").notices[-1] == NOTHING["zh"]


def test_turning_the_page_shows_the_next_and_enters_the_address(
    reference: str, open_page: OpenPage
) -> None:
    session = open_page(reference, "meetings")
    (pages,) = session.at.pagination
    pages.set_value(2)
    session.run()
    assert session.address["page"] == "2"
    assert len(session.rows("meetings")) == len(facts.meetings()) - PAGE


def test_turning_back_to_the_first_page_leaves_the_address_clean(
    reference: str, open_page: OpenPage
) -> None:
    session = open_page(reference, "meetings", page="2")
    (pages,) = session.at.pagination
    pages.set_value(1)
    session.run()
    assert "page" not in session.address
    assert len(session.rows("meetings")) == PAGE


def test_the_control_of_the_pages_stands_where_the_list_does(
    reference: str, see_page: SeePage
) -> None:
    (pages,) = see_page(reference, "meetings", page="2").at.pagination
    assert (pages.value, pages.num_pages) == (2, 2)


def test_a_page_beyond_the_last_is_the_last(reference: str, see_page: SeePage) -> None:
    shown = see_page(reference, "meetings", page="999")
    assert titles(shown) == titles(see_page(reference, "meetings", page="2"))


@pytest.mark.parametrize("page", ["abc", "-1", "0", "1.5", "２", "99999999999999999999", ""])
def test_a_page_that_is_no_number_is_the_first(
    reference: str, see_page: SeePage, page: str
) -> None:
    shown = see_page(reference, "meetings", page=page)
    assert titles(shown) == titles(see_page(reference, "meetings"))


def test_a_search_for_less_than_a_page_needs_no_pages(reference: str, see_page: SeePage) -> None:
    assert len(see_page(reference, "meetings", q="银川", page="3").at.pagination) == 0


def test_a_search_starts_at_the_first_page(demo: str, open_page: OpenPage) -> None:
    session = open_page(demo, "meetings", page="2")
    session.at.text_input(key="control_q").set_value("联席会议")
    session.run()
    assert titles(session) == titles(open_page(demo, "meetings", q="联席会议"))


def test_demo_and_facts_are_listed_together(demo: str, see_page: SeePage) -> None:
    note = see_page(demo, "meetings").remarks[0]
    assert f"共{count(demo)}次会议" in note
