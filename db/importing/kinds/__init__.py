"""The four ledgers: their columns, and how a row of each becomes a record."""

from collections.abc import Callable
from dataclasses import dataclass

from db.importing.cells import Cells, Column
from db.importing.directory import Directory
from db.importing.kinds import agreements, meetings, projects, visits
from db.importing.rows import ParsedRow, RecordSpec
from db.importing.words import Words
from db.terms import Kind


@dataclass(frozen=True)
class Ledger:
    """A kind of ledger. `assemble` turns a row's converted cells into a record's values."""

    kind: Kind
    noun: Words
    columns: tuple[Column, ...]
    spec: RecordSpec
    assemble: Callable[[Cells, Directory], ParsedRow]


LEDGERS = {
    ledger.kind: ledger
    for ledger in (
        Ledger(
            Kind.MEETINGS,
            Words("次会议", "meeting"),
            meetings.COLUMNS,
            meetings.SPEC,
            meetings.assemble,
        ),
        Ledger(
            Kind.PROJECTS,
            Words("个项目", "project"),
            projects.COLUMNS,
            projects.SPEC,
            projects.assemble,
        ),
        Ledger(Kind.VISITS, Words("次互访", "visit"), visits.COLUMNS, visits.SPEC, visits.assemble),
        Ledger(
            Kind.AGREEMENTS,
            Words("项协议指标", "agreement target"),
            agreements.COLUMNS,
            agreements.SPEC,
            agreements.assemble,
        ),
    )
}
