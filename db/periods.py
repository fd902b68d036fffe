"""Periods that results are reported for: a month, a quarter, a half or a whole year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

from db.importing.words import Words
from db.terms import PeriodKind

EARLIEST = 1996
"""The first year of which pairings are asked about."""

MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.YEAR: 12,
}
"""How many months each kind has."""

_QUARTERS = "一二三四"
_MARKS = {PeriodKind.QUARTER: "Q", PeriodKind.HALF: "H"}


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


@total_ordering
@dataclass(frozen=True)
class Period:
    """The `number`-th month, quarter or half of a year; 1 for the year itself.

    In order of their last days; of those that end together the shorter comes first.

    Raises:
        ValueError: a number that the year has not.
    """

    year: int
    kind: PeriodKind
    number: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 // MONTHS[self.kind]:
            raise ValueError(f"a year has no {self.kind} {self.number}")

    def __lt__(self, other: "Period") -> bool:
        return (self.ends_on, MONTHS[self.kind]) < (other.ends_on, MONTHS[other.kind])

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return month_end(self.year, self.number * MONTHS[self.kind])

    @property
    def key(self) -> str:
        """As addresses have it: 2025-06, 2025-Q2, 2025-H1, 2025."""
        if self.kind is PeriodKind.YEAR:
            return str(self.year)
        if self.kind is PeriodKind.MONTH:
            return f"{self.year}-{self.number:02}"
        return f"{self.year}-{_MARKS[self.kind]}{self.number}"

    @property
    def words(self) -> Words:
        """As people write it, the year included: 2025年6月, 2025年二季度, 2025年全年."""
        return Words(f"{self.year}年{_zh(self)}", _en(self))

    def before(self) -> "Period":
        """The one of its kind before it, be it of the year before."""
        if self.number > 1:
            return Period(self.year, self.kind, self.number - 1)
        return Period(self.year - 1, self.kind, 12 // MONTHS[self.kind])

    def year_before(self) -> "Period":
        """The same of the year before."""
        return Period(self.year - 1, self.kind, self.number)


def _zh(period: Period) -> str:
    if period.kind is PeriodKind.MONTH:
        return f"{period.number}月"
    if period.kind is PeriodKind.QUARTER:
        return f"{_QUARTERS[period.number - 1]}季度"
    if period.kind is PeriodKind.HALF:
        return "上半年" if period.number == 1 else "下半年"
    return "全年"


def _en(period: Period) -> str:
    if period.kind is PeriodKind.MONTH:
        return f"{period.starts_on:%B %Y}"
    if period.kind is PeriodKind.QUARTER:
        return f"Q{period.number} {period.year}"
    if period.kind is PeriodKind.HALF:
        return f"{'first' if period.number == 1 else 'second'} half of {period.year}"
    return f"all of {period.year}"


def of_key(key: str) -> Period | None:
    """The period of a `Period.key`; None where it is none."""
    year, _, part = key.partition("-")
    if not (len(year) == 4 and year.isdecimal() and year.isascii()):
        return None
    kinds = {mark: kind for kind, mark in _MARKS.items()}
    kind = kinds.get(part[:1], PeriodKind.MONTH) if part else PeriodKind.YEAR
    number = part.lstrip("QH") if part else "1"
    if not (number.isdecimal() and number.isascii() and len(number) <= 2):
        return None
    try:
        found = Period(int(year), kind, int(number))
    except ValueError:
        return None
    return found if found.key == key else None


def at(day: date, kind: PeriodKind) -> Period:
    """The period of a kind that a day lies in."""
    return Period(day.year, kind, (day.month - 1) // MONTHS[kind] + 1)
