"""Dates as ledgers write them.

What cannot be mistaken is converted: 2019年5月14日, 2019.5.14, 20190514, 二〇一九年五月十四日. What
is not plain is converted with a note: 43599 (a date serial of Excel), 14/5/2019, a time that is
dropped, 2019年5月 (only the month is known). What has no year, or two meanings, is refused.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db.importing.converted import Noted, plain
from db.importing.issue import Invalid
from db.importing.numerals import CHARACTERS, number
from db.importing.problems.dates import (
    DATE,
    DATE_NO_YEAR,
    DATE_ORDER,
    DATE_RANGE,
    DATE_READ,
    DATE_SERIAL,
    DATE_TIME,
    DATE_TWO_WAYS,
    NO_DEADLINE,
    NO_RANGE,
    NO_SUCH_DATE,
    ONLY_MONTH,
    ONLY_YEAR,
)
from db.terms import Precision

FIRST_YEAR, LAST_YEAR = 1990, 2100
EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's serials from March 1900 on: Excel counts a 29 February 1900 that never was."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as exactly as it is known, and the last day where a period was written."""

    day: date
    precision: Precision
    last: date | None = None


_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_YEAR = r"(?P<y>[0-9]{4})"
_PLAIN = re.compile(
    rf"{_YEAR}(?:年|[-/.])(?P<m>[0-9]{{1,2}})(?:月|[-/.])(?P<d>[0-9]{{1,2}})(?:日|号|\.)?"
)
_DIGITS = re.compile(r"(?P<y>(?:19|20|21)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_MONTH = re.compile(
    rf"{_YEAR}(?:年|[-/.])(?P<m>[0-9]{{1,2}})(?:月份?)?(?P<part>初|上旬|中旬|下旬|底|末)?"
    r"|(?P<y2>(?:19|20|21)[0-9]{2})(?P<m2>0[1-9]|1[0-2])"
)
_YEAR_ONLY = re.compile(
    rf"{_YEAR}年?(?P<part>度|初|底|末|内|全年|上半年|下半年|第?[一二三四1-4]季度|春季|夏季|秋季|冬季)?"
)
_BACKWARDS = re.compile(r"(?P<a>[0-9]{1,2})[/.-](?P<b>[0-9]{1,2})[/.-](?P<y>[0-9]{4})")
_NO_YEAR = re.compile(
    r"[0-9]{1,2}月(?:[0-9]{1,2}[日号]?)?.*|[0-9]{1,2}[日号].*|[0-9]{1,2}[/.-][0-9]{1,2}"
)
_TIME = re.compile(
    r"(?<=[日号])(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:[Zz]|[AaPp][Mm])?"
    r"|(?:[0-9]{1,2}[时点](?:[0-9]{1,2}分|半)?)|(?:上午|下午|晚上?|全天)(?:[0-9:时点分半]*)"
    r"|[(](?:星期|周|礼拜)[一二三四五六日天][)](?:上午|下午|晚上?)?"
    r"|(?:星期|周|礼拜)[一二三四五六日天](?:上午|下午|晚上?)?)$"
)
_CLOCK = re.compile(
    r"(?P<date>.*[0-9日号])(?:\s+|[Tt])[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?\s*([Zz]|[AaPp][Mm])?"
)
_SERIAL = re.compile(r"([3-7][0-9]{4})(\.[0-9]+)?")
_CHINESE = re.compile(rf"[{CHARACTERS}]+")
_TO = re.compile(r"至|到|~|—+|–|--+|-")
_MONTHS = {
    name: n
    for n, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_ENGLISH = re.compile(
    r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[-,]?(?P<name>[a-z]{3})[a-z]*\.?[-,]?(?P<y>[0-9]{4})"
    r"|(?P<name2>[a-z]{3})[a-z]*\.?(?P<d2>[0-9]{1,2})(?:st|nd|rd|th)?,(?P<y2>[0-9]{4})",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"(长期|持续|常年|每年|全年|待定|未定|暂无|无|不定期|尽快|长期坚持|持续推进|长期推进|长期实施|"
    r"[-—–/]+|持续开展|滚动推进|立即|近期)"
)


def day(raw: str) -> Day | Noted:
    """A date, to the day, month or year; a period of days has its last day.

    Raises:
        Invalid: no date, none that exists, without a year, or of two meanings.
    """
    iso = _ISO.fullmatch(raw)
    if iso:
        return _made(*iso.groups())
    clock = _CLOCK.fullmatch(unicodedata.normalize("NFKC", raw))
    if clock and isinstance(found := _exact(_arabic(plain(clock["date"]))), Day):
        return Noted(found, (Invalid(DATE_TIME),))
    text = _arabic(plain(raw))
    for read in (_exact, _serial, _backwards, _english, _period, _vague):
        found = read(text)
        if found is not None:
            return found
    if _NO_YEAR.fullmatch(text):
        raise Invalid(DATE_NO_YEAR)
    raise Invalid(DATE)


def single_day(raw: str) -> Day | Noted:
    """A date that may be no period."""
    found = day(raw)
    value = found.value if isinstance(found, Noted) else found
    if value.last is not None:
        raise Invalid(NO_RANGE)
    return found


def deadline(raw: str) -> Day | Noted:
    """A date, or words that say there is none yet (长期, 待定): nothing, with a note."""
    if _OPEN.fullmatch(plain(raw)):
        return Noted(None, (Invalid(NO_DEADLINE),))
    return single_day(raw)


def deadlines(raw: str) -> tuple[Day | None, ...] | Noted:
    """One deadline, or one a line."""
    notes: list[Invalid] = []
    found: list[Day | None] = []
    for part in re.split(r"[\n；;]", raw):
        if not part.strip():
            continue
        read = deadline(part.strip())
        if isinstance(read, Noted):
            notes += read.notes
            read = read.value
        found.append(read)
    return Noted(tuple(found), tuple(notes)) if notes else tuple(found)


def year(raw: str) -> int:
    """A year, with or without 年 or 年度."""
    text = _arabic(plain(raw)).removesuffix("度").removesuffix("年").removesuffix(".0")
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise Invalid(DATE)
    if not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise Invalid(DATE_RANGE, first=FIRST_YEAR, last=LAST_YEAR)
    return int(text)


def _arabic(text: str) -> str:
    """Numbers in Chinese characters as digits: 二〇一九年五月十四日 → 2019年5月14日."""
    if not _CHINESE.match(text):
        return text
    parts = re.split(r"(年|月|日|号)", text)
    for index in range(0, len(parts) - 1, 2):
        found = number(parts[index]) if _CHINESE.fullmatch(parts[index]) else None
        if found is not None:
            parts[index] = str(found)
    return "".join(parts)


def _made(year: str, month: str | None = None, day_of_month: str | None = None) -> Day:
    try:
        value = date(int(year), int(month or 1), int(day_of_month or 1))
    except ValueError as error:
        raise Invalid(NO_SUCH_DATE) from error
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Invalid(DATE_RANGE, first=FIRST_YEAR, last=LAST_YEAR)
    if day_of_month:
        return Day(value, Precision.DAY)
    return Day(value, Precision.MONTH if month else Precision.YEAR)


def _exact(text: str) -> Day | Noted | None:
    """A day, be it with a time of day after it."""
    found = _PLAIN.fullmatch(text) or _DIGITS.fullmatch(text)
    if found:
        return _made(found["y"], found["m"], found["d"])
    for cut in _times(text):
        found = _PLAIN.fullmatch(cut) or _DIGITS.fullmatch(cut)
        if found:
            return Noted(_made(found["y"], found["m"], found["d"]), (Invalid(DATE_TIME),))
    return None


def _times(text: str) -> Iterator[str]:
    """The text without a time at its end: white space is gone, so two cuts are possible."""
    for start in range(max(0, len(text) - 20), len(text)):
        found = _TIME.match(text, start)
        if found:
            yield text[:start]


def _serial(text: str) -> Noted | None:
    found = _SERIAL.fullmatch(text)
    if not found:
        return None
    value = EXCEL_EPOCH + timedelta(days=int(found[1]))
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        return None
    return Noted(Day(value, Precision.DAY), (Invalid(DATE_SERIAL, day=value),))


def _backwards(text: str) -> Noted | None:
    """14/5/2019 has one meaning, 4/5/2019 two."""
    found = _BACKWARDS.fullmatch(text)
    if not found:
        return None
    first, second = int(found["a"]), int(found["b"])
    if first <= 12 and second <= 12 and first != second:
        raise Invalid(DATE_TWO_WAYS)
    month, of_month = (second, first) if second <= 12 else (first, second)
    made = _made(found["y"], str(month), str(of_month))
    return Noted(made, (Invalid(DATE_READ, day=made.day),))


def _english(text: str) -> Day | None:
    found = _ENGLISH.fullmatch(text)
    name = (found["name"] or found["name2"]).lower() if found else ""
    if not found or name not in _MONTHS:
        return None
    return _made(found["y"] or found["y2"], str(_MONTHS[name]), found["d"] or found["d2"])


def _period(text: str) -> Day | None:
    """2019年5月13日至15日, 2019年5月13-15日, 2019.5.13-2019.5.15."""
    for sign in _TO.finditer(text):
        start, end = text[: sign.start()], text[sign.end() :]
        first = _PLAIN.fullmatch(start) or (
            _PLAIN.fullmatch(start + "日") if "年" in start and not start.endswith("日") else None
        )
        last = _last(first, end) if first else None
        if first and last:
            began = _made(first["y"], first["m"], first["d"])
            if last.day < began.day:
                raise Invalid(DATE_ORDER)
            return began if last.day == began.day else replace(began, last=last.day)
    return None


def _last(first: re.Match[str], end: str) -> Day | None:
    """The end of a period, which may leave out the year and the month."""
    full = _PLAIN.fullmatch(end)
    if full:
        return _made(full["y"], full["m"], full["d"])
    shorter = re.fullmatch(r"(?:(?P<m>[0-9]{1,2})[月./-])?(?P<d>[0-9]{1,2})[日号]?", end)
    if not shorter:
        return None
    return _made(first["y"], shorter["m"] or first["m"], shorter["d"])


def _vague(text: str) -> Noted | Day | None:
    """A month or a year, and which part of it is left out."""
    month = _MONTH.fullmatch(text)
    if month:
        made = _made(month["y"] or month["y2"], month["m"] or month["m2"])
        return Noted(made, (Invalid(ONLY_MONTH),))
    years = _YEAR_ONLY.fullmatch(text)
    if years:
        return Noted(_made(years["y"]), (Invalid(ONLY_YEAR),))
    return None
