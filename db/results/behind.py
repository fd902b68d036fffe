"""The records of the ledgers behind a difference, where its metric is a sum of theirs."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, extract, func, literal, select

from db.importing.kinds import LEDGERS
from db.models import (
    AccountScope,
    ImportBatch,
    Meeting,
    Pairing,
    Project,
    RowHistory,
    Visit,
    table_of,
)
from db.queries import facts
from db.queries.records import Title, titles
from db.results.differences import At, of_couple
from db.results.explained import Row
from db.results.heads import KEYS as PERIODIC
from db.results.heads import uncovered
from db.results.ledgers import HEADS, ITEMS, SUMS
from db.terms import Kind, Side

MOST = 2_000
"""So many records of a couple and year are looked at, those that add most first."""


class Behind(NamedTuple):
    """The records (of the ledger's table) that a metric of a couple and year sums, and what they
    are called by id.
    """

    table: str
    rows: tuple[Row, ...]
    names: Mapping[int, Title]


def behind(connection: Connection, at: At) -> Behind | None:
    """The records behind a metric of a couple and year; None where it is no sum of a ledger.

    A record is of the sides whose people entered or changed it: those who have one of the two
    provinces in their charge, or the other's as well. Who is in charge of the couple as such, or
    of everything, speaks for neither.
    """
    one = {**SUMS, **HEADS}.get(at.metric_key)
    if one is None:
        return None
    table = LEDGERS[one.ledger].spec.table
    value = adds(one.column, one.ledger).label("value")
    pairings = of_couple(connection, at.pairing_id)
    year = table.c.year if "year" in table.c else extract("year", table.c.date_start)
    meant = [table.c[name].in_(terms) for name, terms in one.among.items()]
    counted = [uncovered(table)] if table.name in PERIODIC else []
    statement = (
        select(table.c.id, value, table.c.as_of)
        .where(table.c.pairing_id.in_(pairings), year == at.year, *meant, *counted)
        .where(facts.counting(connection)(table.c))
        .order_by(value.desc(), table.c.id)
        .limit(MOST)
    )
    found = connection.execute(statement).all()
    ids = [row[0] for row in found]
    of_sides = _sides(connection, table, ids, at)
    return Behind(
        table.name,
        tuple(Row(row[0], int(row[1]), of_sides.get(row[0], frozenset()), row[2]) for row in found),
        titles(connection, table.name, ids),
    )


TABLES: Mapping[Kind, Table] = {
    Kind.PROJECTS: table_of(Project),
    Kind.MEETINGS: table_of(Meeting),
    Kind.VISITS: table_of(Visit),
}
"""Those of SUMS."""


def adds(column: str, kind: Kind) -> ColumnElement[int]:
    """What one record adds to a column of its ledger's summary: one, where it is counted."""
    if column in ITEMS:
        return ITEMS[column]
    ledger = LEDGERS[kind]
    return func.coalesce(ledger.spec.table.c[column], 0) if column in ledger.summed else literal(1)


def _sides(
    connection: Connection, table: Table, ids: list[int], at: At
) -> dict[int, frozenset[Side]]:
    two = connection.execute(
        select(Pairing.helper_adcode, Pairing.receiver_adcode).where(Pairing.id == at.pairing_id)
    ).first()
    if two is None or not ids:
        return {}
    sides = {f"{two[0][:2]}0000": Side.HELPER, f"{two[1][:2]}0000": Side.RECEIVER}
    statement = (
        select(RowHistory.row_id, AccountScope.province_adcode)
        .join(ImportBatch, ImportBatch.id == RowHistory.batch_id)
        .join(AccountScope, AccountScope.account_id == ImportBatch.account_id)
        .where(
            RowHistory.table_name == table.name,
            RowHistory.row_id.in_(ids),
            AccountScope.province_adcode.in_(sides),
        )
        .distinct()
    )
    found: dict[int, set[Side]] = defaultdict(set)
    for row, province in connection.execute(statement):
        if province:
            found[row].add(sides[province])
    return {row: frozenset(of) for row, of in found.items()}
