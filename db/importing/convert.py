"""Stage 5 for text and closed vocabularies; `dates` and `numbers` have the rest.

A fixed schema, never a guess at types. Every converter takes the cell without surrounding white
space, never empty, and raises Invalid.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum

from db.importing.converted import AtOnce, Converter, Noted, plain
from db.importing.issue import Invalid
from db.importing.marks import MARKS
from db.importing.numbers import EXCEL_ERRORS, is_narrow
from db.importing.problems.cells import (
    CHOICE,
    CODE_DATE,
    CODE_ZEROS,
    CONTROL_CHAR,
    EXCEL_ERROR,
    FORMULA,
    INVISIBLE,
    NARROW,
    SCIENTIFIC_CODE,
    TERM_TAKEN,
    TOO_LONG,
)
from db.importing.problems.encoding import LOST_CHARACTERS, MOJIBAKE_CELL
from db.importing.problems.workbook import LONG_NUMBER
from db.importing.safe import is_ticked
from db.importing.words import NOTHING, Words, same

Texts = list[str | None] | None

FORMULA_STARTS = "=+-@＝＋－＠"
"""A text that starts so, a spreadsheet would compute; see also `safe`."""

DIGITS_KEPT = 15
"""So many digits of a number does a spreadsheet keep; the others become zeros."""

_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LOST = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad]")
_MISREAD = re.compile("[ÃÂäåæçèé][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]")
_CODE_LOST = re.compile(r"[0-9](\.[0-9]+)?[eE]\+([0-9]{1,4})")
_MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_CODE_DATE = re.compile(
    rf"[0-9]{{1,2}}-{_MONTH}(?:-[0-9]{{2,4}})?|{_MONTH}-[0-9]{{2}}|[0-9]{{1,2}}月[0-9]{{1,2}}日"
    r"|[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{4}/[0-9]{1,2}(?:/[0-9]{1,2})?(?: [0-9:]+)?"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9:.]+)?|[0-9]{1,2}/[0-9]{1,2}",
    re.IGNORECASE,
)
"""What a spreadsheet makes of 5-19, 3-4 and 2019-5-1, as different languages show it."""
_DATE_FIRST = frozenset("0123456789jfmasondJFMASOND")
_CODE_ZEROS = re.compile(r"[0-9]{15}0+")
_ODD = re.compile(f"[{_BAD.pattern[1:-1]}{_UNSEEN.pattern[1:-1]}\ufffd锟烫屯ÃÂäåæçèé\r]")
_ODD_FIRST = frozenset("#'" + FORMULA_STARTS)
"""What a text has that is to be looked at more closely; nearly none has any of it."""
_ANY_ODD = _ODD.pattern[1:-1] + MARKS


def text(limit: int) -> Converter:
    """Free text of at most `limit` characters; kept as it is, line ends made `\\n`."""

    def convert(raw: str) -> str | Noted:
        plain = raw[0] not in _ODD_FIRST and len(raw) <= limit and not _ODD.search(raw)
        return raw if plain else _examined(raw, limit)

    return AtOnce(convert, _texts(limit, "".join(_ODD_FIRST)))


def _texts(limit: int, odd_first: str, odd: str = "") -> Callable[[Sequence[str]], Texts]:
    """Takes texts as they are, if none of them has anything odd, or begins with it, and none has
    white space around it.
    """
    first = f"[^{_ANY_ODD}{odd}\\s{re.escape(odd_first)}]"
    plainly = re.compile(rf"(?:(?:{first}(?:[^{_ANY_ODD}{odd}\n]*[^{_ANY_ODD}{odd}\s])?)?\n)*+")

    def many(raws: Sequence[str]) -> Texts:
        whole = "\n".join([*raws, ""])
        if whole.count("\n") != len(raws) or not plainly.fullmatch(whole):
            return None
        if max(map(len, raws), default=0) > limit:
            return None
        return [raw or None for raw in raws]

    return many


def _examined(raw: str, limit: int) -> str | Noted:
    """A text in which there may be something odd."""
    if not raw.isascii() and _MISREAD.search(raw):
        raise Invalid(MOJIBAKE_CELL)
    if _BAD.search(raw):
        raise Invalid(CONTROL_CHAR)
    if _LOST.search(raw):
        raise Invalid(LOST_CHARACTERS)
    if raw[0] == "#" and is_narrow(raw):
        raise Invalid(NARROW)
    if raw[0] == "#" and raw.upper() in EXCEL_ERRORS:
        raise Invalid(EXCEL_ERROR)
    if len(raw) > limit:
        raise Invalid(TOO_LONG, limit=limit)
    value = raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
    notes: list[Invalid] = []
    if _UNSEEN.search(value):
        value = _UNSEEN.sub("", value)
        notes.append(Invalid(INVISIBLE))
    if raw[0] in FORMULA_STARTS and len(raw) > 1:
        notes.append(Invalid(FORMULA))
    elif is_ticked(value, number=False):
        value = value[1:]  # the apostrophe that a file for Excel carries
        notes.append(Invalid(FORMULA))
    return Noted(value, tuple(notes)) if notes else value


def code(limit: int) -> Converter:
    """A ledger's own number of something: text that a spreadsheet has not made a number of. One
    that it may have made a date of, or cut, is noted.
    """
    checked = text(limit)

    def convert(raw: str) -> str | Noted:
        if "+" in raw and (lost := _CODE_LOST.fullmatch(raw)):
            raise Invalid(LONG_NUMBER if int(lost[2]) >= DIGITS_KEPT else SCIENTIFIC_CODE)
        found: str | Noted = checked(raw)
        if raw[0] in _DATE_FIRST and _CODE_DATE.fullmatch(raw):
            return Noted(raw, (Invalid(CODE_DATE),))
        if len(raw) > DIGITS_KEPT and _CODE_ZEROS.fullmatch(raw):
            return Noted(raw, (Invalid(CODE_ZEROS),))
        return found

    return AtOnce(convert, _texts(limit, "".join({*_ODD_FIRST, *_DATE_FIRST}), "+"))


def term(labels: Mapping[str, StrEnum], noted: frozenset[str] = frozenset()) -> Converter:
    """One of a closed vocabulary, by any of its names in a ledger; `noted` names need a note."""
    first_names: dict[StrEnum, str] = {}
    for label, member in labels.items():
        first_names.setdefault(member, label)

    def convert(raw: str) -> StrEnum | Noted:
        name = raw.casefold()
        value = labels.get(name)
        if value is None:
            name = plain(raw).casefold()
            value = labels.get(name)
        if value is None:
            choices = same("、".join(first_names.values()))
            raise Invalid(CHOICE, choices=choices, hint=_suggestion(name, labels))
        if name in noted:
            return Noted(value, (Invalid(TERM_TAKEN, term=first_names[value]),))
        return value

    return convert


def _suggestion(name: str, labels: Mapping[str, StrEnum]) -> Words:
    close = get_close_matches(name[:40], labels, n=1, cutoff=0.6)
    if not close:
        return NOTHING
    return Words(f"（是否为“{close[0]}”？）", f" (did you mean “{close[0]}”?)")


def is_invisible(character: str) -> bool:
    """Whether a character takes no room or is white space: what headers are compared without."""
    return unicodedata.category(character) in {"Cf", "Zs", "Cc"}
