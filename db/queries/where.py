"""A Filter as conditions on each ledger. Built here once, with bound parameters only."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Table, and_, extract, or_, select
from sqlalchemy.orm import aliased

from db.filters import Criterion, Filter
from db.folding import folded as fold
from db.models import Area, Meeting, Pairing, Project, Visit, table_of
from db.queries.frames import Query

Condition = ColumnElement[bool]

HelperArea = aliased(Area, name="helper_area")
ReceiverArea = aliased(Area, name="receiver_area")


def with_sides(statement: Query, record: Any) -> Query:
    """Join the areas of both sides (missing for national meetings) and the pairing."""
    return (
        statement.outerjoin(HelperArea, HelperArea.adcode == record.helper_adcode)
        .outerjoin(ReceiverArea, ReceiverArea.adcode == record.receiver_adcode)
        .outerjoin(Pairing, Pairing.id == record.pairing_id)
    )


def obeying(chosen: Filter, columns: Mapping[str, Any]) -> list[Condition]:
    """The conditions of a filter on a record, of whose dimensions these are the `columns`."""
    return [
        or_(*(_fulfils(columns[name], criterion) for name in criterion.dimensions))
        for criterion in chosen.criteria(columns)
    ]


def _fulfils(column: Any, criterion: Criterion) -> Condition:
    if criterion.span is not None:
        first, last = criterion.span
        return and_(column >= first, column <= last)
    values = criterion.values
    found: Condition = column == values[0] if len(values) == 1 else column.in_(values)
    return found


SIDES = {"helper": HelperArea.province_adcode, "receiver": ReceiverArea.province_adcode}
OF_PAIRING = {**SIDES, "scheme": Pairing.scheme, "level": Pairing.level}
"""What a filter may ask of a pairing, for a select that has the areas of its sides."""


def meetings(chosen: Filter) -> list[Condition]:
    """Conditions on Meeting, for a select made `with_sides`. Its year is that of its first day."""
    return records(chosen, table_of(Meeting), "date_start")


def visits(chosen: Filter) -> list[Condition]:
    """Conditions on Visit, for a select made `with_sides`. Its year is that of its first day."""
    return records(chosen, table_of(Visit), "date_start")


def projects(chosen: Filter, of: Any = Project) -> list[Condition]:
    """Conditions on Project alone, all answered by its covering index, or on groups of projects."""
    own = ("year", "pairing_id", "industry", "stage", "demo")
    conditions = obeying(chosen, {name: getattr(of, name) for name in own})
    if of_pairing := obeying(chosen, OF_PAIRING):
        conditions.append(of.pairing_id.in_(_pairings(of_pairing)))
    return conditions


def records(chosen: Filter, table: Table, dated: str) -> list[Condition]:
    """Conditions on the records of a ledger's table, for a select made `with_sides`: on the column
    that says of which year they are, their sides and pairing, and on what of a filter it has.
    """
    when = table.c[dated]
    year = when if isinstance(when.type, Integer) else extract("year", when)
    own = ("pairing_id", "level", "industry", "stage", "demo")
    of_record = {name: table.c[name] for name in own if name in table.c}
    return obeying(chosen, {**OF_PAIRING, "year": year, **of_record})


def _pairings(conditions: Sequence[Condition]) -> Query:
    return (
        select(Pairing.id)
        .join(HelperArea, HelperArea.adcode == Pairing.helper_adcode)
        .join(ReceiverArea, ReceiverArea.adcode == Pairing.receiver_adcode)
        .where(*conditions)
    )


def matching(search: str, written: Sequence[Any], folded: Sequence[Any] = ()) -> list[Condition]:
    """That one of these columns holds a text: as it is written, or as it is compared where the
    store keeps it so (db.folding). No condition where there is no text.
    """
    text = search.strip()
    if not text:
        return []
    sought = fold(text)
    texts = {text, sought} if sought else {text}
    conditions = [column.icontains(text, autoescape=True) for column in written for text in texts]
    if sought:
        conditions += [column.contains(sought, autoescape=True) for column in folded]
    return [or_(*conditions)]
