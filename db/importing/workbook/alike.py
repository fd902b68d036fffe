"""Cells of one column that have the same attributes, and their texts, many at once."""

from collections.abc import Sequence

from db.importing.lines import APART
from db.importing.workbook.cells import Held, Kind, Reader
from db.importing.workbook.markup import unescaped
from db.importing.workbook.seeing import EXACT, FIGURES, exact, padded

MEMORY = 10_000
"""So many values of a column are remembered: ledgers repeat them."""
INLINE = ("str", "inlineStr")


class Alike:
    """Gives them their texts. What is the same for all is asked once: most values are shown as they
    stand, or have been seen before.
    """

    def __init__(self, reader: Reader, kind: Kind, column: int) -> None:
        self._reader, self._kind, self._column = reader, kind, column
        self._known: dict[str, str] = {"": ""}
        shape, plain_text = kind.shape, kind.shape.text is None
        self._shared = kind.type == "s" and plain_text and not reader.pictures
        self._inline = kind.type in INLINE and plain_text
        self._figures = kind.type == "n" and (shape.general or shape.plain is not None)

    def texts(self, values: Sequence[str], lines: Sequence[int]) -> Sequence[str]:
        """The texts of values, each in its line; none has a formula without a result."""
        found: Sequence[str] | None = None
        if self._shared:
            found = self._from_strings(values)
        elif self._inline:
            found = _unescaped(values)
        elif self._figures and not "".join(values).strip(FIGURES):
            found = self._numbers(values, lines)
        return self._remembered(values, lines) if found is None else found

    def _from_strings(self, values: Sequence[str]) -> Sequence[str] | None:
        strings = self._reader.strings
        try:
            return [strings[int(value)] if value else "" for value in values]
        except (IndexError, ValueError):
            return None

    def _numbers(self, values: Sequence[str], lines: Sequence[int]) -> Sequence[str]:
        """Digits alone: they are shown as they stand, but for zeros that a format adds."""
        decimals = self._kind.shape.plain
        if decimals is None:
            return [
                value if len(value) <= EXACT else exact(value) or self._text(value, line)
                for value, line in zip(values, lines, strict=True)
            ]
        texts = []
        for value, line in zip(values, lines, strict=True):
            text = padded(value if len(value) <= EXACT else exact(value), decimals)
            texts.append(text or (self._text(value, line) if value else ""))
        return texts

    def _remembered(self, values: Sequence[str], lines: Sequence[int]) -> Sequence[str]:
        known = self._known
        texts = [*map(known.get, values)]
        if None not in texts:
            return texts  # type: ignore[return-value]
        return [
            self._text(value, line) if text is None else text
            for text, value, line in zip(texts, values, lines, strict=True)
        ]

    def _text(self, value: str, line: int) -> str:
        """The text of one, remembered where nothing is to be said of it."""
        kind, seeing = self._kind, self._reader.seeing
        noted = seeing.marks.noted
        if kind.type == "n":
            text = seeing.number(unescaped(value).strip(), kind.shape, line, self._column)
        else:
            text = self._reader.text(Held(kind, unescaped(value)), line, self._column)
        if seeing.marks.noted == noted and len(self._known) < MEMORY:
            self._known[value] = text
        return text


def _unescaped(values: Sequence[str]) -> Sequence[str] | None:
    """Texts at once, of which none needs more decoding, or is a picture."""
    alike = dict.fromkeys(values)
    whole = unescaped(APART.join(alike))
    if "_x" in whole or "(" in whole or whole.count(APART) != len(alike) - 1:
        return None
    texts = dict(zip(alike, whole.split(APART), strict=True))
    return [texts[value] for value in values]
