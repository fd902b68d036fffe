"""The stages in order: a preview writes nothing, an import is one transaction."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, select

from db.engine import locked, raise_revision, reading, utc_now
from db.importing.cells import convert_cells
from db.importing.commit import close_batch, open_batch, write_plans
from db.importing.compare import compare
from db.importing.directory import read_directory
from db.importing.issue import Invalid, Issue, Severity
from db.importing.kinds import LEDGERS
from db.importing.mapping import map_columns
from db.importing.problems import NO_ROWS
from db.importing.receive import decode
from db.importing.rows import Fate, RowPlan
from db.importing.shape import shape
from db.importing.words import Language
from db.models import ImportBatch
from db.terms import BatchStatus, Kind

ISSUES_PRINTED = 1000


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
class Upload:
    """A file and the choices made about it.

    `mapping` answers for headers (header → field, "" to leave out); `only_good` imports the rows
    without errors; `demo` marks what is written as generated.
    """

    kind: Kind
    data: bytes
    file_name: str
    author: str
    encoding: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    only_good: bool = False
    demo: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def choices(self) -> dict[str, Any]:
        """What the batch records of them."""
        made = {"encoding": self.encoding, "mapping": dict(self.mapping)}
        return {name: value for name, value in made.items() if value} | (
            {"only_good": True} if self.only_good else {}
        )


@dataclass(frozen=True)
class Preview:
    """What an upload would do, or did. `earlier` is the batch that imported the same file."""

    outcome: Outcome
    issues: Sequence[Issue]
    plans: Sequence[RowPlan] = ()
    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None
    earlier: int | None = None
    batch: int | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Rows by fate, all five named."""
        found = Counter(plan.fate for plan in self.plans)
        return {fate.value: found[fate] for fate in Fate}

    def as_json(self, language: Language) -> dict[str, Any]:
        """The object of the command line's contract."""
        return {
            "outcome": self.outcome.value,
            "batch": self.batch,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "header_line": self.header_line,
            "counts": self.counts,
            "issues": [issue.as_json(language) for issue in self.issues[:ISSUES_PRINTED]],
            "issues_total": len(self.issues),
        }


def check_file(engine: Engine, upload: Upload) -> Preview:
    """What importing the upload would do. Writes nothing."""
    with reading(engine) as connection:
        return preview(connection, upload)


def import_file(engine: Engine, upload: Upload) -> Preview:
    """Import the upload in one transaction, or nothing of it. An accepted one has its batch.

    A file that changes nothing makes no batch.
    """
    with locked(engine) as connection:
        checked = preview(connection, upload)
        if not checked.outcome.accepted or not _writes(checked):
            return checked
        batch = _commit(connection, upload, checked)
        raise_revision(connection)
    return replace(checked, batch=batch)


def _commit(connection: Connection, upload: Upload, checked: Preview) -> int:
    batch = open_batch(
        connection,
        kind=upload.kind,
        file_name=upload.file_name,
        author=upload.author,
        at=utc_now(),
        sha256=upload.sha256,
        demo=upload.demo,
        choices=upload.choices(),
    )
    write_plans(connection, LEDGERS[upload.kind].spec, checked.plans, batch, upload.demo)
    close_batch(connection, batch, checked.counts)
    return batch


def preview(connection: Connection, upload: Upload) -> Preview:
    """Stages 2 to 7 on an open connection."""
    ledger = LEDGERS[upload.kind]
    read: dict[str, Any] = {"earlier": _earlier(connection, upload)}
    try:
        decoded = decode(upload.data, upload.encoding)
        read["encoding"] = decoded.encoding
        shaped = shape(decoded.text)
        read |= {"delimiter": shaped.delimiter, "header_line": shaped.header_line}
        columns, questions = map_columns(shaped, ledger.columns, upload.mapping)
        if not shaped.records:
            raise Invalid(NO_ROWS, line=shaped.header_line)
    except Invalid as invalid:
        issue = invalid.issue(line_no=invalid.details.get("line"))
        return Preview(Outcome.REJECT_FILE, [issue], **read)
    if questions:
        return Preview(Outcome.NEED_CHOICE, questions, **read)
    directory = read_directory(connection)
    rows = []
    for record in shaped.records:
        cells = convert_cells(record, columns, shaped.header, directory)
        rows.append(ledger.assemble(cells, directory))
    plans = compare(connection, ledger.spec, rows, ledger.noun)
    return _judge(upload, plans, read)


def _judge(upload: Upload, plans: list[RowPlan], read: dict[str, Any]) -> Preview:
    issues = [issue for plan in plans for issue in plan.issues]
    failing = any(plan.fate is Fate.ERROR for plan in plans)
    good = any(plan.fate is not Fate.ERROR for plan in plans)
    if failing and not (upload.only_good and good):
        return Preview(Outcome.REJECT_ROWS, issues, plans, **read)
    noted = any(issue.severity is Severity.NOTE for issue in issues) or failing
    return Preview(Outcome.ACCEPT_WITH_NOTE if noted else Outcome.ACCEPT, issues, plans, **read)


def _writes(checked: Preview) -> bool:
    return any(plan.fate in (Fate.NEW, Fate.CHANGED) for plan in checked.plans)


def _earlier(connection: Connection, upload: Upload) -> int | None:
    return connection.scalar(
        select(ImportBatch.id)
        .where(
            ImportBatch.sha256 == upload.sha256,
            ImportBatch.kind == upload.kind,
            ImportBatch.status == BatchStatus.COMMITTED,
        )
        .order_by(ImportBatch.id.desc())
        .limit(1)
    )
