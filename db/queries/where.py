"""A Filter as conditions on each ledger. Built here once, with bound parameters only."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Table, and_, extract, or_, select
from sqlalchemy.orm import aliased

from db.filters import Filter
from db.folding import folded as fold
from db.models import Area, Meeting, Pairing, Project, Visit
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


def meetings(chosen: Filter) -> list[Condition]:
    """Conditions on Meeting, for a select made `with_sides`. Its year is that of its first day."""
    conditions = _sides(chosen) + _years(chosen, extract("year", Meeting.date_start))
    conditions += _pairings_of(chosen, Meeting.pairing_id)
    if chosen.scheme:
        conditions.append(Pairing.scheme == chosen.scheme)
    if chosen.level:
        conditions.append(Meeting.level == chosen.level)
    return conditions


def visits(chosen: Filter) -> list[Condition]:
    """Conditions on Visit, for a select made `with_sides`. Its year is that of its first day."""
    conditions = _sides(chosen) + _years(chosen, extract("year", Visit.date_start))
    conditions += _pairings_of(chosen, Visit.pairing_id)
    if chosen.scheme:
        conditions.append(Pairing.scheme == chosen.scheme)
    if chosen.level:
        conditions.append(Visit.level == chosen.level)
    return conditions


def projects(chosen: Filter, of: Any = Project) -> list[Condition]:
    """Conditions on Project alone, all answered by its covering index, or on groups of projects."""
    conditions = _years(chosen, of.year) + _pairings_of(chosen, of.pairing_id)
    if chosen.scheme or chosen.level or chosen.province or chosen.helper or chosen.receiver:
        conditions.append(of.pairing_id.in_(_pairings(chosen)))
    if chosen.industry:
        conditions.append(of.industry == chosen.industry)
    if chosen.stage:
        conditions.append(of.stage == chosen.stage)
    return conditions


def records(chosen: Filter, table: Table, dated: str) -> list[Condition]:
    """Conditions on the records of a ledger's table, for a select made `with_sides`: on the column
    that says of which year they are, their sides and pairing, and on what of a filter it has.
    """
    when = table.c[dated]
    year = when if isinstance(when.type, Integer) else extract("year", when)
    conditions = _sides(chosen) + _years(chosen, year)
    if "pairing_id" in table.c:
        conditions += _pairings_of(chosen, table.c.pairing_id)
    if chosen.scheme:
        conditions.append(Pairing.scheme == chosen.scheme)
    if chosen.level:
        own = table.c.level if "level" in table.c else Pairing.level
        conditions.append(own == chosen.level)
    for name in ("industry", "stage"):
        if name in table.c and getattr(chosen, name):
            conditions.append(table.c[name] == getattr(chosen, name))
    return conditions


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


def _pairings(chosen: Filter) -> Query:
    conditions = _sides(chosen)
    if chosen.scheme:
        conditions.append(Pairing.scheme == chosen.scheme)
    if chosen.level:
        conditions.append(Pairing.level == chosen.level)
    return (
        select(Pairing.id)
        .join(HelperArea, HelperArea.adcode == Pairing.helper_adcode)
        .join(ReceiverArea, ReceiverArea.adcode == Pairing.receiver_adcode)
        .where(*conditions)
    )


def _sides(chosen: Filter) -> list[Condition]:
    helper, receiver = HelperArea.province_adcode, ReceiverArea.province_adcode
    conditions: list[Condition] = []
    if chosen.province:
        conditions.append(or_(helper == chosen.province, receiver == chosen.province))
    if chosen.helper:
        conditions.append(helper == chosen.helper)
    if chosen.receiver:
        conditions.append(receiver == chosen.receiver)
    return conditions


def _pairings_of(chosen: Filter, pairing_id: Any) -> list[Condition]:
    return [] if chosen.pairings is None else [pairing_id.in_(chosen.pairings)]


def _years(chosen: Filter, year: ColumnElement[int] | Any) -> list[Condition]:
    if chosen.years is None:
        return []
    first, last = chosen.years
    return [and_(year >= first, year <= last)]
