"""Agreed items with what became of them: the most urgent first, paged in SQL."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import CTE, ColumnElement, Connection, FromClause, and_, func, not_, select
from sqlalchemy.orm import aliased

from db.filters import Filter
from db.followup.watch import IS_OPEN, Mark, Watch, last_word, marks, urgency
from db.models import (
    Account,
    Commitment,
    CommitmentProgress,
    Evidence,
    ImportBatch,
    Meeting,
    Project,
)
from db.queries import where
from db.queries.commitments import LINKED, LISTED, matching
from db.queries.frames import Query, frame
from db.queries.sides import SIDES
from db.queries.where import Condition


class Which(StrEnum):
    """Which items a list has: those with a Mark, or these."""

    OPEN = "open"
    OVERDUE = Mark.OVERDUE.value
    SOON = Mark.SOON.value
    SILENT = Mark.SILENT.value
    CLOSED = "closed"
    ALL = "all"
    UNLINKED = "unlinked"
    """Those that no project carries out."""


SUMMED = ("agreed_amount", "in_place", "jobs", "beneficiaries")


def listed(
    connection: Connection,
    chosen: Filter,
    watch: Watch,
    which: Which = Which.OPEN,
    search: str = "",
    *,
    limit: int | None = 40,
    offset: int = 0,
) -> pd.DataFrame:
    """A page of the agreed items of the meetings that a filter lets through, the most urgent first.

    Of the item `id`, `number`, `text`, `text_en`, `responsible`, `responsible_en`, `side`,
    `industry`, `due`, `due_precision`, `status`, `target_value`, `target_unit`, and the marks
    `overdue`, `soon`, `silent`; of its meeting `meeting_id`, `title`, `title_en`, `date_start`,
    `date_end`, `date_precision`, `demo`, `pairing_id` and the columns of SIDES. Of what came of it
    `projects`, `agreed_amount`, `in_place` (yuan), `jobs`, `beneficiaries` (persons) and
    `evidence`: files and addresses behind its progress and its projects. Of the last word
    `last_word` (a day: the meeting's where nothing was recorded since), and where something was
    `said`, `said_status` and `said_by`.
    """
    page = _page(chosen, watch, [*_which(which, watch), *matching(search)], limit, offset)
    return frame(connection, _told(page, watch))


def of_meeting(connection: Connection, meeting_id: int, watch: Watch) -> pd.DataFrame:
    """The items of one meeting, likewise."""
    page = _page(Filter(), watch, [Meeting.id == meeting_id], None, 0)
    return frame(connection, _told(page, watch))


def marked(connection: Connection, ids: Sequence[int], watch: Watch) -> pd.DataFrame:
    """The marks of items by their ids: `id`, `overdue`, `soon`, `silent`, `due`, `due_precision`
    and `last_word`.
    """
    flags = (condition.label(mark.value) for mark, condition in marks(watch).items())
    told = (Commitment.id, Commitment.due, Commitment.due_precision, last_word.label("last_word"))
    statement = _from_items(select(*told, *flags), Filter())
    return frame(connection, statement.where(Commitment.id.in_(ids)).order_by(Commitment.id))


def count(
    connection: Connection, chosen: Filter, watch: Watch, which: Which, search: str = ""
) -> int:
    """How many items `listed` has in all its pages."""
    statement = _from_items(select(func.count(Commitment.id)), chosen)
    conditions = [*_which(which, watch), *matching(search)]
    return connection.scalar(statement.where(*conditions)) or 0


def _which(which: Which, watch: Watch) -> list[Condition]:
    conditions: dict[Which, list[Condition]] = {
        Which.OPEN: [IS_OPEN],
        Which.CLOSED: [not_(IS_OPEN)],
        Which.ALL: [],
        Which.UNLINKED: [~LINKED],
    }
    if which in conditions:
        return conditions[which]
    return [marks(watch)[Mark(which.value)]]


def _from_items(statement: Query, chosen: Filter) -> Query:
    of_meetings = statement.select_from(Commitment).join(
        Meeting, Meeting.id == Commitment.meeting_id
    )
    return where.with_sides(of_meetings, Meeting).where(*where.meetings(chosen))


def _page(
    chosen: Filter, watch: Watch, conditions: list[Condition], limit: int | None, offset: int
) -> CTE:
    """The ids of a page."""
    statement = _from_items(select(Commitment.id), chosen).where(*conditions)
    return statement.order_by(*urgency(watch)).limit(limit).offset(offset).cte("page")


def _told(page: CTE, watch: Watch) -> Query:
    """All that `listed` tells of the items of a page, in its order."""
    ids = select(page.c.id)
    sums, proof, progress = _sums(ids), _evidence(ids), aliased(CommitmentProgress)
    flags = (condition.label(mark.value) for mark, condition in marks(watch).items())
    progressed, addressed, built = (func.coalesce(part.c.many, 0) for part in proof)
    statement = select(
        *_TOLD,
        *flags,
        last_word.label("last_word"),
        func.coalesce(sums.c.projects, 0).label("projects"),
        *(sums.c[name] for name in SUMMED),
        (progressed + addressed + built).label("evidence"),
        progress.note.label("said"),
        progress.status.label("said_status"),
        func.coalesce(Account.display_name, ImportBatch.author).label("said_by"),
        *SIDES,
    )
    statement = _from_items(statement, Filter()).outerjoin(sums, sums.c.item == Commitment.id)
    for part in proof:
        statement = statement.outerjoin(part, part.c.item == Commitment.id)
    return (
        statement.outerjoin(progress, progress.id == _last_entry())
        .outerjoin(ImportBatch, ImportBatch.id == progress.batch_id)
        .outerjoin(Account, Account.id == ImportBatch.account_id)
        .where(Commitment.id.in_(ids))
        .order_by(*urgency(watch))
    )


def _last_entry() -> ColumnElement[int]:
    entry = aliased(CommitmentProgress)
    return (
        select(entry.id)
        .where(entry.commitment_id == Commitment.id)
        .order_by(entry.day.desc(), entry.id.desc())
        .limit(1)
        .correlate(Commitment)
        .scalar_subquery()
    )


def _sums(ids: Query) -> FromClause:
    """What the projects of each item come to, from an index alone."""
    item = Project.commitment_id.label("item")
    totals = (
        func.sum(getattr(Project, name)).cast(Meeting.agreed_amount.type).label(name)
        for name in SUMMED
    )
    statement = select(item, func.count().label("projects"), *totals)
    return statement.where(Project.commitment_id.in_(ids)).group_by(item).subquery("sums")


def _evidence(ids: Query) -> tuple[FromClause, ...]:
    """How many files and addresses are behind each item: those of its progress, addresses that
    stand in the progress itself, and those of its projects.
    """

    def kept(owner: type[CommitmentProgress] | type[Project]) -> FromClause:
        of_it = and_(
            Evidence.table_name == owner.__tablename__,
            Evidence.row_id == owner.id,
            Evidence.removed_at.is_(None),
        )
        statement = select(owner.commitment_id.label("item"), func.count().label("many"))
        of_items = statement.join(Evidence, of_it).where(owner.commitment_id.in_(ids))
        return of_items.group_by(owner.commitment_id).subquery()

    written = select(CommitmentProgress.commitment_id.label("item"), func.count().label("many"))
    named = written.where(
        CommitmentProgress.commitment_id.in_(ids), CommitmentProgress.evidence != ""
    )
    addresses = named.group_by(CommitmentProgress.commitment_id).subquery()
    return kept(CommitmentProgress), addresses, kept(Project)


_TOLD: tuple[Any, ...] = (
    *LISTED,
    *(Commitment.side, Commitment.industry, Commitment.target_value, Commitment.target_unit),
    Meeting.pairing_id,
)
