"""The list of imports: the scope of a batch is kept with it, and the list searched in the store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select, update

from db.accounts import Account, Forbidden, Matter, Scope, administration
from db.engine import locked, reading
from db.importing import batches, scopes
from db.importing.batches import Search
from db.importing.undo import undo
from db.migrate import migrate
from db.models import ImportBatch, RowHistory
from db.terms import AccountRole, Kind
from db.versions import versions
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import STAFF, batch, bring, meeting, project, target, visit

FUJIAN = {"helper": "福建省", "receiver": "宁夏回族自治区"}
CITIES = {"helper": "杭州市", "receiver": "广元市"}
NATIONAL = {"helper": "", "receiver": "", "category": "全国性会议"}
BEFORE = versions()[versions().index("0011") - 1]

Kept = set[tuple[int, str | None, str | None, int | None]]


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.paired(stores)


@pytest.fixture
def written(engine: Engine) -> list[int]:
    """Batches of all kinds: one couple, several, cities, changes, a change of the couple, undos."""
    made = [
        batch(bring(engine, Kind.MEETINGS, meeting(code="M-1"))),
        batch(bring(engine, Kind.PROJECTS, project(), project(code="Z-2", **CITIES))),
        batch(bring(engine, Kind.MEETINGS, meeting(date="2010-01-01", title="闽宁", **FUJIAN))),
        batch(bring(engine, Kind.VISITS, visit(**CITIES), visit(head="乙"))),
        batch(bring(engine, Kind.AGREEMENTS, target())),
        batch(bring(engine, Kind.MEETINGS, meeting(code="M-1", place="成都", attendees="甲；乙"))),
        batch(bring(engine, Kind.MEETINGS, meeting(code="M-2", title="另会", commitments="建园"))),
    ]
    made += [undo(engine, made[-1], STAFF).batch_id, undo(engine, made[1], STAFF).batch_id]
    return made


def kept(engine: Engine) -> Kept:
    columns = ("batch_id", "helper_province", "receiver_province", "pairing_id")
    return {tuple(row[name] for name in columns) for row in states.table(engine, "batch_scope")}


def seen(engine: Engine, by: Account, search: Search | None = None) -> list[int]:
    with reading(engine) as connection:
        found = batches.batches(connection, by, search or Search(), limit=100)
    return [each.id for each in found]


def test_a_batch_keeps_the_couples_that_it_touched(engine: Engine, written: list[int]) -> None:
    of = {number: {row[1:] for row in kept(engine) if row[0] == number} for number in written}
    sichuan, cities = ("330000", "510000", 1), ("330000", "510000", 3)
    assert of[written[0]] == of[written[5]] == of[written[7]] == {sichuan}
    assert of[written[1]] == of[written[3]] == of[written[8]] == {sichuan, cities}
    assert of[written[2]] == {("350000", "640000", 2)}


@pytest.mark.parametrize(
    "scope",
    [
        {"pairings": [1]},
        {"pairings": [3]},
        {"pairings": [1, 3]},
        {"provinces": ["330000"]},
        {"provinces": ["640000"]},
        {"pairings": [2], "provinces": ["510000"]},
        {"provinces": ["360000"]},
    ],
)
def test_staff_see_the_batches_all_of_which_is_theirs(
    engine: Engine, written: list[int], scope: dict[str, Any]
) -> None:
    anna = make(engine, AccountRole.STAFF, "anna", **scope)
    with reading(engine) as connection:
        touched = {number: scopes.matters(connection, number) for number in written}
    expected = [n for n in written if all(anna.scope.holds(matter) for matter in touched[n])]
    assert seen(engine, anna) == sorted(expected, reverse=True)
    for number in written:
        with reading(engine) as connection:
            if number in expected:
                assert batches.batch(connection, anna, number)
            else:
                with pytest.raises(Forbidden):
                    batches.batch(connection, anna, number)


def test_one_s_own_upload_stays_in_sight_when_the_scope_has_moved(engine: Engine) -> None:
    anna = make(engine, AccountRole.STAFF, "anna", pairings=[1])
    own = batch(bring(engine, Kind.MEETINGS, meeting(), by=anna))
    bring(engine, Kind.MEETINGS, meeting(title="另会"))
    with locked(engine) as connection:
        administration.change(connection, OPERATOR, anna.id, scope=Scope(frozenset({2})))
    assert seen(engine, anna) == [own]


def test_a_national_record_lies_in_nobody_s_scope(engine: Engine) -> None:
    number = batch(bring(engine, Kind.MEETINGS, meeting()))
    with locked(engine) as connection:
        scopes.keep(connection, number, [Matter(None, None)])
    anna = make(engine, AccountRole.STAFF, "anna", provinces=["330000", "510000"])
    assert seen(engine, anna) == []
    assert seen(engine, make(engine, AccountRole.ADMIN)) == [number]


def test_what_was_there_before_is_filled_in(engine: Engine, written: list[int]) -> None:
    """The migration finds in the history what the commit would have kept."""
    before = kept(engine)
    migrate(engine, BEFORE)
    migrate(engine)
    assert before == kept(engine)
    assert {row[0] for row in before} == set(written)


def test_of_a_record_that_is_gone_history_alone_tells(engine: Engine) -> None:
    bring(engine, Kind.MEETINGS, meeting(code="M-1"))
    changed = batch(bring(engine, Kind.MEETINGS, meeting(code="M-1", place="成都")))
    with locked(engine) as connection:
        connection.execute(
            update(RowHistory)
            .where(RowHistory.batch_id == changed)
            .values(row_id=RowHistory.row_id + 1000)
        )
    migrate(engine, BEFORE)
    migrate(engine)
    assert changed not in {row[0] for row in kept(engine)}


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(*given: Any) -> None:
        sent.append(given[2])

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_no_history_is_read_for_a_list_of_imports(engine: Engine, written: list[int]) -> None:
    anna = make(engine, AccountRole.STAFF, "anna", pairings=[1, 3])
    for number in range(2, 12):
        bring(engine, Kind.MEETINGS, meeting(title=f"第{number}次"))
    told = []
    for limit in (1, 100):
        with reading(engine) as connection, statements(engine) as sent:
            batches.batches(connection, anna, limit=limit)
            batches.counts(connection, anna)
        told.append(len(sent))
        assert [each for each in sent if "row_history" in each] == []
    assert told[0] == told[1]


NAMES = ["一季度.csv", "二季度 100%.xlsx", "A_B.csv", "aXb.csv"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("季度", [0, 1]),
        ("100%", [1]),
        ("%", [1]),
        ("a_b", [2]),
        ("axb", [3]),
        ("BERT", [1, 2]),
        ("没有", []),
        (" 一季度 ", [0]),
    ],
)
def test_files_and_authors_are_searched_for_a_text_and_no_pattern(
    engine: Engine, text: str, found: list[int]
) -> None:
    admin = make(engine, AccountRole.ADMIN, "chief")
    bert = make(engine, AccountRole.STAFF, "bert", pairings=[1])
    made = [
        batch(
            bring(
                engine,
                Kind.MEETINGS,
                meeting(title=name),
                file_name=name,
                by=bert if number in (1, 2) else admin,
            )
        )
        for number, name in enumerate(NAMES)
    ]
    assert seen(engine, admin, Search(text)) == [made[n] for n in reversed(found)]


def test_a_number_is_found_and_kinds_are_counted(engine: Engine, written: list[int]) -> None:
    admin = make(engine, AccountRole.ADMIN, "chief")
    assert seen(engine, admin, Search(str(written[2]))) == [written[2]]
    assert seen(engine, admin, Search(kind="undo")) == sorted(written[7:], reverse=True)
    with reading(engine) as connection:
        assert batches.counts(connection, admin) == {
            "agreements": 1,
            "meetings": 4,
            "projects": 1,
            "undo": 2,
            "visits": 1,
        }
        assert batches.counts(connection, admin, Search("没有")) == {}


@pytest.mark.parametrize("read", [batches.batches, batches.counts])
def test_who_may_see_no_batch_lists_none(engine: Engine, read: Callable[..., object]) -> None:
    with reading(engine) as connection, pytest.raises(Forbidden):
        read(connection, make(engine, AccountRole.VIEWER))


def test_all_pages_together_are_all_batches(engine: Engine, written: list[int]) -> None:
    admin = make(engine, AccountRole.ADMIN, "chief")
    with reading(engine) as connection:
        pages = [
            [each.id for each in batches.batches(connection, admin, limit=2, offset=offset)]
            for offset in range(0, 12, 2)
        ]
        counted = connection.scalar(select(func.count()).select_from(ImportBatch))
    assert list(chain.from_iterable(pages)) == sorted(written, reverse=True)
    assert counted == len(written)
