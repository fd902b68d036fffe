"""Meetings: the list, and one meeting's whole record."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, exists, func, select
from sqlalchemy.orm import aliased

from db.filters import Filter
from db.models import (
    Account,
    Attendee,
    Commitment,
    CommitmentProgress,
    ImportBatch,
    Meeting,
    Project,
    Visit,
)
from db.queries import visits, where
from db.queries.frames import Query, first_row, frame, of
from db.queries.sides import SIDES

LinkedProject = aliased(Project, name="linked_project")


@dataclass(frozen=True)
class MeetingRecord:
    """All that is known of one meeting.

    meeting: the columns of `listed`, plus version, code, pairing_id, place_adcode, summary,
    summary_en, source, note, as_of, and of its import batch_id, file_name, imported_at.
    attendees: name, name_en, post, post_en, side, role, note.
    commitments: id, number, text, text_en, responsible,
    responsible_en, side, industry, due, due_precision, status, target_value, target_unit, source,
    and of the projects linked to each: projects (count), agreed_amount, in_place (yuan), jobs,
    beneficiaries (persons). progress, the newest first: id, commitment_id, number, status, day,
    day_precision, note, evidence, author. visits: id, date_start, date_end, date_precision,
    direction, head, head_en, post, post_en, level, headcount, purpose, purpose_en, source, note,
    demo. sites: visit_id, position, name, name_en, note.
    """

    meeting: dict[str, Any]
    attendees: pd.DataFrame
    commitments: pd.DataFrame
    progress: pd.DataFrame
    visits: pd.DataFrame
    sites: pd.DataFrame


def listed(
    connection: Connection,
    chosen: Filter,
    search: str = "",
    *,
    limit: int = 50,
    offset: int = 0,
) -> pd.DataFrame:
    """A page of the meetings, newest first: `id`, `date_start`, `date_end`, `date_precision`,
    `title`, `title_en`, `category`, `level`, `ordinal`, `place`, `place_en`, `signed_projects`,
    `agreed_amount` (yuan), `demo`, `commitments` and `linked` (agreed items, and those that a
    project carries out), and the columns of SIDES. `search` looks into titles and places.
    """
    items = select(func.count()).where(Commitment.meeting_id == Meeting.id).scalar_subquery()
    linked = (
        select(func.count(func.distinct(LinkedProject.commitment_id)))
        .join(Commitment, Commitment.id == LinkedProject.commitment_id)
        .where(Commitment.meeting_id == Meeting.id)
        .scalar_subquery()
    )
    columns = (*_LISTED, items.label("commitments"), linked.label("linked"), *SIDES)
    statement = where.with_sides(select(*columns).select_from(Meeting), Meeting)
    return frame(
        connection,
        statement.where(*where.meetings(chosen), *_matching(search))
        .order_by(Meeting.date_start.desc(), Meeting.id.desc())
        .limit(limit)
        .offset(offset),
    )


def count(connection: Connection, chosen: Filter, search: str = "") -> int:
    """How many meetings `listed` has in all its pages."""
    statement = where.with_sides(select(func.count()).select_from(Meeting), Meeting)
    return connection.scalar(statement.where(*where.meetings(chosen), *_matching(search))) or 0


def totals(connection: Connection, chosen: Filter, search: str = "") -> dict[str, int]:
    """What the meetings of `listed` come to in all its pages: `signed_projects`, `commitments` and
    `linked`.
    """
    every = where.with_sides(select(Meeting.id).select_from(Meeting), Meeting)
    ids = every.where(*where.meetings(chosen), *_matching(search))
    signed = select(func.sum(Meeting.signed_projects)).where(Meeting.id.in_(ids))
    items = select(func.count()).select_from(Commitment).where(Commitment.meeting_id.in_(ids))
    linked = items.where(exists().where(LinkedProject.commitment_id == Commitment.id))
    parts = {"signed_projects": signed, "commitments": items, "linked": linked}
    sums = (part.scalar_subquery().label(name) for name, part in parts.items())
    found = connection.execute(select(*sums)).mappings().one()
    return {name: int(found[name] or 0) for name in parts}


def record(connection: Connection, meeting_id: int) -> MeetingRecord | None:
    """One meeting; None where there is none of that id."""
    columns = (*_LISTED, *_MORE, *SIDES)
    statement = where.with_sides(select(*columns).select_from(Meeting), Meeting)
    statement = statement.outerjoin(ImportBatch, ImportBatch.id == Meeting.batch_id)
    found = frame(connection, statement.where(Meeting.id == meeting_id))
    if found.empty:
        return None
    came = frame(connection, _visits(meeting_id))
    return MeetingRecord(
        first_row(found),
        frame(connection, _attendees(meeting_id)),
        frame(connection, _commitments(meeting_id)),
        frame(connection, _progress(meeting_id)),
        came,
        visits.stops(connection, came["id"].tolist()),
    )


_LISTED = of(
    Meeting,
    "id date_start date_end date_precision title title_en category level ordinal place "
    "place_en signed_projects agreed_amount demo",
)

_MORE = (
    *of(
        Meeting,
        "version code pairing_id place_adcode summary summary_en source note as_of batch_id",
    ),
    ImportBatch.file_name,
    ImportBatch.created_at.label("imported_at"),
)


def _matching(search: str) -> list[where.Condition]:
    written = (Meeting.title_en, Meeting.place, Meeting.place_en)
    return where.matching(search, written, folded=(Meeting.title_key, Meeting.code_key))


def _attendees(meeting_id: int) -> Query:
    return (
        select(
            *of(Attendee, "name name_en post post_en side role note"),
        )
        .where(Attendee.meeting_id == meeting_id)
        .order_by(Attendee.position)
    )


def _commitments(meeting_id: int) -> Query:
    item = [column for column in Commitment.__table__.c if column.name != "meeting_id"]
    return (
        select(
            *item,
            func.count(Project.id).label("projects"),
            *(
                func.sum(getattr(Project, name)).cast(Meeting.agreed_amount.type).label(name)
                for name in ("agreed_amount", "in_place", "jobs", "beneficiaries")
            ),
        )
        .outerjoin(Project, Project.commitment_id == Commitment.id)
        .where(Commitment.meeting_id == meeting_id)
        .group_by(*item)
        .order_by(Commitment.number)
    )


def _progress(meeting_id: int) -> Query:
    return (
        select(
            *of(
                CommitmentProgress,
                "id commitment_id number status day day_precision note evidence",
            ),
            func.coalesce(Account.display_name, ImportBatch.author).label("author"),
        )
        .join(ImportBatch, ImportBatch.id == CommitmentProgress.batch_id)
        .outerjoin(Account, Account.id == ImportBatch.account_id)
        .where(CommitmentProgress.meeting_id == meeting_id)
        .order_by(CommitmentProgress.day.desc(), CommitmentProgress.id.desc())
    )


def _visits(meeting_id: int) -> Query:
    statement = select(*visits.LISTED, Visit.source, Visit.note)
    return statement.where(Visit.meeting_id == meeting_id).order_by(Visit.date_start, Visit.id)
