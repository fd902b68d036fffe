"""The records behind a couple's year, ledger by ledger, as numbered annexes.

What only those in charge may see (db.importing.private) is left out unless somebody asks for names
who may have them: see `handing`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy import Connection, func, select

from db.assessment.standing import Under, Year, records
from db.importing.cells import Column
from db.importing.kinds import LEDGERS, Ledger
from db.importing.kinds.attributes import Form, holder
from db.importing.rows import Values, chunks
from db.importing.words import Language, Words
from db.importing.written import Writer
from db.results.ledgers import HEADS, SUMS
from db.terms import Kind

ALWAYS = (Kind.AGREEMENTS, Kind.RESULTS, Kind.ACCORDS)
"""What was promised, what both sides reported, and the agreements as they were signed."""

TELLS: dict[str, Kind] = {
    **{metric: one.ledger for metric, one in {**SUMS, **HEADS}.items()},
    **{metric: ledger.kind for ledger in LEDGERS.values() for metric in ledger.tells},
}
"""Metric → the ledger whose records stand behind it, whether or not they add up to it."""

EXACT = 10**15
"""From here on a spreadsheet's numbers lose digits: such a number is told as text, whole."""
NUMERIC = (Form.MONEY, Form.YUAN, Form.COUNT, Form.NUMBER, Form.MEASURE)
NUMBER = Words("编号", "No.")
Cell = str | int | float


@dataclass(frozen=True)
class Annex:
    """A ledger's records of a couple's year: how many, of those without a source and demo ones, and
    the latest day to which one is kept.
    """

    number: int
    kind: Kind
    records: int
    unsourced: int
    demo: int
    as_of: date | None

    @property
    def title(self) -> Words:
        """What it is called: 附件4 项目台账."""
        numbered = Words(f"附件{self.number} ", f"Annex {self.number}: ")
        return numbered + LEDGERS[self.kind].title

    def place(self, place: int) -> str:
        """The number of its so-manieth record: 4-00012."""
        return f"{self.number}-{place:05}"


def annexes(connection: Connection, of: Year) -> tuple[Annex, ...]:
    """Those that have a record: what was promised and reported first, then what stands behind the
    heads, in their order.
    """
    kinds = dict.fromkeys([*ALWAYS, *(kind for under in of.heads for kind in kinds_of(under))])
    found: list[Annex] = []
    for kind in kinds:
        table = LEDGERS[kind].spec.table
        counts = (
            func.count(),
            func.count().filter(func.trim(table.c.source) == ""),
            func.count().filter(table.c.demo),
            func.max(table.c.as_of),
        )
        row = connection.execute(select(*counts).where(records(kind, of.couple, of.year))).one()
        if row[0]:
            found.append(Annex(len(found) + 1, kind, *row))
    return tuple(found)


def kinds_of(under: Under) -> list[Kind]:
    """The ledgers behind a head."""
    metrics = (one.indicator.metric for one in under.standings)
    return list(dict.fromkeys(TELLS[metric] for metric in metrics if metric in TELLS))


def header(annex: Annex, language: Language, *, names: bool) -> list[str]:
    """What stands above its columns."""
    columns = _columns(LEDGERS[annex.kind], names)
    return [NUMBER[language], *(column.words[language] for column in columns)]


def rows(
    connection: Connection, annex: Annex, of: Year, language: Language, *, names: bool
) -> Iterator[list[Cell]]:
    """Its records in the order of the store, with their numbers, some of them read at a time."""
    ledger = LEDGERS[annex.kind]
    table, writer = ledger.spec.table, Writer(connection, ledger)
    columns = [(one, *_held(ledger, one)) for one in _columns(ledger, names)]
    mine = select(table.c.id).where(records(annex.kind, of.couple, of.year)).order_by(table.c.id)
    place = 0
    for chunk in chunks(connection.scalars(mine).all()):
        for record in writer.records(table.c.id.in_(chunk)):
            place += 1
            cells = (_cell(writer, record, language, *column) for column in columns)
            yield [annex.place(place), *cells]


def _columns(ledger: Ledger, names: bool) -> list[Column]:
    return [column for column in ledger.columns if names or not column.private]


def _held(ledger: Ledger, column: Column) -> tuple[str, Form | None]:
    """The column of the table that holds one of the file, and how its values are told."""
    name = holder(ledger.spec.table, column)
    return name, ledger.attributes[name].form if name in ledger.attributes else None


def _cell(
    writer: Writer, record: Values, language: Language, column: Column, name: str, form: Form | None
) -> Cell:
    text = writer.cell(column, record)
    if form is Form.TERM and language == "en" and text:
        return str(record[name].value).replace("_", " ")
    return _number(text) if form in NUMERIC else text


def _number(text: str) -> Cell:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value) >= EXACT:
        return text
    return int(value) if value == value.to_integral_value() else float(value)
