"""The scorecard of a year: each clause with what counts of its results, its pace and its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, select

from db.models import Pairing, Tolerance
from db.results import targets
from db.results.counted import Counted, Whose, beyond, counted, difference
from db.results.course import Course, Missing, Point, Way, way
from db.results.pace import Clause, Pace, Status, pace
from db.results.reading import Couple, Courses, Key, courses
from db.terms import Better, Side

FORMER = 3
"""So many years before are looked at for the course of a year."""

ORDER = {status: place for place, status in enumerate(Status)}
Tolerances = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Assessed:
    """What the scorecard says of a clause, beside the columns of targets.of_year.

    `value` counts, `whose` it is, `day` is the day it is counted to; `helper_value`,
    `receiver_value`, `settled_value`, `published_value` are the latest of each, with the days they
    are counted to;
    `difference` is the helper's less the receiver's for the latest month both have, missing where
    it is within the tolerance. `line` are the counting values as (month, value); `former` how many
    former years the pace is set against. `reported` is the last day that any report reaches, be it
    of a former year. `missing` are the months without which later reports cannot be added.
    Shares are of the target, amounts in the metric's unit.
    """

    status: str
    value: int | None
    whose: str | None
    day: date | None
    demo_result: bool
    share: float | None
    gone: float | None
    expected: float | None
    expected_low: float | None
    expected_high: float | None
    lag: float | None
    forecast: float | None
    forecast_low: float | None
    forecast_high: float | None
    former: int
    helper_value: int | None
    helper_day: date | None
    receiver_value: int | None
    receiver_day: date | None
    settled_value: int | None
    settled_day: date | None
    published_value: int | None
    published_day: date | None
    difference: int | None
    reported: date | None
    missing: Missing | None
    line: tuple[tuple[int, int], ...]


class Read(NamedTuple):
    """All that the clauses of a year are assessed by."""

    courses: Courses
    published: Mapping[Key, Point]
    tolerances: Tolerances


def of_year(connection: Connection, year: int, couple: Couple | None = None) -> pd.DataFrame:
    """The clauses of a year (columns of targets.of_year and of Assessed), of one couple where it is
    named, the worst first: by status, then by how far they lag behind.
    """
    found = targets.of_year(connection, year, couple)
    read = Read(
        courses(connection, range(year - FORMER, year + 1), _pairings(connection, couple)),
        targets.published(connection, year),
        tolerances(connection),
    )
    rows = [vars(assess(row, year, read)) for row in found.to_dict("records")]
    whole = pd.DataFrame(rows, columns=list(Assessed.__dataclass_fields__), dtype="object")
    return in_order(pd.concat([found, whole], axis=1))


def _pairings(connection: Connection, couple: Couple | None) -> list[int] | None:
    """The pairings of a couple; None of all."""
    if couple is None:
        return None
    helper, receiver = couple
    same = (Pairing.helper_adcode == helper, Pairing.receiver_adcode == receiver)
    return list(connection.scalars(select(Pairing.id).where(*same)))


def in_order(clauses: pd.DataFrame) -> pd.DataFrame:
    """The worst first."""
    ranked = clauses.assign(
        rank=clauses["status"].map(ORDER), behind=clauses["lag"].astype("float64")
    )
    ordered = ranked.sort_values(["rank", "behind", "id"], kind="stable", ignore_index=True)
    return ordered.drop(columns=["rank", "behind"])


def days(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def tolerances(connection: Connection) -> dict[str, tuple[int, int]]:
    """Unit → up to what two reports count as the same: by so much, or so many in a thousand."""
    statement = select(Tolerance.unit, Tolerance.absolute, Tolerance.per_mille)
    return {unit: (much, share) for unit, much, share in connection.execute(statement)}


def assess(row: Mapping[Any, Any], year: int, read: Read) -> Assessed:
    """What the scorecard says of one clause (a row of targets.of_year)."""
    how = way(row["unit"], row["better"], bool(row["summable"]))
    clause = Clause(int(row["target"]), Better(row["better"]), how)
    key = Key((row["helper_adcode"], row["receiver_adcode"]), row["metric_key"], year)
    sides = read.courses.sides(key, how)
    settled = read.courses.settled(key)
    # A fact is not set against an invention.
    published = None if row["demo"] else read.published.get(key)
    counts = counted(sides, settled, published)
    before = [_of(read.courses, key._replace(year=year - back), how) for back in _BACK]
    last = counts.course.last
    paced = Pace(Status.UNKNOWN, 0)
    known: list[tuple[int, int]] = []
    if last is not None:
        alike = [one for one in before if one.demo == last.demo]  # facts beside facts
        known = former(last.month, alike) if clause.accrues else []
        paced = pace(clause, last.value, last.day(year), year, known)
    return Assessed(
        status=paced.status.value,
        value=last.value if last else None,
        whose=counts.whose.value if counts.whose else None,
        day=last.day(year) if last else None,
        demo_result=bool(last and last.demo),
        share=paced.share,
        gone=paced.gone if last else None,
        expected=paced.expected.middle if paced.expected else None,
        expected_low=paced.expected.low if paced.expected else None,
        expected_high=paced.expected.high if paced.expected else None,
        lag=paced.lag,
        forecast=paced.forecast.middle if paced.forecast else None,
        forecast_low=paced.forecast.low if paced.forecast else None,
        forecast_high=paced.forecast.high if paced.forecast else None,
        former=len(known),
        **_latest("helper", sides.get(Side.HELPER), year),
        **_latest("receiver", sides.get(Side.RECEIVER), year),
        **_latest("settled", _as_course(settled), year),
        **_latest("published", Course((published,)) if published else None, year),
        difference=_differing(sides, read.tolerances.get(row["unit"], (0, 0))),
        reported=_reported(counts, before, year),
        missing=counts.course.missing,
        line=tuple((point.month, point.value) for point in counts.course.points),
    )


def former(month: int, before: list[Counted]) -> list[tuple[int, int]]:
    """Of each former year whose end is known, what it had at the end of a month and at its end;
    between two reports as a straight line between them has it.
    """
    found = []
    for one in before:
        end = one.course.at(12)
        if end is not None and (then := _between(one.course.points, month)) is not None:
            found.append((then, end.value))
    return found


_BACK = range(1, FORMER + 1)


def _of(read: Courses, key: Key, how: Way) -> Counted:
    return counted(read.sides(key, how), read.settled(key))


def _between(points: tuple[Point, ...], month: int) -> int:
    """The value at the end of a month that lies at or before the last point."""
    after = next(point for point in points if point.month >= month)
    before = max((p for p in points if p.month < month), default=Point(0, 0))
    part = (month - before.month) / (after.month - before.month)
    return round(before.value + part * (after.value - before.value))


def _latest(name: str, of_side: Course | None, year: int) -> dict[str, Any]:
    last = of_side.last if of_side else None
    if last is None:
        return {f"{name}_value": None, f"{name}_day": None}
    return {f"{name}_value": last.value, f"{name}_day": last.day(year)}


def _as_course(settled: Mapping[int, int]) -> Course:
    return Course(tuple(Point(month, settled[month]) for month in sorted(settled)))


def _differing(sides: Mapping[Side, Course], tolerance: tuple[int, int]) -> int | None:
    both = difference(sides)
    if both is None:
        return None
    _month, helper, receiver = both
    return helper - receiver if beyond(helper, receiver, tolerance) else None


def _reported(counts: Counted, before: list[Counted], year: int) -> date | None:
    if counts.course.last is not None and counts.whose is not Whose.PUBLISHED:
        return counts.course.last.day(year)
    for back, one in zip(_BACK, before, strict=True):
        if one.course.last is not None:
            return one.course.last.day(year - back)
    return None
