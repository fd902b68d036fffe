"""Correcting a record on its page and adding one: offered to those in charge, in both languages."""

from typing import Any

import pytest

from db.accounts import Account, administration
from db.engine import locked
from db.importing.kinds import LEDGERS
from db.terms import AccountRole, Kind
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, meeting, project, target, visit
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session
from tests.pages.staff import Desk, labels, verdict
from tests.stores import build_paired
from ui.frame import state

PAGES = {
    Kind.MEETINGS: ("meetings", "meeting"),
    Kind.PROJECTS: ("projects", "project"),
    Kind.VISITS: ("visits", "visit"),
}


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    """A store with one meeting, project, visit and agreement target, all of one couple."""
    desk = Desk(stores.copy("paired", build_paired), open_page, monkeypatch, locale)
    batch(bring(desk.engine, Kind.MEETINGS, meeting(code="H-1", commitments="1. 建茶园")))
    batch(bring(desk.engine, Kind.PROJECTS, project()))
    batch(bring(desk.engine, Kind.VISITS, visit(purpose="考察茶园")))
    batch(bring(desk.engine, Kind.AGREEMENTS, target()))
    return desk


@pytest.fixture
def anna(desk: Desk) -> Account:
    """Staff in charge of Zhejiang and Sichuan, signed in."""
    anna = make(desk.engine, AccountRole.STAFF, "anna", pairings=[1])
    desk.sign_in(anna)
    return anna


def say(desk: Desk, zh: str, en: str) -> str:
    return zh if desk.chinese else en


def record(desk: Desk, kind: Kind, **more: str) -> Session:
    """The page of the one record of a kind."""
    page, parameter = PAGES[kind]
    identity = states.one(desk.engine, parameter)["id"]
    return desk.open(page, **{parameter: str(identity)}, **more)


def press(screen: Session, label: str) -> None:
    (button,) = [button for button in screen.at.button if button.label == label]
    button.click()
    screen.run()


def begin(desk: Desk, screen: Session) -> None:
    press(screen, say(desk, "更正这条记录……", "Correct this record …"))


def control(screen: Session, field: str) -> Any:
    """The control of a field of the form that is open."""
    return screen.at.get_by_key(screen.at.session_state[state.FORM].key(field))


def save(desk: Desk, screen: Session, **typed: str) -> None:
    """Fill in fields, and save."""
    for field, text in typed.items():
        control(screen, field).set_value(text)
    press(screen, say(desk, "保存", "Save"))


def text(screen: Session, field: str) -> str:
    return str(control(screen, field).value)


def remarks(screen: Session) -> list[str]:
    """What is said below the fields."""
    return [remark.text for remark in screen.main.all(name="x-issue")]


def test_a_correction_shows_at_once_and_among_the_imports(desk: Desk, anna: Account) -> None:
    screen = record(desk, Kind.MEETINGS)
    begin(desk, screen)
    assert screen.lead == "浙川茶叶座谈会"
    assert text(screen, "helper") == "浙江省"
    assert text(screen, "commitments") == "1. 建茶园"
    save(desk, screen, title="**浙川** <b>茶会</b>", commitments="1. 建茶园\n2. 修路")
    assert screen.title == "**浙川** <b>茶会</b>"
    assert len(screen.rows("commitments")) == 2
    edit = states.one(desk.engine, "import_batch", kind="edit")["id"]
    assert screen.notices[0].startswith(say(desk, "更正已保存。", "The correction was saved."))
    link = say(desk, f"导入记录第 {edit} 号", f"import no. {edit}")
    assert screen.links()[link].startswith(f"imports?batch={edit}")
    row = desk.open("imports").rows("imports")[0]
    assert row[2:5] == [say(desk, "更正", "Correction"), "**浙川** <b>茶会</b>", "anna"]
    assert "浙川茶叶座谈会 → **浙川** <b>茶会</b>" in row[5]
    imported = desk.open("imports", batch=str(edit))
    assert len(imported.rows("history")) == 2
    press(imported, say(desk, "撤销此更正……", "Undo this correction …"))
    assert "1" in verdict(imported)
    press(imported, say(desk, "确认撤销", "Undo it now"))
    assert record(desk, Kind.MEETINGS).title == "浙川茶叶座谈会"


@pytest.mark.parametrize("kind", [Kind.PROJECTS, Kind.VISITS])
def test_projects_and_visits_are_corrected_likewise(desk: Desk, anna: Account, kind: Kind) -> None:
    screen = record(desk, kind)
    begin(desk, screen)
    save(desk, screen, note="已核对", meeting="H-1")
    assert "edit" not in screen.address
    table = PAGES[kind][1]
    assert states.one(desk.engine, table)["note"] == "已核对"
    assert "浙川茶叶座谈会" in screen.links()


def test_an_agreement_target_is_corrected_on_its_couple_s_page(desk: Desk, anna: Account) -> None:
    screen = desk.open("pairings", pairing="1")
    press(screen, say(desk, "更正", "Correct it"))
    save(desk, screen, target="4", unit="亿元")
    assert states.one(desk.engine, "agreement_target")["target"] == 400_000_000
    assert "edit" not in screen.address


def test_what_cannot_be_taken_stays_typed_and_says_where(desk: Desk, anna: Account) -> None:
    screen = record(desk, Kind.MEETINGS)
    begin(desk, screen)
    save(desk, screen, date="<b>5月14日</b>", agreed_amount="很多", place="宁波")
    assert len(remarks(screen)) == 2
    assert "“<b>5月14日</b>”" in remarks(screen)[0]
    (warning,) = screen.warnings
    assert say(desk, "会议日期、协议金额（万元）", "Date of the meeting, Agreed money") in warning
    assert (text(screen, "date"), text(screen, "place")) == ("<b>5月14日</b>", "宁波")
    assert states.one(desk.engine, "meeting")["version"] == 1
    save(desk, screen, date="14/6/2022", agreed_amount="")
    assert len(remarks(screen)) == 1
    assert screen.warnings[0].startswith(say(desk, "尚未保存", "Not saved yet"))
    save(desk, screen)
    assert "2022" in screen.lead
    assert states.one(desk.engine, "meeting")["place"] == "宁波"


def test_what_could_not_be_saved_is_there_when_the_form_is_come_back_to(
    desk: Desk, anna: Account
) -> None:
    screen = record(desk, Kind.MEETINGS, edit="1")
    address = screen.address
    save(desk, screen, date="soon", place="宁波")
    screen.go("overview")
    screen.at.query_params.update(address)
    screen.go("meetings")
    assert (text(screen, "date"), text(screen, "place")) == ("soon", "宁波")
    assert len(remarks(screen)) == 1


def test_a_form_over_a_record_that_changed_meanwhile_shows_what_is_now(
    desk: Desk, anna: Account
) -> None:
    screen = record(desk, Kind.MEETINGS)
    begin(desk, screen)
    other = meeting(code="H-1", place="杭州", summary="新的内容", commitments="1. 建茶园")
    bring(desk.engine, Kind.MEETINGS, other)
    save(desk, screen, place="宁波")
    assert screen.warnings[0].startswith(say(desk, "未保存：这条记录", "Not saved: this record"))
    assert (text(screen, "place"), text(screen, "summary")) == ("宁波", "新的内容")
    (remark,) = remarks(screen)
    assert remark.endswith(say(desk, "：杭州", ": 杭州"))
    save(desk, screen)
    found = states.one(desk.engine, "meeting")
    assert (found["place"], found["summary"], found["version"]) == ("宁波", "新的内容", 3)


def test_cancelling_writes_nothing_and_forgets_what_was_typed(desk: Desk, anna: Account) -> None:
    before = states.checksum(desk.engine)
    screen = record(desk, Kind.MEETINGS)
    begin(desk, screen)
    control(screen, "place").set_value("宁波")
    press(screen, say(desk, "取消", "Cancel"))
    assert screen.title == "浙川茶叶座谈会"
    begin(desk, screen)
    assert text(screen, "place") == ""
    save(desk, screen)
    assert screen.warnings[0].startswith(say(desk, "没有改动", "Nothing differs"))
    assert states.checksum(desk.engine) == before


ADDED = {
    Kind.MEETINGS: {"title": "新的会", "date": "2023-05-01"},
    Kind.PROJECTS: {
        "title": "新的项目",
        "year": "2023",
        "code": "N-1",
        "industry": "茶叶",
        "stage": "已签约",
    },
    Kind.VISITS: {"purpose": "新的考察", "date": "2023-05-01", "direction": "东部赴西部"},
}
SOURCE = {"source": "座谈会纪要"}


@pytest.mark.parametrize("kind", ADDED)
def test_what_is_added_opens_and_can_be_undone(desk: Desk, anna: Account, kind: Kind) -> None:
    page, parameter = PAGES[kind]
    screen = desk.open(page)
    zh, en = {
        Kind.MEETINGS: ("新增会议……", "Add a meeting …"),
        Kind.PROJECTS: ("新增项目……", "Add a project …"),
        Kind.VISITS: ("新增互访……", "Add a visit …"),
    }[kind]
    press(screen, say(desk, zh, en))
    assert (text(screen, "helper"), text(screen, "receiver")) == ("浙江省", "四川省")
    save(desk, screen, **ADDED[kind])
    (remark,) = remarks(screen)
    assert remark.startswith(say(desk, "手工新增的记录须写明来源", "A record added by hand must"))
    save(desk, screen, **SOURCE)
    assert screen.title in ADDED[kind].values()
    added = int(screen.address[parameter])
    assert not states.one(desk.engine, parameter, id=added)["demo"]
    edit = states.one(desk.engine, "import_batch", kind="edit")["id"]
    imported = desk.open("imports", batch=str(edit))
    press(imported, say(desk, "撤销此新增……", "Undo this addition …"))
    press(imported, say(desk, "确认撤销", "Undo it now"))
    assert all(row["id"] != added for row in states.table(desk.engine, parameter))


def test_a_target_is_added_on_its_couple_s_page_and_can_be_undone(
    desk: Desk, anna: Account
) -> None:
    screen = desk.open("pairings", pairing="1")
    press(screen, say(desk, "新增协议指标……", "Add an agreement target …"))
    assert screen.title == say(desk, "新增协议指标", "Add an agreement target")
    assert (text(screen, "helper"), text(screen, "receiver")) == ("浙江省", "四川省")
    clause = {"year": "2024", "metric": "财政援助资金", "target": "4.25", "unit": "亿元"}
    save(desk, screen, **clause)
    assert len(remarks(screen)) == 1
    save(desk, screen, **SOURCE)
    assert screen.address["pairing"] == "1"
    assert screen.notices[0].startswith(say(desk, "记录已新增。", "The record was added."))
    assert len(screen.rows("targets")[0]) == 3
    added = states.one(desk.engine, "agreement_target", year=2024)
    assert (added["target"], added["pairing_id"], added["source"]) == (425_000_000, 1, "座谈会纪要")
    press(screen, say(desk, "新增协议指标……", "Add an agreement target …"))
    save(desk, screen, **clause, **SOURCE)
    assert screen.warnings[0].startswith(say(desk, "未保存：库中已有", "Not saved: this record is"))
    edit = states.one(desk.engine, "import_batch", kind="edit")["id"]
    imported = desk.open("imports", batch=str(edit))
    press(imported, say(desk, "撤销此新增……", "Undo this addition …"))
    press(imported, say(desk, "确认撤销", "Undo it now"))
    assert states.count(desk.engine, "agreement_target") == 1


def test_a_couple_without_targets_offers_the_first(desk: Desk) -> None:
    desk.sign_in(make(desk.engine, AccountRole.ADMIN))
    screen = desk.open("pairings", pairing="2", add="1")
    assert screen.title == say(desk, "新增协议指标", "Add an agreement target")
    press(screen, say(desk, "取消", "Cancel"))
    assert say(desk, "新增协议指标……", "Add an agreement target …") in labels(screen)


def test_what_is_there_already_is_named_instead(desk: Desk, anna: Account) -> None:
    screen = desk.open("meetings", add="1")
    save(desk, screen, title="浙川茶叶座谈会", date="2022-06-03", **SOURCE)
    (warning,) = screen.warnings
    assert warning.startswith(say(desk, "未保存：库中已有", "Not saved: this record is"))
    assert "浙川茶叶座谈会" in screen.links()
    save(desk, screen, title="", date="")
    assert len(remarks(screen)) == 2


def test_it_is_offered_to_those_in_charge_only(desk: Desk) -> None:
    correct = say(desk, "更正这条记录……", "Correct this record …")
    add = say(desk, "新增会议……", "Add a meeting …")
    clause = say(desk, "更正", "Correct it")
    target = say(desk, "新增协议指标……", "Add an agreement target …")
    desk.sign_in(None)
    people = {
        "nobody": None,
        "viewer": make(desk.engine, AccountRole.VIEWER, "viewer", pairings=[1]),
        "elsewhere": make(desk.engine, AccountRole.STAFF, "elsewhere", pairings=[2]),
        "staff": make(desk.engine, AccountRole.STAFF, "staff", pairings=[1]),
    }
    offered: dict[str, list[bool]] = {}
    for name, person in people.items():
        desk.sign_in(person)
        asked = record(desk, Kind.MEETINGS, edit="1")
        pages = (record(desk, Kind.MEETINGS), desk.open("meetings"))
        couple = desk.open("pairings", pairing="1")
        offered[name] = [
            correct in labels(pages[0]),
            add in labels(pages[1]),
            clause in labels(couple),
            target in labels(couple),
            asked.title != "浙川茶叶座谈会",
        ]
    assert offered == {
        "nobody": [False] * 5,
        "viewer": [False] * 5,
        "elsewhere": [False, True, False, False, False],
        "staff": [True] * 5,
    }


def test_a_form_left_open_writes_nothing_for_whoever_lost_the_right(
    desk: Desk, anna: Account
) -> None:
    screen = record(desk, Kind.MEETINGS)
    begin(desk, screen)
    with locked(desk.engine) as connection:
        administration.change(connection, OPERATOR, anna.id, role=AccountRole.VIEWER)
    save(desk, screen, place="宁波")
    assert states.one(desk.engine, "meeting")["place"] is None
    assert screen.title == "浙川茶叶座谈会"
    assert len(screen.warnings) == 1
    desk.sign_in(make(desk.engine, AccountRole.ADMIN))
    begin(desk, screen := record(desk, Kind.MEETINGS))
    assert screen.warnings == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PAIRINGS])
def test_the_fields_are_called_as_in_the_templates(desk: Desk, anna: Account, kind: Kind) -> None:
    page, _parameter = PAGES.get(kind, ("ledgers", ""))
    which = {} if kind in PAGES else {"kind": kind.value}
    screen = desk.open(page, add="1", **which)
    shown, mark = {}, {}
    for column in LEDGERS[kind].columns:
        shown[column.field] = control(screen, column.field).label
        mark[column.field] = " \\*" if column.required or column.field == "source" else ""
    if desk.chinese:
        assert shown == {c.field: c.zh + mark[c.field] for c in LEDGERS[kind].columns}
    else:
        assert all(label.isascii() and label.endswith(mark[f]) for f, label in shown.items())
