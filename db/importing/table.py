"""Stages 1 to 3 in one: from an uploaded file to a table, or the one reason why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.importing import csvtext
from db.importing.csvtext import Line
from db.importing.decode import decode
from db.importing.issue import Issue
from db.importing.kinds import LEDGERS
from db.importing.limits import Limits, limits
from db.importing.marks import mended_headers
from db.importing.receive import Format, receive
from db.importing.shape import ENOUGH, Shaped, score, shape
from db.importing.upload import Upload
from db.importing.workbook import read_workbook

EVERY = tuple(ledger.names for ledger in LEDGERS.values())


@dataclass
class Facts:
    """What is known of a file so far: it is filled while the file is read, and shown even where
    that fails. `sheets` are a workbook's, `sheet` the one that was read.
    """

    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None
    sheets: tuple[str, ...] = ()
    sheet: str | None = None


def read_table(upload: Upload, facts: Facts) -> tuple[Shaped, list[Issue]]:
    """The table, and notes on how it was read. Fills `facts` on the way.

    Raises:
        Invalid: the file cannot be read as a table, or (severity choice) must be asked about.
    """
    allowed = limits()
    lines, notes = read_lines(upload, facts, allowed)
    ledger = LEDGERS[upload.kind]
    others = [other.names for kind, other in LEDGERS.items() if kind is not upload.kind]
    shaped = shape(lines, ledger.names, others, allowed)
    facts.header_line = shaped.header_line
    mended = mended_headers(shaped.header, shaped.header_line)
    return shaped, [*notes, *shaped.notes, *mended]


def read_lines(upload: Upload, facts: Facts, allowed: Limits) -> tuple[list[Line], list[Issue]]:
    """Every row that is not blank."""
    if receive(upload.data, upload.file_name, allowed) is Format.WORKBOOK:
        rows, sheets, facts.sheet = read_workbook(upload.data, upload.sheet, allowed)
        facts.encoding, facts.sheets = "xlsx", tuple(sheets)
        return rows, []
    decoded = decode(upload.data, upload.encoding, is_known)
    facts.encoding = decoded.encoding
    facts.delimiter, rows = csvtext.read(decoded.text, _score, allowed)
    return rows, list(decoded.notes)


def is_known(text: str) -> bool:
    """Whether the beginning of a text holds the headers of a ledger."""
    return csvtext.known_headers(text, _score) >= ENOUGH


def _score(lines: Sequence[Line]) -> int:
    return score(lines, EVERY)
