"""What a backup says of itself."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from db.backup.shape import TYPES, Shape
from db.errors import NotDone

FORMAT = "xieshou-backup"
FORMAT_VERSION = 1


class CannotRestore(NotDone):
    """The file is no backup that this program can restore, or the store is not empty."""


@dataclass(frozen=True)
class Content:
    """A table in a backup: its shape, the last id it gave, its rows, the SHA-256 of its lines."""

    shape: Shape
    last_id: int | None
    rows: int
    sha256: str

    @property
    def member(self) -> str:
        return member(self.shape.name)


def member(table: str) -> str:
    """Where in the archive a table's lines are."""
    return f"tables/{table}.jsonl"


@dataclass(frozen=True)
class Manifest:
    """`migration` is the version of the store, `revision` its number of writes then; `made_at` is
    UTC. Tables come after those they point to.
    """

    migration: str
    revision: int
    made_at: str
    database: str
    tables: tuple[Content, ...]

    @property
    def rows(self) -> int:
        return sum(content.rows for content in self.tables)

    def as_json(self) -> dict[str, Any]:
        return {"format": FORMAT, "format_version": FORMAT_VERSION} | asdict(self)

    @classmethod
    def from_json(cls, given: Any) -> Self:
        """
        Raises:
            CannotRestore: it is not a manifest, or one of a newer program.
        """
        if not isinstance(given, dict) or given.get("format") != FORMAT:
            raise CannotRestore("the file is not a backup of Xieshou")
        if given.get("format_version") != FORMAT_VERSION:
            raise CannotRestore("the backup was made by a newer Xieshou; restore it with that one")
        try:
            return cls(
                migration=given["migration"],
                revision=given["revision"],
                made_at=given["made_at"],
                database=given["database"],
                tables=tuple(map(_content, given["tables"])),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise CannotRestore("the manifest of the backup is damaged") from error


def _content(given: dict[str, Any]) -> Content:
    found = given["shape"]
    shape = Shape(found["name"], found["columns"], tuple(found["key"]))
    if unknown := set(shape.columns.values()) - TYPES.keys():
        raise ValueError(f"unknown kinds of columns: {sorted(unknown)}")
    return Content(shape, given["last_id"], given["rows"], given["sha256"])
