"""The assessment pack: a couple's year as one ZIP of paper, workbook and evidence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from sqlalchemy import Connection, Engine

from db.accounts import Author
from db.assessment import dossier, handing, refused
from db.assessment.dossier import Dossier
from db.assessment.proofs import Proof
from db.assessment.refused import Refused
from db.engine import reading
from db.evidence import storage
from db.importing.words import Language, Words
from db.new_file import new_file
from export.names import clean
from export.packs import paper, workbook
from export.packs.archive import Archive
from papers import book, words, written

Said = Callable[[int, int, Words], None]
"""Told how much is done of how much, and what is being done."""


@dataclass(frozen=True)
class Asked:
    """Which pack: of a pairing's year, in a language; `names`: with people who hold no public
    office.
    """

    pairing_id: int
    year: int
    language: Language = "zh"
    names: bool = False


@dataclass(frozen=True)
class Made:
    """What was made: the dossier with what is not right of it, and where each file of evidence
    stands in the ZIP.
    """

    dossier: Dossier
    files: dict[str, str]


_ONE = Lock()


def make(
    engine: Engine, asked: Asked, by: Author | None, path: Path, said: Said | None = None
) -> Made:
    """Write the pack to a file. What is missing is said in it, and the rest is made.

    Raises:
        Forbidden: by somebody who may not have it (db.assessment.handing).
        Refused: UNKNOWN_COUPLE; BUSY: one is made at a time; FILE_THERE.
        OSError: the file cannot be written.
    """
    with _alone():
        handing.begin(engine, asked.pairing_id, asked.year, by, names=asked.names)
        return _made(engine, asked, path, said)


def _made(engine: Engine, asked: Asked, path: Path, said: Said | None) -> Made:
    with reading(engine) as connection:
        found = dossier.read(
            connection, asked.pairing_id, asked.year, asked.language, names=asked.names
        )
        if found is None:
            raise Refused(refused.UNKNOWN_COUPLE)
        try:
            with (
                new_file(path) as part,
                TemporaryDirectory(dir=path.parent) as folder,
                Archive(part) as pack,
            ):
                return _write(connection, pack, Path(folder), found, _Steps(found, said))
        except FileExistsError as there:
            raise Refused(refused.FILE_THERE.format(path=path)) from there


@contextmanager
def _alone() -> Iterator[None]:
    if not _ONE.acquire(blocking=False):
        raise Refused(refused.BUSY)
    try:
        yield
    finally:
        _ONE.release()


class _Steps:
    """How far it is, in records and pieces of evidence."""

    def __init__(self, found: Dossier, said: Said | None) -> None:
        self._said = said
        self._proofs = len(found.proofs)
        self._records = sum(annex.records for annex in found.annexes)
        under = sum(len(told.under.standings) for told in found.heads)
        self._before = under + len(found.gaps) + self._proofs
        self._all = self._proofs + self._records + 1

    def proof(self, done: int) -> None:
        self._tell(done, words.EVIDENCE_STEP)

    def row(self, done: int) -> None:
        """So many rows of the workbook are written, those before the annexes among them."""
        records = min(max(done - self._before, 0), self._records)
        self._tell(self._proofs + records, words.RECORDS_STEP)

    def paper(self) -> None:
        self._tell(self._all - 1, words.PAPER_STEP)

    def _tell(self, done: int, what: Words) -> None:
        if self._said:
            self._said(done, self._all, what)


def _write(
    connection: Connection, pack: Archive, folder: Path, found: Dossier, steps: _Steps
) -> Made:
    found, files = _evidence(connection, pack, found, steps)
    told = written.title(found)[found.language]
    table = folder / "book.xlsx"
    sheets = book.sheets(connection, found, files)
    workbook.write(table, sheets, told, found.as_of, steps.row)
    pack.add(words.BOOK_FILE[found.language], table)
    steps.paper()
    pack.add(words.PAPER_FILE[found.language], paper.document(written.paper(found, files)))
    return Made(found, files)


def _evidence(
    connection: Connection, pack: Archive, found: Dossier, steps: _Steps
) -> tuple[Dossier, dict[str, str]]:
    """Put the files in; the dossier, with those said to be lost that are, and where each stands by
    its number.
    """
    files: dict[str, str] = {}
    damaged: set[str] = set()
    for done, proof in enumerate(found.proofs, start=1):
        if proof.sha256 is None or proof.lost:
            continue
        data = storage.get(connection, proof.sha256)
        if data is None:
            damaged.add(proof.number)
            continue
        files[proof.number] = f"{words.PROOF_FOLDER[found.language]}/{_named(proof)}"
        pack.add(files[proof.number], data)
        steps.proof(done)
    return (found.with_lost(damaged) if damaged else found), files


def _named(proof: Proof) -> str:
    """A file's name in the pack: 4-00012-1-验收单.pdf."""
    stem, _, ending = proof.name.rpartition(".")
    return f"{proof.number}-{clean(stem or 'file')[:60]}.{ending}"
