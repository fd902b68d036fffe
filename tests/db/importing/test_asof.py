"""A ledger is kept to a day: said at upload or supposed, refused where it cannot be, and inherited.

Proved on both databases: the batch, its rows, an edit, and an undo.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from db import clock
from db.accounts import Forbidden
from db.editing import Correction, correct
from db.importing.asof import Origin
from db.importing.plans import commit_plan, store_plan
from db.importing.preview import Outcome, Preview
from db.importing.resume import resume
from db.importing.undo import undo
from db.terms import AccountRole, Kind
from tests import accounts
from tests.accounts import OPERATOR
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import (
    STAFF,
    batch,
    bring,
    codes,
    ledger,
    look,
    meeting,
    pairing,
    project,
    target,
    upload,
    visit,
)
from tests.db.states import SQLITE

JUNE = date(2024, 6, 30)
TODAY = clock.today()
PROJECTS = Kind.PROJECTS


@pytest.fixture
def paired(stores: Stores) -> Engine:
    return states.paired(stores)


def titled(title: str, *rows: dict[str, str]) -> bytes:
    """A ledger below a title."""
    return title.encode() + b"\n" + ledger(*rows)


def supposed(found: Preview) -> tuple[date, Origin, str] | None:
    kept = found.as_of
    return (kept.day, kept.origin, kept.words) if kept else None


def held(engine: Engine, table: str) -> list[date | None]:
    return [row["as_of"] for row in states.table(engine, table)]


MAY = meeting(date="2024-05-14")


@SQLITE
@pytest.mark.parametrize(
    ("title", "file_name", "found"),
    [
        ("截至2024年6月底", "台账.csv", (JUNE, Origin.TITLE, "截至2024年6月底")),
        ("2024年上半年会议", "台账.csv", (JUNE, Origin.TITLE, "2024年上半年")),
        ("截止6月30日", "台账.csv", (JUNE, Origin.TITLE, "截止6月30日")),
        ("会议", "会议2024年上半年.csv", (JUNE, Origin.FILE_NAME, "2024年上半年")),
        ("会议", "会议_20240630.csv", (JUNE, Origin.FILE_NAME, "20240630")),
        ("2024年会议", "台账.csv", (date(2024, 5, 14), Origin.LATEST, "")),
        ("截至2099年底", "台账.csv", (TODAY, Origin.TITLE, "截至2099年底")),
    ],
)
def test_the_day_is_proposed_and_says_where_it_is_from(
    stores: Stores, title: str, file_name: str, found: tuple[date, Origin, str]
) -> None:
    checked = look(
        states.paired(stores), Kind.MEETINGS, data=titled(title, MAY), file_name=file_name
    )
    assert supposed(checked) == found


@SQLITE
@pytest.mark.parametrize(
    ("kind", "row", "day"),
    [
        (Kind.MEETINGS, meeting(date="2024年5月"), date(2024, 5, 31)),
        (Kind.VISITS, visit(date="2024-04-01", end="2024-04-03"), date(2024, 4, 3)),
        (Kind.PROJECTS, project(year="2023"), date(2023, 12, 31)),
        (Kind.PROJECTS, project(year="2023", stage="在建", start="2023-03-01"), date(2023, 3, 1)),
        (Kind.PROJECTS, project(year="2023", end="2099-01-01"), date(2023, 12, 31)),
        (Kind.PROJECTS, project(year=str(TODAY.year)), TODAY),
        (Kind.AGREEMENTS, target(year="2022"), date(2022, 12, 31)),
        (Kind.AGREEMENTS, target(year=str(TODAY.year + 1)), None),
        (Kind.PAIRINGS, pairing(), None),
    ],
)
def test_where_nothing_is_said_it_is_the_latest_day_and_never_after_today(
    stores: Stores, kind: Kind, row: dict[str, str], day: date | None
) -> None:
    found = look(states.paired(stores), kind, row)
    assert (found.as_of and found.as_of.day) == day


@SQLITE
def test_words_that_the_rows_contradict_are_not_taken_and_are_told(stores: Stores) -> None:
    data = titled("截至2024年3月底", MAY)
    found = look(states.paired(stores), Kind.MEETINGS, data=data)
    assert supposed(found) == (date(2024, 5, 14), Origin.LATEST, "")
    (told,) = [issue for issue in found.issues if issue.code == "as-of"]
    assert "截至2024年3月底" in told.message.zh
    assert "2024-05-14" in told.message.en


@SQLITE
@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY + timedelta(1), f"不能晚于今天（{TODAY}）"),
        (date(2099, 1, 1), "收到 2099-01-01"),
        (date(2024, 5, 13), "其中最晚的是 2024-05-14，收到 2024-05-13"),
        (date(1990, 1, 1), "收到 1990-01-01"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(stores: Stores, day: date, said: str) -> None:
    found = bring(states.paired(stores), Kind.MEETINGS, MAY, as_of=day)
    assert (found.outcome, found.batch, codes(found)) == (Outcome.REJECT_FILE, None, ["as-of"])
    assert said in found.issues[0].message.zh


@SQLITE
@pytest.mark.parametrize(
    ("kind", "row", "day", "fits"),
    [
        (Kind.MEETINGS, MAY, date(2024, 5, 14), True),
        (Kind.MEETINGS, meeting(date="2024年5月"), date(2024, 5, 1), True),
        (Kind.VISITS, visit(date="2024-04-01", end="2024-04-03"), date(2024, 4, 2), False),
        (Kind.MEETINGS, meeting(date="2099-01-01"), JUNE, True),
        (Kind.PROJECTS, project(year="2025", stage="在建"), JUNE, False),
        (Kind.PROJECTS, project(year="2025", stage="未开工"), JUNE, True),
        (Kind.PROJECTS, project(year="2024", stage="在建", start="2024-07-01"), JUNE, False),
        (Kind.PROJECTS, project(year="2024", stage="前期", start="2024-07-01"), JUNE, True),
        (Kind.AGREEMENTS, target(year="2025"), JUNE, True),
    ],
)
def test_plans_and_promises_bound_nothing_and_what_happened_does(
    stores: Stores, kind: Kind, row: dict[str, str], day: date, fits: bool
) -> None:
    found = look(states.paired(stores), kind, row, as_of=day)
    assert (found.outcome is not Outcome.REJECT_FILE, "as-of" not in codes(found)) == (fits, fits)


def test_the_batch_keeps_it_and_its_rows_inherit_it(paired: Engine) -> None:
    made = bring(paired, Kind.PROJECTS, project(year="2024"), project(code="Z-2", year="2024"),
                 as_of=JUNE)  # fmt: skip
    (kept,) = [row for row in states.table(paired, "import_batch") if row["id"] == batch(made)]
    assert (kept["as_of"], kept["choices"]["as_of"]) == (JUNE, "2024-06-30")
    assert held(paired, "project") == [JUNE, JUNE]


def test_a_later_ledger_moves_its_rows_and_undo_puts_them_back(
    paired: Engine,
) -> None:
    one, two = project(year="2024"), project(code="Z-2", title="药材", year="2024")
    batch(bring(paired, Kind.PROJECTS, one, two, as_of=JUNE))
    later = date(2024, 9, 30)
    made = bring(paired, Kind.PROJECTS, one, two | {"stage": "在建"}, as_of=later)
    assert held(paired, "project") == [later, later]
    undo(paired, batch(made), OPERATOR)
    assert held(paired, "project") == [JUNE, JUNE]


def test_a_record_corrected_by_hand_is_as_of_that_day(paired: Engine) -> None:
    batch(bring(paired, Kind.PROJECTS, project(year="2024"), as_of=JUNE))
    (row,) = states.table(paired, "project")
    change = Correction(Kind.PROJECTS, row["id"], row["version"], {"title": "茶叶园"})
    saved = correct(paired, change, OPERATOR)
    assert held(paired, "project") == [clock.today()]
    undo(paired, saved.batch, OPERATOR)
    assert held(paired, "project") == [JUNE]


def test_a_plan_keeps_the_day_that_was_chosen(paired: Engine) -> None:
    given = upload(Kind.MEETINGS, MAY, as_of=JUNE)
    plan, _checked = store_plan(paired, given)
    assert resume(paired, plan, STAFF).upload.as_of == JUNE
    commit_plan(paired, plan, STAFF)
    assert held(paired, "meeting") == [JUNE]


@SQLITE
def test_the_same_rows_kept_to_another_day_are_another_plan(stores: Stores) -> None:
    engine = states.paired(stores)
    days: list[Any] = [JUNE, date(2024, 7, 1)]
    assert len({look(engine, Kind.MEETINGS, MAY, as_of=day).sha256() for day in days}) == 2


def test_what_a_later_ledger_leaves_as_it_is_is_as_of_its_day(paired: Engine) -> None:
    first = project(title="甲", code="A"), project(title="乙", code="B")
    one = batch(bring(paired, PROJECTS, data=titled("截至2023年6月底", *first)))
    later = project(title="甲", code="A"), project(title="新", code="B"), project(code="C")
    two = batch(bring(paired, PROJECTS, data=titled("截至2023年9月底", *later)))
    assert held(paired, "project") == [date(2023, 9, 30)] * 3
    assert [row["version"] for row in states.table(paired, "project")] == [1, 2, 1]
    undo(paired, two, by=OPERATOR)
    assert held(paired, "project") == [date(2023, 6, 30)] * 2
    assert undo(paired, one, by=OPERATOR).reversed == 2


def test_a_later_ledger_that_changes_nothing_is_an_import_all_the_same(paired: Engine) -> None:
    rows = [project(code=f"P-{n}") for n in range(5)]
    batch(bring(paired, PROJECTS, data=titled("截至2023年6月底", *rows)))
    newer = titled("截至2023年9月底", *rows)
    two = batch(bring(paired, PROJECTS, data=newer))
    assert held(paired, "project") == [date(2023, 9, 30)] * 5
    history = states.table(paired, "row_history")
    assert [entry for entry in history if entry["batch_id"] == two] == []
    assert len(states.table(paired, "confirmation")) == 1
    assert bring(paired, PROJECTS, data=newer).batch is None
    older = titled("截至2023年3月底", *rows)
    assert bring(paired, PROJECTS, data=older).batch is None
    assert held(paired, "project") == [date(2023, 9, 30)] * 5
    undo(paired, two, by=OPERATOR)
    assert held(paired, "project") == [date(2023, 6, 30)] * 5


def test_what_was_dated_since_keeps_its_day_when_a_ledger_is_taken_back(paired: Engine) -> None:
    rows = [project(code=f"P-{n}") for n in range(2)]
    batch(bring(paired, PROJECTS, data=titled("截至2023年6月底", *rows)))
    two = batch(bring(paired, PROJECTS, data=titled("截至2023年9月底", *rows)))
    batch(bring(paired, PROJECTS, data=titled("截至2023年12月底", rows[0])))
    undo(paired, two, by=OPERATOR)
    assert held(paired, "project") == [date(2023, 12, 31), date(2023, 6, 30)]


def test_only_those_in_charge_of_confirmed_rows_may_take_the_ledger_back(paired: Engine) -> None:
    rows = [project(code=f"P-{n}") for n in range(2)]
    batch(bring(paired, PROJECTS, data=titled("截至2023年6月底", *rows)))
    two = batch(bring(paired, PROJECTS, data=titled("截至2023年9月底", *rows)))
    stranger = accounts.make(paired, AccountRole.STAFF, "sven", provinces=["350000"])
    with pytest.raises(Forbidden):
        undo(paired, two, by=stranger)
    assert held(paired, "project") == [date(2023, 9, 30)] * 2
