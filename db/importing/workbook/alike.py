"""Cells of one column that have the same attributes, and their texts, many at once."""

import re
from collections.abc import Sequence

from db.importing.lines import APART
from db.importing.workbook.cells import Held, Kind, Reader
from db.importing.workbook.markup import unescaped
from db.importing.workbook.seeing import EXACT, FIGURES, exact, mentions_picture, padded

MEMORY = 10_000
"""So many values of a column are remembered: ledgers repeat them."""
_FIGURES = re.compile(f"[{FIGURES}]*+")
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
        elif self._figures and _FIGURES.fullmatch("".join(values)):
            found = self._numbers(values, lines)
        return self._remembered(values, lines) if found is None else found

    def _from_strings(self, values: Sequence[str]) -> Sequence[str] | None:
        strings = self._reader.strings
        try:
            if all(values):
                return [*map(strings.__getitem__, map(int, values))]
            return [strings[int(value)] if value else "" for value in values]
        except (IndexError, ValueError):
            return None

    def _numbers(self, values: Sequence[str], lines: Sequence[int]) -> Sequence[str]:
        """Digits alone: they are shown as they stand, but for zeros that a format adds."""
        decimals = self._kind.shape.plain
        texts = [*values]
        for at in [at for at, length in enumerate(map(len, values)) if length > EXACT]:
            texts[at] = exact(texts[at])
        if decimals is not None:
            texts = [padded(text, decimals) or "" for text in texts]
        if all(texts):
            return texts
        return [
            text or (self._text(value, line) if value else "")
            for text, value, line in zip(texts, values, lines, strict=True)
        ]

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
    """Texts at once, of which none needs more decoding, or may be a picture."""
    whole = APART.join(values)
    if "&" not in whole:
        return None if "_x" in whole or mentions_picture(whole) else values
    alike = dict.fromkeys(values)
    whole = unescaped(APART.join(alike))
    if "_x" in whole or mentions_picture(whole) or whole.count(APART) != len(alike) - 1:
        return None
    texts = dict(zip(alike, whole.split(APART), strict=True))
    return [*map(texts.__getitem__, values)]
