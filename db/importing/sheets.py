"""Which sheets of a workbook are a ledger, and what is said of those that are not read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from db.importing.csvtext import Line
from db.importing.issue import Invalid, Issue
from db.importing.limits import Limits
from db.importing.names import Names
from db.importing.problems import workbook as problems
from db.importing.shape import ENOUGH, refuse_too_wide, score
from db.importing.words import same
from db.importing.workbook.book import About, Contents, Row
from db.importing.workbook.marks import Marks
from db.importing.workbook.process import read_book
from db.importing.workbook.reading import Heads
from db.importing.workbook.sheet import Sheet

ABOUT = {About.MACROS: problems.MACROS, About.STRICT: problems.STRICT}


@dataclass
class Part:
    """The rows of one sheet or file, padded to one width, and what is odd about them."""

    name: str
    lines: Sequence[Line]
    notes: list[Issue] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)

    @property
    def banners(self) -> set[int]:
        """Lines of which one cell is merged over most of the row."""
        width = len(self.lines[0].cells) if self.lines else 0
        return {
            top
            for top, left, bottom, right in self.marks.merged
            if top == bottom and 2 * (right - left + 1) > max(width, 4)
        }


@dataclass
class Chooser:
    """Chooses the sheets that were asked for; else the one that is a ledger; else asks.

    `first`: the first of several is enough, where only the kind of ledger is wanted.
    """

    wanted: Sequence[str]
    ledgers: Sequence[Names]
    first: bool = False
    visible: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    fitting: list[str] = field(default_factory=list)

    def __call__(self, contents: Contents, heads: Heads) -> Sequence[str]:
        """The names of the sheets to read.

        Raises:
            Invalid: there is no such sheet, or (severity choice) there are several to choose from.
        """
        self.visible = [sheet.name for sheet in contents.sheets if not sheet.hidden]
        self.hidden = [sheet.name for sheet in contents.sheets if sheet.hidden]
        self.fitting = [name for name, rows in heads.items() if self._fits(rows)]
        if self.wanted:
            return self._known(self.wanted)
        if not self.visible:
            raise Invalid(problems.NO_VISIBLE_SHEET, sheets=named(self.hidden))
        if len(self.fitting) > 1 and not self.first:
            raise Invalid(problems.OTHER_SHEETS_ASKED, sheets=named(self.fitting))
        return (self.fitting or self.visible)[:1]

    def _known(self, wanted: Sequence[str]) -> list[str]:
        known = [*self.visible, *self.hidden]
        for name in wanted:
            if name not in known:
                raise Invalid(problems.NO_SHEET, name=name, sheets=named(known))
        return list(dict.fromkeys(wanted))

    def _fits(self, rows: Sequence[Row]) -> bool:
        lines = [Line(number, tuple(cells)) for number, cells in rows]
        return bool(lines) and score(lines, self.ledgers) >= ENOUGH

    def notes(self, contents: Contents, read: Sequence[str]) -> Iterator[Issue]:
        """What is said of the book, and of the sheets that were not read."""
        for about in contents.about:
            yield Invalid(ABOUT[about]).issue()
        hidden = [name for name in self.hidden if name not in read]
        others = [name for name in self.visible if name not in read]
        if hidden:
            yield Invalid(problems.HIDDEN_SHEET, sheets=named(hidden)).issue()
        if others:
            ledgers = [name for name in others if name in self.fitting]
            problem = problems.OTHER_LEDGERS if ledgers else problems.OTHER_SHEETS
            yield Invalid(problem, read=named(read), sheets=named(others)).issue()


def read_sheets(data: bytes, chooser: Chooser, limits: Limits) -> tuple[Contents, list[Part]]:
    """The contents of a workbook, and the sheets that were chosen.

    Raises:
        Invalid: it cannot be read, or it is to be asked which sheets are meant.
    """

    def look(lines: Sequence[Line]) -> None:
        if len(chooser.ledgers) == 1:
            refuse_too_wide(lines, chooser.ledgers[0], limits)

    contents, sheets = read_book(data, chooser, limits, look)
    parts = [_part(sheet) for sheet in sheets]
    if parts:
        parts[0].notes += chooser.notes(contents, [part.name for part in parts])
    return contents, parts


def _part(sheet: Sheet) -> Part:
    return Part(sheet.name, sheet.lines, [], sheet.marks)


def named(names: Sequence[str]) -> object:
    """Names in a row, the same in every language."""
    return same("、".join(names))
