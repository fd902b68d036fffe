"""Stores that tests of db/ start from, and what stands in one, to compare it with another."""

import hashlib
from collections.abc import Collection
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db.engine import make_engine, reading
from db.models import Base
from tests.conftest import Stores
from tests.stores import (
    build_demo,
    build_migrated,
    build_paired,
    build_reference,
    build_small,
    build_small_at,
)

Rows = dict[str, list[dict[str, Any]]]

SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
"""For tests of what has nothing to do with the kind of database: once is enough."""

PAPERWORK = {
    "audit",
    "batch_scope",
    "confirmation",
    "audit_head",
    "import_batch",
    "import_file",
    "import_plan",
    "row_history",
    "store_revision",
}
RECORDS = set(Base.metadata.tables) - PAPERWORK


def migrated(stores: Stores) -> Engine:
    return make_engine(stores.copy("migrated", build_migrated))


def reference(stores: Stores) -> Engine:
    return make_engine(stores.copy("reference", build_reference))


def demo(stores: Stores) -> Engine:
    return make_engine(stores.copy("demo", build_demo))


def paired(stores: Stores) -> Engine:
    return make_engine(stores.copy("paired", build_paired))


def small(stores: Stores) -> Engine:
    return make_engine(stores.copy("small", build_small))


def small_at(stores: Stores, version: str) -> Engine:
    return make_engine(stores.copy(f"small_at_{version}", build_small_at(version)))


def rows(engine: Engine, names: Collection[str], without: Collection[str] = ()) -> Rows:
    """All rows of the tables, by primary key; `without` names columns left out."""
    found: Rows = {}
    with reading(engine) as connection:
        for name in sorted(names):
            table = Base.metadata.tables[name]
            columns = [column for column in table.c if column.name not in without]
            statement = select(*columns).order_by(*table.primary_key)
            found[name] = [dict(row._mapping) for row in connection.execute(statement)]
    return found


def records(engine: Engine, without: Collection[str] = ()) -> Rows:
    """All rows of all tables but batches, their files and plans, history, audit and revision."""
    return rows(engine, RECORDS, without)


def checksum(engine: Engine) -> str:
    """One number for every value of every table, as the driver gives them."""
    found = hashlib.sha256()
    with reading(engine) as connection:
        for table in Base.metadata.sorted_tables:
            order = ", ".join(column.name for column in table.primary_key)
            every = f"SELECT * FROM {table.name} ORDER BY {order}"  # noqa: S608 - names of ours
            found.update(repr(connection.exec_driver_sql(every).all()).encode())
    return found.hexdigest()


def table(engine: Engine, name: str) -> list[dict[str, Any]]:
    """All rows of one table."""
    return rows(engine, [name])[name]


def one(engine: Engine, name: str, /, **where: Any) -> dict[str, Any]:
    """The one row of a table with these values."""
    (found,) = (row for row in table(engine, name) if where.items() <= row.items())
    return found


def count(engine: Engine, name: str) -> int:
    return len(table(engine, name))
