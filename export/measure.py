"""How wide a text is drawn, and where it breaks.

A picture is made without asking a browser for the width of each word, so widths come from a table:
the advances of Noto Sans CJK SC (Source Han Sans), in hundredths of its size. PingFang and
Microsoft YaHei draw Latin letters up to 6 % wider, Chinese characters alike.
"""

import unicodedata

from charts.text import PIECE

REGULAR = (
    22, 32, 47, 56, 56, 92, 68, 28, 34, 34, 47, 56, 28, 35, 28, 39,
    56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 28, 28, 56, 56, 56, 47,
    95, 61, 66, 64, 69, 59, 55, 69, 73, 29, 54, 65, 54, 81, 72, 74,
    63, 74, 64, 60, 60, 72, 58, 88, 57, 53, 60, 34, 39, 34, 56, 56,
    61, 56, 62, 51, 62, 55, 32, 56, 61, 28, 28, 55, 28, 93, 61, 61,
    62, 62, 39, 47, 38, 61, 52, 80, 50, 52, 48, 34, 27, 34, 56,
)  # fmt: skip
"""Advances of the characters from U+0020 to U+007E."""
WIDER_FACES = 1.06
BOLD = 1.05
OTHER = 62
"""Of letters of other scripts."""


def width(text: str, size: float, bold: bool = False) -> float:
    """Pixels that a text takes on one line, rather too many than too few."""
    latin = wide = 0
    for letter in text:
        if " " <= letter <= "~":
            latin += REGULAR[ord(letter) - 32]
        elif unicodedata.combining(letter):
            continue
        elif unicodedata.east_asian_width(letter) in "WFA":
            wide += 100
        else:
            latin += OTHER
    return size / 100 * (latin * WIDER_FACES * (BOLD if bold else 1) + wide)


def wrap(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """Lines of at most `room` pixels: English breaks between words, Chinese before no stop."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(" ".join(text.split()), size, room, bold):
        if line and width((line + piece).rstrip(), size, bold) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str, size: float, room: float, bold: bool) -> list[str]:
    """What a line break keeps whole; what is wider than a line is cut into letters."""
    pieces: list[str] = []
    for piece in PIECE.findall(text):
        pieces += [piece] if width(piece, size, bold) <= room else list(piece)
    return pieces
