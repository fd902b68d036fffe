"""The ledgers that have no page of their own: lists and records, as their descriptors say."""

import pytest

from db.accounts import Account
from db.importing.kinds import LEDGERS
from db.importing.words import Language
from db.terms import AccountRole, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, target, workshop
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session
from tests.pages.staff import Desk, downloads
from tests.pages.test_edit import control, press, save, say
from tests.stores import build_paired
from ui.frame.paged import PAGE

SEWING = {"enterprise": "某某公司", "product": "校服", "jobs": "1045", "lifted_jobs": "28"}
SEWING |= {"wage": "3200", "status": "停产", "opened": "2021-08", "place": "木鱼镇"}


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    """A store with two workshops of two years, and an agreement target."""
    desk = Desk(stores.copy("paired", build_paired), open_page, monkeypatch, locale)
    later = workshop(code="CJ-2", year="2023", title="<b>电子</b>车间", jobs="7")
    batch(bring(desk.engine, Kind.WORKSHOPS, workshop(**SEWING)))
    batch(bring(desk.engine, Kind.WORKSHOPS, later))
    batch(bring(desk.engine, Kind.AGREEMENTS, target()))
    return desk


@pytest.fixture
def anna(desk: Desk) -> Account:
    """Staff in charge of Zhejiang and Sichuan, signed in."""
    anna = make(desk.engine, AccountRole.STAFF, "anna", pairings=[1])
    desk.sign_in(anna)
    return anna


def workshops(desk: Desk, **address: str) -> Session:
    return desk.open("ledgers", kind="workshops", **address)


def rows(screen: Session) -> list[list[str]]:
    return screen.rows("ledger_workshops")


def test_a_list_has_the_columns_of_its_descriptor_newest_first(desk: Desk) -> None:
    screen = workshops(desk)
    couple = say(desk, "浙江省 → 四川省", "Zhejiang → Sichuan")
    idle = say(desk, "停用", "Idle")
    assert rows(screen) == [
        ["2023", "<b>电子</b>车间", "", "", "7", "", "", couple],
        ["2022", "木鱼镇服装车间", "木鱼镇", "某某公司", "1,045", "28", idle, couple],
    ]
    head = [cell.text for cell in screen.main.one("table", "x-ledger_workshops").all("th")]
    assert head[:2] == say(desk, "年度 车间名称", "Year|Name of the workshop").split(
        say(desk, " ", "|")
    )
    assert screen.remarks[0].startswith(say(desk, "2 个帮扶车间", "2 workshops"))


def test_a_list_is_searched_narrowed_and_summed_for_one_year(desk: Desk) -> None:
    assert [row[1] for row in rows(workshops(desk, q="校服"))] == ["木鱼镇服装车间"]
    one = workshops(desk, years="2022")
    assert [row[1] for row in rows(one)] == ["木鱼镇服装车间"]
    assert list(one.facts[-1].values()) == ["1,045", "28"]
    both = workshops(desk)
    assert not both.main.all("dl")
    assert any(say(desk, "选择一个年度", "choose one year") in text for text in both.notices)
    assert workshops(desk, helper="440000").notices
    assert len(downloads(one)) == 2  # as CSV and as a workbook


def test_a_long_list_comes_in_pages(desk: Desk) -> None:
    many = [workshop(code=f"N-{n}", year="2021") for n in range(PAGE)]
    batch(bring(desk.engine, Kind.WORKSHOPS, *many))
    assert (len(rows(workshops(desk))), len(rows(workshops(desk, page="2")))) == (PAGE, 2)


def test_a_record_tells_all_its_columns(desk: Desk) -> None:
    identity = str(states.one(desk.engine, "workshop", code="CJ-1")["id"])
    screen = workshops(desk, record=identity)
    assert screen.title == "木鱼镇服装车间"
    assert screen.lead == say(desk, "浙江省 → 四川省 · 2022", "Zhejiang → Sichuan · 2022")
    facts = screen.facts[0]
    language: Language = "zh" if desk.chinese else "en"
    names = {c.field: c.label[language] for c in LEDGERS[Kind.WORKSHOPS].columns}
    assert facts[names["jobs"]] == "1,045"
    assert facts[names["product"]] == "校服"
    assert facts[names["status"]] == say(desk, "停用", "Idle")
    assert facts[names["opened"]] == say(desk, "2021年8月", "August 2021")
    assert facts[names["wage"]] == say(desk, "3,200 元", "3,200 yuan")
    assert screen.links()[say(desk, "浙江省 → 四川省", "Zhejiang → Sichuan")].startswith(
        "pairings?"
    )


def test_the_list_links_to_the_record_and_keeps_its_kind(desk: Desk) -> None:
    link = workshops(desk).links()["<b>电子</b>车间"]
    assert link.startswith("ledgers?")
    assert {"kind=workshops"} <= set(link.partition("?")[2].split("&"))


def test_a_record_is_corrected_and_its_history_told(desk: Desk, anna: Account) -> None:
    identity = str(states.one(desk.engine, "workshop", code="CJ-1")["id"])
    screen = workshops(desk, record=identity)
    press(screen, say(desk, "更正这条记录……", "Correct this record …"))
    assert control(screen, "status").value == "停用"
    save(desk, screen, status="在用", jobs="30")
    assert screen.title == "木鱼镇服装车间"
    changed = screen.rows("deeds")[0]
    assert changed[1] == "anna"
    assert "1,045 → 30" in changed[3]
    assert say(desk, "停用 → 在用", "Idle → In use") in changed[3]


def test_a_record_is_added_and_shown(desk: Desk, anna: Account) -> None:
    screen = workshops(desk)
    press(screen, say(desk, "新增记录……", "Add a record …"))
    typed = {"code": "CJ-9", "year": "2024", "title": "竹编车间", "source": "通知"}
    save(desk, screen, helper="浙江省", receiver="四川省", **typed)
    assert screen.title == "竹编车间"
    assert states.one(desk.engine, "workshop", code="CJ-9")["version"] == 1


def test_a_record_is_merged_and_removed(desk: Desk, anna: Account) -> None:
    kept = str(states.one(desk.engine, "workshop", code="CJ-2")["id"])
    screen = workshops(desk, record=kept)
    press(screen, say(desk, "与另一条合并……", "Merge with another …"))
    screen.at.text_input(key="control_merge_search").set_value("木鱼")
    screen.run()
    screen.at.radio(key="control_merge_with_木鱼").set_value(
        states.one(desk.engine, "workshop", code="CJ-1")["id"]
    )
    screen.run()
    press(screen, say(desk, "确认合并", "Merge them now"))
    (left,) = states.table(desk.engine, "workshop")
    assert (left["code"], left["product"], left["jobs"]) == ("CJ-2", "校服", 7)
    press(screen, say(desk, "删除这条记录……", "Remove it …"))
    press(screen, say(desk, "确认删除", "Remove it now"))
    assert states.table(desk.engine, "workshop") == []
    assert "record" not in screen.address


def test_who_is_not_in_charge_is_offered_nothing(desk: Desk) -> None:
    identity = str(states.one(desk.engine, "workshop", code="CJ-1")["id"])
    for screen in (workshops(desk), workshops(desk, record=identity, edit="1")):
        said = [button.label for button in screen.at.button]
        assert not any("……" in label or "…" in label for label in said)


def test_targets_of_agreements_have_a_list_and_a_record(desk: Desk) -> None:
    screen = desk.open("ledgers")
    (row,) = screen.rows("ledger_agreements")
    assert row[0] == "2023"
    assert screen.links()[row[1]].startswith("ledgers?")
    identity = str(states.one(desk.engine, "agreement_target")["id"])
    shown = desk.open("ledgers", record=identity)
    assert shown.title == row[1]
    assert row[2] in "".join(shown.facts[0].values())
