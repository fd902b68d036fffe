"""A cell of SpreadsheetML (ECMA-376 part 1, 18.3.1.4): its type, its value, and its text."""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from db.importing.lines import APART
from db.importing.workbook.formats import GENERAL, Format
from db.importing.workbook.seeing import Seeing, mentions_picture

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LETTERS = re.compile(r"\$?([A-Z]+)\$?([0-9]+)")


class Kind(NamedTuple):
    """What the attributes of a cell say of it: its type (`n` for numbers), and its format."""

    type: str
    shape: Format


class Held(NamedTuple):
    """A cell as the file has it. `value` is None where there is none; `formula` likewise."""

    kind: Kind
    value: str | None = None
    formula: str | None = None
    picture: bool = False


class Reader:
    """Gives cells their texts. What stands to the right of `width` columns counts as the next."""

    def __init__(
        self, seeing: Seeing, strings: Sequence[str], shapes: Sequence[Format], width: int
    ) -> None:
        self.seeing = seeing
        self.strings = strings
        self.width = width
        self._shapes = shapes

    @cached_property
    def pictures(self) -> bool:
        """Whether any shared string may stand for a picture."""
        return mentions_picture(APART.join(self.strings))

    def kind(self, kind: str | None, style: str | None) -> Kind:
        """The kind of a cell by its attributes t and s."""
        number = int(style) if style and style.isdigit() else 0
        shape = self._shapes[number] if number < len(self._shapes) else GENERAL
        return Kind(kind or "n", shape)

    def text(self, cell: Held, line: int, column: int) -> str:
        """What a person sees in the cell."""
        kind, value = cell.kind, cell.value
        if cell.picture and kind.type == "e":
            return self.seeing.picture(line, column)
        if not value:
            if cell.formula is None or (value is not None and kind.type == "str"):
                return ""
            return self.seeing.uncomputed(cell.formula, line, column)
        if kind.type == "n":
            return self.seeing.number(value.strip(), kind.shape, line, column)
        if kind.type == "s":
            return self.seeing.text(self._shared(value), kind.shape, line, column)
        if kind.type in ("str", "inlineStr"):
            return self.seeing.text(decoded(value), kind.shape, line, column)
        if kind.type == "d":
            return self.seeing.iso(value, kind.shape.date, line, column)
        if kind.type == "b":
            return "TRUE" if value.strip() in ("1", "true") else "FALSE"
        return value

    def _shared(self, value: str) -> str:
        number = int(value)
        return self.strings[number] if number < len(self.strings) else ""


def decoded(text: str) -> str:
    """`_x000A_` as the character it stands for, and `_x005F_` as the underscore (22.9.2.19)."""
    if "_x" not in text:
        return text
    found = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)
    if any("\ud800" <= c <= "\udfff" for c in found):
        return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return found


@lru_cache(maxsize=20_000)
def column_of(letters: str) -> int:
    """The position of a column from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def place(reference: str) -> tuple[int, int] | None:
    """(line from 1, column from 0) of a reference such as B12."""
    found = _LETTERS.fullmatch(reference.strip().upper())
    return (int(found[2]), column_of(found[1])) if found else None


def area(reference: str) -> tuple[int, int, int, int] | None:
    """(top, left, bottom, right) of a reference such as A1:B3."""
    first, _, last = reference.partition(":")
    start, end = place(first), place(last or first)
    return (*start, *end) if start and end else None
