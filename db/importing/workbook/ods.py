"""A spreadsheet of OpenDocument (ISO/IEC 26300): .ods, whose cells hold what a person sees."""

import re
from collections.abc import Iterator

from db.importing.issue import Invalid
from db.importing.limits import MEGABYTE, Limits
from db.importing.problems.workbook import DAMAGED_WORKBOOK, PASSWORD
from db.importing.workbook.book import Contents, Row, Rows, SheetName, by_column
from db.importing.workbook.container import Parts
from db.importing.workbook.marks import Marks
from db.importing.workbook.markup import parser, unescaped
from db.importing.workbook.odssheet import SheetReader
from db.importing.workbook.odsstyles import Styles
from db.importing.workbook.seeing import Seeing

CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
PIECE = 2**18
CELL = b"table-cell"

_TABLE = re.compile(r"<table:table\s([^>]*)>")
_NAME = re.compile(r'\btable:name="([^"]*)"')
_STYLE = re.compile(r'\btable:style-name="([^"]*)"')


class Ods:
    """An open book."""

    def __init__(self, parts: Parts, limits: Limits) -> None:
        if MANIFEST in parts and b"encryption-data" in parts.read(MANIFEST):
            raise Invalid(PASSWORD)
        self._parts, self._limits = parts, limits
        self._styles = Styles()
        if STYLES in parts:
            made = parser(self._styles.start, self._styles.end, lambda _: None)
            made.Parse(parts.read(STYLES), True)
        self._tables = dict(self._named())
        if not self._tables:
            raise Invalid(DAMAGED_WORKBOOK)
        hidden = self._hidden()
        self.contents = Contents(
            [SheetName(name, style in hidden) for name, style in self._tables.items()]
        )

    def rows(self, name: str, marks: Marks) -> Iterator[Rows]:
        """The rows of a sheet that are not blank."""
        return by_column(self._rows(name, marks))

    def _rows(self, name: str, marks: Marks) -> Iterator[Row]:
        self._parts.count(CONTENT, CELL, self._limits.cells)
        reader = SheetReader(name, self._styles, Seeing(marks), self._limits.width)
        expat = parser(reader.start, reader.end, reader.text)
        with self._parts.open(CONTENT) as source:
            while not reader.over and (piece := source.read(PIECE)):
                expat.Parse(piece, False)
                yield from reader.taken()

    def _named(self) -> Iterator[tuple[str, str]]:
        """The name and the style of every table, in order."""
        rest = ""
        with self._parts.open(CONTENT) as source:
            while piece := source.read(MEGABYTE):
                text = rest + piece.decode("utf-8", "ignore")
                for attributes in _TABLE.findall(text):
                    name, style = _NAME.search(attributes), _STYLE.search(attributes)
                    if name:
                        yield unescaped(name[1]), style[1] if style else ""
                rest = text[text.rfind("<") :] if not text.endswith(">") else ""

    def _hidden(self) -> set[str]:
        """The styles of hidden tables, which stand before the tables themselves."""
        expat = parser(self._styles.start, self._styles.end, lambda _: None)
        with self._parts.open(CONTENT) as source:
            while not self._styles.over and (piece := source.read(PIECE)):
                expat.Parse(piece, False)
        return self._styles.hidden
