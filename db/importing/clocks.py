"""Times of day after a date, and what they make of it.

A program writes midnight in China as 16:00Z of the day before, or as 23:59:17 where it takes
Shanghai's mean solar time of a century ago for its zone (43 seconds more than eight hours), or as
23:59:59.995 where a date serial was rounded: what is meant is the day that follows.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from db.importing.issue import Invalid
from db.importing.numerals import number
from db.importing.problems.dates import DATE_TIME, DAY_END, NEAR_MIDNIGHT, TIME_ZONE

CHINA = ZoneInfo("Asia/Shanghai")
MEAN_SOLAR = timedelta(hours=8, minutes=6)
"""Zones from eight hours to this are China's, badly written (+08:05:43, +08:06)."""
LACKING = timedelta(seconds=44)
"""43 seconds, and what a serial of few digits loses."""
DAY = timedelta(days=1)

_WEEKDAY = re.compile(r"[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?")
_PART = r"(?:上午|中午|下午|晚上?|凌晨|早上?|全天)"
_OF_DAY = rf"(?:{_PART}\s*)?(?:[0-9]{{1,2}}[:时点][0-9]{{0,2}}分?(?::[0-9]{{2}})?半?)"
_AFTER = re.compile(
    rf"(?P<sign>\s*T\s*|\s+|(?<=[日号])|(?={_PART}))(?P<part>{_PART})?\s*"
    r"(?:(?P<h>[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?::(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:[.,](?P<f>[0-9]{1,9}))?)?"
    r"|[时点](?:(?P<m2>[0-9]{1,2})分?(?:(?P<s2>[0-9]{1,2})秒)?|(?P<half>半)|整)?))?"
    r"\s*(?P<pm>[ap]\.?m\.?)?"
    r"\s*(?P<zone>Z|北京时间|CST|(?:UTC|GMT)?\s*[+-][0-9]{1,2}(?::?[0-9]{2}){0,2}|UTC|GMT)?"
    rf"(?P<until>\s*[-~—–至到]+\s*{_OF_DAY})?\s*(?:\([^()]*\))?",
    re.IGNORECASE,
)
_RUN_TOGETHER = re.compile(r"([0-9]{8})T?([0-9]{2})([0-9]{2})([0-9]{2})(?=$|[Zz+-])")
_JAVA = re.compile(
    r"(?P<day>[a-z]{3} [a-z]{3} [0-9]{1,2}) (?P<time>[0-9:]{8}) (?P<zone>[a-z]{3,4})"
    r" (?P<y>[0-9]{4})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time since midnight (24 hours and less), where one is given; the zone where one is."""

    since: timedelta | None
    zone: timezone | None
    day_end: bool = False


def split(text: str) -> tuple[str, Clock | None]:
    """A text of one width without its time of day, and that time.

    >>> split("2019-05-13T16:00:00Z")[0]
    '2019-05-13'
    """
    text = _WEEKDAY.sub(" ", text).strip()
    text = _RUN_TOGETHER.sub(r"\1T\2:\3:\4", text)
    if java := _JAVA.fullmatch(text):
        text = f"{java['day']} {java['y']} {java['time']} {java['zone']}"
    for start in range(max(1, len(text) - 60), len(text)):
        found = _AFTER.fullmatch(text, start)
        if found and (found["part"] or found["h"]) and (clock := _clock(found)):
            return text[:start].strip(), clock
    return text, None


def settle(day: date, clock: Clock, *, ends: bool) -> tuple[date, list[Invalid]]:
    """The day in China that a day and its time are, with the notes that are due.

    `ends`: of a day that ends something, 23:59:59 is the last second; that a meeting is held then
    nobody means.
    """
    since, notes = clock.since, []
    moment = day
    if clock.zone is not None and since is not None:
        there = datetime.combine(day, time(), clock.zone) + since
        here = there.astimezone(CHINA).replace(tzinfo=None)
        moment, since = here.date(), here - datetime.combine(here.date(), time())
    day_end = clock.day_end if clock.zone is None else since == DAY - timedelta(seconds=1)
    if since is not None and since >= DAY - LACKING:
        if ends and day_end:
            return moment, [Invalid(DAY_END, day=moment)]
        moment += DAY
        notes.append(Invalid(NEAR_MIDNIGHT, day=moment))
    elif moment != day:
        notes.append(Invalid(TIME_ZONE, day=moment))
    elif since != timedelta():
        notes.append(Invalid(DATE_TIME))
    return moment, notes


def _clock(found: re.Match[str]) -> Clock | None:
    """None where it is no time. 9:30-11:30 names no zone, but 09:30:00-04:00 does."""
    zone = found["zone"]
    precise = found["s"] is not None or "t" in found["sign"].lower()
    if zone and zone.startswith("-") and not precise:
        zone = None
    if not found["h"]:
        return None if zone or found["pm"] or found["until"] else Clock(None, None)
    spelled = number(found["h"]) if not found["h"].isascii() else int(found["h"])
    minutes = 30 if found["half"] else int(found["m"] or found["m2"] or 0)
    seconds = int(found["s"] or found["s2"] or 0)
    hours = _of_24(spelled or 0, found["part"] or "", (found["pm"] or "").lower())
    if hours > 24 or minutes > 59 or seconds > 59 or (hours == 24 and minutes + seconds):
        return None
    fraction = found["f"] or ""
    micro = int(fraction.ljust(6, "0")[:6]) if fraction else 0
    since = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micro)
    last = hours == 24 or (hours, minutes, seconds) == (23, 59, 59)
    return Clock(since, _zone(zone) if zone else None, last and not fraction.strip("9"))


def _of_24(hours: int, part: str, pm: str) -> int:
    """11 in the evening is 23."""
    if hours < 12 and (part in ("下午", "晚", "晚上") or pm.startswith("p")):
        return hours + 12
    return 0 if hours == 12 and pm.startswith("a") else hours


def _zone(text: str) -> timezone:
    sign = re.search(r"([+-])([0-9]{1,2}):?([0-9]{2})?:?([0-9]{2})?$", text)
    if not sign:
        return timezone(timedelta(hours=8)) if text.upper() in ("CST", "北京时间") else UTC
    hours, minutes, seconds = (int(sign[n] or 0) for n in (2, 3, 4))
    offset = timedelta(hours=min(hours, 23), minutes=min(minutes, 59), seconds=seconds)
    if sign[1] == "-":
        return timezone(-offset)
    if timedelta(hours=8) < offset <= MEAN_SOLAR:
        offset = timedelta(hours=8)
    return timezone(offset)
