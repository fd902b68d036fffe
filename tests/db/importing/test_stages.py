"""A commit tells how far it is, and writes the same however many parts it is written in."""

import pytest
from sqlalchemy import Engine

from db.importing import spool
from db.importing.issue import Invalid
from db.importing.plans import Receipt, commit_plan, store_plan
from db.importing.stages import Stage, Tell, unwatched
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.importing.test_once import forget
from tests.db.ledgers import STAFF, Cells, meeting, upload

FIRST = [meeting(title=f"第{n}次", attendees="张三；李四", commitments="") for n in range(3)]
SECOND = [row | {"commitments": "建茶园\n种药材", "attendees": "李四"} for row in FIRST] + [
    meeting(title=f"第{n}次", attendees="王五", commitments="互派干部") for n in range(3, 7)
]


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "PART", 2)


def plan(engine: Engine, rows: list[Cells]) -> str:
    return store_plan(engine, upload(Kind.MEETINGS, *rows))[0]


def bring(engine: Engine, rows: list[Cells], tell: Tell = unwatched) -> Receipt:
    return commit_plan(engine, plan(engine, rows), STAFF, tell)


# The file is read in parts of two lines, of which the first is its header: so its records come as
# one, two, two and two. The last four are new, and what is new is written first.
WRITING = [(Stage.WAIT, 0, 7), *((Stage.WRITE, done, 7) for done in (0, 2, 4, 5, 7))]


@pytest.mark.usefixtures("small_parts")
def test_it_tells_every_stage_from_its_first_row_to_its_last(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, FIRST)
    told: list[tuple[Stage, int, int]] = []
    bring(engine, SECOND, lambda *stage: told.append(stage))
    assert told == WRITING


@pytest.mark.usefixtures("small_parts")
def test_another_process_checks_once_more_and_tells_it(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = states.paired(stores)
    bring(engine, FIRST)
    seen = plan(engine, SECOND)
    forget(monkeypatch)
    told: list[tuple[Stage, int, int]] = []
    commit_plan(engine, seen, STAFF, lambda *stage: told.append(stage))
    assert told == [*((Stage.CHECK, done, 7) for done in (0, 1, 3, 5)), *WRITING]


def test_many_parts_are_written_as_one(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, parted = states.paired(stores), states.paired(stores)
    for rows in (FIRST, SECOND):
        bring(whole, rows)
    monkeypatch.setattr(spool, "PART", 2)
    for rows in (FIRST, SECOND):
        bring(parted, rows)
    assert states.records(parted) == states.records(whole)
    assert history(parted) == history(whole)


def history(engine: Engine) -> list[str]:
    """Its entries, whatever their order."""
    return sorted(map(repr, states.rows(engine, ["row_history"], {"id"})["row_history"]))


def test_a_plan_that_is_refused_tells_of_no_writing(stores: Stores) -> None:
    engine = states.paired(stores)
    late = plan(engine, FIRST)
    bring(engine, SECOND)
    written: list[int] = []
    with pytest.raises(Invalid, match="conflict"):
        commit_plan(engine, late, STAFF, lambda stage, done, of: written.append(done))
    assert set(written) == {0}
