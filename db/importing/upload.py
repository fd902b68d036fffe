"""A file, who brings it, and the choices made about it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from db.accounts import Author
from db.importing.identity import Codes
from db.terms import Kind


@dataclass(frozen=True)
class Upload:
    """What an import starts from.

    `data` is one file, or several together (`bundle`). `mapping` answers for headers (header →
    field, field:unit, or "" to leave the column out; see `ways` for more);
    `encoding` and `sheets` are what was chosen where that was asked; `only_good` imports the rows
    without errors; `demo` marks what is written as generated. `codes` says whether the codes of
    projects restart each year; `same` which rows (by their record number) are which records (by
    their id), 0 where a row that is much like a record is one of its own. `as_of` is the day that
    the ledger was kept to, where somebody says it (db.importing.asof).
    """

    kind: Kind
    data: bytes
    file_name: str
    by: Author
    encoding: str | None = None
    sheets: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    only_good: bool = False
    demo: bool = False
    codes: Codes | None = None
    same: Mapping[int, int] = field(default_factory=dict)
    as_of: date | None = None

    @cached_property
    def sha256(self) -> str:
        """Of the file's bytes."""
        return hashlib.sha256(self.data).hexdigest()

    def choices(self) -> dict[str, Any]:
        """What the batch records of the choices; empty where there were none."""
        made = {
            "encoding": self.encoding,
            "sheets": list(self.sheets),
            "mapping": dict(self.mapping),
            "only_good": self.only_good,
            "codes": self.codes,
            "same": {str(number): record for number, record in self.same.items()},
            "as_of": self.as_of and self.as_of.isoformat(),
        }
        return {name: value for name, value in made.items() if value}
