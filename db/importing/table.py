"""Stages 1 to 3 in one: from an uploaded file to a table, or the one reason why not."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from db.importing import csvtext
from db.importing.csvtext import Line
from db.importing.decode import decode
from db.importing.issue import Issue
from db.importing.kept import Kept
from db.importing.kinds import LEDGERS
from db.importing.limits import Limits, limits
from db.importing.receive import Format, receive
from db.importing.shape import ENOUGH, Shaped, score, shape
from db.importing.upload import Upload
from db.importing.workbook import read_workbook
from db.terms import Kind

EVERY = tuple(ledger.names for ledger in LEDGERS.values())
OF_ROWS = ("mapping", "only_good")
"""Choices that say what rows mean, and nothing of how a file is read."""

_LINES: Kept[tuple[Sequence[Line], list[Issue], "Facts"]] = Kept()
_SHAPED: Kept[Shaped] = Kept()


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
    shaped = _SHAPED.get(
        (upload.kind, *reading_of(upload)), lambda: _shaped(lines, upload.kind, allowed)
    )
    facts.header_line = shaped.header_line
    return shaped, [*notes, *shaped.notes]


def _shaped(lines: Sequence[Line], kind: Kind, allowed: Limits) -> Shaped:
    others = [ledger.names for other, ledger in LEDGERS.items() if other is not kind]
    return shape(lines, LEDGERS[kind].names, others, allowed)


def read_lines(upload: Upload, facts: Facts, allowed: Limits) -> tuple[Sequence[Line], list[Issue]]:
    """Every row that is not blank, and notes. The last files are not read again."""

    def read() -> tuple[Sequence[Line], list[Issue], Facts]:
        return (*_read(upload, facts, allowed), replace(facts))

    lines, notes, known = _LINES.get(reading_of(upload), read)
    vars(facts).update(vars(known))
    return lines, notes


def reading_of(upload: Upload) -> tuple[Hashable, ...]:
    """All that the rows of a file depend on."""
    asked = {name: made for name, made in upload.choices().items() if name not in OF_ROWS}
    return upload.sha256, upload.file_name, repr(asked), limits()


def _read(upload: Upload, facts: Facts, allowed: Limits) -> tuple[Sequence[Line], list[Issue]]:
    if receive(upload.data, upload.file_name, allowed) is Format.WORKBOOK:
        found, sheets, facts.sheet = read_workbook(upload.data, upload.sheet, allowed)
        facts.encoding, facts.sheets = "xlsx", tuple(sheets)
        return csvtext.kept(found), []
    decoded = decode(upload.data, upload.encoding, is_known)
    facts.encoding = decoded.encoding
    facts.delimiter, rows = csvtext.read(decoded.text, _score, allowed)
    return rows, list(decoded.notes)


def is_known(text: str) -> bool:
    """Whether the beginning of a text holds the headers of a ledger."""
    return csvtext.known_headers(text, _score) >= ENOUGH


def _score(lines: Sequence[Line]) -> int:
    return score(lines, EVERY)
