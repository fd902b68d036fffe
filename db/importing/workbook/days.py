"""Dates of a workbook: from the number that a cell holds to the text that it shows."""

from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from db.importing.workbook.marks import Odd

CHINA = timezone(timedelta(hours=8))
LEAP_BUG = 60
"""Excel has a 29 February 1900 that never was: day 60."""
FROM_1904 = 1462
"""Days from the first day of 1900 to that of 1904."""
LAST = 2_958_465
"""9999-12-31."""
NEARLY_MIDNIGHT = 60.0
"""Seconds. Dates written in Shanghai's local mean time lack 43 s: 23:59:17 of the day before."""
NOISE = 0.5
DAY = 86_400.0
UTC_MIDNIGHT = 16 * 3600.0
"""16:00 UTC is midnight in China."""


class Shown(NamedTuple):
    """The text of a date; the whole date where a part of it is not shown; what is odd about it."""

    text: str
    stored: str | None = None
    odd: Odd | None = None


def of_serial(serial: float, shows: str, from_1904: bool) -> Shown | None:
    """What a format that shows these parts (of y, m, d, h) makes of a number of days.

    None where it is no day that there is.
    """
    if from_1904:
        serial += FROM_1904
    if not 0 <= serial <= LAST + 1:
        return None
    if shows == "h" and serial < 1:
        return Shown(_clock(round(serial * DAY)))
    days = int(serial)
    seconds = round((serial - days) * DAY, 3)
    start = datetime(1899, 12, 31 if days < LEAP_BUG else 30)
    return _shown(start, days, seconds, shows)


def of_iso(text: str, shows: str) -> Shown | None:
    """What is shown of a date in ISO 8601; one in another zone is the day it is in China."""
    try:
        moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(CHINA).replace(tzinfo=None)
    start = datetime(moment.year, moment.month, moment.day)
    seconds = round((moment - start).total_seconds(), 3)
    return _shown(start, 0, seconds, shows or "ymdh")


def _shown(start: datetime, days: int, seconds: float, shows: str) -> Shown | None:
    odd = None
    if DAY - seconds <= NEARLY_MIDNIGHT:
        odd = Odd.MIDNIGHT if DAY - seconds > NOISE else None
        days, seconds = days + 1, 0.0
    elif "h" not in shows and seconds == UTC_MIDNIGHT:
        odd = Odd.UTC
    try:
        day = start + timedelta(days=days)
    except OverflowError:
        return None
    if ("d" in shows and "y" not in shows) or shows == "m":
        part = f"{day.month}月{day.day}日" if "d" in shows else f"{day.month}月"
        return Shown(part, f"{day:%Y-%m-%d}", odd)
    if shows == "y":
        return Shown(f"{day.year}", None, odd)
    if shows == "ym":
        return Shown(f"{day.year}年{day.month}月", None, odd)
    text = f"{day.year:04}-{day.month:02}-{day.day:02}"
    if "h" in shows and (whole := round(seconds)):
        text += " " + _clock(whole)
    return Shown(text, None, odd)


def _clock(seconds: int) -> str:
    seconds %= int(DAY)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
