"""Many rows into a table at once."""

from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import CheckConstraint
from sqlalchemy.exc import IntegrityError

from db.engine import reading, writing
from db.importing import bulk
from db.models import ImportFile, Project, table_of
from db.models.base import Base
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import bring, project


def test_what_the_store_refuses_is_raised_and_nothing_is_kept(stores: Stores) -> None:
    engine = states.paired(stores)
    before = states.table(engine, "import_file")
    files = table_of(ImportFile)
    rows: dict[str, list[Any]] = {"sha256": ["a", "b", "a"], "size": [1, 2, 3]}
    rows["content"] = [b"", b"\\x00\t\n", b"c"]
    with pytest.raises(IntegrityError), writing(engine) as connection:
        bulk.insert(connection, files, rows)
    assert states.table(engine, "import_file") == before


BROKEN = {
    "in_place": -1,
    "stage": "done",
    "industry": "mining",
    "year": 1900,
    "helper_adcode": "510000",
    "end_date": "2001-01-01",
}


@pytest.mark.parametrize("name", BROKEN)
def test_rows_checked_at_once_are_refused_as_each_of_them_is(
    stores: Stores, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MANY_CHECKED", 1)
    engine = states.paired(stores)
    bring(engine, Kind.PROJECTS, project(start="2022-01-01", end="2023-01-01"))
    table = table_of(Project)
    row = states.table(engine, "project")[0]
    terms = {n: value.value for n, value in row.items() if isinstance(value, StrEnum)}
    rows = {column: [value] * 2 for column, value in (row | terms).items() if column != "id"}
    rows |= {"code_key": ["z-8", "z-9"], name: [rows[name][0], BROKEN[name]]}
    monkeypatch.setattr(bulk, "_bound", lambda kind, values, dialect: values)
    with (
        pytest.raises(IntegrityError, match=r"(?i:check constraint)"),
        writing(engine) as connection,
        bulk.checked_after(connection, [table], 2),
    ):
        bulk.insert(connection, table, rows)
    assert states.count(engine, "project") == 1
    with pytest.raises(IntegrityError, match=r"(?i:check)"), writing(engine) as connection:
        connection.execute(table.update().values(in_place=-1))


def test_the_checks_of_every_table_are_understood(stores: Stores) -> None:
    engine = states.paired(stores)
    if engine.dialect.name != "sqlite":
        return
    with reading(engine) as connection:
        for table in Base.metadata.sorted_tables:
            found = bulk._checks(connection, table)
            checks = [c for c in table.constraints if isinstance(c, CheckConstraint)]
            assert found is not None
            assert len(found) == len(checks), table.name
