"""Stage 5: one cell to one value, or a reason why not. A fixed schema, never a guess at types.

Every converter takes the cell without surrounding white space, never empty, and raises Invalid.
For now dates are ISO (2019-05-14, 2019-05, 2019) and numbers plain.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from db.importing.issue import Invalid
from db.importing.problems import (
    AMOUNT,
    CHOICE,
    CONTROL_CHAR,
    DATE,
    DATE_RANGE,
    NO_SUCH_DATE,
    NUMBER,
    NUMBER_TOO_LARGE,
    TOO_LONG,
)
from db.importing.words import same
from db.terms import Precision

Converter = Callable[[str], Any]

FIRST_YEAR, LAST_YEAR = 1990, 2100
LARGEST_COUNT = 2**31 - 1
LARGEST_ORDINAL = 2**15 - 1
LARGEST_AMOUNT = Decimal(10) ** 18
YUAN_IN_WAN = 10_000

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_WHOLE = re.compile(r"\d{1,3}(,\d{3})+|\d+")
_DECIMAL = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_ALLOWED_CONTROLS = "\n\r\t"


@dataclass(frozen=True)
class Day:
    """A date as exactly as it is known."""

    day: date
    precision: Precision


def text(limit: int) -> Converter:
    """Free text of at most `limit` characters; kept as it is, line ends made `\\n`."""

    def convert(raw: str) -> str:
        for character in raw:
            if unicodedata.category(character) == "Cc" and character not in _ALLOWED_CONTROLS:
                raise Invalid(CONTROL_CHAR)
        if len(raw) > limit:
            raise Invalid(TOO_LONG, limit=limit)
        return raw.replace("\r\n", "\n").replace("\r", "\n")

    return convert


def day(raw: str) -> Day:
    """2019-05-14, 2019-05 or 2019."""
    found = _DATE.fullmatch(raw)
    if not found:
        raise Invalid(DATE)
    year, month, day_of_month = found.groups()
    try:
        value = date(int(year), int(month or 1), int(day_of_month or 1))
    except ValueError as error:
        raise Invalid(NO_SUCH_DATE) from error
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Invalid(DATE_RANGE, first=FIRST_YEAR, last=LAST_YEAR)
    if day_of_month:
        return Day(value, Precision.DAY)
    return Day(value, Precision.MONTH if month else Precision.YEAR)


def year(raw: str) -> int:
    """A year, with or without 年."""
    number = whole(raw.removesuffix("年"))
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise Invalid(DATE_RANGE, first=FIRST_YEAR, last=LAST_YEAR)
    return number


def whole(raw: str, largest: int = LARGEST_COUNT) -> int:
    """A whole number from 0 to `largest`; thousands may be marked with commas."""
    if not _WHOLE.fullmatch(raw):
        raise Invalid(NUMBER)
    digits = raw.replace(",", "")
    if len(digits) > 20 or int(digits) > largest:
        raise Invalid(NUMBER_TOO_LARGE, limit=largest)
    return int(digits)


def ordinal(raw: str) -> int:
    """The how-manieth of a series, as small a number as its column holds."""
    return whole(raw, LARGEST_ORDINAL)


def decimal(raw: str) -> Decimal:
    """A number, 0 or more; thousands may be marked with commas."""
    if not _DECIMAL.fullmatch(raw):
        raise Invalid(AMOUNT)
    return Decimal(raw.replace(",", ""))


def times(number: Decimal, unit: int) -> Decimal:
    """So many of a unit, exact: what is not whole is for the caller to round or refuse."""
    product = number * unit
    if product >= LARGEST_AMOUNT:
        raise Invalid(NUMBER_TOO_LARGE, limit=f"{LARGEST_AMOUNT / unit:f}")
    return product


def wan_yuan(raw: str) -> Decimal:
    """An amount in 万元, in yuan and exact."""
    return times(decimal(raw), YUAN_IN_WAN)


def whole_yuan(amount: Decimal) -> int:
    """Half a yuan and more is rounded up."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def term(labels: Mapping[str, StrEnum]) -> Converter:
    """One of a closed vocabulary, by any of its names in a ledger."""

    def convert(raw: str) -> StrEnum:
        value = labels.get(raw.casefold())
        if value is None:
            first_names: dict[StrEnum, str] = {}
            for label, member in labels.items():
                first_names.setdefault(member, label)
            raise Invalid(CHOICE, choices=same("、".join(first_names.values())))
        return value

    return convert
