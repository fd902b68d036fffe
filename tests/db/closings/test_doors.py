"""Every door into a closed period is shut, with a word; what lies beside it stays open."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, insert, update

from db import closings
from db.accounts import Forbidden
from db.closings import NotClosed, close, reopen
from db.closings.checksum import checksum
from db.closings.closing import CLOSED_ALREADY, MONTH_OR_YEAR, NO_REASON, TOO_EARLY
from db.editing import Addition, Correction, Merge, add, correct, merge_records, progress, remove
from db.editing.problems import NEEDED
from db.editing.progress import Report
from db.engine import reading, writing
from db.evidence import CannotKeep, add_address
from db.importing.issue import Invalid
from db.importing.problems.closings import CLOSED_PERIOD, HANDED_IN
from db.importing.undo import undo
from db.models import Closing, Result
from db.periods import of_key
from db.results import history, reports
from db.terms import AccountRole, Basis, CommitmentStatus, Kind, PeriodKind, ReportState, Side
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import (
    MADE,
    STAFF,
    batch,
    bring,
    codes,
    look,
    meeting,
    pairing,
    project,
    result,
    target,
    visit,
)
from tests.db.measures import measured

MEETINGS, PROJECTS, VISITS, AGREEMENTS, *_ = Kind
ZJ_SC = {"helper": "浙江省", "receiver": "四川省"}


def shut(engine: Engine, key: str, pairing: int | None = None) -> int:
    period = of_key(key)
    assert period is not None
    return close(engine, period, pairing, OPERATOR)


@pytest.fixture
def engine(stores: Stores) -> Engine:
    """Records of 2022 and of 2023, all of one couple, from one batch a kind."""
    engine = states.paired(stores)
    agreed = meeting(code="M-1", date="2022-06-03", commitments="建茶园\n修路")
    batch(bring(engine, MEETINGS, agreed, agreed | {"code": "M-2", "date": "2023-06-03"}))
    batch(bring(engine, PROJECTS, project(code="P-1"), project(code="P-2", year="2023")))
    batch(bring(engine, VISITS, visit(), visit(date="2023-04-01")))
    batch(bring(engine, AGREEMENTS, target(year="2022"), target(year="2023")))
    return engine


def known(engine: Engine, table: str, **where: object) -> int:
    return int(states.one(engine, table, **where)["id"])


def corrected(engine: Engine, code: str, **texts: str) -> None:
    row = states.one(engine, "project", code=code)
    correct(engine, Correction(PROJECTS, row["id"], row["version"], texts), STAFF)


def typed(engine: Engine, year: str) -> None:
    cells = project(code="P-9", year=year) | {"source": "台账"}
    add(engine, Addition(PROJECTS, {name: text or "" for name, text in cells.items()}), STAFF)


def merged(engine: Engine) -> None:
    ids = (known(engine, "project", code="P-2"), known(engine, "project", code="P-1"))
    merge_records(engine, Merge(PROJECTS, *ids), STAFF)


DOORS: dict[str, Callable[[Engine], object]] = {
    "a form": lambda engine: corrected(engine, "P-1", title="茶园二期"),
    "a form, out of the period": lambda engine: corrected(engine, "P-1", year="2023"),
    "a form, into the period": lambda engine: corrected(engine, "P-2", year="2022"),
    "a new record": lambda engine: typed(engine, "2022"),
    "removing": lambda engine: remove(
        engine, PROJECTS, known(engine, "project", code="P-1"), STAFF
    ),
    "removing a meeting": lambda engine: remove(
        engine, MEETINGS, known(engine, "meeting", code="M-1"), STAFF
    ),
    "removing a visit": lambda engine: remove(
        engine, VISITS, known(engine, "visit", date_start=date(2022, 4, 1)), STAFF
    ),
    "removing a target": lambda engine: remove(
        engine, AGREEMENTS, known(engine, "agreement_target", year=2022), STAFF
    ),
    "merging": merged,
    "undo of the meetings": lambda engine: undo(engine, 1, STAFF),
    "undo of the projects": lambda engine: undo(engine, 2, STAFF),
    "undo of the visits": lambda engine: undo(engine, 3, STAFF),
    "undo of the targets": lambda engine: undo(engine, 4, STAFF),
}


@pytest.mark.parametrize("door", DOORS)
def test_no_door_leads_into_a_closed_year(engine: Engine, door: str) -> None:
    closing = shut(engine, "2022")
    before = states.records(engine)
    with pytest.raises(Invalid) as refusal:
        DOORS[door](engine)
    assert refusal.value.problem is CLOSED_PERIOD
    assert "2022" in refusal.value.issue().message["zh"]
    assert states.records(engine) == before
    reopen(engine, closing, "更正笔误", OPERATOR)
    DOORS[door](engine)
    assert states.records(engine) != before


IN, BESIDE = "2022", "2023"
FILES = {
    MEETINGS: lambda year: meeting(code=f"N-{year}", date=f"{year}-08-01", title="新会"),
    PROJECTS: lambda year: project(code=f"N-{year}", year=year),
    VISITS: lambda year: visit(date=f"{year}-09-01"),
    AGREEMENTS: lambda year: target(year=year, metric="ent", target="9", unit="家"),
}
TIMELESS = (Kind.PAIRINGS, Kind.FIGURES)
"""Ledgers whose records lie in no period: what is in force, and what others have published."""


@pytest.mark.parametrize("kind", FILES)
def test_a_file_s_rows_are_told_apart_before_it_is_imported(engine: Engine, kind: Kind) -> None:
    shut(engine, IN)
    seen = look(engine, kind, FILES[kind](BESIDE), FILES[kind](IN))
    assert [(issue.code, issue.record_no) for issue in seen.issues] == [("closed-period", 2)]
    assert seen.outcome == "reject_rows"
    good = bring(engine, kind, FILES[kind](BESIDE), FILES[kind](IN), only_good=True)
    assert (good.counts["new"], good.counts["error"]) == (1, 1)


@states.SQLITE
@pytest.mark.parametrize("kind", [kind for kind in MADE if kind not in (*FILES, *TIMELESS)])
def test_a_row_of_every_other_ledger_is_refused_too(stores: Stores, kind: Kind) -> None:
    engine = states.paired(stores)
    shut(engine, IN)
    assert "closed-period" in codes(look(engine, kind, MADE[kind]()))


def test_what_is_already_so_may_be_said_again(engine: Engine) -> None:
    """A yearly ledger that repeats closed rows as they are is no reason to refuse it."""
    shut(engine, "2022")
    seen = bring(engine, PROJECTS, project(code="P-1"), project(code="P-3", year="2023"))
    assert (seen.counts["unchanged"], seen.counts["new"], seen.counts["error"]) == (1, 1, 0)


def test_items_of_a_closed_year_stay_and_their_progress_goes_on(engine: Engine) -> None:
    shut(engine, "2022")
    dropped = meeting(code="M-1", date="2022-06-03", commitments="建茶园")
    assert codes(look(engine, MEETINGS, dropped)) == ["closed-period"]
    held = states.one(engine, "meeting", code="M-1")
    item = known(engine, "commitment", meeting_id=held["id"], number=1)
    progress.record(
        engine, Report(item, held["version"], CommitmentStatus.DONE, "2024-05-01"), STAFF
    )
    assert states.one(engine, "commitment", id=item)["status"] == "done"


def test_a_closed_month_holds_its_days_and_no_year(engine: Engine) -> None:
    shut(engine, "2022-06")
    changed = meeting(code="M-1", date="2022-06-03", title="浙川茶叶座谈会", place="杭州市")
    assert codes(look(engine, MEETINGS, changed)) == ["closed-period"]
    later = meeting(code="M-1", date="2022-07-03", title="浙川茶叶座谈会")
    assert codes(look(engine, MEETINGS, later)) == ["closed-period"]
    corrected(engine, "P-1", title="茶园二期")
    assert bring(engine, VISITS, visit(date="2022-05-31"), visit(date="2022-07-01")).batch
    only_the_year = meeting(code="M-7", date="2022", title="年会")
    assert bring(engine, MEETINGS, only_the_year).batch


def test_a_couple_s_closing_leaves_others_alone(engine: Engine) -> None:
    couple = states.one(engine, "project", code="P-1")["pairing_id"]
    shut(engine, "2022", couple)
    other = project(code="F-1", helper="杭州市", receiver="广元市")
    seen = look(engine, PROJECTS, other, project(code="P-8"))
    assert [(issue.code, issue.record_no) for issue in seen.issues] == [("closed-period", 2)]


def test_another_pairing_of_the_same_two_opens_nothing(engine: Engine) -> None:
    """Their records become the new pairing's; what was closed of the couple stays closed."""
    couple = states.one(engine, "project", code="P-1")["pairing_id"]
    shut(engine, "2022", couple)
    again = pairing(helper="浙江省", scheme="新一轮协作", **{"from": "2022"})
    assert bring(engine, Kind.PAIRINGS, again).batch
    now = states.one(engine, "project", code="P-1")["pairing_id"]
    assert now != couple
    assert codes(look(engine, PROJECTS, project(code="P-8"))) == ["closed-period"]
    with pytest.raises(Invalid):
        corrected(engine, "P-1", title="茶园二期")
    with pytest.raises(NotClosed):
        shut(engine, "2022", now)
    with reading(engine) as connection:
        assert closings.changed(connection) == []


def test_another_pairing_of_the_same_two_opens_no_report(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.RESULTS, result())
    month = of_key("2022-06")
    assert month is not None
    couple = states.one(engine, "result")["pairing_id"]
    reports.submit(engine, reports.Of(couple, month, Side.HELPER), 0, OPERATOR)
    again = pairing(helper="浙江省", scheme="新一轮协作", **{"from": "2022"})
    assert bring(engine, Kind.PAIRINGS, again).batch
    row = states.one(engine, "result")
    assert row["pairing_id"] != couple
    correction = Correction(Kind.RESULTS, row["id"], row["version"], {"value": "22"})
    with pytest.raises(Invalid) as refusal:
        correct(engine, correction, STAFF)
    assert refusal.value.problem is HANDED_IN
    with pytest.raises(CannotKeep):
        add_address(engine, "result", row["id"], "https://example.com/a", "", STAFF)
    now = reports.Of(row["pairing_id"], month, Side.HELPER)
    with reading(engine) as connection:
        stands = reports.standing(connection, now)
        told = history.reports(connection, [couple, row["pairing_id"]], 2022, "fund")["state"]
    assert (stands.state, stands.results) == (ReportState.SUBMITTED, 1)
    assert told.tolist() == [ReportState.SUBMITTED]
    reports.send_back(engine, now, stands.version, "数据有误", OPERATOR)
    assert correct(engine, correction, STAFF)
    reports.submit(engine, now, stands.version + 1, OPERATOR)
    assert len(states.table(engine, "report")) == 1


def test_a_pairing_that_was_closed_is_not_taken_away(stores: Stores) -> None:
    """Neither removed nor undone, though its records could be another one's."""
    engine = states.paired(stores)
    bring(engine, PROJECTS, project())
    again = pairing(helper="浙江省", scheme="新一轮协作", **{"from": "2022"})
    made = batch(bring(engine, Kind.PAIRINGS, again))
    now = states.one(engine, "project", code="Z-1")["pairing_id"]
    shut(engine, "2022", now)
    with pytest.raises(Invalid) as refusal:
        remove(engine, Kind.PAIRINGS, now, OPERATOR)
    assert refusal.value.problem is NEEDED
    (kept,) = undo(engine, made, OPERATOR).kept
    assert (kept.row_id, kept.reason) == (now, "pointed_to")


def test_a_result_lies_where_its_period_ends(engine: Engine) -> None:
    couple = states.one(engine, "project", code="P-1")["pairing_id"]
    sides = {"helper_adcode": "330000", "receiver_adcode": "510000", "pairing_id": couple}
    row = sides | {
        "year": 2022,
        "period_kind": PeriodKind.QUARTER,
        "period_number": 2,
        "ends_on": date(2022, 6, 30),
        "metric_key": "fund",
        "basis": Basis.CUMULATIVE,
        "reported_by": Side.HELPER,
        "value": 1,
    }
    with writing(engine) as connection:
        connection.execute(insert(Result).values(row))
    shut(engine, "2022-06")
    with reading(engine) as connection:
        (closed,) = closings.in_force(connection)
        assert closed.holds("ends_on", row)
        assert not closed.holds("ends_on", row | {"ends_on": date(2022, 7, 31)})
        assert closings.changed(connection) == []
    with writing(engine) as connection:
        connection.execute(update(Result).values(value=2))
    with reading(engine) as connection:
        assert [kept.closed for kept in closings.changed(connection)] == [closed]


def test_the_checksum_is_of_the_period_s_figures_alone(engine: Engine) -> None:
    shut(engine, "2022")
    corrected(engine, "P-2", title="茶园三期")
    with reading(engine) as connection:
        assert closings.changed(connection) == []
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE project SET jobs = 7 WHERE code = 'P-1'")
    with reading(engine) as connection:
        assert len(closings.changed(connection)) == 1


PARTS = {
    "an agreed item": "UPDATE commitment SET target_value = 9",
    "a measure": "UPDATE project_measure SET actual = 9",
    "a stop": "UPDATE visit_site SET name = '乙园'",
}


@pytest.mark.parametrize("part", PARTS)
def test_the_checksum_is_of_the_parts_of_records_too(stores: Stores, part: str) -> None:
    engine = measured(states.paired(stores))
    bring(engine, MEETINGS, meeting(commitments="建茶园"))
    bring(engine, PROJECTS, project(measures="种植面积：计划 3 亩，实际 2 亩"))
    bring(engine, VISITS, visit(sites="茶园"))
    shut(engine, "2022")
    with reading(engine) as connection:
        assert closings.changed(connection) == []
    with writing(engine) as connection:
        assert connection.exec_driver_sql(PARTS[part]).rowcount
    with reading(engine) as connection:
        assert len(closings.changed(connection)) == 1


def test_a_measure_of_a_closed_year_s_project_stays(stores: Stores) -> None:
    engine = measured(states.paired(stores))
    told = "种植面积：计划 3 亩，实际 {} 亩"
    bring(engine, PROJECTS, project(measures=told.format(2)))
    shut(engine, "2022")
    before = states.records(engine)
    assert codes(look(engine, PROJECTS, project(measures=told.format(9)))) == ["closed-period"]
    with pytest.raises(Invalid) as refusal:
        corrected(engine, "Z-1", measures=told.format(9))
    assert refusal.value.problem is CLOSED_PERIOD
    assert states.records(engine) == before


def test_a_checksum_kept_before_those_of_parts_is_compared_as_it_was(engine: Engine) -> None:
    shut(engine, "2022")
    with writing(engine) as connection:
        (closed,) = closings.in_force(connection)
        connection.execute(
            update(Closing).values(checksum=checksum(connection, closed, whole=False))
        )
        assert closings.changed(connection) == []
        connection.exec_driver_sql("UPDATE project SET jobs = 7 WHERE code = 'P-1'")
        assert len(closings.changed(connection)) == 1


def test_only_administrators_close_and_reopen(engine: Engine) -> None:
    staff = make(engine, AccountRole.STAFF, provinces=["330000", "510000"])
    period = of_key("2022")
    assert period is not None
    with pytest.raises(Forbidden):
        close(engine, period, None, staff)
    closing = shut(engine, "2022")
    with pytest.raises(Forbidden):
        reopen(engine, closing, "更正", staff)


@pytest.mark.parametrize(
    ("key", "words"),
    [("2022-Q1", MONTH_OR_YEAR), ("2022-H1", MONTH_OR_YEAR), ("2099", TOO_EARLY)],
)
def test_what_cannot_be_closed_is_said(engine: Engine, key: str, words: object) -> None:
    with pytest.raises(NotClosed) as refusal:
        shut(engine, key)
    assert refusal.value.words is words


def test_closing_twice_and_reopening_without_reason_are_refused(engine: Engine) -> None:
    closing = shut(engine, "2022")
    with pytest.raises(NotClosed) as twice:
        shut(engine, "2022")
    assert twice.value.words is CLOSED_ALREADY
    with pytest.raises(NotClosed) as silent:
        reopen(engine, closing, " ", OPERATOR)
    assert silent.value.words is NO_REASON


def test_a_reopened_period_is_told_until_it_is_closed_again(engine: Engine) -> None:
    reopen(engine, shut(engine, "2022"), "更正笔误", OPERATOR)
    with reading(engine) as connection:
        (kept,) = closings.reopened(connection)
    assert (kept.closed.name, kept.reason) == ("2022", "更正笔误")
    shut(engine, "2022")
    with reading(engine) as connection:
        assert closings.reopened(connection) == []
