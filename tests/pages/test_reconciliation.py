"""Reconciliation: the list, one difference, its form, and the tolerances, in both languages."""

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine, insert, update
from streamlit.testing.v1 import AppTest

from db import clock, kept
from db.closings import close
from db.engine import make_engine, writing
from db.models import ImportBatch, Metric, Project, Talent
from db.periods import Period
from db.terms import AccountRole, BatchStatus, Industry, Kind, PeriodKind, Side, Stage
from tests.accounts import OPERATOR, make, session, sign_in
from tests.conftest import Stores
from tests.db.ledgers import batch, bring, talent
from tests.db.results.reports import promise, report
from tests.db.states import paired, table
from tests.pages.screen import Session
from tests.pages.staff import downloads, labels
from tests.stores import HANGZHOU_GUANGYUAN, ZHEJIANG_SICHUAN

HELPER, RECEIVER = Side.HELPER, Side.RECEIVER
LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])
WAN = 10_000
DIFFERENCE = "1.fund.2025-06"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2025, 7, 12))


@pytest.fixture
def engine(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Aid in 万元 against yuan, and officials to May against June; another couple agrees."""
    engine = paired(stores)
    with writing(engine) as connection:
        batch = {
            "id": 1,
            "kind": "results",
            "file_name": "",
            "author": "x",
            "created_at": datetime(2025, 7, 2),
            "status": BatchStatus.COMMITTED,
            "counts": {},
            "choices": {},
        }
        connection.execute(insert(ImportBatch).values(batch))
        of: dict[str, Any] = {"pairing_id": 1, "batch_id": 1}
        promise(connection, ZHEJIANG_SICHUAN, 2025, "fund", 10_000 * WAN, pairing_id=1)
        report(connection, ZHEJIANG_SICHUAN, HELPER, "fund", {"2025-06": 3_450}, **of)
        report(connection, ZHEJIANG_SICHUAN, RECEIVER, "fund", {"2025-Q2": 3_450 * WAN}, **of)
        report(connection, ZHEJIANG_SICHUAN, HELPER, "cadre_ew", {"2025-06": 50}, pairing_id=1)
        officials = {"2025-05": 50, "2025-06": 52}
        report(connection, ZHEJIANG_SICHUAN, RECEIVER, "cadre_ew", officials, pairing_id=1)
        for side in (HELPER, RECEIVER):
            report(connection, HANGZHOU_GUANGYUAN, side, "ent", {"2025-06": 9}, pairing_id=3)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    return make_engine(engine.url.render_as_string(hide_password=False))


def enter(engine: Engine, monkeypatch: pytest.MonkeyPatch, role: AccountRole, **scope: Any) -> None:
    sign_in(monkeypatch, session(engine, make(engine, role, **scope)))


def opened(lang: str, page: str = "reconciliation", **address: str) -> Session:
    screen = Session({"lang": lang} | address, "zh-CN")
    screen.go(page)
    return screen


def press(page: Session, *names: str) -> None:
    (button,) = [button for button in page.at.button if button.label in names]
    button.click()
    page.run()


def judged(page: Session, note: str, value: int | None = None, state: str = "settled") -> None:
    """Fill the form in, and hand it in."""
    key = "1_fund_2025-06"
    page.at.radio(key=f"control_judge_state_{key}").set_value(state)
    page.at.number_input(key=f"control_judge_value_{key}").set_value(value)
    page.at.text_area(key=f"control_judge_note_{key}").set_value(note)
    press(page, "提交", "Say so")


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [
        (
            "zh",
            [
                "浙江省 → 四川省",
                "财政援助资金",
                "2025年6月30日",
                "0.345万元",
                "3,450万元",
                "",
                "−3,449.655万元\n99%",
                "帮扶方为受援方的万分之一：疑将万元当作元，或亿元当作万元",
                "○ 待处理",
                "10 天",
            ],
            "帮扶方所填是受援方5月末的数",
        ),
        (
            "en",
            [
                "Zhejiang → Sichuan",
                "Fiscal aid",
                "30 Jun 2025",
                "3,450 yuan",
                "34,500,000 yuan",
                "",
                "−34,496,550 yuan\n99%",
                "The helper has a ten-thousandth of what the receiver has: 万元 taken for yuan, "
                "or 亿元 for 万元",
                "○ open",
                "10 days",
            ],
            "The helper has what the receiver had at the end of May",
        ),
    ],
)
def test_each_difference_stands_with_both_values_its_cause_and_its_age(
    engine: Engine, lang: str, first: list[str], second: str
) -> None:
    page = opened(lang)
    rows = page.rows("differences")
    assert len(rows) == 2
    assert rows[0] == first
    assert rows[1][7] == second
    assert rows[1][9] == "—"


@LANGUAGES
def test_one_difference_shows_reports_causes_and_what_was_said(engine: Engine, lang: str) -> None:
    page = opened(lang, difference=DIFFERENCE)
    assert len(page.rows("reports")) == 2
    causes = [line.text for line in page.main.all(name="x-cause")]
    assert [cause[:3] for cause in causes] == (["帮扶方"] if lang == "zh" else ["The"])
    assert ("还没有人作过说明" if lang == "zh" else "Nobody has said a word") in " ".join(
        page.notices
    )
    assert "提交" not in labels(page)


@LANGUAGES
def test_who_is_in_charge_settles_it_and_the_scorecard_says_so(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    enter(engine, monkeypatch, AccountRole.STAFF, pairings=[1])
    page = opened(lang, difference=DIFFERENCE)
    judged(page, "双方电话核对", 3_450 * WAN)
    said = "已记录：已核定" if lang == "zh" else "It is said: settled"
    assert any(said in notice for notice in page.notices), page.notices
    (step,) = page.rows("steps")
    assert (step[1], step[4]) == ("staff", "双方电话核对")
    card = opened(lang, "scorecard").rows("clauses")[0]
    assert ("核定" if lang == "zh" else "settled") in card[3]
    (row,) = opened(lang, standing="settled").rows("differences")
    assert row[8].startswith("●")
    judged(page, "又来函更正", state="open")
    assert len(page.rows("steps")) == 2
    assert len(opened(lang, standing="open").rows("differences")) == 2


def test_one_side_alone_may_not_settle_and_nothing_typed_is_lost(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(engine, monkeypatch, AccountRole.STAFF, provinces=["330000"])
    page = opened("zh", difference=DIFFERENCE)
    judged(page, "按我方数", 3_450)
    assert any("不能由一方单独核定" in notice for notice in page.notices)
    assert page.at.text_area[0].value == "按我方数"
    judged(page, "我方填成了万元", state="explained")
    assert table(engine, "settlement")[0]["state"] == "explained"


def test_who_looked_at_an_older_word_is_asked_to_look_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(engine, monkeypatch, AccountRole.ADMIN)
    first, second = (opened("zh", difference=DIFFERENCE) for _ in range(2))
    judged(first, "一", 5)
    judged(second, "二", 6)
    assert any("已有变动" in notice for notice in second.notices)
    assert [row["value"] for row in table(engine, "settlement")] == [5]


def test_a_closed_month_is_refused_in_words(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(engine, Period(2024, PeriodKind.MONTH, 6), None, OPERATOR)
    enter(engine, monkeypatch, AccountRole.ADMIN)
    page = opened("zh", difference=DIFFERENCE)
    close(engine, Period(2025, PeriodKind.MONTH, 6), None, OPERATOR)
    judged(page, "一", 5)
    assert any("已关账" in notice for notice in page.notices)
    assert table(engine, "settlement") == []


@pytest.mark.parametrize("role", [None, AccountRole.VIEWER, AccountRole.AUDITOR, AccountRole.STAFF])
def test_others_see_everything_and_no_form(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, role: AccountRole | None
) -> None:
    if role is None:
        sign_in(monkeypatch, None)
    else:
        scope = {"provinces": ["350000"]} if role is AccountRole.STAFF else {}
        enter(engine, monkeypatch, role, **scope)
    page = opened("zh", difference=DIFFERENCE)
    assert len(page.rows("reports")) == 2
    assert {"提交", "设定容差"}.isdisjoint(labels(page) + labels(opened("zh")))


@LANGUAGES
def test_an_administrator_sets_a_tolerance_and_the_list_follows(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    enter(engine, monkeypatch, AccountRole.ADMIN)
    page = opened(lang)
    page.at.selectbox(key="control_tolerance_unit").set_value("persons")
    page.at.number_input(key="control_tolerance_absolute").set_value(2.0)
    press(page, "设定容差", "Set the tolerance")
    assert len(page.rows("differences")) == 1
    assert page.rows("tolerances") == [
        ["人", "2人", "0%"] if lang == "zh" else ["persons", "2 persons", "0%"]
    ]


def test_the_list_is_narrowed_by_filter_and_state_and_says_why_it_is_empty(engine: Engine) -> None:
    assert any("清除全部筛选" in notice for notice in opened("zh", helper="350000").notices)
    assert len(opened("zh", helper="330000").rows("differences")) == 2
    page = opened("zh", standing="settled")
    assert any("没有处于此状态的差异" in notice for notice in page.notices)


def test_an_address_that_names_nothing_says_so(engine: Engine) -> None:
    for asked in (
        "x",
        "1.fund",
        "99.fund.2025-06",
        "1.fund.2025-13",
        "1.ent.2025-06",
        "-1.a.2025-06",
    ):
        page = opened("zh", difference=asked)
        assert page.title == "没有这项差异", asked


@LANGUAGES
def test_records_of_the_ledger_that_account_for_it_are_named_and_lead_to_them(
    engine: Engine, lang: str
) -> None:
    """Of 900 in place the receiver does not know of the tea garden's 300."""
    with writing(engine) as connection:
        metric = {
            "key": "ledger_in_place",
            "name_zh": "到位资金",
            "name_en": "Money in place",
            "unit": "yuan",
            "definition_zh": "",
            "definition_en": "",
            "summable": True,
            "origin": "ledger",
            "source": "the ledger",
        }
        connection.execute(insert(Metric).values(metric))
        for code, title, in_place in (("A", "茶园", 300 * WAN), ("B", "扶贫车间", 600 * WAN)):
            project = ZHEJIANG_SICHUAN | {"code": code, "title": title}
            more = {"pairing_id": 1, "year": 2025, "industry": Industry.TEA, "stage": Stage.FUNDED}
            connection.execute(insert(Project).values(project | more | {"in_place": in_place}))
        kept.recount(connection)
        for side, value in ((HELPER, 900 * WAN), (RECEIVER, 600 * WAN)):
            told = {"2025-06": value}
            report(connection, ZHEJIANG_SICHUAN, side, "ledger_in_place", told, pairing_id=1)
    page = opened(lang, difference="1.ledger_in_place.2025-06")
    assert page.rows("behind") == [["茶园", "300万元" if lang == "zh" else "3,000,000 yuan"]]
    assert page.links()["茶园"].startswith("projects?")
    words = "正等于差额" if lang == "zh" else "just the difference"
    assert words in " ".join(notice.text for notice in page.main.all(name="x-cause"))


def test_people_of_the_ledger_account_for_what_one_side_counted_later(engine: Engine) -> None:
    """Of two officials the receiver, who counts to the 20th, has one; the list has both."""
    sent = [talent(name="李某", year="2025"), talent(name="王某", post="副县长", year="2025")]
    batch(bring(engine, Kind.TALENT, *sent))
    with writing(engine) as connection:
        connection.execute(update(Talent).values(as_of=date(2025, 3, 10)))
        later = update(Talent).where(Talent.post == "副县长")
        connection.execute(later.values(as_of=date(2025, 3, 25)))
        for side, value, day in ((HELPER, 2, 31), (RECEIVER, 1, 20)):
            of: dict[str, Any] = {"pairing_id": 1, "as_of": date(2025, 3, day)}
            report(connection, ZHEJIANG_SICHUAN, side, "cadre_ew", {"2025-Q1": value}, **of)
    page = opened("zh", difference="1.cadre_ew.2025-03")
    assert page.rows("behind") == [["副县长", "1人"]]
    assert page.foot("behind") == ["合计", "1人"]
    (row,) = (one for one in opened("zh").rows("differences") if one[2] == "2025年3月31日")
    assert row[3:6] == ["2人", "1人", "2人"]
    way = page.links()["2人"]
    assert "list=talent" in way
    assert "of_year=2025" in way


def test_the_list_is_taken_along_as_files(engine: Engine) -> None:
    assert {"列表导出为 CSV", "列表导出为工作簿"} <= set(downloads(opened("zh")))
    made = AppTest.from_function(_make_files).run().session_state["made"]
    lines = made["csv"].decode("utf-8-sig").splitlines()
    assert lines[0].startswith("结对双方,指标,截至日期,单位,帮扶方填报,受援方填报,台账汇总,")
    assert "财政援助资金,2025-06-30,元,3450,34500000,,-34496550" in lines[1]
    sheet = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 3
    assert rows[2][4:8] == (50, 52, None, -2)


def _make_files() -> None:
    import streamlit as st

    from db.filters import EVERYTHING
    from ui.drawing import list_files
    from ui.frame.query_cache import open_store
    from ui.frame.text import choose_language
    from ui.results import difference_list

    choose_language("zh")
    open_store()
    listed = difference_list.whole(EVERYTHING, 2025, "")
    st.session_state["made"] = {
        suffix: list_files.made(suffix, listed, "zh") for suffix in ("csv", "xlsx")
    }
