"""The files of data/reference, and what a cell of theirs holds."""

import csv
import hashlib
from pathlib import Path

from db.importing.converted import bare
from db.importing.dates import Day
from db.importing.dates import day as read_day
from db.importing.rows import Values

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


def texts(row: Row, **columns: str) -> Values:
    """Column of the store → text of that column of the file, none where it is empty."""
    return {name: row[column] or None for name, column in columns.items()}
