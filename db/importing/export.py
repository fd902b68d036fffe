"""Records as a ledger in the upload's own layout: uploaded again, it changes nothing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, Engine, true

from db.accounts import Action, Author, audit, require
from db.engine import locked
from db.filters import Filter
from db.importing.kinds import LEDGERS, Ledger
from db.importing.private import in_charge
from db.importing.rows import Values
from db.importing.safe import csv_bytes, kept
from db.importing.words import Language, Words
from db.importing.written import Writer
from db.queries import definitions, ledgers
from db.terms import Event, Kind

VERSION = Words("口径版本", "definition_version")
"""The column that says by which version of its definition a record was made."""
NUMBERED = Words("第{number}版", "version {number}")
SINCE = Words("，{day} 起", ", from {day}")


def export(connection: Connection, kind: Kind, language: Language = "zh") -> bytes:
    """All records of a ledger that an upload can bring, as CSV, with what is private."""
    return _file(connection, LEDGERS[kind], language, sees=_everything)


def selection(
    connection: Connection,
    kind: Kind,
    chosen: Filter,
    search: str,
    narrowed: ledgers.Narrowed = (),
    language: Language = "zh",
) -> bytes:
    """Those that ledgers.listed has in all its pages, likewise, but without private columns."""
    rows = selected(connection, kind, chosen, search, narrowed, language)
    return csv_bytes(rows, write=kept)


def selected(
    connection: Connection,
    kind: Kind,
    chosen: Filter,
    search: str,
    narrowed: ledgers.Narrowed = (),
    language: Language = "zh",
) -> list[list[str]]:
    """The same as rows of texts, their header first."""
    found = ledgers.among(kind, chosen, search, narrowed)
    return list(_rows(connection, LEDGERS[kind], language, found))


def selection_in_charge(
    engine: Engine,
    by: Author | None,
    kind: Kind,
    chosen: Filter,
    search: str,
    narrowed: ledgers.Narrowed = (),
    language: Language = "zh",
) -> bytes:
    """The same with private columns, filled for the records that somebody is in charge of: the
    audit keeps who took them along.

    Raises:
        Forbidden: by somebody who is in charge of none.
    """
    with locked(engine) as connection:
        by = require(connection, by, Action.EDIT, over=[])
        audit.note(connection, Event.EXPORTED, by, kind=kind.value, private=True)
        found = ledgers.among(kind, chosen, search, narrowed)
        return _file(connection, LEDGERS[kind], language, found, sees=in_charge(by))


def _everything(_record: Values) -> bool:
    return True


def _file(
    connection: Connection,
    ledger: Ledger,
    language: Language,
    chosen: ColumnElement[bool] | None = None,
    sees: Callable[[Values], bool] | None = None,
) -> bytes:
    return csv_bytes(_rows(connection, ledger, language, chosen, sees), write=kept)


def _rows(
    connection: Connection,
    ledger: Ledger,
    language: Language,
    chosen: ColumnElement[bool] | None = None,
    sees: Callable[[Values], bool] | None = None,
) -> Iterator[list[str]]:
    """`sees`: of which records private columns are filled; without it they are left out. What is
    counted by a definition says by which version of it, which the importer leaves aside.
    """
    writer = Writer(connection, ledger)
    columns = [column for column in ledger.columns if sees or not column.private]
    table = ledger.spec.table.name
    versions = None
    if table in definitions.MADE_WITH:
        versions = definitions.made_with(connection, table, true() if chosen is None else chosen)
    header = [column.zh if language == "zh" else column.field for column in columns]
    yield [*header, *([] if versions is None else [VERSION[language]])]
    for record in writer.records(chosen):
        cells = [
            "" if column.private and not (sees and sees(record)) else writer.cell(column, record)
            for column in columns
        ]
        yield [*cells, *([] if versions is None else [_version(versions, record["id"], language)])]


def _version(
    versions: Mapping[int, tuple[int, date | None]], identity: int, language: Language
) -> str:
    number, since = versions.get(identity, (None, None))
    if number is None:
        return ""
    from_when = SINCE.format(day=since)[language] if since else ""
    return NUMBERED.format(number=number)[language] + from_when


def texts(connection: Connection, kind: Kind, record_id: int) -> dict[str, str]:
    """The cells of one record by field, private ones too; a national one's sides are empty."""
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
