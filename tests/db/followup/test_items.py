"""Agreed items, what they call for and what came of them: counted by hand in the small store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, update

from db import clock, evidence, kept, summaries
from db.engine import reading, writing
from db.filters import EVERYTHING, Filter
from db.followup import items, since, unlinked, watch
from db.followup.counts import COUNTED, counts
from db.followup.items import Which
from db.followup.watch import Mark, Watch
from db.models import Commitment, CommitmentProgress, Project
from db.summary import narrow
from db.terms import CommitmentStatus, Level, Precision
from tests.accounts import OPERATOR
from tests.conftest import Stores
from tests.db import states
from tests.db.queries.test_groups import plans

NOW = Watch(date(2023, 1, 15), 30, 90)
SIDES = ("330000", "510000")


@pytest.fixture
def small(stores: Stores) -> Engine:
    return states.small(stores)


def change(engine: Engine, item: int, **values: Any) -> None:
    with writing(engine) as connection:
        connection.execute(update(Commitment).where(Commitment.id == item).values(values))


def say(engine: Engine, item: int, day: date, evidence: str = "") -> None:
    """An entry of progress on an item of the first meeting."""
    entry = {
        "meeting_id": 1,
        "commitment_id": item,
        "batch_id": 1,
        "number": states.count(engine, "commitment_progress") + 1,
        "status": CommitmentStatus.UNDER_WAY,
        "day": day,
        "day_precision": Precision.DAY,
        "note": "已派10人",
        "evidence": evidence,
    }
    with writing(engine) as connection:
        connection.execute(insert(CommitmentProgress).values(entry))


def marked(engine: Engine, item: int, now: Watch = NOW) -> list[Mark]:
    with reading(engine) as connection:
        (row,) = items.marked(connection, [item], now).to_dict("records")
    return [mark for mark in Mark if row[mark.value]]


DUE: list[tuple[date | None, Precision | None, date, list[Mark]]] = [
    (date(2022, 12, 31), Precision.DAY, date(2022, 12, 31), [Mark.SOON]),
    (date(2022, 12, 31), Precision.DAY, date(2023, 1, 1), [Mark.OVERDUE]),
    (date(2022, 12, 31), Precision.DAY, date(2022, 12, 1), [Mark.SOON]),
    (date(2022, 12, 31), Precision.DAY, date(2022, 11, 30), []),
    (date(2022, 12, 31), None, date(2023, 1, 1), [Mark.OVERDUE]),
    (date(2022, 12, 1), Precision.MONTH, date(2022, 12, 31), [Mark.SOON]),
    (date(2022, 12, 1), Precision.MONTH, date(2023, 1, 1), [Mark.OVERDUE]),
    (date(2022, 12, 1), Precision.MONTH, date(2022, 11, 30), []),
    (date(2022, 1, 1), Precision.YEAR, date(2022, 12, 31), [Mark.SOON]),
    (date(2022, 1, 1), Precision.YEAR, date(2022, 6, 1), []),
    (date(2022, 1, 1), Precision.YEAR, date(2023, 1, 1), [Mark.OVERDUE]),
    (None, None, date(2023, 1, 1), []),
]
"""Due date, how exactly it is known, today, and the mark then."""


def test_a_due_date_is_over_when_what_is_known_of_it_is(small: Engine) -> None:
    say(small, 12, date(2022, 5, 1))
    for due, precision, today, expected in DUE:
        change(small, 12, due=due, due_precision=precision)
        assert marked(small, 12, Watch(today, 30, 3_000)) == expected, (due, precision, today)


@states.SQLITE
@pytest.mark.parametrize("said", ["", "0", "-3", "x", "1.5", "99999", "三十"])
def test_days_that_make_no_sense_are_the_usual_ones(
    backend: str, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv("XIESHOU_DUE_DAYS", said)
    monkeypatch.setenv("XIESHOU_SILENT_DAYS", "120")
    found = watch.now()
    assert (found.soon, found.silent, found.today) == (30, 120, clock.today())


def test_what_is_done_or_dropped_calls_for_nothing(small: Engine) -> None:
    assert marked(small, 12) == [Mark.OVERDUE, Mark.SILENT]
    for status in (CommitmentStatus.DONE, CommitmentStatus.DROPPED):
        change(small, 12, status=status)
        assert marked(small, 12) == []


def test_an_item_is_silent_so_many_days_after_its_last_word(small: Engine) -> None:
    say(small, 13, date(2022, 10, 18))
    say(small, 13, date(2022, 1, 1))  # told later, of an earlier day
    assert marked(small, 13) == []  # the 89th day
    assert marked(small, 13, replace(NOW, silent=89)) == [Mark.SILENT]
    assert marked(small, 41) == [Mark.SILENT]  # nothing was said since its meeting, 1 August 2022
    assert marked(small, 41, replace(NOW, today=date(2022, 10, 29))) == []


def test_the_counts_of_a_selection_are_those_of_its_lists(small: Engine) -> None:
    change(small, 11, status=CommitmentStatus.DONE)
    say(small, 13, date(2022, 12, 20))
    with reading(small) as connection:
        every = counts(connection, NOW)
        sums = {name: int(every[name].sum()) for name in COUNTED}
        for chosen in (EVERYTHING, Filter(helper="330000"), Filter(level=Level.PREFECTURE)):
            found = narrow(every, chosen)
            for which in (Which.OPEN, Which.OVERDUE, Which.SOON, Which.SILENT, Which.UNLINKED):
                listed = items.listed(connection, chosen, NOW, which)
                assert len(listed) == items.count(connection, chosen, NOW, which)
                assert len(listed) == int(found[which.value].sum()), (chosen, which)
        closed = items.listed(connection, EVERYTHING, NOW, Which.CLOSED)
    # 12 is overdue; 21 and 41 are silent as 12 is; of 13 somebody has heard, 11 is done
    assert sums == {
        "items": 5,
        "open": 4,
        "overdue": 1,
        "soon": 0,
        "silent": 3,
        "unlinked": 3,
    }
    assert closed["id"].tolist() == [11]


def test_the_most_urgent_is_first_and_pages_follow_one_another(small: Engine) -> None:
    say(small, 11, date(2022, 12, 20))
    with reading(small) as connection:
        every = items.listed(connection, EVERYTHING, NOW)["id"].tolist()
        pages = [
            items.listed(connection, EVERYTHING, NOW, limit=2, offset=offset)["id"].tolist()
            for offset in (0, 2, 4)
        ]
    # overdue; silent: facts by their last word, then the demo record; what nothing calls for
    assert every == [12, 21, 13, 41, 11]
    assert [identity for page in pages for identity in page] == every


def test_an_item_stands_with_all_that_came_of_it(small: Engine) -> None:
    say(small, 11, date(2022, 12, 20), evidence="https://a.cn/b")
    entry = states.one(small, "commitment_progress")["id"]
    for table, row in (("commitment_progress", entry), ("project", 1), ("project", 2)):
        evidence.add_address(small, table, row, "https://a.cn/c", "", OPERATOR)
    evidence.add_address(small, "project", 3, "https://a.cn/c", "", OPERATOR)  # of no item
    evidence.remove(small, 3, "a mistake", OPERATOR)
    with reading(small) as connection:
        found = items.of_meeting(connection, 1, NOW).set_index("id")
    row = found.loc[11]
    assert (row["projects"], row["agreed_amount"], row["in_place"]) == (2, 15_000_000, 10_000_000)
    assert (row["jobs"], row["beneficiaries"]) == (150, 300)
    assert row["evidence"] == 3  # two of the progress, one of a project
    assert (row["said"], row["said_status"], row["said_by"]) == (
        "已派10人",
        "under_way",
        "staff",
    )
    assert row["last_word"].date() == date(2022, 12, 20)
    other = found.loc[13]
    assert (other["projects"], other["evidence"], other["said_status"]) == (0, 0, None)
    assert other["last_word"].date() == date(2021, 5, 20)


def test_projects_without_an_item_are_counted_and_paged_in_their_order(small: Engine) -> None:
    with reading(small) as connection:
        every = summaries.projects(connection)
        assert unlinked.count(every) == 3
        pages = [
            unlinked.listed(connection, unlinked.place(every, 1, offset), limit=1)["id"].tolist()
            for offset in range(3)
        ]
        tea = narrow(every, Filter(years=(2022, 2022), helper="330000"))
        of_tea = unlinked.listed(connection, unlinked.place(tea, 40, 0), limit=40)
        assert unlinked.listed(connection, unlinked.place(every, 40, 3), limit=40).empty
    assert pages == [[3], [4], [6]]  # facts, the newest first, then demo records
    assert of_tea["id"].tolist() == [3, 6]


@states.SQLITE
def test_every_page_of_a_ledger_has_what_the_others_have_not(stores: Stores) -> None:
    engine = states.demo(stores)
    with reading(engine) as connection:
        every = summaries.projects(connection)
        many = unlinked.count(every)
        found = [
            identity
            for offset in range(0, many, 300)
            for identity in unlinked.listed(
                connection, unlinked.place(every, 300, offset), limit=300
            )["id"].tolist()
        ]
    stored = [p["id"] for p in states.table(engine, "project") if not p["commitment_id"]]
    assert len(found) == many
    assert sorted(found) == sorted(stored)


@states.SQLITE
def test_lists_are_read_from_indexes(stores: Stores) -> None:
    engine = states.demo(stores)
    with reading(engine) as connection:
        at = unlinked.place(summaries.projects(connection), 10, 1_000)
        sums = plans(connection, lambda c: items.listed(c, EVERYTHING, NOW))
        page = plans(connection, lambda c: unlinked.listed(c, at, limit=10))
    assert any("COVERING INDEX ix_project_commitment_id (commitment_id=?)" in step for step in sums)
    assert any("INDEX ix_project_summary (year=? AND pairing_id=?" in step for step in page)
    assert [step for step in (*sums, *page) if step.startswith("SCAN project")] == []


def test_what_followed_a_meeting_is_of_the_same_two(small: Engine) -> None:
    """The visit that belongs to it is no part of it."""
    with reading(small) as connection:
        held = date(2021, 5, 20)
        assert since.next_meetings(connection, *SIDES, date(2021, 1, 1), 9)["id"].tolist() == [1]
        assert since.next_meetings(connection, *SIDES, held, 1).empty
        assert since.visits(connection, *SIDES, date(2021, 5, 1), 9)["id"].tolist() == [1]
        assert since.visits(connection, *SIDES, date(2021, 5, 1), 1).empty


def sent(connection: Connection, query: Callable[[Connection], Any]) -> int:
    """How many statements a query sends."""
    found: list[str] = []

    def note(*arguments: Any) -> None:
        found.append(arguments[2])

    event.listen(connection, "before_cursor_execute", note)
    query(connection)
    event.remove(connection, "before_cursor_execute", note)
    return len(found)


@states.SQLITE
def test_a_page_is_one_statement_whatever_the_store_holds(stores: Stores) -> None:
    for engine in (states.small(stores), states.demo(stores), states.migrated(stores)):
        with reading(engine) as connection:
            assert sent(connection, lambda c: items.listed(c, EVERYTHING, NOW, search="茶")) == 1
            assert sent(connection, lambda c: items.marked(c, [11, 12], NOW)) == 1
            assert sent(connection, lambda c: counts(c, NOW)) == 1


def test_an_empty_answer_has_the_columns_and_types_of_a_full_one(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        full = items.listed(connection, EVERYTHING, NOW)
    with reading(states.migrated(stores)) as connection:
        empty = items.listed(connection, EVERYTHING, NOW)
        assert len(counts(connection, NOW)) == 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_who_may_read_sees_a_project_move_from_one_gap_to_none(small: Engine) -> None:
    with writing(small) as connection:
        linked = {"meeting_id": 1, "commitment_id": 13}
        connection.execute(update(Project).where(Project.id == 3).values(linked))
        kept.recount(connection)
    with reading(small) as connection:
        assert unlinked.count(summaries.projects(connection)) == 2
        assert items.count(connection, EVERYTHING, NOW, Which.UNLINKED) == 2
