"""The scorecard of a year: each clause with what counts of its results, its pace and its end.

What it says of a clause follows from the store alone and is kept (db.kept), all but whether a
difference is within the tolerance.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import orjson
import pandas as pd
from sqlalchemy import ColumnElement, Connection, or_, select

from db.models import AgreementTarget, ClauseRollup, Result, Tolerance, table_of
from db.queries import facts
from db.queries.part import Part, within
from db.results import targets
from db.results.counted import Counted, Whose, beyond, counted, difference
from db.results.course import Course, Missing, Point, Way, way
from db.results.pace import Clause, Pace, Status, pace
from db.results.reading import Courses, Key, of_part
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
    are counted to; `both` is what the helper and the receiver have at the end of the latest month
    that both have one for. `line` are the counting values as (month, value); `former` how many
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
    both: tuple[int, int] | None
    reported: date | None
    missing: Missing | None
    line: tuple[tuple[int, int], ...]


class Read(NamedTuple):
    """All that the clauses of a year are assessed by."""

    courses: Courses
    published: Mapping[Key, Point]
    until: date


def of_year(
    connection: Connection, year: int, part: Part | None = None, until: date | None = None
) -> pd.DataFrame:
    """The clauses of a year (of a part of AgreementTarget where one is given), the worst first: by
    status, then by how far they lag behind. Columns of targets.of_year and of Assessed, where
    `difference` is the helper's less the receiver's of `both`, missing where it is within the
    tolerance. What is counted to a day after `until` is left out.
    """
    found = targets.of_year(connection, year, part)
    if alone := facts.alone(connection):
        found = found[~found["demo"].astype(bool)].reset_index(drop=True)
    if alone or until is not None:
        said = dict(_anew(connection, year, part or {}, found, until))
    else:
        of = within(table_of(ClauseRollup), part or {})
        said = _said(connection, ClauseRollup.year == year, *of)
    allowed = tolerances(connection)
    units = zip(found["id"], found["unit"], strict=True)
    rows = [_read(said[identity], allowed.get(unit, (0, 0))) for identity, unit in units]
    names = (*Assessed.__dataclass_fields__, "difference")
    whole = {name: pd.Series([row[name] for row in rows], dtype="object") for name in names}
    return in_order(found.assign(**whole))


def of_clause(connection: Connection, clause_id: int) -> dict[str, Any]:
    """One clause of a year (columns of `of_year`)."""
    row = targets.of_clause(connection, clause_id)
    said = _said(connection, ClauseRollup.id == clause_id)
    if facts.alone(connection):
        part = {name: [row[name]] for name in _KEPT[1:]}
        one = pd.DataFrame([row])
        said = dict(_anew(connection, _year_of(connection, clause_id), part, one))
    return row | _read(said[clause_id], tolerances(connection).get(row["unit"], (0, 0)))


def reckoned(connection: Connection, part: Part) -> Iterator[dict[str, Any]]:
    """Rows of ClauseRollup: a part of the clauses, assessed by what is reported of them."""
    for year in targets.years(connection):
        if "year" in part and year not in part["year"]:
            continue
        found = targets.of_year(connection, year, part)
        if found.empty:
            continue
        rows = zip(found.to_dict("records"), _assessed(connection, year, part, found), strict=True)
        for row, (_identity, said) in rows:
            yield {**{name: row[name] for name in _KEPT}, "year": year, "said": said}


def _assessed(
    connection: Connection,
    year: int,
    part: Part,
    clauses: pd.DataFrame,
    only: ColumnElement[bool] | None = None,
    until: date | None = None,
) -> Iterator[tuple[int, str]]:
    """Clauses of a part by id, and what is said of each as it is kept, by `only` those results, and
    by what was settled and published `until` a day.
    """
    read = Read(
        of_part(connection, range(year - FORMER, year + 1), part, only),
        targets.published(connection, year, until),
        until or date.max,
    )
    for row in clauses.to_dict("records"):
        yield int(row["id"]), orjson.dumps(vars(assess(row, year, read)), default=list).decode()


def _anew(
    connection: Connection, year: int, part: Part, clauses: pd.DataFrame, until: date | None = None
) -> Iterator[tuple[int, str]]:
    """The same, not as it is kept: that counts demo reports as well, and those of every day."""
    only = facts.counting(connection)(Result)
    if until is not None:  # a report is counted to its period's end, or to an earlier as-of day
        only &= or_(Result.ends_on <= until, Result.as_of.between(date(year, 1, 1), until))
    return _assessed(connection, year, part, clauses, only, until)


def _year_of(connection: Connection, clause_id: int) -> int:
    found = select(AgreementTarget.year).where(AgreementTarget.id == clause_id)
    return connection.execute(found).scalar_one()


_KEPT = ("id", "helper_adcode", "receiver_adcode", "metric_key")
_DAYS = tuple(name for name in Assessed.__dataclass_fields__ if name.endswith(("day", "reported")))


def _said(connection: Connection, *of: ColumnElement[bool]) -> dict[int, str]:
    rows = connection.execute(select(ClauseRollup.id, ClauseRollup.said).where(*of))
    return {row.id: row.said for row in rows}


def _read(said: str, tolerance: tuple[int, int]) -> dict[str, Any]:
    """An Assessed as it is kept, and the `difference` that is beyond a tolerance."""
    row: dict[str, Any] = orjson.loads(said)
    for name in _DAYS:
        if row[name] is not None:
            row[name] = date.fromisoformat(row[name])
    row["missing"] = Missing(*row["missing"]) if row["missing"] else None
    row["line"] = tuple(map(tuple, row["line"]))
    both = row["both"]
    row["difference"] = both[0] - both[1] if both and beyond(both[0], both[1], tolerance) else None
    return row


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
    settled = {
        month: value
        for month, value in read.courses.settled(key).items()
        if Point(month, value).day(year) <= read.until
    }
    # A fact is not set against an invention.
    published = None if row["demo"] else read.published.get(key)
    counts = counted(sides, settled, published)
    before = [_of(read.courses, key._replace(year=year - back), how) for back in _BACK]
    last = counts.course.last
    paced = Pace(Status.UNKNOWN, 0)
    known: list[tuple[int, int]] = []
    if last is not None:
        years = zip((year - back for back in _BACK), before, strict=True)
        alike = [(then, one) for then, one in years if one.demo == last.demo]  # facts beside facts
        known = former(last.day(year), alike) if clause.accrues else []
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
        both=both[1:] if (both := difference(sides)) else None,
        reported=_reported(counts, before, year),
        missing=counts.course.missing,
        line=tuple((point.month, point.value) for point in counts.course.points),
    )


def former(day: date, before: list[tuple[int, Counted]]) -> list[tuple[int, int]]:
    """Of each former year whose end is known, what it had by the same day and at its end; between
    two reports as a straight line between the days that they are counted to has it.
    """
    found = []
    for year, one in before:
        if end := one.course.at(12):
            course = {_place(point.day(year)): point.value for point in one.course.points}
            found.append((_between(course | {12.0: end.value}, _place(day)), end.value))
    return found


_BACK = range(1, FORMER + 1)


def _of(read: Courses, key: Key, how: Way) -> Counted:
    return counted(read.sides(key, how), read.settled(key))


def _place(day: date) -> float:
    """Where in its year a day ends, in months, so that months end alike in every year."""
    return day.month - 1 + day.day / monthrange(day.year, day.month)[1]


def _between(course: Mapping[float, int], place: float) -> int:
    """The value at a place in the year, of the values at some places and at its end."""
    after = min(one for one in course if one >= place)
    before = max((one for one in course if one < place), default=0.0)
    low = course.get(before, 0)
    return round(low + (place - before) / (after - before) * (course[after] - low))


def _latest(name: str, of_side: Course | None, year: int) -> dict[str, Any]:
    last = of_side.last if of_side else None
    if last is None:
        return {f"{name}_value": None, f"{name}_day": None}
    return {f"{name}_value": last.value, f"{name}_day": last.day(year)}


def _as_course(settled: Mapping[int, int]) -> Course:
    return Course(tuple(Point(month, settled[month]) for month in sorted(settled)))


def _reported(counts: Counted, before: list[Counted], year: int) -> date | None:
    if counts.course.last is not None and counts.whose is not Whose.PUBLISHED:
        return counts.course.last.day(year)
    for back, one in zip(_BACK, before, strict=True):
        if one.course.last is not None:
            return one.course.last.day(year - back)
    return None
