"""Loading data/reference: sourced facts, idempotently.

Dictionaries (places, pairings, metrics, published figures) follow the files. Records (meetings,
visits, agreements and targets) are written as a batch with history; one that somebody corrected or
removed since is left so. Every line is known by its code.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, select, update

from db import clock, kept
from db.accounts import Operator, audit
from db.engine import locked, raise_revision, utc_now
from db.importing.commit import close_batch, open_batch
from db.importing.directory import read_directory
from db.importing.kinds import accords, agreements, meetings, visits
from db.models import ImportBatch, Meeting
from db.reference.dictionaries import drop_dictionaries, follow_dictionaries
from db.reference.edition import KIND, Edition, Said
from db.reference.files import Row, day, digest_of, read_files
from db.reference.following import follow_records
from db.reference.heads import follow_heads
from db.reference.records import accord_values, meeting_values, target_values, visit_values
from db.settings import REFERENCE
from db.terms import Event

DATED = ("meetings", "visits")


@dataclass(frozen=True)
class Loaded:
    """What a load changed: rows by table name, what is to be said of single lines, and the batch
    that holds the records' history.
    """

    batch_id: int
    counts: dict[str, int]
    said: tuple[Said, ...]


def load_reference(engine: Engine, folder: Path = REFERENCE) -> Loaded | None:
    """Load every file of the folder in one transaction; None if these very files are loaded.

    Raises:
        ValueError: the files contradict themselves.
    """
    digest, by = digest_of(folder), Operator("xieshou")
    with locked(engine) as connection:
        if _last_digest(connection) == digest:
            return None
        files = read_files(folder)
        as_of = _reached(files)
        batch = open_batch(
            connection,
            kind=KIND,
            file_name=folder.name,
            by=by,
            at=utc_now(),
            sha256=digest,
            as_of=as_of,
        )
        edition = Edition(connection, batch, as_of)
        follow_dictionaries(edition, files)
        follow_heads(edition, files)
        _follow_records(edition, files)
        drop_dictionaries(edition, files)
        close_batch(connection, batch, edition.counts)
        audit.note(connection, Event.IMPORTED, by, batch=batch)
        kept.recount(connection)  # dictionaries write no history to follow
        _keep_said(edition)
        raise_revision(connection)
    return Loaded(batch, dict(edition.counts), tuple(edition.said))


def _last_digest(connection: Connection) -> str | None:
    newest = select(ImportBatch.sha256).where(ImportBatch.kind == KIND)
    return connection.scalar(newest.order_by(ImportBatch.id.desc()).limit(1))


def _reached(files: dict[str, list[Row]]) -> date | None:
    """The latest day of a meeting or visit of the files: so far they were kept."""
    days = [day(row["date_start"]).day for name in DATED for row in files.get(name, ())]
    return max((day for day in days if day <= clock.today()), default=None)


def _follow_records(edition: Edition, files: dict[str, list[Row]]) -> None:
    directory = read_directory(edition.connection)
    follow_records(edition, meetings.SPEC, meeting_values(files, directory), "title")
    held = select(Meeting.reference_code, Meeting.id).where(Meeting.reference_code.is_not(None))
    identities = dict(iter(edition.connection.execute(held)))
    follow_records(edition, visits.SPEC, visit_values(files, directory, identities), "head")
    follow_records(edition, agreements.SPEC, target_values(files, directory), "metric_key")
    follow_records(edition, accords.SPEC, accord_values(files, directory), "title")


def _keep_said(edition: Edition) -> None:
    """The batch keeps what was said, for administrators to read."""
    if edition.said:
        said = {"edition": [said.as_json() for said in edition.said]}
        edition.connection.execute(
            update(ImportBatch).where(ImportBatch.id == edition.batch).values(choices=said)
        )
