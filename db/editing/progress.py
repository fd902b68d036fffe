"""Recording how far an agreed item has come: by hand on its meeting's page, by those in charge.

It is an edit: a batch of its own with its history, which the imports page shows and can take back.
"""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from db import clock
from db.accounts import Action as Act
from db.accounts import Author, matter_of, require
from db.editing.batch import write_batch
from db.editing.problems import GONE, STALE
from db.engine import writing
from db.importing.commit import insert_rows, update_rows
from db.importing.convert import text
from db.importing.converted import Converter, bare
from db.importing.dates import Day, single_day
from db.importing.entries import history_entry, write_history
from db.importing.issue import Invalid, Issue, Problem, Severity
from db.importing.problems.cells import REQUIRED, TOO_LONG
from db.importing.problems.making import CHECK
from db.importing.rows import Values
from db.importing.words import Words
from db.models import Commitment, CommitmentProgress, Meeting, table_of
from db.terms import Action, CommitmentStatus

MEETING, COMMITMENT = table_of(Meeting), table_of(Commitment)
PROGRESS = table_of(CommitmentProgress)

MATTER = ("helper_adcode", "receiver_adcode", "pairing_id")

NOTE_LIMIT, EVIDENCE_LIMIT = 2_000, 500

EVIDENCE = Problem(
    "evidence",
    Severity.ERROR,
    Words(
        "应当是以 http:// 或 https:// 开头的网址",
        "This must be an address with http:// or https://",
    ),
    CHECK,
)
FUTURE = Problem(
    "date-range",
    Severity.ERROR,
    Words("进展日期不能晚于今天", "Progress cannot be dated after today"),
    CHECK,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"'/]+(/[^\s<>\"']*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Report:
    """Progress as somebody typed it. `version` is the meeting's, as they saw it."""

    commitment_id: int
    version: int
    status: CommitmentStatus
    day: str
    note: str = ""
    evidence: str = ""


class Unfit(Exception):
    """What was typed cannot be taken. `issues` says why, one a field: `day`, `note`, `evidence`."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(", ".join(f"{issue.field}: {issue.code}" for issue in issues))
        self.issues = issues


def record(engine: Engine, report: Report, by: Author | None) -> int:
    """Add progress to an agreed item, whose status is then what its last day says; the batch.

    Raises:
        Forbidden: by somebody who is not in charge of the meeting.
        Unfit: a field cannot be taken.
        Invalid: the item is gone, or its meeting has changed since it was seen.
    """
    with writing(engine) as connection:
        meeting = _meeting(connection, report.commitment_id)
        by = require(connection, by, Act.EDIT, over=[matter_of(meeting)] if meeting else [])
        if meeting is None:
            raise Invalid(GONE)
        values = _converted(report)
        if meeting["version"] != report.version:
            raise Invalid(STALE)

        def write(batch: int) -> dict[str, int]:
            _write(connection, batch, meeting, report.commitment_id, values)
            return {"changed": 1}

        return write_batch(connection, by, write, demo=meeting["demo"], as_of=clock.today())


def _meeting(connection: Connection, commitment_id: int) -> Values | None:
    """The meeting of an agreed item: what is needed of it."""
    columns = (MEETING.c[name] for name in ("id", "version", "demo", "as_of", *MATTER))
    statement = select(*columns).join(COMMITMENT, COMMITMENT.c.meeting_id == MEETING.c.id)
    found = connection.execute(statement.where(COMMITMENT.c.id == commitment_id)).mappings()
    return next((dict(row) for row in found), None)


def _write(
    connection: Connection, batch: int, meeting: Values, commitment_id: int, values: Values
) -> None:
    """The entry, the item's status and the meeting's version, with their history."""
    owner = {"meeting_id": meeting["id"]}
    version = meeting["version"] + 1
    of_item = PROGRESS.c.commitment_id == commitment_id
    entries = select(func.max(PROGRESS.c.number), func.max(PROGRESS.c.day)).where(of_item)
    number, last = connection.execute(entries).one()
    entry = owner | {"commitment_id": commitment_id, "number": (number or 0) + 1} | values
    (entry_id,) = insert_rows(connection, PROGRESS, [entry | {"batch_id": batch}])
    item = connection.execute(
        select(COMMITMENT.c.number, COMMITMENT.c.status).where(COMMITMENT.c.id == commitment_id)
    ).one()
    status = values["status"] if last is None or values["day"] >= last else item.status
    known = owner | {"number": item.number}
    update_rows(connection, COMMITMENT, [{"id": commitment_id, "status": status}])
    dated = {"as_of": clock.today()}
    update_rows(connection, MEETING, [{"id": meeting["id"], "version": version} | dated])
    history = [
        history_entry(
            MEETING, meeting["id"], Action.UPDATE, version, {"as_of": meeting["as_of"]}, dated
        ),
        history_entry(
            COMMITMENT,
            commitment_id,
            Action.UPDATE,
            version,
            known | {"status": item.status},
            known | {"status": status},
        ),
        history_entry(PROGRESS, entry_id, Action.INSERT, version, after=entry),
    ]
    write_history(connection, batch, history)


def _converted(report: Report) -> Values:
    """The columns of an entry, by the importer's own converters; all that is wrong at once."""
    issues: list[Issue] = []

    def read(field: str, convert: Converter) -> Any:
        raw = getattr(report, field).strip()
        if not raw:
            return None
        try:
            return bare(convert, raw)
        except Invalid as invalid:
            issues.append(invalid.issue(field=field, raw=raw))
            return None

    if not report.day.strip():
        issues.append(Invalid(REQUIRED).issue(field="day"))
    day = read("day", _past)
    values: Values = {
        "status": report.status,
        "note": read("note", text(NOTE_LIMIT)) or "",
        "evidence": read("evidence", _address) or "",
    }
    if issues:
        raise Unfit(issues)
    return values | {"day": day.day, "day_precision": day.precision}


def _past(raw: str) -> Day:
    """A date that has come, in the office."""
    found: Day = bare(single_day, raw)
    if found.day > clock.today():
        raise Invalid(FUTURE)
    return found


def _address(raw: str) -> str:
    """An address in the web, its scheme in small letters."""
    if len(raw) > EVIDENCE_LIMIT:
        raise Invalid(TOO_LONG, limit=EVIDENCE_LIMIT)
    if not _ADDRESS.fullmatch(raw) or not raw.isprintable():
        raise Invalid(EVIDENCE)
    scheme, rest = raw.split(":", 1)
    return f"{scheme.lower()}:{rest}"
