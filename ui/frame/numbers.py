"""Numbers and dates as the reader writes them: 万 and 亿 in Chinese, K, M and B in English."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pandas as pd
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from db import clock
from db.results import RATE
from ui.frame import terms
from ui.frame.text import LOCALES, Language, _, language

SMALL = 100
"""Changes of smaller numbers are told as a number, not as a share."""

COMPACT_FROM = 10_000
"""Smaller numbers are written out."""

YI = 10**8

FOUR_DIGITS = "#,##0.####"
"""At most so many digits after the point."""

KEPT = 8_192
"""How many numbers and dates are kept as they are written: Babel takes a tenth of a millisecond for
each, and a list has a hundred that return with the next selection.
"""


@dataclass(frozen=True)
class Written:
    """A number apart from its unit, as in 1.2亿 + 元."""

    number: str
    unit: str

    def __str__(self) -> str:
        return f"{self.number}{self.unit}" if language() == "zh" else f"{self.number} {self.unit}"


def compact(value: float) -> str:
    """Three significant digits: 1.23亿, 123M; whole below 10,000."""
    return _compact(value, language())


@lru_cache(maxsize=KEPT)
def _compact(value: float, chosen: Language) -> str:
    locale = _parsed(chosen)
    if abs(value) < COMPACT_FROM:
        return f"{round(value):,}"  # as Babel has it in both languages, in a fiftieth of the time
    step = 10_000 if chosen == "zh" else 1_000
    unit = step
    while abs(value) >= unit * step:
        unit *= step
    rounded = round(value / unit, _digits(value / unit)) * unit  # may reach the next unit
    digits = _digits(rounded / unit) if abs(rounded) < unit * step else _digits(1)
    return str(format_compact_decimal(rounded, locale=locale, fraction_digits=digits))


def money(yuan: Any) -> Written:
    """An amount of yuan; a dash where there is none."""
    if pd.isna(yuan):
        return Written("—", "")
    return Written(compact(int(yuan)), _("yuan"))


def exact_money(yuan: Any) -> Written:
    """An amount of yuan in full: 92.4716万元, 924,716 yuan; a dash where there is none."""
    if pd.isna(yuan):
        return Written("—", "")
    if language() == "en":
        return Written(_decimal(int(yuan), None, "en"), _("yuan"))
    in_wan = Decimal(int(yuan)) / COMPACT_FROM
    return Written(_decimal(in_wan, FOUR_DIGITS, "zh"), "万" + _("yuan"))


def quantity(value: Any, unit: str) -> Written:
    """A value in a unit of the metric dictionary."""
    if unit == "yuan" or pd.isna(value):
        return money(value)
    if unit == RATE:
        return Written(rate(value), "")
    return Written(compact(int(value)), terms.label(terms.UNITS, unit))


def exact(value: Any, unit: str) -> Written:
    """A value in a unit of the metric dictionary, in full: 34亿元, 33.1亿元, 3,400,000,000 yuan."""
    if unit == RATE and not pd.isna(value):
        return Written(rate(value), "")
    if unit != "yuan":
        return Written(count(value), terms.label(terms.UNITS, unit))
    if language() == "zh" and not pd.isna(value) and abs(value) >= YI and value % COMPACT_FROM == 0:
        in_yi = Decimal(int(value)) / YI
        return Written(_decimal(in_yi, FOUR_DIGITS, "zh"), "亿" + _("yuan"))
    return exact_money(value)


def rate(value: float) -> str:
    """A rate, kept as hundredths of a per cent: 93.5%."""
    return _decimal(Decimal(round(value)) / 100, "#,##0.##", language()) + "%"


def count(number: Any) -> str:
    """A number of things, written out with separators; a dash where there is none."""
    return "—" if pd.isna(number) else _decimal(int(number), None, language())


@lru_cache(maxsize=KEPT)
def _decimal(number: int | Decimal, pattern: str | None, chosen: Language) -> str:
    return str(format_decimal(number, pattern, locale=_parsed(chosen)))


def percent(share: float) -> str:
    """A share of 1 as whole per cent."""
    return _percent(round(share * 100), language())


@lru_cache(maxsize=KEPT)
def _percent(hundredths: int, chosen: Language) -> str:
    return str(format_percent(hundredths / 100, locale=_parsed(chosen)))


def change(now: int, before: int) -> str:
    """A difference as signed whole per cent; as a signed number where numbers are small."""
    sign = "−" if now < before else "+"
    if max(now, before) < SMALL:
        return f"{sign}{abs(now - before)}" if now != before else "±0"
    return f"{sign}{percent(abs(now - before) / before)}"


def day(value: Any, precision: str = "day") -> str:
    """A date as exactly as it is known."""
    return "—" if pd.isna(value) else _day(value, precision, language())


@lru_cache(maxsize=KEPT)
def _day(value: Any, precision: str, chosen: Language) -> str:
    pattern = _PATTERNS[chosen][precision]
    return str(format_date(pd.Timestamp(value).date(), pattern, locale=_parsed(chosen)))


def period(start: Any, end: Any, precision: str = "day") -> str:
    """A date, or two joined by a dash where it lasted longer; a shared month is said once."""
    if pd.isna(end) or end == start:
        return day(start, precision)
    locale = _locale()
    first, last = pd.Timestamp(start).date(), pd.Timestamp(end).date()
    if precision != "day" or (first.year, first.month) != (last.year, last.month):
        return f"{day(start, precision)}–{day(end, precision)}"
    days = f"{first.day}–{last.day}"
    return str(format_date(first, _MONTHS[language()], locale=locale)).replace("#", days)


def moment(value: datetime) -> str:
    """A time of the store to the minute, as the office's clock shows it."""
    return clock.minute(value)


_MONTHS = {"zh": "y年M月'#'日", "en": "'#' MMM y"}
"""Patterns of days within one month; # stands for the days."""

_PATTERNS = {
    "zh": {"day": "y年M月d日", "month": "y年M月", "year": "y年"},
    "en": {"day": "d MMM y", "month": "MMMM y", "year": "y"},
}


def _locale() -> Locale:
    return _parsed(language())


@lru_cache
def _parsed(chosen: Language) -> Locale:
    """Parsed once: it costs more than all the formatting."""
    return Locale.parse(LOCALES[chosen])


def _digits(leading: float) -> int:
    """Digits after the point such that about three are significant."""
    return 0 if abs(leading) >= 100 else 1 if abs(leading) >= 10 else 2
