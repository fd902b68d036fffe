"""Records as a ledger in the upload's own layout: uploaded again, it changes nothing."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, select

from db.accounts import Action, Author, audit, require
from db.engine import locked
from db.importing.directory import Directory, read_directory
from db.importing.kinds import LEDGERS
from db.importing.kinds.agreements import COUNTS, MONEY
from db.importing.labels import DIRECTIONS, INDUSTRIES, LEVELS, MECHANISMS, STAGES
from db.importing.rows import Values, chunks
from db.importing.safe import csv_bytes, kept
from db.importing.words import Language
from db.models import Commitment, Meeting, Scheme
from db.terms import Event, Kind, Precision, Role

YUAN_IN_WAN = Decimal(10_000)
UNITS = {
    "person_times": "人次",
    "persons": "人",
    "projects": "个",
    "enterprises": "家",
    "pairs": "对",
    "villages": "个",
}


def export(connection: Connection, kind: Kind, language: Language = "zh") -> bytes:
    """All records of a ledger that have two sides, as CSV for Excel."""
    ledger = LEDGERS[kind]
    writer = _Writer(connection, kind)
    header = [column.zh if language == "zh" else column.field for column in ledger.columns]
    rows = (
        [writer.cell(column.field, record) for column in ledger.columns]
        for record in writer.records()
    )
    return csv_bytes([header, *rows], write=kept)


def texts(connection: Connection, kind: Kind, record_id: int) -> dict[str, str]:
    """The cells of one record by field; a national one's sides are empty."""
    writer = _Writer(connection, kind)
    (record,) = writer.records(record_id)
    return {column.field: writer.cell(column.field, record) for column in LEDGERS[kind].columns}


def hand_out(engine: Engine, by: Author, kind: Kind, language: Language = "zh") -> bytes:
    """All records of a ledger, with the people in them: the audit keeps who took them along.

    Raises:
        Forbidden: not by an administrator.
    """
    with locked(engine) as connection:
        by = require(connection, by, Action.ADMINISTER)
        audit.note(connection, Event.EXPORTED, by, kind=kind.value)
        return export(connection, kind, language)


class _Writer:
    """Finds the records of a ledger and writes each cell as the importer reads it."""

    def __init__(self, connection: Connection, kind: Kind) -> None:
        self._connection = connection
        self._kind = kind
        self._spec = LEDGERS[kind].spec
        self._directory: Directory = read_directory(connection, meetings=False)
        self._money = {column.field for column in LEDGERS[kind].columns if column.unit}
        self._children: dict[str, dict[int, list[Values]]] = {}
        self._meetings: dict[int, str] = {}
        self._numbers: dict[int, int] = {}
        schemes = connection.execute(select(Scheme.key, Scheme.name_zh))
        self._schemes: dict[str, str] = dict(iter(schemes))

    def records(self, record_id: int | None = None) -> list[Values]:
        """All that have two sides in the order of the store, or the one of this id; with all that
        belongs to them read as well.
        """
        table = self._spec.table
        chosen = (
            table.c.helper_adcode.is_not(None) if record_id is None else table.c.id == record_id
        )
        wanted = select(table).where(chosen).order_by(table.c.id)
        found = [dict(row) for row in self._connection.execute(wanted).mappings()]
        for name, child in self._spec.children.items():
            groups: dict[int, list[Values]] = defaultdict(list)
            for chunk in chunks(record["id"] for record in found):
                rows = select(child.table).where(child.table.c[child.parent].in_(chunk))
                ordered = rows.order_by(child.table.c[child.key])
                for row in self._connection.execute(ordered).mappings():
                    groups[row[child.parent]].append(dict(row))
            self._children[name] = groups
        self._read_references(found)
        return found

    def _read_references(self, found: list[Values]) -> None:
        meetings = {r["meeting_id"] for r in found if r.get("meeting_id")}
        for chunk in chunks(meetings):
            columns = select(Meeting.id, Meeting.code, Meeting.title).where(Meeting.id.in_(chunk))
            for identity, code, title in self._connection.execute(columns):
                self._meetings[identity] = code or title
        items = {r["commitment_id"] for r in found if r.get("commitment_id")}
        for chunk in chunks(items):
            numbers = select(Commitment.id, Commitment.number).where(Commitment.id.in_(chunk))
            self._numbers |= {row.id: row.number for row in self._connection.execute(numbers)}

    def cell(self, field: str, record: Values) -> str:
        """One cell's text."""
        special = _CELLS.get((self._kind, field)) or _CELLS.get((None, field))
        if special:
            return special(self, record)
        value = record.get(field)
        if value is None:
            return ""
        return _money(value) if field in self._money else str(value)

    def side(self, record: Values, side: str) -> str:
        adcode = record[f"{side}_adcode"]
        return self._directory.full_name(adcode) if adcode else ""

    def meeting(self, record: Values) -> str:
        return self._meetings.get(record.get("meeting_id") or 0, "")

    def item(self, record: Values) -> str:
        return str(self._numbers.get(record.get("commitment_id") or 0, ""))

    def children(self, name: str, record: Values) -> list[Values]:
        return self._children[name].get(record["id"], [])

    def metric(self, record: Values) -> Any:
        return self._directory.metrics[record["metric_key"]]

    def scheme(self, record: Values) -> str:
        return self._schemes[record["scheme"]]


Cell = Callable[[_Writer, Values], str]


def _money(yuan: int) -> str:
    """万元, exact."""
    amount = Decimal(yuan) / YUAN_IN_WAN
    return format(amount.normalize(), "f")


def _day(value: date | None, precision: Precision | None) -> str:
    if value is None:
        return ""
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(precision or Precision.DAY, 10)
    return value.isoformat()[:length]


def _held(_: _Writer, record: Values) -> str:
    began = _day(record["date_start"], record["date_precision"])
    last = record["date_end"]
    exact = record["date_precision"] is Precision.DAY and last and last != record["date_start"]
    return f"{began}至{last.isoformat()}" if exact else began


def _term(field: str, names: Any) -> Cell:
    def cell(_: _Writer, record: Values) -> str:
        return names[record[field]][0] if record[field] is not None else ""

    return cell


def _attendees(writer: _Writer, record: Values) -> str:
    return "；".join(_person(person) for person in writer.children("attendees", record))


def _chair(writer: _Writer, record: Values) -> str:
    people = [p for p in writer.children("attendees", record) if p["role"] is Role.CHAIR]
    return "；".join(_person(person) for person in people)


def _person(person: Values) -> str:
    return f"{person['post']} {person['name']}" if person["post"] else str(person["name"])


def _items(writer: _Writer, record: Values) -> str:
    items = writer.children("commitments", record)
    return "\n".join(f"{item['number']}. {item['text']}" for item in items)


def _responsible(writer: _Writer, record: Values) -> str:
    return _each([item["responsible"] or "" for item in writer.children("commitments", record)])


def _due(writer: _Writer, record: Values) -> str:
    items = writer.children("commitments", record)
    return _each([_day(item["due"], item["due_precision"]) for item in items])


def _each(texts: list[str]) -> str:
    """One for all where they are the same, else one a line."""
    return "\n".join(t or "-" for t in texts) if len(set(texts)) > 1 else next(iter(texts), "")


def _sites(writer: _Writer, record: Values) -> str:
    return "；".join(site["name"] for site in writer.children("sites", record))


def _unit(writer: _Writer, record: Values) -> str:
    unit = writer.metric(record).unit
    if unit in MONEY:
        return "元"
    return UNITS.get(unit, unit if unit in COUNTS else "个")


_CELLS: dict[tuple[Kind | None, str], Cell] = {
    (None, "helper"): lambda writer, record: writer.side(record, "helper"),
    (None, "receiver"): lambda writer, record: writer.side(record, "receiver"),
    (None, "meeting"): _Writer.meeting,
    (None, "commitment_no"): _Writer.item,
    (None, "level"): _term("level", LEVELS),
    (Kind.MEETINGS, "date"): _held,
    (Kind.MEETINGS, "attendees"): _attendees,
    (Kind.MEETINGS, "chair"): _chair,
    (Kind.MEETINGS, "commitments"): _items,
    (Kind.MEETINGS, "responsible"): _responsible,
    (Kind.MEETINGS, "due"): _due,
    (Kind.PROJECTS, "industry"): _term("industry", INDUSTRIES),
    (Kind.PROJECTS, "stage"): _term("stage", STAGES),
    (Kind.PROJECTS, "start"): lambda _, r: _day(r["start_date"], r["start_precision"]),
    (Kind.PROJECTS, "end"): lambda _, r: _day(r["end_date"], r["end_precision"]),
    (Kind.VISITS, "date"): lambda _, r: _day(r["date_start"], r["date_precision"]),
    (Kind.VISITS, "end"): lambda _, r: _day(r["date_end"], r["date_precision"]),
    (Kind.VISITS, "direction"): _term("direction", DIRECTIONS),
    (Kind.VISITS, "sites"): _sites,
    (Kind.AGREEMENTS, "metric"): lambda writer, record: writer.metric(record).name_zh,
    (Kind.AGREEMENTS, "unit"): _unit,
    (Kind.PAIRINGS, "scheme"): lambda writer, record: writer.scheme(record),
    (Kind.PAIRINGS, "mechanism"): _term("mechanism", MECHANISMS),
    (Kind.PAIRINGS, "from"): lambda _, r: str(r["year_from"] or ""),
    (Kind.PAIRINGS, "to"): lambda _, r: str(r["year_to"] or ""),
}
"""Cells that are more than the column of their name as it is."""
