"""Closing a period on its page, what others see of it, and the word on every page once reopened."""

import re

import pytest
from sqlalchemy import Engine

from db.closings import close, reopen
from db.engine import make_engine, writing
from db.periods import Period
from db.terms import AccountRole, PeriodKind
from tests.accounts import OPERATOR, make, session, sign_in
from tests.conftest import Stores
from tests.db.results.reports import promise
from tests.db.states import one, small, table
from tests.pages.screen import Session

LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])
YEAR = Period(2021, PeriodKind.YEAR)


@pytest.fixture
def engine(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Engine:
    engine = small(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    return make_engine(engine.url.render_as_string(hide_password=False))


def enter(engine: Engine, monkeypatch: pytest.MonkeyPatch, role: AccountRole) -> None:
    sign_in(monkeypatch, session(engine, make(engine, role, provinces=["330000"])))


def opened(lang: str, page: str = "closings", **address: str) -> Session:
    screen = Session({"lang": lang} | address, "zh-CN")
    screen.go(page)
    return screen


def press(page: Session, *labels: str) -> None:
    (button,) = [button for button in page.at.button if button.label in labels]
    button.click()
    page.run()


def notices(page: Session) -> str:
    return " ".join(element.text for element in page.main.all("p"))


@LANGUAGES
def test_an_administrator_closes_compares_and_reopens(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    enter(engine, monkeypatch, AccountRole.ADMIN)
    page = opened(lang)
    page.at.number_input(key="control_closing_year").set_value(2021)
    press(page, "关账" if lang == "zh" else "Close it")
    assert ("2021年全年已关账" if lang == "zh" else "all of 2021 is closed") in notices(page)
    assert [row[:3] for row in page.rows("closings")] == [
        ["2021年全年", "全部结对", "已关账"]
        if lang == "zh"
        else ["all of 2021", "All couples", "closed"]
    ]
    assert re.fullmatch("[0-9a-f]{12}", page.rows("closings")[0][-1])
    press(page, "现在核对", "Compare the figures now")
    assert ("均与关账时一致" if lang == "zh" else "as they were at closing") in notices(page)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE project SET jobs = 99 WHERE year = 2021")
    press(page, "现在核对", "Compare the figures now")
    assert ("有变动" if lang == "zh" else "have changed since") in notices(page)
    page.at.text_area(key="control_closing_reason").set_value("更正笔误")
    press(page, "重新打开", "Reopen it")
    assert one(engine, "closing")["reason"] == "更正笔误"
    shown = opened(lang, "projects", years="2021-2021")
    assert "更正笔误" in notices(shown)
    assert "更正笔误" not in notices(opened(lang, "projects", years="2022-2022"))
    of_year = {row["year"]: str(row["id"]) for row in table(engine, "project")}
    record = opened(lang, "projects", years="2022-2022", project=of_year[2021])
    assert "更正笔误" in notices(record)
    assert "更正笔误" not in notices(opened(lang, "projects", project=of_year[2022]))


def test_a_couple_s_reopening_is_told_where_its_year_is_assessed_and_briefed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, None)
    of_mine, of_other = [
        pairing
        for pairing in table(engine, "pairing")
        if (pairing["year_from"] or 0) <= 2021 <= (pairing["year_to"] or 9999)
    ][:2]
    mine, other = str(of_mine["id"]), str(of_other["id"])
    with writing(engine) as connection:
        couple = {name: of_mine[name] for name in ("helper_adcode", "receiver_adcode")}
        promise(connection, couple, 2021, "fund", 9, pairing_id=int(mine))
        promise(connection, couple, 2022, "fund", 9, pairing_id=int(mine))
    reopen(engine, close(engine, YEAR, int(mine), OPERATOR), "更正笔误", OPERATOR)
    clauses = {row["year"]: str(row["id"]) for row in table(engine, "agreement_target")}
    assert "更正笔误" in notices(opened("zh", "scorecard", clause=clauses[2021]))
    assert "更正笔误" not in notices(opened("zh", "scorecard", clause=clauses[2022]))
    (said,) = [text for text in opened("zh", "brief", pairing=mine).warnings if "更正笔误" in text]
    assert said.startswith("2021年全年曾关账")
    assert "更正笔误" not in notices(opened("zh", "brief", pairing=mine, day="2020-12-31"))
    dossier = opened("zh", "assessment", couple=mine, year="2021")
    assert "更正笔误" in notices(dossier)
    assert [row[0] for row in dossier.rows("gaps") if "更正笔误" in row[1]] == ["期间重开"]
    assert "更正笔误" in notices(opened("zh", "pairings", pairing=mine, years="2022-2022"))
    assert "更正笔误" not in notices(opened("zh", "pairings", pairing=other))
    assert "更正笔误" not in notices(opened("zh", "assessment", couple=mine, year="2022"))
    assert "更正笔误" not in notices(opened("zh", "assessment", couple=other, year="2021"))


@pytest.mark.parametrize("role", [None, AccountRole.VIEWER, AccountRole.STAFF])
def test_others_see_what_is_closed_and_no_form(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, role: AccountRole | None
) -> None:
    close(engine, YEAR, None, OPERATOR)
    if role is None:
        sign_in(monkeypatch, None)
    else:
        enter(engine, monkeypatch, role)
    page = opened("zh")
    assert page.rows("closings")[0][0] == "2021年全年"
    assert [button.label for button in page.at.button if "关账" in button.label] == []
    assert len(table(engine, "closing")) == 1


def test_a_period_that_is_not_over_is_refused_in_words(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(engine, monkeypatch, AccountRole.ADMIN)
    page = opened("zh")
    page.at.number_input(key="control_closing_year").set_value(2026)
    press(page, "关账")
    assert "期间尚未结束" in notices(page)
    assert table(engine, "closing") == []
