"""Text on its way into a figure: escaped, shortened, broken into lines.

Plotly reads labels as pseudo-HTML (`<a href>`, `<b>`, `&lt;`) and `%{…}` as a template, so every
word and every name from data passes through `plain` before it enters a figure.
"""

import re

ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
WIDE_LETTER = re.compile(f"[{WIDE}]")
PIECE = re.compile(rf"(?:[{WIDE}]|[^{WIDE}\s]{{1,24}})[，。、；：！？）》”…]*\s?")
"""What no line break tears apart: a Chinese character or a word, with its stop and its space."""


def plain(text: str) -> str:
    """Escape text so that Plotly draws it letter for letter."""
    one_line = " ".join(str(text).split())
    escaped = "".join(ESCAPES.get(letter, letter) for letter in one_line)
    return escaped.replace("%{", "&#37;{")


def columns(text: str) -> int:
    """Width of a text in half-width columns: a Chinese character counts two."""
    return len(text) + len(WIDE_LETTER.findall(text))


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
    fewest = len(_filled(text, width))
    widths = range(total // fewest, width + 1)
    return next(broken for even in widths if len(broken := _filled(text, even)) <= fewest)


def plain_lines(text: str, width: int) -> str:
    """A text broken into lines and escaped, as Plotly wants it."""
    return "<br>".join(plain(line) for line in lines(text, width))


def _filled(text: str, width: int) -> list[str]:
    """Lines as full as can be; English breaks between words, Chinese anywhere before a stop."""
    broken, line, filled = [], "", 0
    for piece in PIECE.findall(" ".join(text.split())):
        if line and filled + columns(piece.rstrip()) > width:
            broken.append(line.rstrip())
            line, filled = "", 0
        line += piece
        filled += columns(piece)
    return [*broken, line.rstrip()]
