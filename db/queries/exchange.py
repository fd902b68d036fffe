"""People who went to the other side or learned from it, both ways, by couple and year."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Table,
    cast,
    extract,
    func,
    literal,
    select,
)

from db.filters import Filter
from db.models import Labour, Pairing, Talent, Training, Visit, table_of
from db.queries import where
from db.queries.dated import as_of
from db.queries.frames import frame
from db.results.heads import uncovered
from db.terms import Destination, Direction, Kind, Learners, TalentCategory

VISIT, TALENT, TRAINING, LABOUR = map(table_of, (Visit, Talent, Training, Labour))


class Flow(StrEnum):
    """Who goes from one side to the other, or learns there."""

    VISITORS = "visitors"
    CADRES = "cadres"
    SPECIALISTS = "specialists"
    TRAINEES = "trainees"
    STUDENTS = "students"
    WORKERS = "workers"


class Counted(NamedTuple):
    """What a flow is counted from: a ledger, its column of persons (None: one a record), and those
    of its terms that are meant, any of them. `only`: the one direction that its ledger knows.
    """

    kind: Kind
    table: Table
    persons: str | None
    among: Mapping[str, tuple[str, ...]]
    only: Direction | None = None

    @property
    def dated(self) -> str:
        """The column that says of which year a record is."""
        return "year" if "year" in self.table.c else "date_start"


COUNTED: Mapping[Flow, Counted] = {
    Flow.VISITORS: Counted(Kind.VISITS, VISIT, "headcount", {}),
    Flow.CADRES: Counted(Kind.TALENT, TALENT, None, {"category": (TalentCategory.CADRE,)}),
    Flow.SPECIALISTS: Counted(
        Kind.TALENT, TALENT, None, {"category": (TalentCategory.SPECIALIST,)}
    ),
    Flow.TRAINEES: Counted(
        Kind.TRAINING,
        TRAINING,
        "persons",
        {"category": tuple(one for one in Learners if one is not Learners.STUDENTS)},
    ),
    Flow.STUDENTS: Counted(Kind.TRAINING, TRAINING, "persons", {"category": (Learners.STUDENTS,)}),
    Flow.WORKERS: Counted(
        Kind.LABOUR,
        LABOUR,
        "persons",
        {"destination": (Destination.EAST,)},
        Direction.WEST_TO_EAST,
    ),
}
"""Workers are those of the west who found work in the east: labour the other way has no ledger."""


def both_ways(connection: Connection, chosen: Filter) -> pd.DataFrame:
    """A row a flow, couple, year and direction: `flow`, `helper_adcode`, `receiver_adcode`,
    `pairing_id` (one of the two's, may be missing), `year`, `direction`, `records`, `persons`,
    `untold` (records that do not tell how many), `demo` (records), `as_of_first`, `as_of_last`,
    `undated` (records). Of an industry or a stage of the filter none of these ledgers knows.
    """
    every = [_of(connection, flow, counted, chosen) for flow, counted in COUNTED.items()]
    found = pd.concat([one for one in every if len(one)] or every[:1], ignore_index=True)
    return found.assign(year=found["year"].astype("Int64"))


def _of(connection: Connection, flow: Flow, counted: Counted, chosen: Filter) -> pd.DataFrame:
    table = counted.table
    keys = {
        "helper_adcode": table.c.helper_adcode,
        "receiver_adcode": table.c.receiver_adcode,
        "year": _year(table.c[counted.dated]),
        "direction": literal(counted.only.value) if counted.only else table.c.direction,
    }
    persons = func.count() if counted.persons is None else _sum(table.c[counted.persons])
    untold = literal(0) if counted.persons is None else _many(table.c[counted.persons].is_(None))
    statement = select(
        literal(flow.value).label("flow"),
        *(column.label(name) for name, column in keys.items()),
        func.max(Pairing.id).label("pairing_id"),
        func.count().label("records"),
        persons.label("persons"),
        untold.label("untold"),
        _many(table.c.demo).label("demo"),
        *as_of(table.c),
    ).select_from(table)
    meant = [table.c[name].in_(terms) for name, terms in counted.among.items()]
    conditions = [*where.records(chosen, table, counted.dated), *meant]
    if counted.kind is Kind.LABOUR:
        conditions.append(uncovered(table))
    grouped = [
        column for name, column in keys.items() if not (counted.only and name == "direction")
    ]
    joined = where.with_sides(statement, table.c).where(*conditions).group_by(*grouped)
    return frame(connection, joined)


def _year(column: ColumnElement[Any]) -> ColumnElement[int]:
    return column if isinstance(column.type, Integer) else cast(extract("year", column), Integer)


def _sum(column: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(column), 0), BigInteger)


def _many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)
