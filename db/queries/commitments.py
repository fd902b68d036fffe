"""Agreed items: the list over all meetings of a selection, paged in SQL."""

from enum import StrEnum

import pandas as pd
from sqlalchemy import Connection, func, select

from db.filters import Filter
from db.models import Commitment, Meeting, Project
from db.queries import where
from db.queries.frames import Query, frame, of
from db.queries.sides import SIDES


class Which(StrEnum):
    """Which agreed items a list has."""

    ALL = "items"
    LINKED = "linked"
    """Those that a project carries out."""
    UNLINKED = "unlinked"


def listed(
    connection: Connection,
    chosen: Filter,
    which: Which = Which.ALL,
    search: str = "",
    *,
    limit: int = 40,
    offset: int = 0,
) -> pd.DataFrame:
    """A page of the agreed items of the meetings that the filter lets through, those of the newest
    meeting first: `id`, `number`, `text`, `text_en`, `responsible`, `responsible_en`, `due`,
    `due_precision`, `status`, `projects` (how many carry it out), of its meeting `meeting_id`,
    `title`, `title_en`, `date_start`, `date_end`, `date_precision`, `demo`, and the columns of
    SIDES. `search` looks into the items, who is in charge of them, and titles of meetings.
    """
    projects = select(func.count()).where(Project.commitment_id == Commitment.id).scalar_subquery()
    statement = _of(select(*LISTED, projects.label("projects"), *SIDES), chosen, which, search)
    return frame(
        connection,
        statement.order_by(Meeting.date_start.desc(), Meeting.id.desc(), Commitment.number)
        .limit(limit)
        .offset(offset),
    )


def count(
    connection: Connection, chosen: Filter, which: Which = Which.ALL, search: str = ""
) -> int:
    """How many items `listed` has in all its pages."""
    return connection.scalar(_of(select(func.count(Commitment.id)), chosen, which, search)) or 0


LINKED: where.Condition = select(Project.id).where(Project.commitment_id == Commitment.id).exists()
"""That a project carries an item out."""

LISTED = (
    *of(
        Commitment,
        "id meeting_id number text text_en responsible responsible_en due due_precision status",
    ),
    *of(Meeting, "title title_en date_start date_end date_precision demo"),
)
"""What every list of agreed items tells of an item and its meeting."""


def _of(statement: Query, chosen: Filter, which: Which, search: str) -> Query:
    of_meetings = statement.select_from(Commitment).join(
        Meeting, Meeting.id == Commitment.meeting_id
    )
    return where.with_sides(of_meetings, Meeting).where(
        *where.meetings(chosen), *_which(which), *matching(search)
    )


def _which(which: Which) -> list[where.Condition]:
    if which is Which.ALL:
        return []
    return [LINKED if which is Which.LINKED else ~LINKED]


def matching(search: str) -> list[where.Condition]:
    """That an item, who is in charge of it, or its meeting's title holds a text."""
    written = (
        *of(Commitment, "text text_en responsible responsible_en"),
        Meeting.title_en,
    )
    return where.matching(search, written, folded=(Meeting.title_key,))
