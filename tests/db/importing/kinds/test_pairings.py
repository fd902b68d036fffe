"""Pairings as a ledger: who may keep them, and what follows for the records of the couple."""

import pytest
from sqlalchemy import Engine, update

from db.accounts import Account, Forbidden
from db.editing import Addition, Correction, Doubtful, add, correct, remove
from db.editing.problems import NEEDED
from db.engine import writing
from db.importing.export import export
from db.importing.issue import Invalid
from db.importing.pipeline import Outcome, Preview
from db.importing.undo import undo
from db.models import Pairing
from db.reference import Deed, Reason, load_reference
from db.settings import REFERENCE
from db.terms import AccountRole, Confidence, Kind, Level, Mechanism
from tests import accounts
from tests.conftest import Stores
from tests.db import ledgers, states
from tests.db.ledgers import STAFF, Cells, batch, bring, codes, look

HUZHOU_GUANGAN = {"helper": "浙江省湖州市", "receiver": "四川省广安市"}
CITIES = "2021年以来（市际）"


def pairing(**cells: str) -> Cells:
    usual = {"scheme": CITIES, "from": "2021", "source": "结对通知"}
    return HUZHOU_GUANGAN | usual | cells


def project(year: str = "2023", **cells: str) -> Cells:
    return ledgers.project(**{**HUZHOU_GUANGAN, "year": year, "code": f"HG-{year}"} | cells)


def stored(engine: Engine, **where: object) -> dict[str, object]:
    couple = {"helper_adcode": "330500", "receiver_adcode": "511600"}
    return states.one(engine, "pairing", **couple, **where)


def placed(engine: Engine) -> dict[int, int | None]:
    """Year of a project of the couple → its pairing."""
    rows = states.table(engine, "project")
    return {row["year"]: row["pairing_id"] for row in rows if row["helper_adcode"] == "330500"}


def test_a_project_refused_for_want_of_a_pairing_comes_in_once_it_is_made(stores: Stores) -> None:
    engine = states.reference(stores)
    assert codes(look(engine, Kind.PROJECTS, project())) == ["pairing"]
    made = bring(engine, Kind.PAIRINGS, pairing())
    assert made.outcome is Outcome.ACCEPT
    found = stored(engine)
    assert (
        found.items()
        >= {
            "scheme": "2021_city_level",
            "mechanism": Mechanism.COOPERATION,
            "level": Level.PREFECTURE,
            "year_from": 2021,
            "year_to": None,
            "confidence": Confidence.HIGH,
            "source": "结对通知",
        }.items()
    )
    batch(bring(engine, Kind.PROJECTS, project()))
    assert placed(engine) == {2023: found["id"]}


def test_the_same_pairings_again_change_nothing(stores: Stores) -> None:
    engine = states.reference(stores)
    batch(bring(engine, Kind.PAIRINGS, pairing()))
    before = states.records(engine)
    again = bring(engine, Kind.PAIRINGS, pairing(note=""))
    assert (again.batch, again.counts["unchanged"]) == (None, 1)
    assert states.records(engine) == before


def test_what_is_exported_can_be_brought_again(stores: Stores) -> None:
    engine = states.reference(stores)
    batch(bring(engine, Kind.PAIRINGS, pairing(to="2025", mechanism="对口支援")))
    with engine.connect() as connection:
        data = export(connection, Kind.PAIRINGS)
    again = look(engine, Kind.PAIRINGS, data=data)
    assert again.counts["new"] + again.counts["changed"] + again.counts["error"] == 0
    assert again.counts["unchanged"] == states.count(engine, "pairing")


def test_a_new_name_makes_a_new_scheme(stores: Stores) -> None:
    engine = states.reference(stores)
    made = bring(engine, Kind.PAIRINGS, pairing(scheme="2026年常态化帮扶", **{"from": "2026"}))
    assert codes(made) == ["reference"]
    scheme = states.one(engine, "scheme", name_zh="2026年常态化帮扶")
    assert (scheme["key"], scheme["year_from"]) == ("2026年常态化帮扶", 2026)
    assert stored(engine)["scheme"] == scheme["key"]


def test_an_unknown_start_is_allowed(stores: Stores) -> None:
    engine = states.reference(stores)
    batch(bring(engine, Kind.PAIRINGS, pairing(**{"from": ""})))
    assert stored(engine)["year_from"] is None
    batch(bring(engine, Kind.PROJECTS, project("2012")))


@pytest.mark.parametrize(
    ("cells", "code", "said"),
    [
        ({"receiver": "湖州市"}, "pairing", "一个地方不能与自己结对"),
        ({"to": "2020"}, "date-range", "终止年度不得早于起始年度"),
        ({"source": ""}, "missing-cell", "必须填写"),
        ({"scheme": ""}, "missing-cell", "必须填写"),
    ],
)
def test_what_cannot_be_a_pairing_is_refused(
    stores: Stores, cells: Cells, code: str, said: str
) -> None:
    refused = look(states.reference(stores), Kind.PAIRINGS, pairing(**cells))
    (issue,) = refused.issues
    assert (refused.outcome, issue.code) == (Outcome.REJECT_ROWS, code)
    assert said in issue.message.zh


def ended(engine: Engine) -> Preview:
    """A couple with projects of 2023 and 2025, and what ending it in 2024 would do."""
    batch(bring(engine, Kind.PAIRINGS, pairing()))
    batch(bring(engine, Kind.PROJECTS, project("2023"), project("2025")))
    return look(engine, Kind.PAIRINGS, pairing(to="2024"))


def test_ending_a_pairing_says_what_it_leaves_without_one(stores: Stores) -> None:
    engine = states.reference(stores)
    seen = ended(engine)
    (issue,) = seen.issues
    assert "有 1 条记录落在这组结对的年度之外" in issue.message.zh
    batch(bring(engine, Kind.PAIRINGS, pairing(to="2024")))
    assert stored(engine)["year_to"] == 2024
    assert set(placed(engine).values()) == {stored(engine)["id"]}


def test_a_later_pairing_takes_the_records_of_its_years(stores: Stores) -> None:
    engine = states.reference(stores)
    ended(engine)
    first = stored(engine)["id"]
    later = pairing(scheme="2026年常态化帮扶", **{"from": "2025"})
    made = bring(engine, Kind.PAIRINGS, later)
    second = stored(engine, scheme="2026年常态化帮扶")["id"]
    assert placed(engine) == {2023: first, 2025: second}
    undo(engine, batch(made), STAFF)
    assert placed(engine) == {2023: first, 2025: first}


def test_a_pairing_that_records_need_is_not_undone(stores: Stores) -> None:
    engine = states.reference(stores)
    made = batch(bring(engine, Kind.PAIRINGS, pairing()))
    projects = batch(bring(engine, Kind.PROJECTS, project()))
    receipt = undo(engine, made, STAFF)
    assert [(kept.table, kept.reason) for kept in receipt.kept] == [("pairing", "pointed_to")]
    undo(engine, projects, STAFF)
    undo(engine, made, STAFF)
    rows = states.table(engine, "pairing")
    assert [row for row in rows if row["receiver_adcode"] == "511600" and row["batch_id"]] == []


def account(engine: Engine, role: AccountRole) -> Account:
    return accounts.make(engine, role=role, provinces=["330000"])


def test_only_administrators_make_pairings(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = states.reference(stores)
    staff, chief = account(engine, AccountRole.STAFF), account(engine, AccountRole.ADMIN)
    refused = look(engine, Kind.PAIRINGS, pairing(), by=staff)
    assert (refused.outcome, codes(refused)) == (Outcome.REJECT_ROWS, ["pairing"])
    with pytest.raises(Forbidden):
        add(engine, Addition(Kind.PAIRINGS, pairing()), staff)
    add(engine, Addition(Kind.PAIRINGS, pairing()), chief)
    monkeypatch.setenv("XIESHOU_STAFF_PAIRINGS", "1")
    batch(bring(engine, Kind.PAIRINGS, pairing(to="2025"), by=staff))
    elsewhere = pairing(helper="江苏省", receiver="青海省")
    assert codes(look(engine, Kind.PAIRINGS, elsewhere, by=staff)) == ["pairing"]


def test_a_pairing_is_corrected_in_its_form(stores: Stores) -> None:
    engine = states.reference(stores)
    ended(engine)
    found = stored(engine)
    change = Correction(Kind.PAIRINGS, int(str(found["id"])), 1, {"to": "2024"})
    with pytest.raises(Doubtful) as doubtful:
        correct(engine, change, STAFF)
    (issue,) = doubtful.value.issues
    assert "1 records will lie outside its years" in issue.message.en


def test_a_new_edition_keeps_what_an_office_made_or_corrected(stores: Stores) -> None:
    engine = states.reference(stores)
    batch(bring(engine, Kind.PAIRINGS, pairing()))
    of_facts = states.one(engine, "pairing", code="P001")
    change = Correction(Kind.PAIRINGS, of_facts["id"], 1, {"note": "本省已核对"})
    correct(engine, change, STAFF)
    with writing(engine) as connection:  # as if the files had said something else until now
        connection.execute(update(Pairing).where(Pairing.code == "P002").values(note="旧"))
        connection.exec_driver_sql("UPDATE import_batch SET sha256 = NULL")
    loaded = load_reference(engine, REFERENCE)
    assert loaded
    assert [(said.deed, said.code, said.reason) for said in loaded.said] == [
        (Deed.KEPT, "P001", Reason.CORRECTED)
    ]
    assert states.one(engine, "pairing", code="P001")["note"] == "本省已核对"
    assert states.one(engine, "pairing", code="P002")["note"] != "旧"
    assert stored(engine)["source"] == "结对通知"


def test_a_pairing_is_removed_only_where_nobody_needs_it(stores: Stores) -> None:
    engine = states.reference(stores)
    batch(bring(engine, Kind.PAIRINGS, pairing()))
    before = states.records(engine, without=["version"])
    identity = int(str(stored(engine)["id"]))
    removed = remove(engine, Kind.PAIRINGS, identity, STAFF)
    undo(engine, removed, STAFF)
    assert states.records(engine, without=["version"]) == before
    batch(bring(engine, Kind.PROJECTS, project()))
    with pytest.raises(Invalid) as refused:
        remove(engine, Kind.PAIRINGS, identity, STAFF)
    assert refused.value.problem is NEEDED
    assert placed(engine) == {2023: identity}


def test_a_pairing_in_somebody_s_charge_is_not_removed(stores: Stores) -> None:
    engine = states.reference(stores)
    batch(bring(engine, Kind.PAIRINGS, pairing()))
    identity = int(str(stored(engine)["id"]))
    accounts.make(engine, AccountRole.STAFF, pairings=[identity])
    with pytest.raises(Invalid) as refused:
        remove(engine, Kind.PAIRINGS, identity, STAFF)
    assert refused.value.problem is NEEDED


def test_records_go_to_the_other_pairing_as_one_is_removed_and_come_back(stores: Stores) -> None:
    engine = states.reference(stores)
    ended(engine)
    first = stored(engine)["id"]
    batch(bring(engine, Kind.PAIRINGS, pairing(scheme="2026年常态化帮扶", **{"from": "2025"})))
    second = int(str(stored(engine, scheme="2026年常态化帮扶")["id"]))
    removed = remove(engine, Kind.PAIRINGS, second, STAFF)
    assert placed(engine) == {2023: first, 2025: first}
    undo(engine, removed, STAFF)
    assert placed(engine) == {2023: first, 2025: second}
