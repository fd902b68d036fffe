"""A cell of an OpenDocument table: the value it holds, and the text it shows."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from db.importing.workbook.formats import GENERAL
from db.importing.workbook.odsstyles import Styles
from db.importing.workbook.seeing import EXACT, LONGEST, Seeing

_PLAIN = re.compile(r"(?!-0$)-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
"""What is shown in such digits shows all of it."""
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?|-?\.[0-9]+")
_ERROR = re.compile(r"Err:[0-9]+")
_MONEY = frozenset("万亿千百元圆")
STANDARD = 9
"""So many digits are shown of a number without a format: less is a format's doing."""
NUMBERS = ("float", "currency", "percentage")
SPANNED = {"table:number-rows-spanned", "table:number-columns-spanned"}
COVERED = "covered"
"""An attribute of our own, of cells below a merged one."""


@dataclass(eq=False, slots=True)
class Cell:
    """A cell: its attributes, and the text that it shows."""

    given: dict[str, str]
    shown: str

    @property
    def blank(self) -> bool:
        """Whether it shows nothing, and is not the first of cells that are merged."""
        return not self.shown and not any("office:" in n or "spanned" in n for n in self.given)

    @property
    def style(self) -> str:
        """The name of its own style."""
        return self.given.get("table:style-name", "")

    @property
    def spans(self) -> tuple[int, int] | None:
        """How many rows and columns are merged to it; None where it stands alone."""
        if not SPANNED & self.given.keys():
            return None
        down, right = times(self.given, "rows-spanned"), times(self.given, "columns-spanned")
        return (down, right) if down * right > 1 else None


def times(given: dict[str, str], name: str) -> int:
    """A number of rows or columns that an element stands for."""
    text = given.get(f"table:number-{name}", "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() else 1


class CellText:
    """A cell's text, filled by a parser: that of its paragraphs."""

    def __init__(self) -> None:
        self._paragraphs = 0
        self._pieces: list[str] = []
        self._open = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element in the cell begins."""
        if name in ("p", "h"):
            if self._paragraphs:
                self._pieces.append("\n")
            self._paragraphs += 1
            self._open += 1
        elif name == "s":
            count = given.get("text:c", "1")
            self._pieces.append(" " * min(int(count) if count.isdigit() else 1, 1000))
        elif name == "tab":
            self._pieces.append("\t")
        elif name == "line-break":
            self._pieces.append("\n")

    def end(self, name: str) -> None:
        """An element in the cell ends."""
        if name in ("p", "h"):
            self._open -= 1

    def text(self, piece: str) -> None:
        """Text in the cell; only that of paragraphs is its own."""
        if self._open:
            self._pieces.append(piece)

    @property
    def shown(self) -> str:
        """What a person sees."""
        return "".join(self._pieces)


def text_of(cell: Cell, styles: Styles, style: str, seeing: Seeing, line: int, column: int) -> str:
    """What a person sees in the cell, as exactly as it is held."""
    given, shown = cell.given, cell.shown
    if COVERED in given:
        return ""
    kind = given.get("office:value-type", "")
    if not kind:
        return shown
    if shown.startswith("Err:") and _ERROR.fullmatch(shown):
        return "#VALUE!"
    if kind == "date":
        return seeing.iso(given.get("office:date-value", ""), styles.shows(style), line, column)
    if kind == "boolean":
        return "TRUE" if given.get("office:boolean-value") == "true" else "FALSE"
    if kind in NUMBERS:
        return _number(given.get("office:value", ""), shown, kind, seeing, line, column)
    if kind == "string":
        return seeing.text(shown or given.get("office:string-value", ""), GENERAL, line, column)
    return shown


def _number(raw: str, shown: str, kind: str, seeing: Seeing, line: int, column: int) -> str:
    """The digits that are shown; the exact number where they show less than that."""
    if raw == shown and len(raw) <= EXACT and _PLAIN.fullmatch(raw):
        return raw
    try:
        value = Decimal(format(float(raw), ".15g"))
    except (ValueError, InvalidOperation):
        return shown
    if abs(value) >= Decimal(LONGEST):
        return seeing.long(float(value), raw, line, column)
    exact = _plain(value)
    found = list(_NUMBER.finditer(shown))
    if not shown or len(found) != 1 or "E+" in shown.upper() or "E-" in shown.upper():
        if shown and len(found) != 1 and "E" not in shown.upper():
            seeing.marks.held(line, column, exact)
            return "0" if not value and shown.strip() in ("-", "—") else shown.strip()
        return exact
    digits = found[0][0].replace(",", "")
    rest = (shown[: found[0].start()] + shown[found[0].end() :]).strip()
    number = Decimal(digits)
    percent = kind == "percentage" and rest == "%"
    held = value * 100 if percent else value
    if not rest or percent or rest in ("()", "-", "¥", "￥"):
        return _bare(digits, number, held, "%" if percent else "", shown, seeing, line, column)
    if (number != abs(held) and number != held) or _MONEY & set(rest):
        seeing.marks.held(line, column, exact)
    return shown.strip()


def _bare(
    digits: str,
    number: Decimal,
    held: Decimal,
    sign: str,
    shown: str,
    seeing: Seeing,
    line: int,
    column: int,
) -> str:
    """A number of which only digits are shown."""
    minus = "-" if held < 0 else ""
    number = abs(number)
    if number == abs(held):
        whole = digits.lstrip("-").partition(".")[0]
        if held == held.to_integral_value() and not (len(whole) > 1 and whole[0] == "0"):
            return minus + str(abs(int(held))) + sign
        return minus + digits.lstrip("-") + sign
    decimals = len(digits.partition(".")[2])
    exact = _plain(held) + sign
    if abs(number - abs(held)) <= Decimal(5).scaleb(-decimals - 1):
        if len(digits.replace(".", "").lstrip("-0")) < STANDARD:
            seeing.rounded(shown, exact, line, column)
        return exact
    seeing.marks.held(line, column, exact)
    return digits


def _plain(value: Decimal) -> str:
    return str(int(value)) if value == value.to_integral_value() else format(value.normalize(), "f")
