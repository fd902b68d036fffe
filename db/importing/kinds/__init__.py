"""The ledgers: their columns, and how a row of each becomes a record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from db.importing.cells import Cells, Column
from db.importing.directory import Directory
from db.importing.headers import headers
from db.importing.kinds import agreements, meetings, pairings, projects, visits
from db.importing.names import Names
from db.importing.rows import ParsedRow, RecordSpec
from db.importing.words import Words
from db.terms import Kind


@dataclass(frozen=True)
class Ledger:
    """A kind of ledger. `assemble` turns a row's converted cells into a record's values.

    `copied` are the fields that it takes over as they are, and asks about for nothing else, each
    with what an empty cell becomes: see db.importing.assembly.
    """

    kind: Kind
    title: Words
    noun: Words
    columns: tuple[Column, ...]
    spec: RecordSpec
    assemble: Callable[[Cells, Directory], ParsedRow]
    copied: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def names(self) -> Names:
        """The headers that its columns go by."""
        return Names(self.columns, self.title, headers(self.kind))


LEDGERS = {
    ledger.kind: ledger
    for ledger in (
        Ledger(
            Kind.MEETINGS,
            Words("会议", "meetings"),
            Words("次会议", "meeting"),
            meetings.COLUMNS,
            meetings.SPEC,
            meetings.assemble,
        ),
        Ledger(
            Kind.PROJECTS,
            Words("项目", "projects"),
            Words("个项目", "project"),
            projects.COLUMNS,
            projects.SPEC,
            projects.assemble,
            projects.COPIED,
        ),
        Ledger(
            Kind.VISITS,
            Words("互访", "visits"),
            Words("次互访", "visit"),
            visits.COLUMNS,
            visits.SPEC,
            visits.assemble,
        ),
        Ledger(
            Kind.AGREEMENTS,
            Words("协议", "agreements"),
            Words("项协议指标", "agreement target"),
            agreements.COLUMNS,
            agreements.SPEC,
            agreements.assemble,
        ),
        Ledger(
            Kind.PAIRINGS,
            Words("结对", "pairings"),
            Words("组结对", "pairing"),
            pairings.COLUMNS,
            pairings.SPEC,
            pairings.assemble,
        ),
    )
}
