"""The rows of a table of an OpenDocument, told by their marks: a text is split at them in a tenth
of a parser's time. A cell in an unusual form is read by a parser alone.

Only for a content without comments, sections of characters, instructions and tables in tables
(odstables.py): in it every "<" begins an element, and what begins like a row is one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO

from db.importing.workbook.markup import parser, unescaped, unix
from db.importing.workbook.odscells import COVERED, Cell, times
from db.importing.workbook.odssheet import TableParser
from db.importing.workbook.odstable import HIDDEN, Key, Table, Written

PIECE = 2**18
LONGEST_ROW = 2**25
"""No row of a ledger takes so much; what does is no row."""
ROW, CELL = "<table:table-row", "<table:table-cell"
ROW_END, TABLE_END = "</table:table-row>", b"</table:table>"
AFTER_A_NAME = frozenset(" >/\n\t")

_USUAL = re.compile(r"([^<>]*)>(?:<text:p>([^<]*)</text:p>)?(?:</table:table-cell>)?\s*")
_ATTRIBUTE = re.compile(r' ([\w:.-]+)="([^"\n\t]*)"')


def written(source: IO[bytes], table: Table) -> Iterator[Written]:
    """The rows of the table that begins where the source stands; its columns go to the table."""
    head, rest = b"", source.read(PIECE)
    begun = over = False
    while not over:
        cut = rest.find(TABLE_END)
        over = cut >= 0
        cut = cut if over else max(rest.rfind(ROW.encode()), 0)
        piece, rest = rest[:cut], rest[cut:]
        if piece and not begun:
            head, begins, piece = piece.partition(ROW.encode())
            table.set_columns(_columns(head))
            piece, begun = begins + piece, True
        yield from _rows(_decoded(piece))
        more = b"" if over else source.read(PIECE)
        rest += more
        if not over and (not more or len(rest) > LONGEST_ROW):
            raise ValueError("a row without an end")


def _columns(head: bytes) -> list[tuple[str, int]]:
    """The styles of the columns, which stand before the rows."""
    made = TableParser()
    parser(made.start, made.end, made.text).Parse(b"<x>" + head.partition(b">")[2], False)
    return made.columns


def _decoded(piece: bytes) -> str:
    text = unix(piece.decode("utf-8"))
    if "covered-table-cell" in text:
        text = text.replace("<table:covered-table-cell", f'{CELL} {COVERED}=""')
        text = text.replace("</table:covered-table-cell", "</table:table-cell")
    return text


def _rows(text: str) -> Iterator[Written]:
    for row in text.split(ROW)[1:]:
        if row[:1] not in AFTER_A_NAME:
            continue  # what groups rows
        attributes, _, inside = row.partition(">")
        repeated, hidden, style = _of_row(attributes.removesuffix("/"))
        if attributes.endswith("/"):
            yield Written((), (), repeated, hidden)
            continue
        inside, end, _ = inside.rpartition(ROW_END)
        if not end:
            raise ValueError("a row without an end")
        cells = inside.split(CELL)[1:]
        while cells and cells[-1].rstrip().endswith("/>") and _blank(cells[-1]):
            cells.pop()
        each = [*map(_times, cells)] if "-columns-repeated" in inside else ()
        if style:
            cells = [_styled(cell, style) for cell in cells]
        yield Written(cells, each, repeated, hidden)


def _blank(cell: str) -> bool:
    """Whether a cell without text shows nothing, and is not the first of cells that are merged."""
    return "office:" not in cell and "spanned" not in cell


def _times(markup: str) -> int:
    return _repeated(markup) if "-columns-repeated" in markup else 1


@lru_cache(maxsize=1000)
def _repeated(markup: str) -> int:
    return times(cell(markup).given, "columns-repeated")


def _styled(cell: str, style: str) -> str:
    """With the style that a row has for its cells."""
    own = "table:style-name" in cell.partition(">")[0]
    return cell if own else f' table:style-name="{style}"{cell}'


@lru_cache(maxsize=1000)
def _of_row(attributes: str) -> tuple[int, bool, str]:
    given = _parsed(f"<r{attributes}/>")
    return times(given, "rows-repeated"), given.get("table:visibility") in HIDDEN, given.get(
        "table:default-cell-style-name", ""
    )  # fmt: skip


def _parsed(markup: str) -> dict[str, str]:
    """The attributes of one element."""
    found: dict[str, str] = {}
    parser(lambda _, given: found.update(given), _ignored, _ignored).Parse(markup, True)
    return found


def _ignored(_: str) -> None:
    pass


def cell(key: Key) -> Cell:
    """The cell that a markup is."""
    if isinstance(key, Cell):
        return key
    usual = _USUAL.fullmatch(key)
    if not usual:
        return _by_parser(key)
    given = (_given if 'value="' in usual[1] else _given_again)(usual[1])
    return _by_parser(key) if given is None else Cell(given, unescaped(usual[2] or ""))


def _given(attributes: str) -> dict[str, str] | None:
    """Attributes as nearly every program writes them, each after one blank."""
    given = dict(_ATTRIBUTE.findall(attributes))
    length = sum(map(len, given)) + sum(map(len, given.values())) + len(' =""') * len(given)
    if len(attributes.removesuffix("/").rstrip()) != length:
        return None
    if "&" in attributes:
        return {name: unescaped(value) for name, value in given.items()}
    return given


_given_again = lru_cache(maxsize=1000)(_given)
"""Of cells whose attributes have no values, and repeat."""


def _by_parser(markup: str) -> Cell:
    """A cell in whatever form."""
    made = TableParser()
    parser(made.start, made.end, made.text).Parse(f"<x>{CELL}{markup}</x>", True)
    return made.cells[0]
