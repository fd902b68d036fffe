"""The reporting page as those in charge see it: its grid, what is said of it, and its steps."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import Engine

from db import closings
from db.accounts import Account
from db.closings import close
from db.engine import make_engine, reading
from db.periods import Period
from db.results import missing, reports
from db.results.cells import Cell, Key
from db.results.reports import Of, submit
from db.results.saving import save_report
from db.terms import AccountRole, Basis, Kind, PeriodKind, Side
from tests.accounts import OPERATOR, make, session, sign_in
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import bring, result, target
from tests.pages.screen import Session
from ui.reporting.draft import Draft, hear

LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])
JUNE = Period(2022, PeriodKind.MONTH, 6)
OF = Of(1, JUNE, Side.HELPER)
FUND: Key = ("fund", Basis.CUMULATIVE)
ENT: Key = ("ent", Basis.CUMULATIVE)
HERE = {"couple": "1", "side": "helper", "period": "2022-06"}


@pytest.fixture
def engine(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Engine:
    engine = states.paired(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    bring(engine, Kind.AGREEMENTS, target(year="2022", target="30", unit="亿元"))
    bring(engine, Kind.RESULTS, result(period="5月", value="20", as_of=""))
    return make_engine(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def anna(engine: Engine) -> Account:
    return make(engine, AccountRole.STAFF, "anna", provinces=["330000"])


@pytest.fixture
def ben(engine: Engine) -> Account:
    return make(engine, AccountRole.STAFF, "ben", provinces=["330000"])


def at_desk(
    engine: Engine, patch: pytest.MonkeyPatch, person: Account, lang: str = "zh", **address: str
) -> Session:
    sign_in(patch, session(engine, person))
    screen = Session({"lang": lang} | (address or HERE), "zh-CN")
    screen.go("reporting")
    return screen


def type_in(page: Session, rows: Mapping[Key, tuple[str, str]], seen: int = 0) -> None:
    """What the browser would tell of rows: a value and its unit each."""
    (draft,) = page.at.session_state["drafts"].values()
    for key, (value, unit) in rows.items():
        draft.rows[key] = {"value": value, "unit": unit, "as_of": "", "note": ""}
        draft.seen[key] = seen
    page.run()


def press(page: Session, *labels: str) -> None:
    (button,) = [button for button in page.at.button if button.label in labels]
    button.click()
    page.run()


def buttons(page: Session) -> set[str]:
    return {button.label for button in page.at.button}


def words(page: Session) -> str:
    return " ".join(element.text for element in page.main.all("p"))


def told(page: Session) -> dict[str, list[str]]:
    return {row["key"]: [one["text"] for one in row["told"]] for row in page.grid["rows"]}


def saved(engine: Engine) -> dict[str, int]:
    rows = states.table(engine, "result")
    return {row["metric_key"]: row["value"] for row in rows if row["period_number"] == 6}


@LANGUAGES
def test_the_grid_shows_the_clause_with_what_was_before(
    engine: Engine, anna: Account, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    page = at_desk(engine, monkeypatch, anna, lang)
    (row,) = page.grid["rows"]
    assert row["name"] == ("财政援助资金" if lang == "zh" else "Fiscal aid")
    assert row["shown"]["万元"] == {
        "target": "300,000",
        "year_ago": "",
        "before": "200,000",
        "other": "",
    }
    assert row["shown"]["亿元"]["target"] == "30"
    assert [label for _, label in row["units"]] == (
        ["万元", "亿元", "元"] if lang == "zh" else ["10,000 yuan", "100 M yuan", "yuan"]
    )
    assert not page.grid["locked"]


@LANGUAGES
def test_each_number_of_the_grid_stands_in_the_list_that_it_leads_to(
    engine: Engine, anna: Account, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    bring(engine, Kind.RESULTS, result(year="2021", value="15", as_of=""))
    bring(engine, Kind.RESULTS, result(value="26", reported_by="西部", as_of=""))
    (row,) = at_desk(engine, monkeypatch, anna, lang).grid["rows"]
    stored = {"target": 30, "year_ago": 15, "before": 20, "other": 26}
    assert row["shown"]["亿元"] == {name: str(value) for name, value in stored.items()}
    for name, value in stored.items():
        at = urlsplit(row["leads"][name])
        screen = Session(dict(parse_qsl(at.query)), "zh-CN")
        screen.go(at.path)
        written = {
            "zh": [f"{value}亿元"],
            "en": [f"{value / 10:g}B yuan", f"{value}00,000,000 yuan"],
        }
        said = [one.replace(",", "") for one in numbers_of(screen)]
        assert any(one.replace(",", "") in said for one in written[lang]), (name, said)


def numbers_of(screen: Session) -> list[str]:
    facts = [value for facts in screen.facts for value in facts.values()]
    return facts + [cell.text for cell in screen.main.all("td")]


@LANGUAGES
def test_what_is_typed_is_checked_saved_submitted_and_approved_by_another(
    engine: Engine, anna: Account, ben: Account, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    zh = lang == "zh"
    page = at_desk(engine, monkeypatch, anna, lang)
    type_in(page, {FUND: ("很多", "万元")})
    assert told(page) == {
        "fund/cumulative": [
            "应为不小于 0 的数，收到“很多”。"
            if zh
            else "Expected a number, 0 or more; found “很多”."
        ]
    }
    press(page, "保存", "Save")
    assert ("1 行须改正" if zh else "1 row is to be mended") in words(page)
    assert (saved(engine), page.grid["typed"]["fund/cumulative"]["value"]) == ({}, "很多")
    type_in(page, {FUND: ("19", "亿元")})
    assert ("少于本年 2022-05-31" if zh else "less than the 2,000,000,000 yuan") in (
        told(page)["fund/cumulative"][0]
    )
    press(page, "已核对，仍要保存", "Save all the same")
    assert saved(engine) == {"fund": 1_900_000_000}
    assert ("新增 1 项" if zh else "1 figure is new") in words(page)
    assert page.grid["typed"] == {}
    press(page, "提交", "Submit")
    assert page.grid["locked"]
    assert ("anna 于" if zh else "Submitted by anna") in words(page)
    assert not buttons(page) & {"审核通过", "Approve", "保存", "Save"}
    other = at_desk(engine, monkeypatch, ben, lang)
    press(other, "审核通过", "Approve")
    assert ("ben 于" if zh else "Approved by ben") in words(other)


@LANGUAGES
def test_a_report_is_sent_back_with_a_reason(
    engine: Engine, anna: Account, ben: Account, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    save_report(engine, OF, [Cell(*FUND, "21", "亿元")], {}, anna)
    submit(engine, OF, 0, anna)
    page = at_desk(engine, monkeypatch, ben, lang)
    press(page, "退回", "Send back")
    assert ("请写明退回的原因" if lang == "zh" else "Say why it is sent back") in words(page)
    page.at.text_input(key="control_report_reason").set_value("少一项")
    press(page, "退回", "Send back")
    page = at_desk(engine, monkeypatch, anna, lang)
    assert ("ben 于" if lang == "zh" else "Sent back by ben") in words(page)
    assert "少一项" in words(page)
    assert not page.grid["locked"]


@LANGUAGES
def test_two_who_type_the_same_row_see_both_values_and_lose_none(
    engine: Engine, anna: Account, ben: Account, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    page = at_desk(engine, monkeypatch, anna, lang)
    type_in(page, {FUND: ("22", "亿元")})
    save_report(engine, OF, [Cell(*FUND, "21", "亿元")], {}, ben)
    press(page, "保存", "Save")
    assert ("已由他人" if lang == "zh" else "somebody else has saved") in words(page)
    (row,) = page.grid["rows"]
    assert ("21 亿元" if lang == "zh" else "21 (100 M yuan)") in row["clash"]
    assert page.grid["typed"]["fund/cumulative"]["value"] == "22"
    assert saved(engine) == {"fund": 2_100_000_000}
    type_in(page, {FUND: ("22", "亿元")}, seen=row["version"])  # the answer: keep mine
    press(page, "保存", "Save")
    assert saved(engine) == {"fund": 2_200_000_000}


def test_a_report_with_rows_not_saved_is_not_submitted(
    engine: Engine, anna: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_report(engine, OF, [Cell(*FUND, "21", "亿元")], {}, anna)
    page = at_desk(engine, monkeypatch, anna)
    type_in(page, {FUND: ("22", "亿元")}, seen=1)
    press(page, "提交")
    assert "还有 1 行已填未存" in words(page)
    assert states.table(engine, "report") == []
    press(page, "放弃未保存的填写")
    assert page.grid["resets"] == 1
    press(page, "提交")
    assert len(states.table(engine, "report")) == 1


@LANGUAGES
def test_what_is_typed_waits_where_the_period_was_closed_or_the_report_handed_in_meanwhile(
    engine: Engine, anna: Account, ben: Account, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    zh = lang == "zh"
    save_report(engine, OF, [Cell(*FUND, "21", "亿元")], {}, ben)
    page = at_desk(engine, monkeypatch, anna, lang)
    type_in(page, {FUND: ("22", "亿元")}, seen=1)
    submit(engine, OF, 0, ben)
    press(page, "保存", "Save")
    assert ("这份填报已提交或已审核" if zh else "has been submitted or approved") in words(page)
    assert ("会保留" if zh else "is kept until it can be changed again") in words(page)
    reports.send_back(engine, OF, 1, "再核", anna)
    close(engine, JUNE, None, OPERATOR)
    page.run()
    assert page.grid["locked"]
    assert ("该期间已关账" if zh else "This period is closed") in words(page)
    closings.reopen(engine, 1, "更正", OPERATOR)
    page.run()
    assert "更正" in words(page)
    press(page, "保存", "Save")
    assert saved(engine) == {"fund": 2_200_000_000}


def test_an_indicator_of_the_dictionary_is_added(
    engine: Engine, anna: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_desk(engine, monkeypatch, anna)
    page.at.selectbox(key="control_report_add").set_value(ENT)
    page.run()
    assert [row["key"] for row in page.grid["rows"]] == ["fund/cumulative", "ent/cumulative"]
    type_in(page, {ENT: ("7", "家")})
    press(page, "保存")
    assert saved(engine) == {"ent": 7}


def test_what_was_closed_and_what_is_the_other_side_s_is_read_only_with_the_reason(
    engine: Engine, anna: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_desk(engine, monkeypatch, anna, **(HERE | {"side": "receiver"}))
    assert page.grid["locked"]
    assert "这是另一方的填报" in words(page)
    assert not buttons(page) & {"保存", "提交"}
    type_in(page, {FUND: ("5", "亿元")})  # a browser may say anything
    assert not buttons(page) & {"保存", "提交"}
    close(engine, JUNE, None, OPERATOR)
    page = at_desk(engine, monkeypatch, anna)
    assert page.grid["locked"]
    assert "该期间已关账" in words(page)


def test_couples_out_of_charge_are_not_offered(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = make(engine, AccountRole.STAFF, "stranger", provinces=["350000"])
    page = at_desk(engine, monkeypatch, stranger, couple="1", period="2022-06")
    assert "没有由您负责的结对" in words(page)
    assert len(page.at.get("bidi_component")) == 0
    viewer = make(engine, AccountRole.VIEWER)
    assert "您的账号没有此项权限" in words(at_desk(engine, monkeypatch, viewer))


def test_nonsense_in_the_address_opens_the_last_month_that_is_over(
    engine: Engine, anna: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_desk(engine, monkeypatch, anna, couple="99", side="both", period="2022-13")
    assert page.grid["name"].startswith(f"{anna.id}/1/20")
    assert page.grid["name"].endswith("/helper")
    assert "这组结对不由您负责" in words(page)


@LANGUAGES
def test_what_is_missing_is_listed_with_who_is_late(
    engine: Engine, anna: Account, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    zh = lang == "zh"
    page = at_desk(engine, monkeypatch, anna, lang)
    rows = page.rows("missing")
    assert [[row[1], *row[3:]] for row in rows] == (
        [
            ["受援方", "本年尚未填报", "草稿", "该方暂无负责人员"],
            ["帮扶方", "2022年5月31日", "草稿", "anna"],
        ]
        if zh
        else [
            ["Receiver", "nothing this year", "Draft", "nobody of that side"],
            ["Helper", "31 May 2022", "Draft", "anna"],
        ]
    )
    with reading(engine) as connection:
        many = missing.count(connection, JUNE, [1])
    assert len(rows) == many
    assert (f"{many} 份填报不全" if zh else f"{many} reports are incomplete") in words(page)
    assert rows[0][2] == ("1 项中缺 1 项：财政援助资金" if zh else "1 of 1: Fiscal aid")
    save_report(engine, OF, [Cell(*FUND, "21", "亿元")], {}, anna)
    page = at_desk(engine, monkeypatch, anna, lang, **(HERE | {"missing": "report"}))
    assert ("没有缺报" if zh else "Nothing is missing") in words(page)


def test_what_a_browser_says_is_taken_as_texts_or_left_out() -> None:
    draft = Draft()
    wrong: list[Any] = [[], {"fund": {}, "fund/plan": {}, "ent/actual": 1}]
    anything: list[Any] = [None, 5, [], {"rows": []}]
    anything += [{"resets": 0, "rows": texts} for texts in wrong]
    for said in anything:
        hear(draft, said)
        assert draft.rows == {}
    rows: dict[str, Any] = {"fund/cumulative": {"value": 5, "note": None, "seen": "x"}}
    hear(draft, {"rows": rows, "number": "x", "resets": 0})
    assert draft.rows == {FUND: {"value": "5", "unit": "", "as_of": "", "note": ""}}
    assert (draft.seen, draft.heard) == ({FUND: 0}, 0)
    draft.empty()
    hear(draft, {"rows": rows, "number": 2, "resets": 0})  # on its way as the draft was emptied
    assert draft.rows == {}
