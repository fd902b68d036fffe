"""What stands in a cell but is no part of its value, whatever its column holds.

="00123", '00123 and `00123 are how programs keep a text from being made a number: it is 00123.
Radicals look like characters and are none. Private-use characters look like anything.
"""

import re
from collections.abc import Iterable, Iterator

from db.importing.issue import Invalid, Issue, Problem
from db.importing.problems.cells import BACKTICK, PRIVATE_USE, RADICAL
from db.importing.radicals import unradical
from db.importing.safe import is_ticked
from db.importing.words import same

_STARTS = "='`"
_CHARACTERS = "\u2e80-\u2fdf\ue000-\uf8ff\U000f0000-\U0010ffff"
MARKS = _STARTS + _CHARACTERS
"""What a cell that has a mark has one of, for a class of characters in a pattern."""
_ODD = re.compile(f"[{_CHARACTERS}]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_QUOTED = re.compile(r'=\s*"((?:[^"]|"")*)"')
_BACKTICKED = re.compile(r"`([^`\s][^`]*)")


def may_be_marked(cells: str) -> bool:
    """Whether any of these cells, one a line, may have a mark; nearly none has, and to look at all
    at once takes no time.
    """
    if any(start in cells for start in _STARTS):
        return True
    return not cells.isascii() and _ODD.search(cells) is not None


def unmarked(raw: str, radical: Problem = RADICAL) -> tuple[str, tuple[Invalid, ...]]:
    """The cell without its marks, and the notes that are due; "" for an empty =""."""
    notes: list[Invalid] = []
    text = raw
    if found := _QUOTED.fullmatch(raw):
        text = found[1].replace('""', '"').strip()
    elif is_ticked(raw, number=True):
        text = raw[1:]
    elif found := _BACKTICKED.fullmatch(raw):
        text = found[1]
        notes.append(Invalid(BACKTICK, value=text))
    mended = unradical(text)
    if mended != text:
        notes.append(Invalid(radical, pairs=same(_pairs(text)), value=mended))
    if private := _PRIVATE.search(mended):
        notes.append(Invalid(PRIVATE_USE, character=f"U+{ord(private[0]):04X}"))
    return mended, tuple(notes)


def mended_headers(header: Iterable[str], line_no: int) -> Iterator[Issue]:
    """A note for each header in which radicals were read as characters."""
    for column in header:
        if (mended := unradical(column)) != column:
            note = Invalid(RADICAL, pairs=same(_pairs(column)), value=mended)
            yield note.issue(line_no=line_no, column=column)


def _pairs(text: str) -> str:
    """⼯→工、⻄→西."""
    found = dict.fromkeys(c for c in text if unradical(c) != c)
    return "、".join(f"{radical}→{unradical(radical)}" for radical in found)
