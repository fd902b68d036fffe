"""The assessment: what is shown of a couple's year, who writes, who makes the pack, the measure."""

from typing import Any

import pytest
from sqlalchemy import Engine

from db.accounts import Account
from db.assessment.measures import history
from db.engine import reading
from db.terms import AccountRole, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db.assessment.made import MEASURE, fill, measured, pairing
from tests.db.ledgers import batch, bring, talent
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session
from tests.pages.staff import Desk, downloads, labels

SAY: dict[str, dict[str, Any]] = {
    "zh-CN": {
        "title": "考核",
        "choose": "请先选择结对",
        "missing": "“其他”下没有设指标。",
        "funds": "资金使用",
        "make": "生成考核材料",
        "save": "保存文字",
        "take": "保存考核材料",
        "by": "由anna于",
        "name": "包含未担任公职人员的姓名（将记入审计）",
        "version": "保存为第2版",
        "head": "修改一项考核内容",
    },
    "en-GB": {
        "title": "Assessment",
        "choose": "Choose a couple",
        "missing": "There is no indicator under “Other”.",
        "funds": "Use of funds",
        "make": "Make the pack",
        "save": "Save the text",
        "take": "Save the pack",
        "by": "Written by anna",
        "name": "With names of people who hold no public office (kept in the audit)",
        "version": "Save as version 2",
        "head": "Change a head",
    },
}


@pytest.fixture
def say(locale: str) -> dict[str, Any]:
    return SAY[locale]


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    engine = measured(stores)
    fill(engine)
    batch(bring(engine, Kind.TALENT, talent(name="钱某某")))
    url = engine.url.render_as_string(hide_password=False)
    return Desk(url, open_page, monkeypatch, locale)


def see(desk: Desk) -> Session:
    return desk.open("assessment", couple=str(pairing(desk.engine)), year="2022")


def staff(engine: Engine, name: str, helper: str = "330000") -> Account:
    return make(engine, AccountRole.STAFF, name, pairings=[pairing(engine, helper)])


def press(screen: Session, label: str) -> None:
    next(button for button in screen.at.button if button.label == label).click()
    screen.run()


def test_anybody_sees_what_is_there_and_what_is_missing(desk: Desk, say: dict[str, Any]) -> None:
    unasked = desk.open("assessment")
    assert unasked.title == say["title"]
    assert any(notice.startswith(say["choose"]) for notice in unasked.notices)
    screen = see(desk)
    assert say["missing"] in [row[1] for row in screen.rows("gaps")]
    assert say["funds"] in screen.sections
    (fund,) = screen.rows("head_funds")
    assert fund[5] == "102.4%"
    assert "钱某某" not in str(screen.main)
    assert not {say["make"], say["save"]} & set(labels(screen))


def test_who_is_in_charge_writes_and_takes_the_pack_along(desk: Desk, say: dict[str, Any]) -> None:
    desk.sign_in(staff(desk.engine, "anna"))
    screen = see(desk)
    screen.at.text_area[0].set_value("全年到位资金33.9亿元。")
    press(screen, say["save"])
    assert any(remark.startswith(say["by"]) for remark in screen.remarks)
    assert "全年到位资金33.9亿元。" in [said.text for said in screen.main.all(name="x-said")]
    press(screen, say["make"])
    assert any(label.startswith(say["take"]) for label in downloads(screen))


def test_staff_of_another_couple_make_it_without_names_and_write_nothing(
    desk: Desk, say: dict[str, Any]
) -> None:
    desk.sign_in(staff(desk.engine, "sven", "350000"))
    screen = see(desk)
    assert say["name"] not in [box.label for box in screen.at.checkbox]
    assert say["save"] not in labels(screen)
    press(screen, say["make"])
    assert any(label.startswith(say["take"]) for label in downloads(screen))


def test_an_administrator_changes_a_head_by_a_further_version(
    desk: Desk, say: dict[str, Any]
) -> None:
    desk.sign_in(make(desk.engine, AccountRole.ADMIN, "ada"))
    screen = see(desk)
    fields = {field.key: field for field in screen.at.number_input}
    fields["control_measure_m_1_funds_weight"].set_value(12.5)
    reasons = {field.key: field for field in screen.at.text_input}
    reasons["control_measure_m_1_funds_reason"].set_value("新办法")
    press(screen, say["version"])
    with reading(desk.engine) as connection:
        (_first, second) = history(connection)["m"]
    assert (second.number, second.reason, second.author) == (2, "新办法", "ada")
    assert second.said.heads[0].weight == 12_50
    assert second.said.heads[1:] == MEASURE.heads[1:]
