"""The records of any ledger, as its descriptor says: a list, its totals, and one record whole."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Table, func, or_, select, true

from db.filters import Filter
from db.folding import keys_of
from db.importing.kinds import LEDGERS, Ledger
from db.importing.kinds.attributes import Form
from db.models import Base, ImportBatch
from db.queries import where
from db.queries.frames import Query, first_row, frame
from db.queries.sides import SIDES
from db.results.heads import KEYS as PERIODIC
from db.results.heads import uncovered
from db.terms import Kind

BOTH = ("helper_adcode", "receiver_adcode")

Narrowed = tuple[tuple[str, tuple[str, ...]], ...]
"""Columns of a ledger's table, each with the terms of which it must have one."""

Asked = tuple[Kind, Filter, str, Narrowed]
"""What determines the records of a list: its ledger, the filter, a search, and terms."""


def listed(
    connection: Connection,
    kind: Kind,
    chosen: Filter,
    search: str = "",
    narrowed: Narrowed = (),
    *,
    limit: int = 40,
    offset: int = 0,
) -> pd.DataFrame:
    """A page of a ledger, the newest first: the columns of its table but private ones, and those of
    SIDES. `search` looks into the columns that the ledger names; of `narrowed` all must hold.
    """
    ledger = LEDGERS[kind]
    table = ledger.spec.table
    found = _chosen(every(ledger), ledger, chosen, search, narrowed)
    newest = found.order_by(table.c[ledger.dated].desc(), table.c.id.desc())
    return frame(connection, newest.limit(limit).offset(offset))


def totals(
    connection: Connection,
    kind: Kind,
    chosen: Filter,
    search: str = "",
    narrowed: Narrowed = (),
) -> dict[str, int | None]:
    """Of all pages of `listed`: the number of `records`, of those that are `demo`, and the sum of
    each column that the ledger adds up (`added`); None where no record has it.
    """
    ledger = LEDGERS[kind]
    table = ledger.spec.table
    counted = select(*added(ledger)).select_from(table)
    row = connection.execute(
        _chosen(_joined(counted, table), ledger, chosen, search, narrowed)
    ).one()
    return {name: None if value is None else int(value) for name, value in row._mapping.items()}


def added(ledger: Ledger) -> list[ColumnElement[Any]]:
    """Of a group of a ledger's records: `records`, those of them that are `demo`, and the sum of
    each column that the ledger adds up. A record that a wider period tells as well
    (db.results.heads) is not added to that.
    """
    table = ledger.spec.table
    alone = uncovered(table) if table.name in PERIODIC else true()
    return [
        func.count().label("records"),
        func.count().filter(table.c.demo).label("demo"),
        *(func.sum(table.c[name]).filter(alone).label(name) for name in ledger.summed),
    ]


def days(
    connection: Connection,
    kind: Kind,
    chosen: Filter,
    search: str = "",
    narrowed: Narrowed = (),
) -> tuple[date | None, date | None, int]:
    """The first and last as-of day of all pages of `listed`, and how many records have none."""
    ledger = LEDGERS[kind]
    day = ledger.spec.table.c.as_of
    asked = select(func.min(day), func.max(day), func.count().filter(day.is_(None)))
    joined = _joined(asked.select_from(ledger.spec.table), ledger.spec.table)
    first, last, none = connection.execute(_chosen(joined, ledger, chosen, search, narrowed)).one()
    return first, last, none


def record(connection: Connection, kind: Kind, record_id: int) -> dict[str, Any] | None:
    """One record: the columns of `listed`, and `file_name` and `imported_at` of its batch. None
    where there is none of that id.
    """
    ledger = LEDGERS[kind]
    table = ledger.spec.table
    more = (ImportBatch.file_name, ImportBatch.created_at.label("imported_at"))
    statement = every(ledger, *more).outerjoin(ImportBatch, ImportBatch.id == table.c.batch_id)
    found = frame(connection, statement.where(table.c.id == record_id))
    return None if found.empty else first_row(found)


def among(kind: Kind, chosen: Filter, search: str, narrowed: Narrowed = ()) -> ColumnElement[bool]:
    """That a record of the ledger's table is one of `listed`."""
    ledger = LEDGERS[kind]
    table = ledger.spec.table
    own = _joined(select(table.c.id).select_from(table), table)
    found = _chosen(own, ledger, chosen, search, narrowed)
    return table.c.id.in_(select(found.subquery().c.id))


def parts(connection: Connection, kind: Kind, name: str, record_id: int) -> pd.DataFrame:
    """What belongs to a record of one name (of RecordSpec.children), all its columns, in order."""
    child = LEDGERS[kind].spec.children[name]
    rows = select(child.table).where(child.table.c[child.parent] == record_id)
    return frame(connection, rows.order_by(child.table.c[child.key]))


def every(ledger: Ledger, *more: Any) -> Query:
    """All records of a ledger: the columns of its table but private ones, those of SIDES, and
    more.
    """
    table = ledger.spec.table
    left = {*BOTH, *ledger.private}
    own = [column for column in table.c if column.name not in left]
    return _joined(select(*own, *SIDES, *more).select_from(table), table)


def _joined(statement: Query, table: Table) -> Query:
    return where.with_sides(statement, table.c)


def _chosen(
    statement: Query, ledger: Ledger, chosen: Filter, search: str, narrowed: Narrowed
) -> Query:
    conditions = where.records(chosen, ledger.spec.table, ledger.dated)
    exact = [ledger.spec.table.c[name].in_(terms) for name, terms in narrowed]
    return statement.where(*conditions, *exact, *_matching(ledger, search))


def _matching(ledger: Ledger, search: str) -> list[where.Condition]:
    table = ledger.spec.table
    copies = {of: key for key, of in keys_of(table)}
    texts = [name for name in ledger.searched if ledger.attributes[name].form is Form.TEXT]
    written = [table.c[name] for name in texts if name not in copies]
    folded = [table.c[copies[name]] for name in texts if name in copies]
    found = where.matching(search, written, folded) if texts else []
    named = [name for name in ledger.searched if ledger.attributes[name].form is Form.NAMED]
    found += [one for name in named for one in _named(ledger, name, search)]
    return [or_(*found)] if found else []


def _named(ledger: Ledger, name: str, search: str) -> Iterable[ColumnElement[bool]]:
    """That what a column names is called so."""
    other = Base.metadata.tables[ledger.attributes[name].table]
    keys = select(other.c.key).where(*where.matching(search, (other.c.name_zh, other.c.name_en)))
    return [ledger.spec.table.c[name].in_(keys)] if search.strip() else []
