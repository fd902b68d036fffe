"""The evidence of the records of annexes, numbered after them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Subquery, func, select

from db.assessment.annexes import Annex
from db.assessment.standing import Year, records
from db.evidence import storage
from db.importing import lineage
from db.importing.kinds import LEDGERS
from db.importing.rows import chunks
from db.models import CommitmentProgress, Evidence, EvidenceFile, table_of
from db.terms import Kind

EVIDENCE, FILE = table_of(Evidence), table_of(EvidenceFile)
PROGRESS = table_of(CommitmentProgress)


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
    within = storage.folder(connection)
    held = select(FILE.c.sha256, FILE.c.content.is_not(None)).where(FILE.c.sha256.in_(wanted))
    return {
        sha256
        for sha256, inside in connection.execute(held)
        if inside or (within is not None and storage.path_of(within, sha256).is_file())
    }
