"""Places to be looked up: what they are and were called, what they became, and who names them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from db.areas.changes import Entry, history
from db.importing.kinds import RECORDS
from db.models import Area, AreaName, AreaSuccessor, Pairing, Project, ProjectRollup, table_of
from db.models.base import pointing_to
from db.queries.frames import Query, first_row, frame
from db.queries.where import matching

AREA = table_of(Area)
Parent, Province = aliased(Area, name="parent"), aliased(Area, name="province")

LISTED = (
    *(Area.adcode, Area.name_zh, Area.name_en, Area.level, Area.zone, Area.own),
    *(Area.valid_from, Area.valid_to),
    *(Parent.name_zh.label("parent_zh"), Parent.name_en.label("parent_en")),
    *(Province.name_zh.label("province_zh"), Province.name_en.label("province_en")),
)


PLACE = and_(Area.name_zh.not_in(["市辖区", "县"]), Area.name_zh.not_like("%直辖县级行政区划"))
"""That a row is a place, and no heading of the official table."""


@dataclass(frozen=True)
class Record:
    """All that the store knows of a place. `area` are the columns of Area; `above` are (code,
    Chinese, English name) of what it lies in, from narrow to wide; `names` the rows of AreaName.

    `became`, `was` and `below`: see `_others`. `named_by` is table of a ledger → how many of its
    records name it.
    """

    area: dict[str, object]
    above: Sequence[tuple[str, str, str | None]]
    names: pd.DataFrame
    became: pd.DataFrame
    was: pd.DataFrame
    below: pd.DataFrame
    named_by: dict[str, int]
    changes: Sequence[Entry]


def count(connection: Connection, text: str, own: bool = False) -> int:
    """How many places have a text in a name or are of that code; `own`: of an office's own."""
    counted = select(func.count()).select_from(Area).where(*_conditions(text, own))
    return connection.scalar(counted) or 0


def found(
    connection: Connection, text: str, own: bool = False, limit: int = 40, offset: int = 0
) -> pd.DataFrame:
    """Those places by code, from wide to narrow: the columns of LISTED, and `demo` (never)."""
    statement = (
        select(*LISTED, literal(False).label("demo"))
        .outerjoin(Parent, Parent.adcode == Area.parent_adcode)
        .outerjoin(Province, Province.adcode == Area.province_adcode)
        .where(*_conditions(text, own))
        .order_by(Area.adcode)
    )
    return frame(connection, statement.limit(limit).offset(offset))


def record(connection: Connection, adcode: str) -> Record | None:
    """A place; None where there is none of that code."""
    rows = frame(connection, select(*AREA.c).where(AREA.c.adcode == adcode))
    if rows.empty:
        return None
    columns = table_of(AreaSuccessor).c
    successor, predecessor = columns.successor_adcode, columns.predecessor_adcode
    names = select(AreaName.name_zh, AreaName.kind, AreaName.source)
    return Record(
        first_row(rows),
        list(_above(connection, adcode)),
        frame(connection, names.where(AreaName.adcode == adcode).order_by(AreaName.name_zh)),
        _others(connection, successor, predecessor == adcode),
        _others(connection, predecessor, successor == adcode),
        _below(connection, adcode),
        named_by(connection, adcode),
        history(connection, adcode),
    )


def named_by(connection: Connection, adcode: str) -> dict[str, int]:
    """Table of a ledger → how many of its records name a place, as a side or where they were."""
    rows = connection.execute(union_all(*_naming(adcode)))
    counted = {str(row[0]): int(row[1]) for row in rows if row[1]}
    if projects := _projects(connection, adcode):
        counted[Project.__tablename__] = projects
    return counted


def newest(
    connection: Connection, table: str, adcode: str, limit: int, offset: int = 0
) -> list[int]:
    """Ids of the records of a ledger that name it (named_by), the latest first."""
    of = RECORDS[table].spec.table
    named = _names(table, adcode)
    if table == Project.__tablename__:
        named = or_(of.c.pairing_id.in_(_pairings(adcode)), of.c.place_adcode == adcode)
    rows = select(of.c.id).where(named).order_by(of.c.id.desc())
    return list(connection.scalars(rows.limit(limit).offset(offset)))


def _pairings(adcode: str) -> Query:
    sides = or_(Pairing.helper_adcode == adcode, Pairing.receiver_adcode == adcode)
    return select(Pairing.id).where(sides)


def _conditions(text: str, own: bool) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [PLACE]
    if own:
        conditions.append(AREA.c.own)
    if text.strip():
        called = select(AreaName.adcode).where(*matching(text, (AreaName.name_zh,)))
        written = matching(text, (Area.name_zh, Area.name_en, Area.adcode))
        conditions.append(or_(*written, Area.adcode.in_(called)))
    return conditions


def _above(connection: Connection, adcode: str) -> list[tuple[str, str, str | None]]:
    above = []
    columns = (Area.parent_adcode, Area.name_zh, Area.name_en)
    code: str | None = adcode
    while code is not None:
        parent, zh, en = connection.execute(select(*columns).where(Area.adcode == code)).one()
        above.append((code, zh, en))
        code = parent
    return above[1:]


def _others(
    connection: Connection, other: ColumnElement[str], condition: ColumnElement[bool]
) -> pd.DataFrame:
    """What a place became or was before: `adcode`, `name_zh`, `name_en`, `whole`, `since`,
    `source`.
    """
    columns = (Area.adcode, Area.name_zh, Area.name_en)
    told = (AreaSuccessor.whole, AreaSuccessor.since, AreaSuccessor.source)
    joined = select(*columns, *told).join(AreaSuccessor, other == Area.adcode)
    return frame(connection, joined.where(condition).order_by(Area.adcode))


def _below(connection: Connection, adcode: str) -> pd.DataFrame:
    """What lies in it: the columns of LISTED of Area itself, by code."""
    columns = LISTED[:8]
    return frame(
        connection,
        select(*columns).where(PLACE, Area.parent_adcode == adcode).order_by(Area.adcode),
    )


def _naming(adcode: str) -> list[Query]:
    """A count a ledger, but of projects."""
    return [
        select(literal(name), func.count())
        .select_from(RECORDS[name].spec.table)
        .where(_names(name, adcode))
        for name in sorted(RECORDS.keys() - {Project.__tablename__})
    ]


def _names(table: str, adcode: str) -> ColumnElement[bool]:
    """That a record of a ledger, or a part of it, points to a place."""
    spec = RECORDS[table].spec
    pointing = pointing_to(AREA)
    conditions = [of.c[name] == adcode for of, name in pointing if of is spec.table]
    for child in spec.children.values():
        for of, name in pointing:
            if of is child.table:
                parts = select(of.c[child.parent]).where(of.c[name] == adcode)
                conditions.append(spec.table.c.id.in_(parts))
    return or_(false(), *conditions)


def _projects(connection: Connection, adcode: str) -> int:
    """Projects of its pairings, from what is kept of those, and others that are there: counted in
    an index of theirs, for there are many.
    """
    own = list(connection.scalars(_pairings(adcode)))
    of_pairings = select(func.sum(ProjectRollup.projects)).where(ProjectRollup.pairing_id.in_(own))
    there = select(func.count()).where(
        Project.place_adcode == adcode, Project.pairing_id.not_in(own)
    )
    return int(connection.scalar(of_pairings) or 0) + int(connection.scalar(there) or 0)
