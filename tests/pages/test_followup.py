"""Follow-up: the lists of what calls for attention, marks at the items, and linking what lacks each
other; on the facts, and on a small ledger of an office.
"""

import io
from datetime import date

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from db import clock
from db.engine import make_engine
from db.terms import AccountRole
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.followup.test_linking import build
from tests.pages.conftest import OpenPage, SeePage
from tests.pages.screen import Screen
from tests.pages.staff import Desk, downloads, labels


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 12, 1))


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    """A meeting of June 2022 with three items, and projects that name none."""
    return Desk(stores.copy("linkable", build), open_page, monkeypatch, locale)


def counted(screen: Screen) -> list[str]:
    (line,) = screen.main.all(name="x-counts")
    return [span.text for span in line.all("span") if span.all("a")]


def meeting_of(url: str, see_page: SeePage, code: str, lang: str) -> Screen:
    """The page of a meeting of the facts."""
    identity = states.one(make_engine(url), "meeting", reference_code=code)["id"]
    return see_page(url, "meetings", meeting=str(identity), lang=lang)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["▲ 已逾期 6", "◆ 30天内到期 0", "○ 90天无新进展 35"]),
        ("en", ["▲ Overdue 6", "◆ Due within 30 days 0", "○ Silent for 90 days 35"]),
    ],
)
def test_the_overview_counts_what_calls_for_attention(
    reference: str, see_page: SeePage, lang: str, words: list[str]
) -> None:
    page = see_page(reference, lang=lang)
    assert counted(page) == words
    assert page.links()["6"] == f"followup?lang={lang}&list=overdue"


def test_a_filter_narrows_the_count(reference: str, see_page: SeePage) -> None:
    page = see_page(reference, lang="zh", helper="330000", receiver="510000")
    assert counted(page)[0] == "▲ 已逾期 2"  # the agreements of 2018, of two meetings


def test_the_longest_overdue_is_first_with_all_that_is_known(
    reference: str, see_page: SeePage
) -> None:
    page = see_page(reference, "followup", lang="zh", list="overdue")
    rows = page.rows("followup")
    assert [row[2] for row in rows] == [
        *["▲ 逾期 7 年\n2018年12月31日"] * 3,
        *["▲ 逾期 5 年\n2020年12月31日"] * 3,
    ]
    (money,) = [row for row in rows if "29.75亿元" in row[0]]
    assert money[1] == "北京市"
    assert money[3] == "目标29.75亿元（到位资金） 已对应：0万元 少29.75亿元\n尚无对应项目"
    assert money[4] == "已议定\n会后 8 年无进展记录"


@pytest.mark.parametrize(
    ("lang", "mark", "after"),
    [
        ("zh", "已议定\n○ 7 年无新进展", "会后情况"),
        ("en", "Agreed\n○ silent for 7 years", "What followed"),
    ],
)
def test_the_meeting_of_14_may_2019_shows_all_of_it(
    reference: str, see_page: SeePage, lang: str, mark: str, after: str
) -> None:
    """Its plans and four industries, each with its mark; agreement, visit, what followed."""
    page = meeting_of(reference, see_page, "M023", lang)
    rows = page.rows("commitments")
    assert [row[4] for row in rows] == [mark] * 13
    assert after in page.sections
    assert len(page.main.one("table", "x-accords").one("tbody").all("tr")) == 1
    told = [value for facts in page.facts for value in facts.values()]
    visit, later = (
        ("西部赴东部", "2020年10月21日") if lang == "zh" else ("West to east", "21 Oct 2020")
    )
    assert visit in told
    assert any(later in value for value in told)
    industries = [tag.text for tag in page.main.all(name="x-tag")]
    known = {"zh": ["茶叶", "中药材", "纺织服装", "农村电商"], "en": ["Tea"]}
    assert industries[: len(known[lang])] == known[lang]


def test_what_an_item_says_is_set_against_what_is_linked(reference: str, see_page: SeePage) -> None:
    page = meeting_of(reference, see_page, "M054", "en")
    (row,) = page.rows("commitments")
    assert "Target 34 projects (Projects) linked: 0 projects 34 projects fewer" in row[5]
    assert "It says 13,800,000,000 yuan (Agreed money)" in row[5]


def test_a_couple_s_page_has_its_open_items(reference: str, see_page: SeePage) -> None:
    found = states.one(make_engine(reference), "meeting", reference_code="M023")["pairing_id"]
    page = see_page(reference, "pairings", lang="zh", pairing=str(found))
    assert "未办结的议定事项" in page.sections
    assert len(page.rows("followup")) == 5
    listed = see_page(reference, "pairings", lang="zh", pairing=str(found), list="items")
    assert all("○" in row[4] or "▲" in row[4] for row in listed.rows("agreed"))


def test_projects_and_items_stand_with_what_may_belong_to_them(desk: Desk) -> None:
    desk.sign_in(None)
    gap = desk.open("followup", list="projects")
    told = {e.one("h3").text: [li.text for li in e.all("li")] for e in gap.main.all("article")}
    assert len(gap.main.all("article")) == 7
    assert told["服装厂"] == []
    (herbs,) = told["药材仓储"]
    words = "相同用语：药材" if desk.chinese else "same words: 药材"
    assert ("种植中药材" in herbs, words in herbs) == (True, True)
    assert len(gap.at.checkbox) == 0
    items = desk.open("followup", list="unlinked")
    first = items.main.all("article")[0]
    assert [li.text[:4].strip() for li in first.all("li")] == ["1.1", "1.2"]


def test_what_is_ticked_is_linked_with_one_click_and_told(desk: Desk) -> None:
    desk.sign_in(make(desk.engine, AccountRole.ADMIN, "chief"))
    page = desk.open("followup", list="unlinked")
    ticked = [box.label for box in page.at.checkbox if box.value]
    assert [label.split()[-1] for label in ticked] == ["1.1", "2.1"]  # same words as well
    others = [box for box in page.at.checkbox if not box.value]
    for box in others:
        box.check()
    label = "对应所勾选的" if desk.chinese else "Link what is ticked"
    (button,) = [button for button in page.at.button if button.label == label]
    button.click()
    page.run()
    linked = [p for p in states.table(desk.engine, "project") if p["commitment_id"]]
    assert sorted(p["code"] for p in linked) == ["H22", "T22", "T23"]
    said = page.notices[0] if page.notices else ""
    assert ("已对应3个项目" if desk.chinese else "3 projects were linked") in " ".join(
        page.notices
    ), said
    (batch,) = {b["id"] for b in states.table(desk.engine, "import_batch") if b["kind"] == "edit"}
    assert any(f"batch={batch}" in link for link in page.links().values())
    assert len(page.main.all("article")) == 1  # 互派干部


def test_boxes_are_for_those_in_charge(desk: Desk) -> None:
    for role, pairings, boxes in (
        (AccountRole.VIEWER, (), 0),
        (AccountRole.STAFF, (2,), 0),
        (AccountRole.STAFF, (1,), 3),
    ):
        desk.sign_in(
            make(desk.engine, role, f"{role.value}-{len(pairings)}-{boxes}", pairings=pairings)
        )
        page = desk.open("followup", list="unlinked")
        assert len(page.at.checkbox) == boxes
        label = "对应所勾选的" if desk.chinese else "Link what is ticked"
        assert (label in labels(page)) is bool(boxes)


def test_an_empty_list_says_so(nothing: str, see_page: SeePage) -> None:
    told = {
        name: see_page(nothing, "followup", lang="zh", list=name).notices[-1]
        for name in ("open", "unlinked", "projects")
    }
    assert told == {
        "open": "没有符合条件的议定事项。",
        "unlinked": "没有符合条件的无对应项目的议定事项。",
        "projects": "没有符合条件的无对应议定事项的项目。",
    }


def test_the_lists_are_taken_along_as_files(
    reference: str, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(reference, "followup", lang="zh", list="overdue")
    assert {"列表导出为 CSV", "列表导出为工作簿"} <= set(downloads(page))
    monkeypatch.setenv("DATABASE_URL", reference)
    made = AppTest.from_function(_make_files).run().session_state["made"]
    lines = made["csv"].decode("utf-8-sig").splitlines()
    assert lines[0].startswith("结对双方,会议,会议日期,序号,议定事项,责任单位,完成时限,提示,状态")
    assert len(lines) == 7
    assert "2018-12-31,逾期 7 年,已议定" in lines[1]
    sheet = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).worksheets[0]
    assert len(list(sheet.iter_rows(values_only=True))) == 7


def _make_files() -> None:
    from datetime import date

    import streamlit as st

    from db.filters import EVERYTHING
    from db.followup.items import Which
    from db.followup.watch import Watch
    from ui.drawing import list_files
    from ui.followup import files, item_list
    from ui.frame.query_cache import open_store
    from ui.frame.text import choose_language

    choose_language("zh")
    open_store()
    now = Watch(date(2026, 12, 1), 30, 90)
    table = lambda: item_list.as_table(EVERYTHING, now, Which.OVERDUE, "")  # noqa: E731
    listed = files.listed("x", table)
    st.session_state["made"] = {
        suffix: list_files.made(suffix, listed, "zh") for suffix in ("csv", "xlsx")
    }
