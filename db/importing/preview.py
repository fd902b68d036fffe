"""Stage 8: what an upload would do, as it is shown before anything is done."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from db.importing.absent import Absent
from db.importing.asof import AsOf
from db.importing.cells import Column
from db.importing.identity import Codes
from db.importing.issue import Issue, Severity
from db.importing.mapping import Mapped
from db.importing.packed import Plans
from db.importing.rows import Fate, RowPlan
from db.importing.table import Facts
from db.importing.words import Language, Words

ISSUES_PRINTED = 1000
EXAMPLES = 3


class Outcome(StrEnum):
    """The contract's five answers."""

    ACCEPT = "accept"
    ACCEPT_WITH_NOTE = "accept_with_note"
    NEED_CHOICE = "need_choice"
    REJECT_ROWS = "reject_rows"
    REJECT_FILE = "reject_file"

    @property
    def accepted(self) -> bool:
        return self in (Outcome.ACCEPT, Outcome.ACCEPT_WITH_NOTE)


@dataclass(frozen=True)
class Earlier:
    """The standing import of the same file."""

    batch: int
    author: str
    at: datetime


@dataclass(frozen=True)
class Understood:
    """One column of the file: its header, the field it is (None: left out), and unit of money."""

    header: str
    field: str | None
    zh: str | None
    unit: str | None


@dataclass(frozen=True)
class Cause:
    """All issues of one kind in one column: how many, and the first few."""

    code: str
    severity: Severity
    column: str | None
    field: str | None
    count: int
    examples: Sequence[Issue]

    @property
    def fix(self) -> Words:
        return self.examples[0].fix


@dataclass(frozen=True)
class Preview:
    """What an upload would do, or did.

    `columns` is what was understood of the header; `fields` what a column may be, by name; `used`
    the remembered answers that were taken, `codes` whether projects' codes restart, where that was
    said now or before; `absent` what a newer file of the ledger has no more;
    `options` the encodings to choose from where that is asked; `as_of` the day that the ledger was
    kept to, where it is said or can be supposed; `batch` the import that was made.
    """

    outcome: Outcome
    issues: Sequence[Issue]
    plans: Plans = field(default_factory=Plans)
    facts: Facts = field(default_factory=Facts)
    columns: Sequence[Understood] = ()
    fields: Mapping[str, Column] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    codes: Codes | None = None
    absent: Sequence[Absent] = ()
    options: Sequence[str] = ()
    as_of: AsOf | None = None
    skipped: int = 0
    header: str | None = None
    earlier: Earlier | None = None
    batch: int | None = None

    @property
    def encoding(self) -> str | None:
        return self.facts.encoding

    @property
    def delimiter(self) -> str | None:
        return self.facts.delimiter

    @property
    def header_line(self) -> int | None:
        return self.facts.header_line

    @cached_property
    def counts(self) -> dict[str, int]:
        """Rows by fate, all five named; skipped are those that are no records."""
        found = Counter(self.plans.fates)
        return {fate.value: found[fate] for fate in Fate} | {"skipped": self.skipped}

    @property
    def writes(self) -> bool:
        """Whether an import of it would change anything."""
        changes = self.counts["new"] + self.counts["changed"]
        return self.outcome.accepted and (bool(changes) or self.confirms)

    @property
    def confirms(self) -> bool:
        """Whether rows that it leaves as they are would be as of its day, for theirs is before it;
        not of a file that was imported before.
        """
        if self.as_of is None or self.earlier is not None or not self.plans.dated:
            return False
        return any(day is None or day < self.as_of.day for day in self.plans.held_to)

    @property
    def questions(self) -> list[Issue]:
        """What must be answered first."""
        return [issue for issue in self.issues if issue.severity is Severity.CHOICE]

    @property
    def changes(self) -> list[RowPlan]:
        """The rows whose record is changed; `diff` has (column, old, new)."""
        return [*self.plans.of(Fate.CHANGED)]

    def causes(self) -> list[Cause]:
        """Issues grouped by kind and column, the worst and most frequent first."""
        groups: dict[tuple[int, str | None], list[Issue]] = defaultdict(list)
        for issue in self.issues:
            groups[(id(issue.problem), issue.field or issue.column)].append(issue)
        worst = [Severity.FATAL, Severity.CHOICE, Severity.ERROR, Severity.NOTE]
        ordered = sorted(groups.values(), key=lambda g: (worst.index(g[0].severity), -len(g)))
        return [
            Cause(g[0].code, g[0].severity, g[0].column, g[0].field, len(g), g[:EXAMPLES])
            for g in ordered
        ]

    def sha256(self) -> str:
        """Of everything that would be written, over which version of which row."""
        rows = self.plans.sha256
        if self.as_of is None:
            return rows
        return hashlib.sha256(f"{rows} {self.as_of.day}".encode()).hexdigest()

    def as_json(self, language: Language) -> dict[str, Any]:
        """The object of the command line's contract."""
        return {
            "outcome": self.outcome.value,
            "batch": self.batch,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "header_line": self.header_line,
            "as_of": self.as_of and {"day": str(self.as_of.day), "from": self.as_of.origin.value},
            "counts": self.counts,
            "issues": [issue.as_json(language) for issue in self.issues[:ISSUES_PRINTED]],
            "issues_total": len(self.issues),
        }


def understood(header: Sequence[str], mapped: Mapped) -> list[Understood]:
    """The columns of a file that have a name."""
    found = []
    for index, text in enumerate(header):
        column = mapped.columns.get(index)
        if text.strip():
            name, zh = (column.field, column.zh) if column else (None, None)
            found.append(Understood(text, name, zh, mapped.units.get(index)))
    return found
