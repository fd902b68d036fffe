"""Records as a ledger in the upload's own layout: uploaded again, it changes nothing."""

from sqlalchemy import ColumnElement, Connection, Engine

from db.accounts import Action, Author, audit, require
from db.engine import locked
from db.filters import Filter
from db.importing.kinds import LEDGERS, Ledger
from db.importing.safe import csv_bytes, kept
from db.importing.words import Language
from db.importing.written import Writer
from db.queries import ledgers
from db.terms import Event, Kind


def export(connection: Connection, kind: Kind, language: Language = "zh") -> bytes:
    """All records of a ledger that have two sides, as CSV for Excel."""
    return _file(connection, LEDGERS[kind], language)


def selection(
    connection: Connection, kind: Kind, chosen: Filter, search: str, language: Language = "zh"
) -> bytes:
    """Those that ledgers.listed has in all its pages, likewise."""
    return _file(connection, LEDGERS[kind], language, ledgers.among(kind, chosen, search))


def _file(
    connection: Connection,
    ledger: Ledger,
    language: Language,
    chosen: ColumnElement[bool] | None = None,
) -> bytes:
    writer = Writer(connection, ledger)
    header = [column.zh if language == "zh" else column.field for column in ledger.columns]
    return csv_bytes([header, *map(writer.row, writer.records(chosen))], write=kept)


def texts(connection: Connection, kind: Kind, record_id: int) -> dict[str, str]:
    """The cells of one record by field; a national one's sides are empty."""
    ledger = LEDGERS[kind]
    writer = Writer(connection, ledger)
    (record,) = writer.records(ledger.spec.table.c.id == record_id)
    return dict(zip(ledger.fields, writer.row(record), strict=True))


def hand_out(engine: Engine, by: Author, kind: Kind, language: Language = "zh") -> bytes:
    """All records of a ledger, with the people in them: the audit keeps who took them along.

    Raises:
        Forbidden: not by an administrator.
    """
    with locked(engine) as connection:
        by = require(connection, by, Action.ADMINISTER)
        audit.note(connection, Event.EXPORTED, by, kind=kind.value)
        return export(connection, kind, language)
