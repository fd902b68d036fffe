"""The day to which a text says that a ledger was kept: 截至2024年6月底, 2024年上半年, 1-9月.

A text that names several such days says none. A year that it leaves out is that of the ledger.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from db.importing.numerals import CHARACTERS, number
from db.periods import month_end

LONGEST = 200
"""Characters of the longest text that is a title."""


class Told(NamedTuple):
    """The day, and the words that say it."""

    day: date
    words: str


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPELLED = re.compile(rf"[{CHARACTERS}]+(?= ?(?:年|月|日|号|个?季|[-—–~至到]))")
_UNTIL = (
    r"(?:(?:数据|台账|统计|资料)?(?:截至|截止|截到)|(?:数据|台账|统计)至|as of|as at|up to|until)"
    r"(?:日期|时间|日(?!\d)|到|至|于)?[ :]*"
)
_YEAR = r"(?:(?P<y>(?:19|20)\d\d) ?年?度?|今年|本年|当年)? ?"
_FULL_YEAR = r"(?P<y>(?:19|20)\d\d)"
_TO = "[-—–~至到]+"
_NAME = "(?P<name>" + "|".join(_MONTHS) + ")[a-z]*"
_DAY = (
    rf"{_FULL_YEAR} ?年 ?(?P<m>\d\d?) ?月 ?(?P<d>\d\d?) ?[日号]",
    rf"{_FULL_YEAR}(?P<sign>[-./_])(?P<m>\d\d?)(?P=sign)(?P<d>\d\d?)(?!\d)",
    rf"{_FULL_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)",
    rf"(?P<d>\d\d?)(?:st|nd|rd|th)? {_NAME},? {_FULL_YEAR}",
    rf"{_NAME} (?P<d>\d\d?)(?:st|nd|rd|th)?,? {_FULL_YEAR}",
)
_PERIOD = (
    rf"{_YEAR}(?P<half>[上下])半年",
    rf"{_YEAR}(?:前|第)?(?:1{_TO})?(?P<quarter>[1-4])个?季度?末?",
    rf"(?:{_FULL_YEAR}[-_ ]?)?(?P<letter>[qh])(?P<part>[1-4])(?:[-_ /]?(?P<z>20\d\d))?(?![a-z0-9])",
    rf"{_YEAR}\d\d? ?月?份?{_TO} ?(?P<m>\d\d?) ?月(?! ?\d)",
    rf"{_FULL_YEAR} ?年 ?(?P<m>\d\d?) ?月份?[底末]?(?! ?(?:\d|{_TO}))",
)
_OF_UNTIL = (
    r"(?P<m>\d\d?) ?月 ?(?P<d>\d\d?) ?[日号]?",
    rf"{_YEAR}(?P<m>\d\d?) ?月份?[底末]?(?! ?\d)",
    rf"{_FULL_YEAR}[-./](?P<m>\d\d?)(?![\d./-])",
    r"(?P<m>\d\d?)[./](?P<d>\d\d?)(?![\d./-])",
    rf"{_YEAR}(?P<end>年?[底末])",
    rf"(?:the )?end of (?:{_NAME},? )?{_FULL_YEAR}",
    rf"{_NAME},? {_FULL_YEAR}",
    rf"{_FULL_YEAR} ?年(?! ?\d)",
)
_OF_FILE = (rf"(?<!\d){_FULL_YEAR}(?P<sign>[-._])?(?P<m>0[1-9]|1[0-2])(?![\d._-]\d|\d)",)


def _any(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


_SAID = _any(*(_UNTIL + form for form in (*_DAY, *_PERIOD, *_OF_UNTIL)))
_OVER = _any(*(rf"(?<![\d年月]){form}" for form in _PERIOD))
_ALONE = _any(*(rf"[(\[【]? ?{form} ?[)\]】]?" for form in _DAY))
_NAMED = _any(*(rf"(?<!\d){form}" for form in _DAY), *_OF_FILE)
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")


def told(text: str, year: int | None = None, *, of_file: bool = False) -> Told | None:
    """The day that a text says; `year` where it leaves that out. In the name of a file any day is
    one.
    """
    if len(text) > LONGEST:
        return None
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    plain = _SPELLED.sub(lambda found: _arabic(found[0]), plain)
    for forms in (_SAID, _OVER, *([_NAMED] if of_file else [])):
        if found := {*_found(plain, forms, year)}:
            return _one(found)
    if of_file:
        return None
    alone = {
        Told(day, part)
        for part in (plain, *_BRACKETS.findall(plain))
        for form in _ALONE
        if (match := form.fullmatch(part)) and (day := _day(match, year))
    }
    return _one(alone)


def _one(found: set[Told]) -> Told | None:
    """What all of them say, in the most words; None where they differ."""
    days = {one.day for one in found}
    return max(found, key=lambda one: len(one.words)) if len(days) == 1 else None


def _found(text: str, forms: tuple[re.Pattern[str], ...], year: int | None) -> Iterator[Told]:
    """What the forms read in a text; a form begins where none that stands before it has read."""
    taken: list[tuple[int, int]] = []
    for form in forms:
        for match in form.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if day := _day(match, year):
                taken.append(match.span())
                yield Told(day, match[0].strip(" ([【"))


def _day(match: re.Match[str], year: int | None) -> date | None:
    """The last day of what was read; None where there is no such day, or no year."""
    part = match.groupdict()
    written = part.get("y") or part.get("z")
    of = int(written) if written else year
    if of is None:
        return None
    if half := part.get("half"):
        return month_end(of, 6 if half == "上" else 12)
    if quarter := part.get("quarter"):
        return month_end(of, int(quarter) * 3)
    if letter := part.get("letter"):
        month = int(part["part"] or 0) * (3 if letter in "qQ" else 6)
        return month_end(of, month) if month <= 12 else None
    name = part.get("name")
    month = _MONTHS.index(name.lower()) + 1 if name else int(part.get("m") or 12)
    try:
        day = part.get("d")
        return date(of, month, int(day)) if day else month_end(of, month)
    except (ValueError, IndexError):
        return None


def _arabic(text: str) -> str:
    found = number(text)
    return text if found is None else str(found)
