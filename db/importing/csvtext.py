"""Stage 3, first half: from text to rows of cells, each with the physical line it starts on."""

import csv
import io
import marshal
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from db.importing.issue import Invalid, Problem
from db.importing.limits import SPARE_ROWS, Limits
from db.importing.problems.files import (
    CELL_TOO_LONG,
    QUOTE,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    UNCLOSED_QUOTE,
)
from db.importing.spool import Spool, parts

DELIMITERS = (",", ";", "\t", "|")
SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?[,;\t|]*\r?\n?", re.IGNORECASE)
HEAD_LINES = 60
PIECE = 2**20


class Line(NamedTuple):
    """A row of a file as it stands: the physical line it starts on, and its cells."""

    number: int
    cells: tuple[str, ...]


def kept(lines: Iterable[Line]) -> Sequence[Line]:
    """The rows, packed: they are gone through several times."""
    found: Spool[list[Line], Line] = Spool(_packed, _unpacked, list)
    for part in parts(lines):
        found.append(part)
    return found


def _packed(lines: list[Line]) -> bytes:
    return marshal.dumps([tuple(line) for line in lines])


def _unpacked(packed: bytes) -> list[Line]:
    return [*map(Line._make, marshal.loads(packed))]  # noqa: S302 - packed by this process


Score = Callable[[Sequence[Line]], int]
"""How many known headers the best row of these has."""


def read(text: str, score: Score, limits: Limits) -> tuple[str, Sequence[Line]]:
    """The delimiter that yields known headers, and every row that is not blank.

    Raises:
        Invalid: broken quotation marks, or more than the limits allow.
    """
    first = 1
    declared = SEPARATOR_LINE.match(text)
    if declared:
        delimiter = declared[1]
        text, first = text[declared.end() :], 2
        if delimiter not in DELIMITERS:
            delimiter = best_delimiter(text, score)
    else:
        delimiter = best_delimiter(text, score)
    return delimiter, kept(_rows(text, delimiter, first, limits))


def best_delimiter(text: str, score: Score) -> str:
    """The delimiter whose best row has the most known headers; a comma where none has any."""
    head = _head(text)
    return max(DELIMITERS, key=lambda delimiter: score(_loosely(head, delimiter)))


def known_headers(text: str, score: Score) -> int:
    """The number of known headers at the beginning of a text, whatever its delimiter."""
    head = _head(text)
    return max(score(_loosely(head, delimiter)) for delimiter in DELIMITERS)


def _head(text: str) -> str:
    """The first lines, as far as a header may be."""
    end = 0
    for _ in range(HEAD_LINES):
        found = re.compile(r"\r\n|\r|\n").search(text, end, 200_000)
        if not found:
            return text[:200_000]
        end = found.end()
    return text[:end]


def _loosely(head: str, delimiter: str) -> list[Line]:
    """The rows of a beginning, as far as they can be read."""
    csv.field_size_limit(10**6)
    found: list[Line] = []
    try:
        for cells in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter):
            found.append(Line(len(found) + 1, tuple(cells)))
    except csv.Error:
        pass
    return found


def _rows(text: str, delimiter: str, first: int, limits: Limits) -> Iterator[Line]:
    csv.field_size_limit(limits.cell)
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    line, found = first, 0
    try:
        for cells in reader:
            if len(cells) > limits.width:
                raise Invalid(TOO_MANY_COLUMNS, limit=limits.columns, found=len(cells), line=line)
            if any(map(str.strip, cells)):
                found += 1
                if found > limits.rows + SPARE_ROWS:
                    raise Invalid(TOO_MANY_ROWS, limit=limits.rows)
                yield Line(line, tuple(cells))
            line = reader.line_num + first
    except csv.Error as error:
        spanned = reader.line_num + first - 1 > line
        raise Invalid(_problem(error, text, spanned), line=line, limit=limits.cell) from error


def _lines(text: str) -> Iterator[str]:
    """The physical lines. StringIO holds four bytes a character, so it gets a part at a time."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + PIECE) + 1 or len(text)
        yield from io.StringIO(text[start:end], newline="")
        start = end


def _problem(error: csv.Error, text: str, spanned: bool) -> Problem:
    """An open quotation mark swallows lines until something else goes wrong."""
    if "field larger" in str(error):
        return UNCLOSED_QUOTE if spanned and text.count('"') % 2 else CELL_TOO_LONG
    if "end of data" in str(error) or spanned:
        return UNCLOSED_QUOTE
    return QUOTE
