"""Text on its way into a figure: escaped, shortened, broken into lines.

Plotly reads labels as pseudo-HTML (`<a href>`, `<b>`, `&lt;`) and `%{…}` as a template, so every
word and every name from data passes through `plain` before it enters a figure.
"""

import re
from functools import lru_cache
from typing import NamedTuple

ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
WIDE_LETTER = re.compile(f"[{WIDE}]")
PIECE = re.compile(rf"(?:[{WIDE}]|[^{WIDE}\s]{{1,24}})[，。、；：！？）》”…]*\s?")
"""What no line break tears apart: a Chinese character or a word, with its stop and its space."""


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Escape text so that Plotly draws it letter for letter. The names in one picture return in
    the next, after a filter changed; so below.
    """
    one_line = " ".join(str(text).split())
    return one_line.translate(ESCAPES).replace("%{", "&#37;{")


def columns(text: str) -> int:
    """Width of a text in half-width columns: a Chinese character counts two."""
    return len(text) if text.isascii() else len(text) + len(WIDE_LETTER.findall(text))


def shorten(text: str, width: int) -> str:
    """The text if it fits into `width` columns, or else its beginning and an ellipsis."""
    if columns(text) <= width:
        return text
    kept = ""
    for letter in text:
        if columns(kept + letter) > width - 1:
            break
        kept += letter
    return kept.rstrip() + "…"


def lines(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` columns, as few and as even as can be."""
    total = columns(text)
    if total <= width:
        return [text.strip()] if text.strip() else []
    pieces = [Piece(piece, columns(piece.rstrip()), columns(piece)) for piece in _pieces(text)]
    fewest = len(_filled(pieces, width))
    widths = range(min(total // fewest, width), width + 1)
    return next(broken for even in widths if len(broken := _filled(pieces, even)) <= fewest)


@lru_cache(maxsize=8192)
def plain_lines(text: str, width: int) -> str:
    """A text broken into lines and escaped, as Plotly wants it."""
    return "<br>".join(plain(line) for line in lines(text, width))


@lru_cache(maxsize=8192)
def few_lines(text: str, width: int, most: int) -> tuple[str, ...]:
    """At most so many escaped lines of a text; an ellipsis ends the last one where more follow."""
    broken = lines(text, width)
    kept = broken[:most]
    if kept != broken:
        kept[-1] = shorten(kept[-1], width - 1).removesuffix("…") + "…"
    return tuple(plain(line) for line in kept)


def couple_name(couple: str, width: int) -> str:
    """A couple's name (helper → receiver) on one line, or else the receiver's below the helper's;
    escaped.
    """
    if columns(couple) <= width:
        return plain(couple)
    sides = couple.replace("→", "\n→").split("\n")
    return "<br>".join(plain(shorten(side, width)) for side in sides)


def paragraphs(text: str) -> str:
    """A text escaped line by line, as it is broken."""
    return "<br>".join(plain(line) for line in text.split("\n"))


class Piece(NamedTuple):
    """What no line break tears apart, its width, and its width with a space after it."""

    text: str
    width: int
    full: int


def _pieces(text: str) -> list[str]:
    """English breaks between words, Chinese anywhere before a stop."""
    return PIECE.findall(" ".join(text.split()))


def _filled(pieces: list[Piece], width: int) -> list[str]:
    """Lines as full as can be."""
    broken, line, filled = [], "", 0
    for piece in pieces:
        if line and filled + piece.width > width:
            broken.append(line.rstrip())
            line, filled = "", 0
        line += piece.text
        filled += piece.full
    return [*broken, line.rstrip()]
