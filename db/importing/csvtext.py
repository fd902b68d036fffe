"""Stage 3, first half: from text to rows of cells, each with the physical line it starts on."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence

from db.importing.issue import Invalid, Problem
from db.importing.limits import SPARE_ROWS, Limits
from db.importing.lines import Line as Line
from db.importing.lines import Lines, packed
from db.importing.lines import kept as kept
from db.importing.problems.files import (
    CELL_TOO_LONG,
    QUOTE,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    UNCLOSED_QUOTE,
)
from db.importing.spool import parts

DELIMITERS = (",", ";", "\t", "|")
SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?[,;\t|]*\r?\n?", re.IGNORECASE)
HEAD_LINES = 60
PIECE = 2**18


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
    return delimiter, packed(_parts(text, delimiter, first, limits))


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
    before = csv.field_size_limit(10**6)
    found: list[Line] = []
    try:
        for cells in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter):
            found.append(Line(len(found) + 1, tuple(cells)))
    except csv.Error:
        pass
    finally:
        csv.field_size_limit(before)
    return found


def _parts(text: str, delimiter: str, first: int, limits: Limits) -> Iterator[Sequence[Line]]:
    """The rows, some at a time. Where nothing is quoted a line is a row, and most lines of a ledger
    are of one width: those are parted all at once, which takes a third of the time.
    """
    found = 0
    for start, end in _pieces(text):
        piece = text[start:end].replace("\r\n", "\n")
        if '"' in piece or "\r" in piece:
            yield from parts(_rows(text, start, len(text), delimiter, first, found, limits))
            return
        plain = _plain(piece.removesuffix("\n"), delimiter, first, limits)
        if plain is None:
            for part in parts(_rows(text, start, end, delimiter, first, found, limits)):
                found += len(part)
                yield part
        elif (found := found + len(plain)) > limits.rows + SPARE_ROWS:
            raise Invalid(TOO_MANY_ROWS, limit=limits.rows)
        else:
            yield from plain.parts()
        first += piece.count("\n")


def _plain(piece: str, delimiter: str, first: int, limits: Limits) -> Lines | None:
    """Lines without quotation marks as rows; None where they may not be of one width, or one may be
    blank or beyond the limits.
    """
    lines = piece.split("\n")
    cells = piece.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)
    step = (len(cells) + 1) // len(lines)
    ends = cells[step - 1 :: step]
    if step * len(lines) != len(cells) + 1 or ends.count("\n") != len(lines) - 1:
        return None
    if step - 1 > limits.width or max(map(len, lines)) > limits.cell:
        return None
    columns = [cells[at::step] for at in range(step - 1)]
    if not any(all(map(str.strip, column)) for column in columns):
        return None
    return Lines(range(first, first + len(lines)), columns)


def _rows(
    text: str, start: int, end: int, delimiter: str, first: int, found: int, limits: Limits
) -> Iterator[Line]:
    """The rows of a part of the text, which begins with line `first`, after others `found`."""
    before = csv.field_size_limit(limits.cell)  # one for the whole process
    reader = csv.reader(_lines(text, start, end), delimiter=delimiter, strict=True)
    line = first
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
    finally:
        csv.field_size_limit(before)


def _pieces(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where pieces of the text begin and end, each with the end of a line."""
    stop = len(text) if end is None else end
    while start < stop:
        piece = text.find("\n", start + PIECE, stop) + 1 or stop
        yield start, piece
        start = piece


def _lines(text: str, start: int, end: int) -> Iterator[str]:
    """The physical lines. StringIO holds four bytes a character, so it gets a part at a time."""
    for begin, stop in _pieces(text, start, end):
        yield from io.StringIO(text[begin:stop], newline="")


def _problem(error: csv.Error, text: str, spanned: bool) -> Problem:
    """An open quotation mark swallows lines until something else goes wrong."""
    if "field larger" in str(error):
        return UNCLOSED_QUOTE if spanned and text.count('"') % 2 else CELL_TOO_LONG
    if "end of data" in str(error) or spanned:
        return UNCLOSED_QUOTE
    return QUOTE
