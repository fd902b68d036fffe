"""From drop to commit a file is read once and its rows are converted and compared once; more only
as the store moves, and never in a way that shows.
"""

from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy import Engine, update

from db.accounts import Forbidden, Scope
from db.accounts.administration import change
from db.engine import locked
from db.importing import assembly, downloads, guess, kept, pipeline, resume, table
from db.importing.issue import Invalid
from db.importing.kept import Kept
from db.importing.pipeline import check_file
from db.importing.plans import commit_plan, store_plan
from db.importing.upload import Upload
from db.models import StoreRevision
from db.terms import AccountRole, Kind
from tests import accounts
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import STAFF, bring, ledger, meeting, project, upload, visit

ROWS = [project(code=f"Z-{n}", title=f"第{n}个") for n in range(3)]
ONCE = {"read": 1, "converted": 1, "compared": 1}

Done = Counter[str]


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in another process."""
    for module, names in ((table, ("_PARTS", "_TABLES")), (pipeline, ("_ROWS", "_PREVIEWS"))):
        for name in names:
            monkeypatch.setattr(module, name, Kept())


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Done:
    """How often each stage has gone through a file (of one part)."""
    forget(monkeypatch)
    counts: Done = Counter()
    stages = (
        ("read", table, "_read"),
        ("converted", assembly.Assembly, "rows"),
        ("compared", pipeline, "compare_part"),
    )
    for name, owner, stage in stages:
        whole = getattr(owner, stage)

        def counted(*args: object, name: str = name, whole: object = whole) -> object:
            counts[name] += 1
            return whole(*args)  # type: ignore[operator]

        monkeypatch.setattr(owner, stage, counted)
    return counts


def see_and_commit(engine: Engine, given: Upload) -> int:
    """As the upload page does it."""
    guess.kind_of(given)
    plan, _ = store_plan(engine, given)
    taken_up = resume.resume(engine, plan, STAFF).upload
    shown = resume.shown(engine, taken_up)
    downloads.rows_to_mend(taken_up, shown.preview, "zh")
    return commit_plan(engine, plan, STAFF).batch


@pytest.mark.parametrize(
    ("kind", "row"),
    [(Kind.PROJECTS, project()), (Kind.MEETINGS, meeting(note="=1")), (Kind.VISITS, visit())],
)
def test_from_drop_to_commit_each_stage_is_gone_through_once(
    stores: Stores, done: Done, kind: Kind, row: dict[str, str]
) -> None:
    engine = states.paired(stores)
    assert see_and_commit(engine, upload(kind, row))
    assert done == ONCE


def test_an_answer_converts_and_reads_nothing_again(stores: Stores, done: Done) -> None:
    engine = states.paired(stores)
    asked = upload(Kind.PROJECTS, project(到位="12"))
    _, shown = store_plan(engine, asked)
    assert {question.column for question in shown.questions} == {"到位"}
    for unit in ("万元", "亿元"):
        answered = upload(Kind.PROJECTS, data=asked.data, mapping={"到位": f"in_place:{unit}"})
        _, shown = store_plan(engine, answered)
        assert shown.plans[0].values["in_place"] == {"万元": 12 * 10**4, "亿元": 12 * 10**8}[unit]
    assert done == {"read": 1, "converted": 2, "compared": 2}


def test_only_the_good_rows_are_chosen_without_converting_again(stores: Stores, done: Done) -> None:
    engine = states.paired(stores)
    given = upload(Kind.PROJECTS, project(), project(code="Z-2", year="不明"))
    store_plan(engine, given)
    store_plan(engine, upload(Kind.PROJECTS, data=given.data, only_good=True))
    assert (done["read"], done["converted"]) == (1, 1)


def test_where_the_store_moved_rows_are_only_compared_again(stores: Stores, done: Done) -> None:
    engine = states.paired(stores)
    plan, _ = store_plan(engine, upload(Kind.PROJECTS, *ROWS))
    bring(engine, Kind.VISITS, visit())
    done.clear()
    assert commit_plan(engine, plan, STAFF).counts["new"] == 3
    assert done == {"compared": 1}


def test_what_would_be_written_otherwise_is_refused(stores: Stores, done: Done) -> None:
    engine = states.paired(stores)
    plan, _ = store_plan(engine, upload(Kind.PROJECTS, *ROWS))
    bring(engine, Kind.PROJECTS, ROWS[1] | {"title": "别的"})
    done.clear()
    before = states.records(engine)
    with pytest.raises(Invalid, match="conflict"):
        commit_plan(engine, plan, STAFF)
    assert (done, states.records(engine)) == ({"compared": 1}, before)


def test_rows_that_name_meetings_are_converted_as_meetings_come(stores: Stores, done: Done) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, meeting(code="H-1"))
    linked = [row | {"meeting": "H-1"} for row in ROWS]
    plan, _ = store_plan(engine, upload(Kind.PROJECTS, *linked))
    bring(engine, Kind.MEETINGS, meeting(code="H-2", title="又一次"))
    done.clear()
    commit_plan(engine, plan, STAFF)
    assert done == {"converted": 1, "compared": 1}
    held = {row["id"]: row["code"] for row in states.table(engine, "meeting")}
    assert {held[row["meeting_id"]] for row in states.table(engine, "project")} == {"H-1"}


def test_a_meeting_that_is_gone_refuses_the_rows_that_name_it(stores: Stores, done: Done) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, meeting(code="H-1"))
    plan, _ = store_plan(engine, upload(Kind.PROJECTS, project(meeting="H-1")))
    bring(engine, Kind.MEETINGS, meeting(code="H-9"))
    with pytest.raises(Invalid, match="conflict"):
        commit_plan(engine, plan, STAFF)


def test_another_process_commits_what_this_one_showed(
    stores: Stores, done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = states.paired(stores)
    plan, _ = store_plan(engine, upload(Kind.PROJECTS, *ROWS))
    forget(monkeypatch)
    assert commit_plan(engine, plan, STAFF).counts["new"] == 3
    assert done == {"read": 2, "converted": 2, "compared": 2}


def test_what_others_uploaded_meanwhile_pushes_out_and_changes_nothing(
    stores: Stores, done: Done
) -> None:
    engine = states.paired(stores)
    plan, _ = store_plan(engine, upload(Kind.PROJECTS, *ROWS))
    for number in range(kept.MOST):
        store_plan(engine, upload(Kind.PROJECTS, project(code=f"other-{number}")))
    assert commit_plan(engine, plan, STAFF).counts["new"] == 3
    assert done["read"] == kept.MOST + 2


def test_the_same_bytes_are_another_file_under_another_kind_or_limit(
    stores: Stores, done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = states.paired(stores)
    data = ledger(*ROWS)
    assert store_plan(engine, upload(Kind.PROJECTS, data=data))[1].counts["new"] == 3
    assert store_plan(engine, upload(Kind.MEETINGS, data=data))[1].outcome == "reject_file"
    monkeypatch.setenv("XIESHOU_IMPORT_ROWS", "2")
    _, shown = store_plan(engine, upload(Kind.PROJECTS, data=data))
    assert [issue.code for issue in shown.issues] == ["too-many-rows"]


def test_who_may_import_which_rows_is_asked_each_time(stores: Stores, done: Done) -> None:
    engine = states.paired(stores)
    anna = accounts.make(engine, AccountRole.STAFF, provinces=["510000"])
    given = upload(Kind.PROJECTS, *ROWS, by=anna)
    plan, shown = store_plan(engine, given)
    assert shown.outcome == "accept"
    with locked(engine) as connection:
        change(connection, accounts.OPERATOR, anna.id, scope=Scope(pairings=frozenset([2])))
    before = states.records(engine)
    with pytest.raises((Invalid, Forbidden)):
        commit_plan(engine, plan, anna)
    assert (check_file(engine, given).outcome, states.records(engine)) == ("reject_rows", before)
    assert (done["read"], done["converted"]) == (1, 1)


def rewound(engine: Engine) -> None:
    with locked(engine) as connection:
        then = {"revision": 7, "changed_at": datetime(2024, 1, 1)}
        connection.execute(update(StoreRevision).values(then))


def test_another_store_that_came_to_its_address_is_not_taken_for_it(
    stores: Stores, done: Done
) -> None:
    engine = states.paired(stores)
    data = ledger(*ROWS)
    rewound(engine)
    assert check_file(engine, upload(Kind.PROJECTS, data=data)).counts["new"] == 3
    bring(engine, Kind.PROJECTS, *ROWS)
    rewound(engine)
    engine.dispose()
    assert check_file(engine, upload(Kind.PROJECTS, data=data)).counts["unchanged"] == 3
