"""The day that a ledger was kept to (台账截至): given at upload, or supposed from what it says.

An official says it in the title (截至2024年6月底, 2024年上半年, 1-9月) or in the name of the sheet
or file; where nothing is said, it is the latest day in the ledger. It is never after today, nor
before something that the ledger tells as having happened.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain, repeat
from typing import Any, NamedTuple

from db.importing.block import Block
from db.importing.dates import last_day
from db.importing.issue import Invalid
from db.importing.problems.asof import AS_OF_BEFORE, AS_OF_CONTRADICTS, AS_OF_FUTURE
from db.importing.rows import ParsedRow
from db.importing.titleday import Told, told
from db.importing.titleyear import year_of
from db.terms import Precision, Stage


class Origin(StrEnum):
    """Where an as-of day is from."""

    GIVEN = "given"
    TITLE = "title"
    SHEET = "sheet"
    FILE_NAME = "file_name"
    LATEST = "latest"


@dataclass(frozen=True)
class AsOf:
    """The day, where it is from, and the words that say so, if any do."""

    day: date
    origin: Origin
    words: str = ""

    def as_json(self) -> dict[str, str]:
        """What the batch keeps of the words that say it; nothing where none do."""
        return {"from": self.origin.value, "words": self.words} if self.words else {}


class _Dates(NamedTuple):
    """Columns of a day, and of how exactly it is known."""

    day: str
    precision: str


HAPPENED = (_Dates("date_start", "date_precision"), _Dates("date_end", "date_precision"))
BEGUN = (_Dates("start_date", "start_precision"), _Dates("end_date", "end_precision"))
PLANNED = frozenset([Stage.SIGNED, Stage.REGISTERED])
"""Stages in which a project's year and days may be a plan, which bounds nothing."""
FINISHED = frozenset([Stage.FUNDED, Stage.PRODUCING])
"""Stages of which the day of completion is no plan."""
PROMISED = "target"
"""A ledger with this column says what is to be done in its year, not what was."""
TELLING = (*chain(*HAPPENED, *BEGUN), "year", "stage", PROMISED)
"""All columns that are looked at."""


@dataclass
class Reach:
    """How far the rows of a ledger reach, as they are gone through. What lies after today is a plan
    and says nothing of the day that the ledger was kept to.

    `floor`: something has happened on that day, at the earliest; `latest`: the last day that
    anything is known of; `years` are those of the ledger's rows.
    """

    today: date
    floor: date | None = None
    latest: date | None = None
    years: set[int] = field(default_factory=set)

    def add(self, part: Block | Sequence[ParsedRow]) -> None:
        """Go through a part of the rows; those that failed do not count."""
        if isinstance(part, Block):
            self._add(part.columns)
            return
        rows = [row.values for row in part if not row.failed]
        names = [name for name in TELLING if any(name in row for row in rows)]
        self._add({name: [row.get(name) for row in rows] for name in names})

    def _add(self, columns: Mapping[str, Sequence[Any]]) -> None:
        years = columns.get("year", ())
        self.years.update(filter(None, {*years}))
        for day, _precision in HAPPENED:
            self.years.update(held.year for held in set(columns.get(day, ())) if held)
        stages = columns.get("stage") or repeat(None)
        for day, precision in (*HAPPENED, *BEGUN):
            if day in columns:
                exact = columns.get(precision) or repeat(Precision.DAY)
                days = columns[day]
                if day == BEGUN[1].day and "stage" in columns:
                    over = (stage in FINISHED for stage in columns["stage"])
                    days = [one if done else None for one, done in zip(days, over, strict=True)]
                self._days({*zip(days, exact, stages, strict=False)})
        if PROMISED not in columns:
            alike = {*zip(years, stages, strict=False)}
            begun = {year for year, stage in alike if year and stage not in PLANNED}
            self._bound(date(year, 1, 1) for year in begun)

    def _days(self, days: Iterable[tuple[date | None, Precision | None, Stage | None]]) -> None:
        for day, precision, stage in days:
            if day is None or day > self.today:
                continue
            self.latest = max(self.latest or day, min(self.today, last_day(day, precision)))
            if stage not in PLANNED:
                self._bound([day])

    def _bound(self, days: Iterable[date]) -> None:
        held = [day for day in days if day <= self.today]
        self.floor = max([*held, self.floor or date.min], default=None) if held else self.floor

    @property
    def supposed(self) -> date | None:
        """The day where nothing is said: the latest, or of a ledger of years the last one's end."""
        years = {year for year in self.years if date(year, 1, 1) <= self.today}
        ended = min(self.today, date(max(years), 12, 31)) if years else None
        found = self.latest or ended
        return max(found, self.floor) if found and self.floor else found


@dataclass(frozen=True)
class Said:
    """All the texts of a file that may say the day: lines above its header, names of its sheets
    that were read, and its own name.
    """

    titles: Sequence[str] = ()
    sheets: Sequence[str] = ()
    file_name: str = ""

    def days(self, reach: Reach) -> Iterator[AsOf]:
        """The days that they say, the most telling text first."""
        year = year_of((*self.titles, *self.sheets, self.file_name))
        if year is None and len(reach.years) == 1:
            (year,) = reach.years
        for title in self.titles:
            if found := told(title, year):
                yield _as_of(found, Origin.TITLE, reach)
        sheets = [told(sheet, year) for sheet in self.sheets]
        if last := max(filter(None, sheets), default=None):
            yield _as_of(last, Origin.SHEET, reach)
        if found := told(self.file_name, year, of_file=True):
            yield _as_of(found, Origin.FILE_NAME, reach)


def settle(given: date | None, said: Said, reach: Reach) -> tuple[AsOf | None, list[Invalid]]:
    """The day that a ledger was kept to, None where there is nothing to tell it by; and a note
    where its own words contradict its rows.

    Raises:
        Invalid: the day given is after today, or before something that the ledger tells of.
    """
    if given is not None:
        refuse(given, reach)
        return AsOf(given, Origin.GIVEN), []
    notes: list[Invalid] = []
    for found in said.days(reach):
        if reach.floor is None or found.day >= reach.floor:
            return found, notes
        notes = notes or [
            Invalid(AS_OF_CONTRADICTS, words=found.words, day=found.day, last=reach.floor)
        ]
    supposed = reach.supposed
    return (AsOf(supposed, Origin.LATEST) if supposed else None), notes


def refuse(given: date, reach: Reach) -> None:
    """Refuse a day that cannot be.

    Raises:
        Invalid: it is after today, or before something that the ledger tells of.
    """
    if given > reach.today:
        raise Invalid(AS_OF_FUTURE, day=given, today=reach.today)
    if reach.floor is not None and given < reach.floor:
        raise Invalid(AS_OF_BEFORE, day=given, last=reach.floor)


def _as_of(found: Told, origin: Origin, reach: Reach) -> AsOf:
    """A period that is not over reaches to today."""
    return AsOf(min(found.day, reach.today), origin, found.words)
