"""Which records lie in a closed period.

A record's time is the column that tells it: the last day of a result's period, the first day of a
meeting or visit, the year of what is kept by year. A year's record lies in that year, and in none
of its months. Demo records lie in no period: they are not what was closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, false, select
from sqlalchemy.orm import aliased

from db.models import Base, Closing, Pairing
from db.periods import Period
from db.terms import PeriodKind, Precision

TIMES = ("ends_on", "date_start", "year")
"""Columns that tell a record's time, the most exact first."""

SAME = aliased(Pairing)
OF_TWO = and_(
    SAME.helper_adcode == Pairing.helper_adcode, SAME.receiver_adcode == Pairing.receiver_adcode
)
"""Each pairing of the same two as another, itself among them."""


def time_of(table: Table) -> str | None:
    """The column that tells the time of a ledger's records; None where nothing does."""
    if "batch_id" not in table.c or "pairing_id" not in table.c:
        return None
    return next((name for name in TIMES if name in table.c), None)


def timed_tables() -> dict[str, Table]:
    """The ledgers' tables whose records have a time, by name."""
    tables = Base.metadata.tables
    return {name: table for name, table in tables.items() if time_of(table) is not None}


@dataclass(frozen=True)
class Closed:
    """A closed month or year, of one couple or (None) of all. `pairings` are all of the same two:
    a record of theirs stays closed when another pairing of the two is made, and it becomes its.
    """

    id: int
    starts_on: date
    ends_on: date
    pairing_id: int | None
    pairings: frozenset[int] = frozenset()

    @property
    def whole_year(self) -> bool:
        """Whether it is a year, not a month."""
        return self.starts_on.month != self.ends_on.month

    @property
    def period(self) -> Period:
        """The month or year that it is."""
        kind = PeriodKind.YEAR if self.whole_year else PeriodKind.MONTH
        return Period(self.starts_on.year, kind, 1 if self.whole_year else self.starts_on.month)

    @property
    def name(self) -> str:
        """2025, or 2025-06: as figures, in any language."""
        return f"{self.starts_on:%Y}" if self.whole_year else f"{self.starts_on:%Y-%m}"

    def holds(self, column: str, record: Mapping[str, Any]) -> bool:
        """Whether a record, whose time `column` tells, lies in it."""
        if record.get("demo") or not self.is_of(record.get("pairing_id")):
            return False
        time = record[column]
        if column == "year":
            return self.whole_year and bool(time == self.starts_on.year)
        vague = record.get("date_precision") is Precision.YEAR
        return time is not None and self.starts_on <= time <= self.ends_on and self._fits(vague)

    def is_of(self, pairing_id: int | None) -> bool:
        """Whether it is closed for a pairing."""
        return self.pairing_id is None or pairing_id in self.pairings

    def condition(self, table: Table) -> ColumnElement[bool]:
        """The same, of the rows of a table."""
        name = time_of(table)
        assert name is not None  # noqa: S101 - the caller asks of timed tables only
        if name == "year" and not self.whole_year:
            return false()
        parts: list[ColumnElement[bool]] = [table.c.demo.is_(False)]
        if self.pairing_id is not None:
            parts.append(table.c.pairing_id.in_(self.pairings))
        if name == "year":
            parts.append(table.c.year == self.starts_on.year)
        else:
            parts.append(table.c[name].between(self.starts_on, self.ends_on))
        if "date_precision" in table.c and not self.whole_year:
            parts.append(table.c.date_precision != Precision.YEAR)
        return and_(*parts)

    def _fits(self, vague: bool) -> bool:
        return self.whole_year or not vague


def in_force(connection: Connection) -> list[Closed]:
    """The periods that are closed now, in order."""
    return list(read(connection, Closing.reopened_at.is_(None)).values())


def read(connection: Connection, *conditions: ColumnElement[bool]) -> dict[int, Closed]:
    """Closings by their ids, in the order of their periods."""
    rows = connection.execute(
        select(Closing.id, Closing.starts_on, Closing.ends_on, Closing.pairing_id, SAME.id)
        .outerjoin(Pairing, Pairing.id == Closing.pairing_id)
        .outerjoin(SAME, OF_TWO)
        .where(*conditions)
        .order_by(Closing.starts_on, Closing.id)
    )
    pairings: dict[tuple[int, date, date, int | None], set[int]] = {}
    for identity, starts_on, ends_on, pairing_id, pairing in rows:
        pairings.setdefault((identity, starts_on, ends_on, pairing_id), set()).add(pairing)
    return {key[0]: Closed(*key, frozenset(ids - {None})) for key, ids in pairings.items()}
