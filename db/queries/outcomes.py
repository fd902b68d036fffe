"""What came of a meeting: the projects that carry out what was agreed there."""

from datetime import date
from typing import NamedTuple

import pandas as pd
from sqlalchemy import BigInteger, ColumnElement, Connection, func, select

from db.models import Commitment, Project
from db.queries.frames import Query, frame, of
from db.queries.projects import LISTED
from db.queries.sides import SIDES
from db.queries.where import with_sides


def listed(
    connection: Connection,
    meeting_id: int,
    item: int | None = None,
    *,
    limit: int = 40,
    offset: int = 0,
) -> pd.DataFrame:
    """A page of the projects that name a meeting, or the item of a number: the columns of
    projects.listed, and `item_number` (missing where no item is named). By item, most money in
    place first.
    """
    statement = with_sides(
        select(*LISTED, Commitment.number.label("item_number"), *SIDES).select_from(Project),
        Project,
    ).outerjoin(Commitment, Commitment.id == Project.commitment_id)
    return frame(
        connection,
        statement.where(*_of(meeting_id, item))
        .order_by(Commitment.number.nulls_last(), Project.in_place.desc().nulls_last(), Project.id)
        .limit(limit)
        .offset(offset),
    )


def _of(meeting_id: int, item: int | None) -> list[ColumnElement[bool]]:
    conditions = [Project.meeting_id == meeting_id]
    if item is not None:
        of_number = select(Commitment.id).where(
            Commitment.meeting_id == meeting_id, Commitment.number == item
        )
        conditions.append(Project.commitment_id.in_(of_number))
    return conditions


def dated(connection: Connection, meeting_id: int) -> list[date | None]:
    """The days to which the ledgers of those projects were kept, each once."""
    days = select(Project.as_of).where(Project.meeting_id == meeting_id).distinct()
    return list(connection.scalars(days))


class Totals(NamedTuple):
    """How many projects name a meeting, their money in yuan, and persons; None where none is
    known.
    """

    projects: int
    agreed_amount: int | None
    in_place: int | None
    jobs: int | None
    beneficiaries: int | None


def totals(connection: Connection, meeting_id: int, item: int | None = None) -> Totals:
    """What came of a meeting all in all, or of its item of a number."""
    summed = (Project.agreed_amount, Project.in_place, Project.jobs, Project.beneficiaries)
    sums = (func.sum(column).cast(BigInteger) for column in summed)
    statement = select(func.count(), *sums).where(*_of(meeting_id, item))
    return Totals._make(connection.execute(statement).one())


def largest_of_items(connection: Connection, meeting_id: int, each: int = 3) -> pd.DataFrame:
    """The projects of each agreed item with most money in place, at most `each` of them:
    `commitment_id`, `id`, `title`, `title_en`, `demo`.
    """
    rank = func.row_number().over(
        partition_by=Project.commitment_id,
        order_by=(Project.in_place.desc().nulls_last(), Project.id),
    )
    columns = of(Project, "commitment_id id title title_en demo")
    ranked = (
        select(*columns, rank.label("place"))
        .join(Commitment, Commitment.id == Project.commitment_id)
        .where(Commitment.meeting_id == meeting_id)
        .subquery()
    )
    kept = [ranked.c[column.key] for column in columns]
    statement: Query = select(*kept).where(ranked.c.place <= each)
    return frame(connection, statement.order_by(ranked.c.commitment_id, ranked.c.place))
