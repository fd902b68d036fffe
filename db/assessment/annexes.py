"""The records behind a couple's year, ledger by ledger, as numbered annexes with their evidence.

What only those in charge may see (db.importing.private) is left out, and so is the evidence of a
ledger that has such columns, unless somebody asks by name for it and may have it: see `handing`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Subquery, func, select

from db.assessment.standing import Under, Year, records
from db.evidence import shelf
from db.importing import lineage
from db.importing.cells import Column
from db.importing.kinds import LEDGERS, Ledger
from db.importing.kinds.attributes import Form, holder
from db.importing.rows import Values, chunks
from db.importing.words import Language, Words
from db.importing.written import Writer
from db.models import CommitmentProgress, Evidence, EvidenceFile, table_of
from db.results.ledgers import HEADS, SUMS
from db.terms import Kind

EVIDENCE, FILE = table_of(Evidence), table_of(EvidenceFile)
PROGRESS = table_of(CommitmentProgress)

ALWAYS = (Kind.AGREEMENTS, Kind.RESULTS, Kind.ACCORDS)
"""What was promised, what both sides reported, and the agreements as they were signed."""

TELLS: dict[str, Kind] = {
    **{metric: one.ledger for metric, one in {**SUMS, **HEADS}.items()},
    **dict.fromkeys(("fund", "ent", "inv", "ipr", "jobs", "jobs_p"), Kind.PROJECTS),
    **dict.fromkeys(("ledger_fiscal_aid", "ledger_social_aid"), Kind.PROJECTS),
    **dict.fromkeys(("ledger_total_investment", "ledger_commitments_linked"), Kind.PROJECTS),
    **dict.fromkeys(("contract", "contract_amt"), Kind.MEETINGS),
    **dict.fromkeys(("cadre", "tech", "exch"), Kind.TALENT),
    **{"visits": Kind.VISITS, "ws": Kind.WORKSHOPS},
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


@dataclass(frozen=True)
class Proof:
    """Evidence of a record of an annex: a file (`sha256`, `size` in bytes) or an address. `lost`:
    the file is on record, but is not where it was kept.
    """

    number: str
    name: str
    note: str
    sha256: str | None
    address: str | None
    size: int
    lost: bool


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


def proofs(
    connection: Connection, found: Sequence[Annex], of: Year, *, names: bool
) -> tuple[Proof, ...]:
    """The evidence of the records of all annexes, by their numbers. That of ledgers with names of
    people who hold no public office is left out unless these are asked for.
    """
    return tuple(
        proof
        for annex in found
        if names or not LEDGERS[annex.kind].private
        for proof in _proofs(connection, annex, of)
    )


def withheld(connection: Connection, found: Sequence[Annex], of: Year) -> int:
    """How many pieces of evidence are left out where no names are asked for."""
    private = [annex for annex in found if LEDGERS[annex.kind].private]
    return sum(len(_proofs(connection, annex, of)) for annex in private)


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


def _proofs(connection: Connection, annex: Annex, of: Year) -> list[Proof]:
    table = LEDGERS[annex.kind].spec.table
    place = func.row_number().over(order_by=table.c.id).label("place")
    mine = records(annex.kind, of.couple, of.year)
    numbered = select(table.c.id, place).where(mine).subquery("numbered")
    found = _of_records(connection, numbered, table.name)
    if annex.kind is Kind.MEETINGS:
        found += _of_progress(connection, numbered)
    found.sort(key=lambda one: (one.place, one.order))
    there = _there(connection, {one.sha256 for one in found if one.sha256})
    counts: Counter[int] = Counter()
    proved = []
    for one in found:
        counts[one.place] += 1
        number = f"{annex.place(one.place)}-{counts[one.place]}"
        lost = one.sha256 is not None and one.sha256 not in there
        told = (one.name, one.note, one.sha256, one.address, one.size or 0)
        proved.append(Proof(number, *told, lost))
    return proved


class _Kept(NamedTuple):
    """Evidence of a record, by its place; `order` is that of one record's evidence."""

    place: int
    order: tuple[str, int]
    name: str
    note: str
    sha256: str | None
    address: str | None
    size: int | None


def _evidence(table: str) -> Select[Any]:
    names = ("name", "note", "sha256", "address")
    return (
        select(EVIDENCE.c.id, *(EVIDENCE.c[name] for name in names), FILE.c.size)
        .outerjoin(FILE, FILE.c.sha256 == EVIDENCE.c.sha256)
        .where(EVIDENCE.c.table_name == table, EVIDENCE.c.removed_at.is_(None))
    )


def _of_records(connection: Connection, numbered: Subquery, table: str) -> list[_Kept]:
    """That of the records, and of those which are part of them now by a merger."""
    own = _evidence(table).join(numbered, numbered.c.id == EVIDENCE.c.row_id)
    found = _kept(connection, own.add_columns(numbered.c.place))
    into = lineage.mergers(connection, table)
    if not into:
        return found
    places = dict(iter(connection.execute(select(numbered.c.id, numbered.c.place))))
    whose = {gone: places[last] for gone in into if (last := _last(gone, into)) in places}
    for chunk in chunks(whose):
        of_gone = _evidence(table).where(EVIDENCE.c.row_id.in_(chunk))
        for row in connection.execute(of_gone.add_columns(EVIDENCE.c.row_id)):
            found.append(_Kept(whose[row[-1]], ("record", row[0]), *row[1:-1]))
    return found


def _last(record: int, into: dict[int, int]) -> int:
    while record in into:
        record = into[record]
    return record


def _of_progress(connection: Connection, numbered: Subquery) -> list[_Kept]:
    """That of the progress of what meetings agreed: files, and the addresses said with it."""
    kept = (
        _evidence(PROGRESS.name)
        .join(PROGRESS, PROGRESS.c.id == EVIDENCE.c.row_id)
        .join(numbered, numbered.c.id == PROGRESS.c.meeting_id)
    )
    told = (
        select(numbered.c.place, PROGRESS.c.id, PROGRESS.c.evidence)
        .join(numbered, numbered.c.id == PROGRESS.c.meeting_id)
        .where(PROGRESS.c.evidence != "")
    )
    said = [
        _Kept(place, ("progress address", identity), "", "", None, address, None)
        for place, identity, address in connection.execute(told)
    ]
    return [*_kept(connection, kept.add_columns(numbered.c.place), "progress"), *said]


def _kept(connection: Connection, statement: Select[Any], kind: str = "record") -> list[_Kept]:
    rows = connection.execute(statement)
    return [_Kept(row[-1], (kind, row[0]), *row[1:-1]) for row in rows]


def _there(connection: Connection, wanted: set[str]) -> set[str]:
    """Those files that are where they are kept; reading one shows whether it is whole."""
    within = shelf.folder(connection)
    held = select(FILE.c.sha256, FILE.c.content.is_not(None)).where(FILE.c.sha256.in_(wanted))
    return {
        sha256
        for sha256, inside in connection.execute(held)
        if inside or (within is not None and shelf.path_of(within, sha256).is_file())
    }
