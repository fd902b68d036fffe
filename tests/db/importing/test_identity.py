"""Which record a row is: written otherwise, with a code that restarts, or with one that lasts."""

from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import reading
from db.importing.export import export
from db.importing.identity import Codes
from db.importing.pipeline import Outcome, import_file
from db.importing.radicals import unradical
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, codes, look, meeting, project, upload, visit

MEETINGS, PROJECTS, VISITS, *_ = Kind


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.paired(stores)


def counts(preview: Any) -> tuple[int, int, int]:
    found = preview.counts
    return found["new"], found["changed"], found["unchanged"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ZC2019-901", "ＺＣ２０１９－９０１"),
        ("川财〔2022〕1号", "川财[2022] 1号"),
        ("zc—1", "ZC-1"),
        ("工程·1", "⼯程•1"),
    ],
)
def test_a_code_written_otherwise_is_the_same_project(
    engine: Engine, first: str, second: str
) -> None:
    batch(bring(engine, PROJECTS, project(code=first)))
    again = bring(engine, PROJECTS, project(code=second))
    assert counts(again) == (0, 0, 1)
    assert states.one(engine, "project")["code"] == unradical(first)


def test_a_title_written_otherwise_is_the_same_meeting_and_is_cited_by_either(
    engine: Engine,
) -> None:
    batch(bring(engine, MEETINGS, meeting(title="浙川（茶叶）座谈会")))
    assert counts(bring(engine, MEETINGS, meeting(title="浙川(茶叶) 座谈会"))) == (0, 0, 1)
    batch(bring(engine, PROJECTS, project(meeting="浙川[茶叶]座谈会")))
    assert states.one(engine, "project")["meeting_id"] == states.one(engine, "meeting")["id"]


def test_a_head_written_otherwise_is_the_same_visit(engine: Engine) -> None:
    batch(bring(engine, VISITS, visit(head="张 三")))
    assert counts(bring(engine, VISITS, visit(head="张　三"))) == (0, 0, 1)


def test_two_rows_of_a_file_whose_codes_differ_only_in_writing_are_one(engine: Engine) -> None:
    found = look(engine, PROJECTS, project(code="A-1"), project(code="Ａ－１", title="别的"))
    assert codes(found) == ["duplicate-key"]


def test_a_meeting_s_code_is_its_identity(engine: Engine) -> None:
    batch(bring(engine, MEETINGS, meeting(code="M-1")))
    batch(bring(engine, PROJECTS, project(meeting="浙川茶叶座谈会")))
    identity = states.one(engine, "meeting")["id"]
    corrected = meeting(code="ｍ－1", date="2022-06-05", title="浙川茶叶对接座谈会")
    assert counts(bring(engine, MEETINGS, corrected)) == (0, 1, 0)
    held = states.one(engine, "meeting")
    assert (held["id"], str(held["date_start"]), held["code"]) == (identity, "2022-06-05", "M-1")
    assert states.one(engine, "project")["meeting_id"] == identity
    by_former = bring(engine, PROJECTS, project(meeting="浙川茶叶座谈会"))
    assert (counts(by_former), codes(by_former)[-1]) == ((0, 0, 1), "reference")
    assert counts(bring(engine, PROJECTS, project(meeting="浙川茶叶对接座谈会"))) == (0, 0, 1)


def test_a_code_does_not_reach_into_another_couple(engine: Engine) -> None:
    batch(bring(engine, MEETINGS, meeting(code="M-1")))
    cities = {"helper": "杭州市", "receiver": "广元市"}
    assert counts(bring(engine, MEETINGS, meeting(code="M-1", **cities))) == (1, 0, 0)


def test_a_meeting_is_not_given_the_day_and_title_of_another(engine: Engine) -> None:
    batch(bring(engine, MEETINGS, meeting(code="M-1"), meeting(code="M-2", title="另一次")))
    found = look(engine, MEETINGS, meeting(code="M-1", title="另一次"))
    assert (found.outcome, codes(found)) == (Outcome.REJECT_ROWS, ["conflict"])
    assert "M-2" in found.issues[0].message.zh


def test_a_row_without_a_code_is_the_meeting_of_that_day_and_title(engine: Engine) -> None:
    batch(bring(engine, MEETINGS, meeting(code="M-1")))
    assert counts(bring(engine, MEETINGS, meeting(place="杭州"))) == (0, 1, 0)
    assert states.one(engine, "meeting")["code"] == "M-1"


OF_2021 = project(code="001", year="2021", title="青川白茶")
OF_2022 = project(code="001", year="2022", title="叙永药材")


def test_it_is_asked_whether_codes_restart(engine: Engine) -> None:
    batch(bring(engine, PROJECTS, OF_2021))
    found = look(engine, PROJECTS, OF_2022)
    assert (found.outcome, codes(found)) == (Outcome.NEED_CHOICE, ["code-restarts"])
    assert "青川白茶" in found.issues[0].message.zh


def test_codes_that_stay_change_their_project(engine: Engine) -> None:
    batch(bring(engine, PROJECTS, OF_2021))
    assert counts(bring(engine, PROJECTS, OF_2022, codes=Codes.SAME)) == (0, 1, 0)
    assert states.one(engine, "project")["title"] == "叙永药材"


def test_codes_that_restart_stand_side_by_side_and_it_is_remembered(engine: Engine) -> None:
    batch(bring(engine, PROJECTS, OF_2021))
    assert counts(bring(engine, PROJECTS, OF_2022, codes=Codes.RESTART)) == (1, 0, 0)
    of_2023 = project(code="００１", year="2023", title="旺苍茶厂")
    third = bring(engine, PROJECTS, of_2023)
    assert (counts(third), codes(third)) == ((1, 0, 0), ["mapping"])
    held = {row["year"]: row["title"] for row in states.table(engine, "project")}
    assert held == {2021: "青川白茶", 2022: "叙永药材", 2023: "旺苍茶厂"}
    changed = OF_2022 | {"title": "叙永药材基地"}
    assert counts(bring(engine, PROJECTS, changed)) == (0, 1, 0)
    assert counts(bring(engine, PROJECTS, OF_2021)) == (0, 0, 1)


def test_a_ledger_of_codes_that_restart_goes_out_and_comes_back_unchanged(engine: Engine) -> None:
    batch(bring(engine, PROJECTS, OF_2021))
    batch(bring(engine, PROJECTS, OF_2022, codes=Codes.RESTART))
    with reading(engine) as connection:
        data = export(connection, PROJECTS)
    assert counts(import_file(engine, upload(PROJECTS, data=data))) == (0, 0, 2)


def test_it_is_asked_of_two_rows_of_one_file_as_well(engine: Engine) -> None:
    assert codes(look(engine, PROJECTS, OF_2021, OF_2022)) == ["code-restarts"]
    assert codes(look(engine, PROJECTS, OF_2021, OF_2022, codes=Codes.SAME)) == ["duplicate-key"]
    assert counts(bring(engine, PROJECTS, OF_2021, OF_2022, codes=Codes.RESTART)) == (2, 0, 0)


def test_a_project_carried_over_into_the_next_year_is_not_asked_about(engine: Engine) -> None:
    batch(bring(engine, PROJECTS, OF_2021))
    assert counts(bring(engine, PROJECTS, OF_2021 | {"year": "2022"})) == (0, 1, 0)


def test_a_project_whose_code_restarts_keeps_its_key_when_its_year_is_put_right(
    engine: Engine,
) -> None:
    batch(bring(engine, PROJECTS, OF_2021))
    batch(bring(engine, PROJECTS, OF_2022, codes=Codes.RESTART))
    held = states.one(engine, "project", year=2022)
    same = {1: held["id"]}
    corrected = bring(engine, PROJECTS, OF_2022 | {"year": "2023"}, same=same)
    assert counts(corrected) == (0, 1, 0)
    assert states.one(engine, "project", id=held["id"])["code_year"] == 2023
