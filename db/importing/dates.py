"""Dates as ledgers write them.

What cannot be mistaken is converted: 2019年5月14日, 2019.5.14, 20190514, 二〇一九年五月十四日. What
is not plain is converted with a note: 43599 (a date serial of Excel), 14/5/2019, a time that is
dropped, 2019年5月 (only the month is known). What has no year, or two meanings, is refused.
`clocks` has the times of day, and with them the zones.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db.importing.clocks import Clock, settle, split
from db.importing.converted import Noted, plain, wide
from db.importing.issue import Invalid
from db.importing.numbers import is_narrow
from db.importing.numerals import CHARACTERS, number
from db.importing.problems.dates import (
    BY_THEN,
    DATE,
    DATE_NO_YEAR,
    DATE_ORDER,
    DATE_RANGE,
    DATE_READ,
    DATE_SERIAL,
    DATE_TIME,
    DATE_TWO_WAYS,
    JANUARY,
    NARROW_DATE,
    NO_DEADLINE,
    NO_RANGE,
    NO_SUCH_DATE,
    ONLY_MONTH,
    ONLY_YEAR,
    YEAR_READ,
)
from db.periods import month_end
from db.terms import Precision

FIRST_YEAR, LAST_YEAR = 1990, 2100
LAST_SHORT = 2039
"""The last year that is written with two digits: 45.3.5 is no date."""
EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's serials from March 1900 on: Excel counts a 29 February 1900 that never was."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as exactly as it is known, and the last day where a period was written."""

    day: date
    precision: Precision
    last: date | None = None


def last_day(day: date, precision: Precision | None) -> date:
    """The last day of what is known of a date."""
    if precision is Precision.YEAR:
        return date(day.year, 12, 31)
    return month_end(day.year, day.month) if precision is Precision.MONTH else day


_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_YEAR = r"(?P<y>[0-9]{4})"
_SIGN = r"[-/.\\‐–−、,。·]"
_PLAIN = re.compile(
    rf"{_YEAR}(?:年|{_SIGN})(?P<m>[0-9]{{1,2}})(?:月|{_SIGN})(?P<d>[0-9]{{1,2}})(?:日|号)?[.,、;。]?"
)
_DIGITS = re.compile(r"(?P<y>(?:19|20|21)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_MONTH = re.compile(
    rf"{_YEAR}(?:年|[-/.])(?P<m>[0-9]{{1,2}})(?:月份?)?"
    r"(?P<part>初|中|上旬|中旬|下旬|中下旬|上中旬|底|末)?"
    r"|(?P<y2>(?:19|20|21)[0-9]{2})(?P<m2>0[1-9]|1[0-2])"
)
_QUARTER = "第?[一二三四1-4](?:[、至-][二三四2-4])?季度?"
_YEAR_ONLY = re.compile(
    rf"{_YEAR}年?(?P<part>度|年?初|年中|年?底|年?末|内|全年|上半年|下半年|{_QUARTER}|前[二三两23]个?季度"
    r"|Q[1-4]|H[12]|春季?|夏季?|秋季?|冬季?)?",
    re.IGNORECASE,
)
_SPACED = re.compile(r"([0-9]{4}) +([0-9]{1,2}) +([0-9]{1,2})")
_SHORT_YEAR = re.compile(r"[0-9]{2}年")
_SHORT_DATE = re.compile(
    r"(?:1[3-9]|[2-9][0-9])(?:([-/.])[0-9]{1,2}\1[0-9]{1,2}|\.(?:[1-9]|1[0-2]))"
)
"""24.3.5, 24.12: the first, of 13 and more, is no month, and can only be the year."""
_MIXED_YEAR = re.compile(r"[一二][0Oo〇○零一二三四五六七八九]{3}(?=年)")
"""二0二四年, as it is mostly typed."""
_SINCE = re.compile(r"(?P<since>自|从|截至|截止到?)?(?P<date>.+?)(?:起始?|开始|以来|为?止)?")
_DAYS = re.compile(
    rf"{_YEAR}年(?P<m>[0-9]{{1,2}})月(?P<days>[0-9]{{1,2}}日?(?:[、,和][0-9]{{1,2}}日?)+)"
)
_BACKWARDS = re.compile(r"(?P<a>[0-9]{1,2})[/.-](?P<b>[0-9]{1,2})[/.-](?P<y>[0-9]{4})")
_NO_YEAR = re.compile(
    r"[0-9]{1,2}月(?:[0-9]{1,2}[日号]?)?.*|[0-9]{1,2}[日号].*|[0-9]{1,2}[/.-][0-9]{1,2}"
)
_SERIAL = re.compile(r"([3-7][0-9]{4})(\.[0-9]+)?")
_CHINESE = re.compile(rf"[{CHARACTERS}]+")
_YEAR_ENDS = re.compile("(?<=年)(?:起|开始|以来|至今|底|末|止)$")
_SPELLED_YEAR = re.compile("([一二][〇○零九][〇○零一二三四五六七八九]{2})(?:年度?)?")
_TO = re.compile(r"至|到|~|—+|–|―|--+|-")
_MONTHS = {
    name: n
    for n, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_NAME = r"(?P<name>[a-z]{3})[a-z]*\.?"
_TH = "(?:st|nd|rd|th)?"
_ENGLISH = tuple(
    re.compile(rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?)?{form}", re.IGNORECASE)
    for form in (
        rf"(?P<d>[0-9]{{1,2}}){_TH}[-/,]?(?:of)?{_NAME}[-/,]?(?P<y>[0-9]{{4}}|(?<=[-/])[0-9]{{2}})",
        rf"{_NAME}[-/]?(?P<d>[0-9]{{1,2}}){_TH}[-/,]?(?P<y>[0-9]{{4}})",
        rf"(?P<y>[0-9]{{4}})[-/,]?{_NAME}(?:[-/,]?(?P<d>[0-9]{{1,2}}){_TH})?",
        rf"{_NAME}[-/,]?(?P<y>[0-9]{{4}})(?P<d>)",
    )
)
_OPEN = re.compile(
    r"(长期|持续|常年|每年|全年|待定|未定|暂无|无|不定期|尽快|长期坚持|持续推进|长期推进|长期实施|"
    r"[-—–/]+|持续开展|滚动推进|立即|近期|即时办结|常态化(?:推进|开展|实施)?|[按分]年?(?:年度|季度|月度?|阶段|步骤?|计划|协议)"
    r"(?:约定|推进|实施|开展|落实|完成)|(?:[未在续拟]|尚未|已|正在|仍在)(?:开工|完工|竣工|动工|启动|建成?|实施|定|完成)(?:建设)?|建设中|施工中|停工)"
)
_BY = re.compile(
    r"(?:开工|完工|竣工|已|计划|预计|暂定|[:于])*(?:拟?[于在至到]|争取|力争|确保|拟)?(?P<date>.+?)"
    r"(?:\((?:预计|计划|暂定|拟)\))?(?:之前|以前|前)?"
    r"(?:全面|全部|基本|正式|已)?(?:完成|完工|建成|竣工|投产|落实|办结|到位|开工|动工|启动)?(?:建设)?"
)


def day(raw: str) -> Day | Noted:
    """A date, to the day, month or year; a period of days has its last day.

    Raises:
        Invalid: no date, none that exists, without a year, or of two meanings.
    """
    return _day(raw, ends=False)


def _day(raw: str, *, ends: bool) -> Day | Noted:
    """`day`, of something that begins or that ends then."""
    iso = _ISO.fullmatch(raw)
    if iso:
        return _made(*iso.groups())
    text = wide(raw)
    if is_narrow(text):
        raise Invalid(NARROW_DATE)
    date_text, clock = split(text)
    if clock and (timed := _timed(date_text, clock, ends)):
        return timed
    text = "".join(_SPACED.sub(r"\1-\2-\3", date_text).split())
    text = _arabic(_MIXED_YEAR.sub(lambda found: re.sub("[0Oo]", "〇", found[0]), text))
    if _SHORT_YEAR.match(text) or _SHORT_DATE.fullmatch(text):
        return _in_full(text)
    for read in (_exact, _serial, _backwards, _english, _period, _vague):
        found = read(text)
        if found is not None:
            return found
    if timed_period := _timed_period(wide(raw)):
        return timed_period
    if (since := _SINCE.fullmatch(text)) and since["date"] != text:
        return _day(since["date"], ends=ends)
    if _NO_YEAR.fullmatch(text):
        raise Invalid(DATE_NO_YEAR)
    raise Invalid(DATE)


def single_day(raw: str) -> Day | Noted:
    """A date that may be no period, as one at which something ends."""
    found = _day(raw, ends=True)
    value = found.value if isinstance(found, Noted) else found
    if value.last is not None:
        raise Invalid(NO_RANGE)
    return found


def deadline(raw: str) -> Day | Noted:
    """A date, or words that say there is none yet (长期, 待定): nothing, with a note."""
    text = plain(raw)
    if _OPEN.fullmatch(text):
        return Noted(None, (Invalid(NO_DEADLINE),))
    by = _BY.fullmatch(text)
    if by is None or by["date"] == text:
        return single_day(raw)
    found = single_day(by["date"])
    value, notes = (found.value, found.notes) if isinstance(found, Noted) else (found, ())
    return Noted(value, (Invalid(BY_THEN, words=by["date"]), *notes))


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


def year(raw: str) -> int | Noted:
    """A year, with or without 年 or 年度; the first day of one is that year, as Excel stores it."""
    text = plain(raw)
    if spelled := _SPELLED_YEAR.fullmatch(text):
        text = str(number(spelled[1]))
    text = (
        _YEAR_ENDS.sub("", _arabic(text)).removesuffix("度").removesuffix("年").removesuffix(".0")
    )
    if not re.fullmatch(r"[0-9]{1,6}", text):
        return _year_of_a_date(raw)
    if not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise Invalid(DATE_RANGE, first=FIRST_YEAR, last=LAST_YEAR)
    return int(text)


def _year_of_a_date(raw: str) -> Noted:
    try:
        found = day(raw)
    except Invalid as invalid:
        raise Invalid(DATE) from invalid
    value = found.value if isinstance(found, Noted) else found
    first = value.precision is Precision.DAY and (value.day.month, value.day.day) == (1, 1)
    if not first or value.last:
        raise Invalid(DATE)
    return Noted(value.day.year, (Invalid(YEAR_READ, year=value.day.year),))


def _arabic(text: str) -> str:
    """Numbers in Chinese characters as digits: 二〇一九年五月十四日 → 2019年5月14日."""
    if not _CHINESE.search(text):
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


def _timed(text: str, clock: Clock, ends: bool) -> Day | Noted | None:
    """A day with a time after it."""
    text = _arabic("".join(text.split()))
    found = _exact(text) or _backwards(text) or _english(text)
    value, notes = (found.value, found.notes) if isinstance(found, Noted) else (found, ())
    if value is None or value.precision is not Precision.DAY:
        return None
    settled, said = settle(value.day, clock, ends=ends)
    made = _made(str(settled.year), str(settled.month), str(settled.day))
    return Noted(made, (*notes, *said)) if notes or said else made


def _timed_period(text: str) -> Noted | None:
    """2019年5月13日9:00至15日17:00."""
    for sign in _TO.finditer(text):
        start, _ = split(text[: sign.start()])
        end, _ = split(f" {text[sign.end() :].strip()}")
        found = _period(_arabic("".join(f"{start}至{end}".split())))
        if found:
            return Noted(found, (Invalid(DATE_TIME),))
    return None


def _in_full(text: str) -> Noted:
    """19年5月14日, whose year can only be 2019."""
    if _century(text[:2]) + text[:2] > str(LAST_SHORT):
        raise Invalid(DATE)
    found = day(_century(text[:2]) + text)
    value, notes = (found.value, found.notes) if isinstance(found, Noted) else (found, ())
    return Noted(value, (Invalid(DATE_READ, day=value.day), *notes))


def _century(year: str) -> str:
    return "19" if int(year) >= FIRST_YEAR % 100 else "20"


def _exact(text: str) -> Day | None:
    """A day."""
    found = _PLAIN.fullmatch(text) or _DIGITS.fullmatch(text)
    return _made(found["y"], found["m"], found["d"]) if found else None


def _serial(text: str) -> Noted | None:
    found = _SERIAL.fullmatch(text)
    if not found:
        return None
    since = timedelta(days=float(found[2] or 0))
    whole = EXCEL_EPOCH + timedelta(days=int(found[1]))
    value, notes = settle(whole, Clock(since, None), ends=False)
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        return None
    return Noted(Day(value, Precision.DAY), (Invalid(DATE_SERIAL, day=value), *notes))


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


def _english(text: str) -> Day | Noted | None:
    """May 14, 2019; 14-May-2019; 2019-May-14; May 2019."""
    for form in _ENGLISH:
        found = form.fullmatch(text)
        month = _MONTHS.get(found["name"].lower()) if found else None
        if not found or month is None:
            continue
        year, of_month = found["y"], found["d"]
        if not of_month:
            return Noted(_made(year, str(month)), (Invalid(ONLY_MONTH),))
        if len(year) == 2:
            made = _made(
                f"{'19' if int(year) >= FIRST_YEAR % 100 else '20'}{year}", str(month), of_month
            )
            return Noted(made, (Invalid(DATE_READ, day=made.day),))
        return _made(year, str(month), of_month)
    return None


def _period(text: str) -> Day | None:
    """2019年5月13日至15日, 2019年5月13-15日, 2019.5.13-2019.5.15, 2019年5月13、14日."""
    if listed := _DAYS.fullmatch(text):
        days = [int(part) for part in re.findall("[0-9]+", listed["days"])]
        if days == list(range(days[0], days[0] + len(days))):
            text = f"{listed['y']}年{listed['m']}月{days[0]}-{days[-1]}日"
    for sign in _TO.finditer(text):
        start, end = text[: sign.start()], text[sign.end() :]
        first = _PLAIN.fullmatch(start) or _DIGITS.fullmatch(start)
        first = first or (
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
    full = _PLAIN.fullmatch(end) or _DIGITS.fullmatch(end)
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
        lost_zero = text.endswith(".1")
        return Noted(made, (Invalid(JANUARY if lost_zero else ONLY_MONTH),))
    years = _YEAR_ONLY.fullmatch(text)
    if years:
        return Noted(_made(years["y"]), (Invalid(ONLY_YEAR),))
    return None
