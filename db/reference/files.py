"""The files of data/reference, and what a cell of theirs holds."""

import csv
import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Date, Enum, Integer, Table

from db.importing.converted import bare
from db.importing.dates import Day
from db.importing.dates import day as read_day
from db.importing.rows import Values
from db.models.base import Remark

Row = dict[str, str]


def read_files(folder: Path) -> dict[str, list[Row]]:
    """Every file of the folder, by its name without .csv: a dict of texts for each line."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.csv"))}


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digest_of(folder: Path) -> str:
    """One SHA-256 over all files, names and contents."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def day(text: str) -> Day:
    """A date of the facts, as exactly as it is known."""
    found: Day = bare(read_day, text)
    return found


def number(text: str | None) -> int | None:
    """A whole number, none where the cell is empty."""
    return int(text) if text else None


def told(table: Table, row: Row, **named: str) -> Values:
    """What a line of a file tells of a row: each column of the table that the file has, or has by
    the name that is `named`, as the store keeps it. To what it points by number no file can tell.
    """
    columns = [c for c in table.c if not (c.foreign_keys and isinstance(c.type, Integer))]
    cells = ((column, row.get(named.get(column.name, column.name))) for column in columns)
    return {column.name: _kept(column, text) for column, text in cells if text is not None}


def _kept(column: Column[Any], text: str) -> Any:
    """A cell as a column keeps it; what is empty is none where there may be none."""
    if not text and column.nullable and not isinstance(column.type, Remark):
        return None
    if isinstance(column.type, Enum):
        return column.type.enum_class(text)  # type: ignore[misc]
    if isinstance(column.type, Integer):
        return int(text)
    return day(text).day if isinstance(column.type, Date) else text
