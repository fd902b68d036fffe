"""What follows from pairings that are made, changed or taken back: in the same transaction."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select, update

from db.importing.issue import Invalid
from db.importing.problems.places import LEFT_WITHOUT
from db.importing.rows import RowPlan, Values
from db.models import (
    AccountScope,
    Closing,
    Narrative,
    Pairing,
    Report,
    Scheme,
    Settlement,
    table_of,
)
from db.models.base import record_tables

Couple = tuple[str, str]

EVER = (1900, 2200)
"""The first and last year that a record can be of."""

RECORDS = record_tables()

NAMING = [
    table_of(model).c.pairing_id for model in (AccountScope, Narrative, Report, Settlement, Closing)
]
"""What names a pairing and stays with it when records move to another."""

DECIDES = frozenset(["helper_adcode", "receiver_adcode", "year_from", "year_to"])
"""The columns that say which records are of a pairing."""


def make_schemes(connection: Connection, plans: Sequence[RowPlan]) -> None:
    """A row of `scheme` for each that a plan names and nobody knew: its name is its key."""
    named = {plan.values["scheme"]: plan for plan in plans if plan.values.get("scheme")}
    known = set(connection.scalars(select(Scheme.key)))
    new = [
        {"key": name, "name_zh": name, **_of_plan(plan)}
        for name, plan in named.items()
        if name not in known
    ]
    if new:
        connection.execute(insert(table_of(Scheme)), new)


def _of_plan(plan: RowPlan) -> Values:
    values = (plan.base or {}) | plan.values
    return {"year_from": values["year_from"], "source": values["source"]}


def place_records(
    connection: Connection, couples: Iterable[Couple], gone: Collection[int] = ()
) -> None:
    """Give every record of these couples the pairing that is in force in its year; those that are
    about to be `gone` count no more. Where none is, a record stays with the one that it was of.
    """
    for couple in couples:
        for first, last, pairing in _in_force(connection, couple, gone):
            for table in RECORDS if pairing is not None else ():
                connection.execute(
                    update(table)
                    .where(table.c.helper_adcode == couple[0], table.c.receiver_adcode == couple[1])
                    .where(_within(table, first, last))
                    .where(table.c.pairing_id.is_distinct_from(pairing))
                    .values(pairing_id=pairing)
                )


def _in_force(
    connection: Connection, couple: Couple, gone: Collection[int]
) -> Iterator[tuple[int, int, int | None]]:
    """Spans of years, each with the id of its pairing: the latest-made where two overlap."""
    rows = connection.execute(
        select(Pairing.id, Pairing.year_from, Pairing.year_to)
        .where(Pairing.helper_adcode == couple[0], Pairing.receiver_adcode == couple[1])
        .where(Pairing.id.not_in(gone))
        .order_by(func.coalesce(Pairing.year_from, 0), Pairing.id.desc())
    ).all()

    def of(year: int) -> int | None:
        held = [i for i, first, last in rows if (first or 0) <= year <= (last or 9999)]
        return held[-1] if held else None

    for pairing, years in groupby(range(EVER[0], EVER[1] + 1), of):
        span = list(years)
        yield span[0], span[-1], pairing


def bound(connection: Connection, pairings: Collection[int]) -> set[int]:
    """Pairings that records are of, in years in which no other of the couple is in force, or that
    are in somebody's charge, or have texts for the assessment, reports, settled values or closings.
    """
    found: set[int] = set()
    for column in NAMING:
        found |= set(connection.scalars(select(column).where(column.in_(pairings)))) - {None}
    for row in connection.execute(select(table_of(Pairing)).where(Pairing.id.in_(pairings))):
        couple = row.helper_adcode, row.receiver_adcode
        for first, last, other in _in_force(connection, couple, pairings):
            if other is None and any(_is_of(connection, t, row.id, first, last) for t in RECORDS):
                found.add(row.id)
    return found


def _is_of(connection: Connection, table: Table, pairing: int, first: int, last: int) -> bool:
    theirs = select(table.c.id).where(table.c.pairing_id == pairing, _within(table, first, last))
    return connection.execute(theirs.limit(1)).first() is not None


def warn(connection: Connection, plan: RowPlan) -> list[Invalid]:
    """A note where records will lie outside the years, or the couple, of a changed pairing."""
    if plan.base is None or DECIDES.isdisjoint(plan.values):
        return []
    after = plan.base | plan.values
    sides = ("helper_adcode", "receiver_adcode")
    span = None
    if all(plan.base[side] == after[side] for side in sides):
        span = after["year_from"], after["year_to"]
    left = sum(_outside(connection, table, plan.base["id"], span) for table in RECORDS)
    return [Invalid(LEFT_WITHOUT, count=left)] if left else []


def _outside(
    connection: Connection, table: Table, pairing: int, span: tuple[int | None, int | None] | None
) -> int:
    """How many records of a pairing lie outside a span of years; all where there is none."""
    theirs = select(func.count()).select_from(table).where(table.c.pairing_id == pairing)
    if span is not None:
        theirs = theirs.where(~_within(table, *span))
    return connection.execute(theirs).scalar_one()


def _within(table: Table, first: int | None, last: int | None) -> ColumnElement[bool]:
    """Whether a record lies in a span of years, both included."""
    first, last = first or EVER[0], last or EVER[1]
    year = table.c.get("year", table.c.get("period_end"))
    if year is not None:
        return year.between(first, last)
    return table.c.date_start.between(date(first, 1, 1), date(last, 12, 31))
