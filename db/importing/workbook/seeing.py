"""From what a cell holds to the text that a person sees in it; what is odd is noted."""

import re

from db.importing.workbook import days
from db.importing.workbook.formats import Format
from db.importing.workbook.marks import Marks, Odd

LONGEST = 10.0**15
"""A workbook keeps fifteen digits of a number."""
EXACT = 15
"""A number of so few characters is written as exactly as it is kept."""
FIGURES = "0123456789.-"
NO_RESULT = "#CALC!"
"""What stands for a formula that was never computed: an error, as those of Excel are."""

PICTURES = frozenset(" =_Dd")
"""What a picture's text begins with."""
_PICTURE = re.compile(r"\s*=?\s*(?:_xlfn\.)?(?:DISPIMG|IMAGE)\(", re.IGNORECASE)


class Seeing:
    """The cells of one sheet. What is odd goes to its marks."""

    def __init__(self, marks: Marks, from_1904: bool = False) -> None:
        self.marks = marks
        self._from_1904 = from_1904

    def number(self, raw: str, shape: Format, line: int, column: int) -> str:
        """A number by its digits, as its format shows it."""
        plain, kept = shape.plain, raw
        if plain is not None or shape.general:
            if len(raw) > EXACT or raw.strip(FIGURES):
                kept = exact(raw)
            if kept and plain is None:
                return kept
            if kept and (text := padded(kept, plain or 0)) is not None:
                return text
        try:
            value = float(raw)
        except ValueError:
            return raw
        return self._number(value, raw, shape, line, column)

    def _number(self, value: float, raw: str, shape: Format, line: int, column: int) -> str:
        if shape.date:
            return self._date(days.of_serial(value, shape.date, self._from_1904), raw, line, column)
        if abs(value) >= LONGEST:
            return self.long(value, raw, line, column)
        seen = shape.shown(value)
        if seen.stored is not None:
            self.marks.held(line, column, seen.stored)
        if seen.rounded is not None:
            self.rounded(seen.rounded, seen.text, line, column)
        return seen.text

    def long(self, value: float, raw: str, line: int, column: int) -> str:
        """A number of more digits than are kept: its form says so."""
        text = f"{value:.14E}"
        self.marks.remark(Odd.LONG, line, column, raw, text)
        return text

    def rounded(self, shown: str, exact: str, line: int, column: int) -> None:
        """A number of which fewer decimals are shown than are taken."""
        self.marks.remark(Odd.ROUNDED, line, column, shown, exact)

    def iso(self, raw: str, shows: str, line: int, column: int) -> str:
        """A date that the workbook holds as text in ISO 8601; `shows` as in `Format.date`."""
        return self._date(days.of_iso(raw, shows), raw, line, column)

    def _date(self, shown: days.Shown | None, raw: str, line: int, column: int) -> str:
        if shown is None:
            return raw
        if shown.stored is not None:
            self.marks.held(line, column, shown.stored)
        if shown.odd is not None:
            self.marks.remark(shown.odd, line, column, raw, shown.text)
        self.marks.day(line, column)
        return shown.text

    def text(self, raw: str, shape: Format, line: int, column: int) -> str:
        """A text; of a picture in a cell nothing can be imported."""
        if is_picture(raw):
            return self.picture(line, column)
        return raw if shape.text is None else shape.shown_text(raw)

    def picture(self, line: int, column: int) -> str:
        """A picture in a cell."""
        self.marks.remark(Odd.PICTURE, line, column, "", "")
        return ""

    def uncomputed(self, formula: str, line: int, column: int) -> str:
        """A formula whose result was never stored."""
        if _PICTURE.match(formula):
            return self.picture(line, column)
        self.marks.remark(Odd.UNCOMPUTED, line, column, f"={formula}", NO_RESULT)
        return NO_RESULT


def is_picture(text: str) -> bool:
    """Whether a text stands for a picture in its cell."""
    return text[:1] in PICTURES and _PICTURE.match(text) is not None


def mentions_picture(text: str) -> bool:
    """Whether some text in this one may stand for a picture."""
    if "(" not in text:
        return False
    capitals = text.upper()
    return "DISPIMG(" in capitals or "IMAGE(" in capitals


def padded(exact: str, decimals: int) -> str | None:
    """The digits of a number that shows so many decimals, where it has any; None where it has more
    than that.
    """
    point = exact.find(".")
    if point < 0:
        return exact
    missing = decimals + 1 - len(exact) + point
    return None if missing < 0 else exact + "0" * missing


def exact(raw: str) -> str:
    """A number by the digits that a workbook keeps; nothing where that takes an exponent."""
    try:
        text = format(float(raw), ".15g")
    except ValueError:
        return ""
    return "" if text.strip(FIGURES) else text


def digits(value: float) -> str:
    """A number that is held as such, written as SpreadsheetML writes it."""
    return repr(value).upper().removesuffix(".0")
