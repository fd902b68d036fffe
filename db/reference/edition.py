"""What a new edition of the files does to the store: counted, and said where it is more than that.

A line is known by its code, whatever its title, its day or its sides become.
"""

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Table, select

from db.closings.rules import Closed, in_force
from db.importing.history import HISTORY, standing
from db.importing.rows import chunks
from db.models import ImportBatch
from db.terms import Action

KIND = "reference"
"""The kind of the batches that load the files."""


class Deed(StrEnum):
    """What is worth saying of one line: it left the files, has another name, or could not be
    followed.
    """

    DROPPED = "dropped"
    RENAMED = "renamed"
    KEPT = "kept"


class Reason(StrEnum):
    """Why the store was kept as it stands."""

    CORRECTED = "corrected"
    """Somebody corrected it in the store."""
    LINKED = "linked"
    """Left out of the files, and other records point to it."""
    ITEMS_LINKED = "items_linked"
    """An agreed item that the files drop or number anew has projects or progress."""
    KEY_TAKEN = "key_taken"
    """Another record is known by what this one would be known by."""
    CLOSED = "closed"
    """It lies in a period that is closed."""
    REMOVED = "removed"
    """It is not in the store: somebody removed it, or made it one with another."""


WHY = {
    Reason.CORRECTED: "somebody corrected it in the store",
    Reason.LINKED: "the files no longer have it, but other records point to it",
    Reason.ITEMS_LINKED: "an item that the files drop or number anew has projects or progress",
    Reason.KEY_TAKEN: "another record is known by now by what it would be known by",
    Reason.CLOSED: "it lies in a period that is closed",
    Reason.REMOVED: "somebody removed it from the store, or made it one with another",
}


@dataclass(frozen=True)
class Said:
    """One deed: of which table and code, the name in the store, and its new name or the reason."""

    deed: Deed
    table: str
    code: str
    name: str
    now: str | None = None
    reason: Reason | None = None

    @property
    def sentence(self) -> str:
        """For the command line: "Kept meeting M023 (…): somebody corrected it in the store."."""
        of = f"{self.deed.capitalize()} {self.table} {self.code} ({self.name})"
        if self.now is not None:
            return f"{of} → {self.now}."
        return f"{of}: {WHY[self.reason]}." if self.reason else f"{of}."

    def as_json(self) -> dict[str, str]:
        """What the batch keeps of it."""
        return {name: str(value) for name, value in vars(self).items() if value is not None}


@dataclass
class Edition:
    """A load in progress: its transaction and batch, the day up to which the files reach, and what
    it has done so far.
    """

    connection: Connection
    batch: int
    as_of: date | None = None
    counts: Counter[str] = field(default_factory=Counter)
    said: list[Said] = field(default_factory=list)

    @cached_property
    def closed(self) -> list[Closed]:
        """The periods that are closed."""
        return in_force(self.connection)

    def count(self, table: Table, rows: int) -> None:
        """Count rows that were changed."""
        self.counts[str(table.name)] += rows

    def say(
        self,
        deed: Deed,
        table: Table,
        code: str,
        name: str,
        *,
        now: str | None = None,
        reason: Reason | None = None,
    ) -> None:
        """Note a deed."""
        self.said.append(Said(deed, str(table.name), code, name, now, reason))


def corrected_since(connection: Connection, table: Table, identities: Iterable[int]) -> set[int]:
    """Ids of rows of which a change stands that was no load of reference facts."""
    loads = set(connection.scalars(select(ImportBatch.id).where(ImportBatch.kind == KIND)))
    changes = standing(connection, table, identities)
    return {row_id for row_id, batches in changes.items() if not loads.issuperset(batches)}


def removed(connection: Connection, table: Table, column: str, codes: Iterable[str]) -> set[str]:
    """Codes of rows that are gone, by a deed of somebody's that was no load of reference facts and
    took nothing back.
    """
    code = HISTORY.c.before[column].as_string()
    last: dict[str, bool] = {}
    for chunk in chunks(list(codes)):
        deeds = (
            select(code, ImportBatch.kind, ImportBatch.undoes_id)
            .join(ImportBatch, ImportBatch.id == HISTORY.c.batch_id)
            .where(HISTORY.c.table_name == table.name, HISTORY.c.action == Action.DELETE)
            .where(code.in_(chunk))
            .order_by(HISTORY.c.id)
        )
        for found, kind, undone in connection.execute(deeds):
            last[found] = kind != KIND and undone is None
    return {found for found, somebodys in last.items() if somebodys}


def pointed_to(
    connection: Connection, table: Table, column: str, values: Iterable[Any], own: Set[str]
) -> set[Any]:
    """Those of a column's values that rows of other tables point to; `own` tables, whose rows go
    with the row that they belong to, do not count.
    """
    wanted = list(values)
    found: set[Any] = set()
    for other in table.metadata.tables.values():
        for key in other.foreign_keys:
            if key.column is not table.c[column] or other.name in own:
                continue
            for chunk in chunks(wanted):
                points = select(key.parent).distinct().where(key.parent.in_(chunk))
                found |= set(connection.scalars(points))
    return found
