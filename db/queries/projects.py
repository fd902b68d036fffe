"""Projects: the list, paged in SQL, and one project's record."""

from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, select

from db.filters import Filter
from db.models import Commitment, ImportBatch, Meeting, Project
from db.queries import groups, succession, where
from db.queries.frames import first_row, frame, of
from db.queries.sides import SIDES


class Order(StrEnum):
    """What a list of projects begins with."""

    NEWEST = "newest"
    LARGEST = "largest"


ORDERS: dict[Order, tuple[ColumnElement[Any], ...]] = {
    Order.NEWEST: (Project.year.desc(), Project.id.desc()),
    Order.LARGEST: (func.coalesce(Project.in_place, 0).desc(), Project.id.desc()),
}

_SUMS = "agreed_amount in_place jobs beneficiaries total_investment fiscal_aid social_aid"
SUMMED = dict(zip(_SUMS.split(), of(Project, _SUMS), strict=True))
"""What a list of projects sums: in yuan, or persons."""

LISTED = of(
    Project,
    "id code year title title_en industry stage place total_investment agreed_amount in_place "
    "jobs beneficiaries fiscal_aid social_aid demo",
)


def listed(
    connection: Connection,
    chosen: Filter,
    search: str = "",
    order: Order = Order.NEWEST,
    *,
    place: str | None = None,
    limit: int = 40,
    offset: int = 0,
    among: tuple[groups.Group, ...] | None = None,
) -> pd.DataFrame:
    """A page of the projects: `id`, `code`, `year`, `title`, `title_en`, `industry`, `stage`,
    `place`, `total_investment`, `agreed_amount`, `in_place`, `fiscal_aid`, `social_aid` (yuan),
    `jobs`, `beneficiaries` (persons), `demo`, and the columns of SIDES. `search` looks into titles,
    codes and places. `among` names the groups that hold the page (summaries.leading): the answer
    is the same, read from those alone. `place` is the adcode of where they are, as sums by place
    have it (summaries.places).
    """
    conditions = _conditions(connection, chosen, search, place)
    every = select(Project.id).where(*conditions)
    found = every if among is None else groups.within(select(Project.id), among)
    page = found.order_by(*ORDERS[order]).limit(limit).offset(offset).subquery()
    statement = where.with_sides(select(*LISTED, *SIDES).select_from(Project), Project)
    statement = statement.where(Project.id.in_(select(page.c.id)))
    return frame(connection, statement.order_by(*ORDERS[order]))


def count(
    connection: Connection, chosen: Filter, search: str = "", place: str | None = None
) -> int:
    """How many projects `listed` has in all its pages."""
    statement = select(func.count()).select_from(Project)
    return connection.scalar(statement.where(*_conditions(connection, chosen, search, place))) or 0


def totals(
    connection: Connection, chosen: Filter, search: str = "", place: str | None = None
) -> dict[str, int]:
    """What the projects of `listed` come to in all its pages: measure → sum."""
    sums = [func.coalesce(func.sum(column), 0).label(name) for name, column in SUMMED.items()]
    statement = select(*sums).where(*_conditions(connection, chosen, search, place))
    found = connection.execute(statement).mappings().one()
    return {name: int(total) for name, total in found.items()}


def record(connection: Connection, project_id: int) -> dict[str, Any] | None:
    """One project: the columns of `listed`, and `pairing_id`, `content`, `start_date`,
    `start_precision`, `end_date`, `end_precision`, `implementer`, `source`, `note`, `as_of`,
    `batch_id`, `file_name`, `imported_at`, and of the meeting and item that it carries out
    `meeting_id`, `meeting_title`, `meeting_title_en`, `item_number`, `item_text`, `item_text_en`.
    None where there is none of that id.
    """
    columns = (
        *of(
            Project,
            "pairing_id content start_date start_precision end_date end_precision implementer "
            "source note as_of batch_id",
        ),
        ImportBatch.file_name,
        ImportBatch.created_at.label("imported_at"),
        Project.meeting_id,
        Meeting.title.label("meeting_title"),
        Meeting.title_en.label("meeting_title_en"),
        Commitment.number.label("item_number"),
        Commitment.text.label("item_text"),
        Commitment.text_en.label("item_text_en"),
    )
    statement = where.with_sides(select(*LISTED, *columns, *SIDES).select_from(Project), Project)
    statement = (
        statement.outerjoin(ImportBatch, ImportBatch.id == Project.batch_id)
        .outerjoin(Meeting, Meeting.id == Project.meeting_id)
        .outerjoin(Commitment, Commitment.id == Project.commitment_id)
    )
    found = frame(connection, statement.where(Project.id == project_id))
    return None if found.empty else first_row(found)


def _conditions(
    connection: Connection, chosen: Filter, search: str, place: str | None
) -> list[where.Condition]:
    conditions = [*where.projects(chosen), *_matching(search)]
    if place is not None:
        conditions.append(Project.place_adcode.in_(succession.family(connection, place)))
    return conditions


def _matching(search: str) -> list[where.Condition]:
    return where.matching(search, (Project.place,), folded=(Project.title_key, Project.code_key))
