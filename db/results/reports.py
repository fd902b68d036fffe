"""A side's report of a period: a draft, submitted, approved by somebody else, or sent back.

A report is all results that one side gave for a couple and a period. Nobody approves what they
submitted or wrote themselves. What was submitted or approved is read-only (db.closings.guard).
Where the same two are newly paired, results become the new pairing's and their report stays what
it is: of the two.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    ScalarSelect,
    Select,
    func,
    insert,
    select,
    update,
)

from db.accounts import Account, Action, Author, audit, matter_of, require
from db.accounts.account import province_of
from db.closings.rules import OF_TWO, SAME, in_force
from db.engine import locked, raise_revision, utc_now
from db.importing.words import Refusal, Words
from db.models import ImportBatch, Pairing, Report, ReportStep, Result, RowHistory, table_of
from db.periods import Period
from db.terms import AccountRole, Event, PeriodKind, ReportState, Side

REPORT, STEP, RESULT = table_of(Report), table_of(ReportStep), table_of(Result)
OWN = [
    REPORT.c[name] == RESULT.c[name]
    for name in ("year", "period_kind", "period_number", "reported_by")
]
"""That a report is of a result's period and side."""
PAIRING, HISTORY, BATCH = table_of(Pairing), table_of(RowHistory), table_of(ImportBatch)

NOTHING = Words("还没有填报任何指标，不能提交。", "Nothing has been reported yet to submit.")
NO_DRAFT = Words("该填报已经提交。", "This report has been submitted already.")
NOT_SUBMITTED = Words("该填报尚未提交。", "This report has not been submitted.")
NOT_THEIRS = Words(
    "该填报属于另一方，请由该方人员办理。",
    "This is the other side's report, for people of that side to deal with.",
)
OWN_REPORT = Words(
    "不能审核自己填写或提交的数据，请由本方另一位同事审核。",
    "Nobody approves what they wrote or submitted: a colleague of that side does.",
)
CLOSED = Words("该期间已关账。", "The period is closed.")
CHANGED = Words(
    "该填报在您查看之后已有变动，请再次核对。",
    "The report has changed since you looked at it; please look again.",
)
NO_REASON = Words("请写明退回的原因。", "Say why it is sent back.")
LONGEST = 2_000
TOO_LONG = Words("原因不超过 2,000 字。", "A reason has at most 2,000 characters.")
UNKNOWN_COUPLE = Words("库中没有这组结对。", "There is no such pairing.")


class Unready(Refusal):
    """A report cannot take this step. `words` says why."""


@dataclass(frozen=True)
class Of:
    """Whose report of when: a couple, a period, and the side that reports."""

    pairing_id: int
    period: Period
    side: Side


@dataclass(frozen=True)
class Step:
    """What somebody did with a report. `at` is UTC; `reason` where it was sent back."""

    state: ReportState
    author: str
    account_id: int | None
    at: datetime
    reason: str


@dataclass(frozen=True)
class Standing:
    """How far a report has come; `version` 0 and no steps where nobody has submitted it yet."""

    of: Of
    state: ReportState
    version: int
    results: int
    steps: tuple[Step, ...]


def standing(connection: Connection, of: Of) -> Standing:
    """How far one report has come."""
    row = connection.execute(_furthest(select(REPORT).where(*is_of(REPORT, of)))).one_or_none()
    count = connection.scalar(select(func.count()).select_from(RESULT).where(*is_of(RESULT, of)))
    if row is None:
        return Standing(of, ReportState.DRAFT, 0, count or 0, ())
    steps = connection.execute(
        select(STEP.c.state, STEP.c.author, STEP.c.account_id, STEP.c.at, STEP.c.reason)
        .where(STEP.c.report_id == row.id)
        .order_by(STEP.c.id)
    )
    return Standing(of, row.state, row.version, count or 0, tuple(Step(*step) for step in steps))


def submit(engine: Engine, of: Of, version: int, by: Author | None) -> None:
    """Hand a draft in: from then on it is read-only.

    Raises:
        Forbidden: by somebody who is not in charge of the couple.
        Unready: NOTHING to submit; NO_DRAFT; NOT_THEIRS; CHANGED since `version`; CLOSED.
    """
    with locked(engine) as connection:
        author = in_charge(connection, of, by)
        found = _looked_at(connection, of, version)
        if found.state is not ReportState.DRAFT:
            raise Unready(NO_DRAFT)
        if not found.results:
            raise Unready(NOTHING)
        _step(connection, of, found, ReportState.SUBMITTED, author)
        audit.note(connection, Event.REPORT_SUBMITTED, author, **_told(of))


def approve(engine: Engine, of: Of, version: int, by: Author | None) -> None:
    """Say that a submitted report is right.

    Raises:
        Forbidden: by somebody who is not in charge of the couple.
        Unready: NOT_SUBMITTED; NOT_THEIRS; OWN_REPORT; CHANGED since `version`; CLOSED.
    """
    with locked(engine) as connection:
        author = in_charge(connection, of, by)
        found = _looked_at(connection, of, version)
        if found.state is not ReportState.SUBMITTED:
            raise Unready(NOT_SUBMITTED)
        _refuse_own(connection, of, found, author)
        _step(connection, of, found, ReportState.APPROVED, author)
        audit.note(connection, Event.REPORT_APPROVED, author, **_told(of))


def send_back(engine: Engine, of: Of, version: int, reason: str, by: Author | None) -> None:
    """Make a draft of a report again that was submitted or approved.

    Raises:
        Forbidden: by somebody who is not in charge of the couple.
        Unready: NOT_SUBMITTED; NOT_THEIRS; NO_REASON; CHANGED since `version`; CLOSED.
    """
    reason = reason.strip()
    with locked(engine) as connection:
        author = in_charge(connection, of, by)
        found = _looked_at(connection, of, version)
        if found.state is ReportState.DRAFT:
            raise Unready(NOT_SUBMITTED)
        if not reason:
            raise Unready(NO_REASON)
        if len(reason) > LONGEST:
            raise Unready(TOO_LONG)
        _step(connection, of, found, ReportState.DRAFT, author, reason)
        audit.note(connection, Event.REPORT_SENT_BACK, author, **_told(of), reason=reason)


def in_charge(connection: Connection, of: Of, by: Author | None) -> Author:
    """Return who acts, read afresh, if the report is theirs to write and its period is open.

    Raises:
        Forbidden: by somebody who is not in charge of the couple.
        Unready: UNKNOWN_COUPLE; NOT_THEIRS; CLOSED.
    """
    row = connection.execute(select(PAIRING).where(PAIRING.c.id == of.pairing_id)).one_or_none()
    if row is None:
        require(connection, by, Action.EDIT, over=[])
        raise Unready(UNKNOWN_COUPLE)
    record = {name: row._mapping[name] for name in ("helper_adcode", "receiver_adcode")}
    author = require(
        connection, by, Action.EDIT, over=[matter_of(record | {"pairing_id": of.pairing_id})]
    )
    if not of_side(author, row, of.side):
        raise Unready(NOT_THEIRS)
    if closed(connection, of):
        raise Unready(CLOSED)
    return author


def closed(connection: Connection, of: Of) -> bool:
    """Whether the period of a report is closed, for all or for its couple."""
    record = {"ends_on": of.period.ends_on, "pairing_id": of.pairing_id}
    return any(period.holds("ends_on", record) for period in in_force(connection))


def of_side(author: Author, pairing: Any, side: Side) -> bool:
    """Whether somebody speaks for a side of a pairing (its helper_adcode and receiver_adcode): one
    in charge of that side's province, or of the couple as such, and whoever may do everything.
    """
    if not isinstance(author, Account) or author.role is AccountRole.ADMIN:
        return True
    adcode = pairing.helper_adcode if side is Side.HELPER else pairing.receiver_adcode
    return pairing.id in author.scope.pairings or province_of(adcode) in author.scope.provinces


def _looked_at(connection: Connection, of: Of, version: int) -> Standing:
    found = standing(connection, of)
    if found.version != version:
        raise Unready(CHANGED)
    return found


def _refuse_own(connection: Connection, of: Of, found: Standing, author: Author) -> None:
    """Refuse who submitted it last, and whoever wrote one of its values as it stands."""
    if author.id is None:
        return
    submitted = next(s for s in reversed(found.steps) if s.state is ReportState.SUBMITTED)
    wrote = (
        select(BATCH.c.account_id)
        .join(RESULT, RESULT.c.batch_id == BATCH.c.id)
        .where(*is_of(RESULT, of), BATCH.c.account_id == author.id)
        .limit(1)
    )
    edited = (
        select(BATCH.c.account_id)
        .join(HISTORY, HISTORY.c.batch_id == BATCH.c.id)
        .join(RESULT, RESULT.c.id == HISTORY.c.row_id)
        .where(HISTORY.c.table_name == RESULT.name, *is_of(RESULT, of))
        .where(BATCH.c.account_id == author.id)
        .limit(1)
    )
    theirs = submitted.account_id == author.id
    if theirs or any(connection.scalar(query) is not None for query in (wrote, edited)):
        raise Unready(OWN_REPORT)


def _step(
    connection: Connection,
    of: Of,
    found: Standing,
    state: ReportState,
    author: Author,
    reason: str = "",
) -> None:
    if found.version:
        own = _furthest(select(REPORT.c.id).where(*is_of(REPORT, of))).scalar_subquery()
        statement = update(REPORT).where(REPORT.c.id == own).returning(REPORT.c.id)
        report = connection.scalar(statement.values(state=state, version=found.version + 1))
    else:
        values = _values(of) | {"ends_on": of.period.ends_on, "state": state, "version": 1}
        report = connection.scalar(insert(REPORT).values(values).returning(REPORT.c.id))
    step = {"report_id": report, "state": state, "author": author.name, "account_id": author.id}
    connection.execute(insert(STEP).values(step | {"at": utc_now(), "reason": reason}))
    raise_revision(connection)


def _values(of: Of) -> dict[str, Any]:
    return {
        "pairing_id": of.pairing_id,
        "year": of.period.year,
        "period_kind": PeriodKind(of.period.kind),
        "period_number": of.period.number,
        "reported_by": of.side,
    }


def is_of(table: Any, of: Of) -> Sequence[ColumnElement[bool]]:
    """The conditions under which a row of `result` or `report` is of a report: of any pairing of
    its two.
    """
    values = _values(of)
    return [
        table.c.pairing_id.in_(of_two(values.pop("pairing_id"))),
        *(table.c[name] == value for name, value in values.items()),
    ]


def of_two(pairing_id: int | ColumnElement[int]) -> Select[int]:
    """The pairings of the same two as one, itself among them."""
    return select(SAME.id).join_from(Pairing, SAME, OF_TWO).where(Pairing.id == pairing_id)


def state_of(
    pairings: Collection[int] | Select[int], *same: ColumnElement[bool]
) -> ScalarSelect[ReportState]:
    """The state of the report of these pairings of two for which REPORT is the `same`; missing for
    a draft that nobody has handed in.
    """
    found = select(REPORT.c.state).where(REPORT.c.pairing_id.in_(pairings), *same)
    return _furthest(found).scalar_subquery()


def _furthest(found: Select[Any]) -> Select[Any]:
    """Where both of two pairings have one, that which was handed in; of those the newest."""
    draft = REPORT.c.state == ReportState.DRAFT
    return found.order_by(draft, REPORT.c.id.desc()).limit(1)


def _told(of: Of) -> dict[str, Any]:
    return {"pairing": of.pairing_id, "period": of.period.key, "side": of.side.value}
