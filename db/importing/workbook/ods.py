"""A spreadsheet of OpenDocument (ISO/IEC 26300): .ods, whose cells hold what a person sees."""

from collections.abc import Iterator

from db.importing.issue import Invalid
from db.importing.limits import Limits
from db.importing.problems.workbook import DAMAGED_WORKBOOK, PASSWORD
from db.importing.workbook.book import Contents, Rows, SheetName
from db.importing.workbook.container import Parts
from db.importing.workbook.marks import Marks
from db.importing.workbook.markup import parser
from db.importing.workbook.odsquick import cell, written
from db.importing.workbook.odssheet import parsed
from db.importing.workbook.odsstyles import Styles
from db.importing.workbook.odstable import Table
from db.importing.workbook.odstables import tables
from db.importing.workbook.seeing import Seeing

CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
PIECE = 2**18
CELL = b"table-cell"


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
        with parts.open(CONTENT) as source:
            self._tables = tables(source)
        if not self._tables.styles:
            raise Invalid(DAMAGED_WORKBOOK)
        hidden = self._hidden()
        self.contents = Contents(
            [SheetName(name, style in hidden) for name, style in self._tables.styles.items()]
        )

    def rows(self, name: str, marks: Marks) -> Iterator[Rows]:
        """The rows of a sheet that are not blank."""
        self._parts.count(CONTENT, CELL, self._limits.cells)
        table = Table(self._styles, Seeing(marks), self._limits, cell)
        with self._parts.open(CONTENT) as source:
            if self._tables.usual:
                source.seek(self._tables.starts[name])
                yield from table.rows(written(source, table))
            else:
                yield from table.rows(parsed(source, name, table))

    def _hidden(self) -> set[str]:
        """The styles of hidden tables, which stand before the tables themselves."""
        expat = parser(self._styles.start, self._styles.end, lambda _: None)
        with self._parts.open(CONTENT) as source:
            while not self._styles.over and (piece := source.read(PIECE)):
                expat.Parse(piece, False)
        return self._styles.hidden
