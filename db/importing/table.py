"""Stages 1 to 3 in one: from an uploaded file to a table, or the one reason why not."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath

from db.importing import csvtext
from db.importing.bundle import File, files_of
from db.importing.csvtext import Line
from db.importing.decode import decode
from db.importing.issue import Invalid, Issue
from db.importing.joined import Named, join
from db.importing.kept import Kept
from db.importing.kinds import LEDGERS
from db.importing.limits import Limits, limits
from db.importing.marks import mended_headers
from db.importing.names import Names
from db.importing.oddities import of_records
from db.importing.problems.files import TOO_MANY_ROWS
from db.importing.receive import Format, receive, too_large
from db.importing.shape import ENOUGH, Shaped, score, shape
from db.importing.sheets import Chooser, Part, read_sheets
from db.importing.upload import Upload

EVERY = tuple(ledger.names for ledger in LEDGERS.values())
OF_ROWS = ("mapping", "only_good", "codes", "same", "as_of")
"""Choices that say what rows mean, and nothing of how a file is read."""

_PARTS: Kept[tuple[list[Part], "Facts"]] = Kept()
_TABLES: Kept[tuple[Shaped, list[Issue], "Facts"]] = Kept()


@dataclass
class Facts:
    """What is known of a file so far: it is filled while the file is read, and shown even where
    that fails. `encodings` are those of several files by name; `sheets` are a workbook's, `fitting`
    those that look like such a ledger, `read` those that were read; `sheet` names them.
    """

    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None
    sheets: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    encodings: tuple[tuple[str, str], ...] = ()

    @property
    def sheet(self) -> str | None:
        return "、".join(self.read) or None


def read_table(upload: Upload, facts: Facts) -> tuple[Shaped, list[Issue]]:
    """The table, and notes on how it was read. Fills `facts` on the way. The last files are not
    read again.

    Raises:
        Invalid: the file cannot be read as a table, or (severity choice) must be asked about.
    """

    def read() -> tuple[Shaped, list[Issue], Facts]:
        return (*_table(upload, facts, limits()), replace(facts))

    shaped, notes, known = _TABLES.get((upload.kind, *reading_of(upload)), read)
    vars(facts).update(vars(known))
    return shaped, [*notes]


def reading_of(upload: Upload) -> tuple[Hashable, ...]:
    """All that the rows of a file depend on."""
    asked = {name: made for name, made in upload.choices().items() if name not in OF_ROWS}
    return upload.sha256, upload.file_name, repr(asked), limits()


def _table(upload: Upload, facts: Facts, allowed: Limits) -> tuple[Shaped, list[Issue]]:
    ledger = LEDGERS[upload.kind]
    others = [other.names for kind, other in LEDGERS.items() if kind is not upload.kind]
    tables: list[Named] = []
    notes: list[Issue] = []
    for part in _parts(upload, facts, allowed, [ledger.names]):
        shaped = shape(part.lines, ledger.names, others, allowed, part.banners)
        odd = of_records(part.marks, shaped.records)
        titles = [cell for line in shaped.above for cell in line.cells if cell.strip()]
        about = {"": (part.name, *titles)}
        tables.append((part.name, replace(shaped, odd=odd, about=about)))
        notes += part.notes
    shaped = join(tables, ledger.names)
    if len(shaped.records) > allowed.rows:
        raise Invalid(TOO_MANY_ROWS, limit=allowed.rows)
    facts.header_line = shaped.header_line
    mended = mended_headers(shaped.header, shaped.header_line)
    return shaped, [*notes, *shaped.notes, *mended]


def read_lines(upload: Upload, facts: Facts, allowed: Limits) -> tuple[Sequence[Line], list[Issue]]:
    """Every row that is not blank of the first sheet that is a ledger of any kind."""
    part = _parts(upload, facts, allowed, EVERY, first=True)[0]
    return part.lines, part.notes


def _parts(
    upload: Upload, facts: Facts, allowed: Limits, ledgers: Sequence[Names], first: bool = False
) -> list[Part]:
    """The sheets and files that an upload is made of."""
    too_large(len(upload.data), allowed)
    files = files_of(upload.file_name, upload.data)
    found: list[Part] = []
    read: list[tuple[str, str]] = []
    for file in files[:1] if first else files:
        parts = _file_parts(file, upload, facts, allowed, Chooser(upload.sheets, ledgers, first))
        if len(files) > 1:
            stem = PurePath(file.name).name
            parts = [
                replace(part, name=f"{stem} · {part.name}" if part.name else stem) for part in parts
            ]
        found += parts
        read.append((file.name, facts.encoding or ""))
    facts.encodings = tuple(read) if len(read) > 1 else ()
    return found


def _file_parts(
    file: File, upload: Upload, facts: Facts, allowed: Limits, chooser: Chooser
) -> list[Part]:
    """The tables of one file; those of the last files are not read again."""
    kind = receive(file.data, file.name, allowed)
    chosen = () if kind is Format.TEXT else (chooser.first, *map(id, chooser.ledgers))

    def read() -> tuple[list[Part], Facts]:
        return _read(file, kind, upload, facts, allowed, chooser), replace(facts)

    parts, known = _PARTS.get((*reading_of(upload), file.name, chosen), read)
    vars(facts).update(vars(known))
    return parts


def _read(
    file: File, kind: Format, upload: Upload, facts: Facts, allowed: Limits, chooser: Chooser
) -> list[Part]:
    if kind is not Format.TEXT:
        facts.encoding = kind.value
        try:
            _, parts = read_sheets(file.data, chooser, allowed)
        finally:
            facts.sheets = (*chooser.visible, *chooser.hidden)
            facts.fitting = tuple(chooser.fitting)
        facts.read = tuple(part.name for part in parts)
        return parts
    likely = chooser.ledgers
    decoded = decode(file.data, upload.encoding, partial(is_known, likely=likely))
    facts.encoding = decoded.encoding
    facts.delimiter, rows = csvtext.read(decoded.text, _score(likely), allowed)
    return [Part("", rows, list(decoded.notes))]


def is_known(text: str, likely: Sequence[Names] = ()) -> bool:
    """Whether the beginning of a text holds the headers of a ledger. Those that it is `likely` of
    are compared first: to spell out what the others go by takes a while.
    """
    return csvtext.known_headers(text, _score(likely)) >= ENOUGH


def _score(likely: Sequence[Names]) -> csvtext.Score:
    return partial(score, ledgers=(*likely, *EVERY))
