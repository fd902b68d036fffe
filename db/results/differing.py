"""Where both sides' values differ: reckoned from their reports, to be kept (db.kept)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import astuple
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, extract, func, select

from db.models import ImportBatch, Metric, Pairing, Result, Settlement, table_of
from db.periods import Period
from db.queries.part import Part, within
from db.results.course import Way, way
from db.results.explained import explanations
from db.results.reading import Couple, Courses, Key, of_part
from db.terms import PeriodKind, Side

PAIRING, SETTLEMENT, RESULT = table_of(Pairing), table_of(Settlement), table_of(Result)

Month = tuple[Couple, str, date]
"""A couple, a metric, and the last day of the month to whose end both sides count."""


class Said(NamedTuple):
    """Whether somebody has said a word, and the pairing that stands for a couple in each year."""

    settlements: Mapping[Month, int]
    pairings: Mapping[Couple, list[tuple[int, int, int]]]

    def pairing(self, couple: Couple, year: int) -> int | None:
        """The pairing of the couple that is in force in a year, else its latest."""
        known = self.pairings.get(couple, [])
        return max(known, key=lambda one: (one[0] <= year <= one[1], one[2]))[2] if known else None


def years(connection: Connection) -> list[int]:
    """The years with a result, the latest first: one step of the index a year."""
    found = select(func.max(Result.year).label("year")).cte(recursive=True)
    before = select(func.max(Result.year)).where(Result.year < found.c.year).scalar_subquery()
    found = found.union_all(select(before).where(found.c.year.is_not(None)))
    return list(connection.scalars(select(found.c.year).where(found.c.year.is_not(None))))


def reckoned(connection: Connection, part: Part) -> Iterator[dict[str, Any]]:
    """Rows of DifferenceRollup of a part (of couples, metrics and years) of what is reported."""
    ways, said = _ways(connection), _said(connection, part)
    of_said = {ends_on.year for _couple, _metric, ends_on in said.settlements}
    for year in sorted({*years(connection), *of_said}):
        if "year" in part and year not in part["year"]:
            continue
        found = {row["month"]: row for row in _differing(connection, year, part, ways, said)}
        loaded = _loaded(connection, year, found)
        for month, row in found.items():
            couple, metric, ends_on = row.pop("month")
            pairing = said.pairing(couple, year)
            if pairing is not None:
                yield {
                    "helper_adcode": couple[0],
                    "receiver_adcode": couple[1],
                    "metric_key": metric,
                    "ends_on": ends_on,
                    "year": year,
                    "pairing_id": pairing,
                    "settlement_id": said.settlements.get(month),
                    "loaded": loaded.get(month),
                    **row,
                }


def _differing(
    connection: Connection, year: int, part: Part, ways: Mapping[str, tuple[str, Way]], said: Said
) -> Iterator[dict[str, Any]]:
    """Both sides' values of each month at which they differ, and nothing of one of which only
    somebody has said a word: it still counts.
    """
    read = of_part(connection, [year], part)
    words = {month for month in said.settlements if month[2].year == year}
    told = {month[:2] for month in words}
    for key in read.both():
        if not read.alike(key) or (key.couple, key.metric) in told:
            yield from _of_clause(key, read, *ways[key.metric], words)
    yield from ({"month": month, **_NOTHING} for month in words)


def _of_clause(
    key: Key, read: Courses, unit: str, how: Way, words: set[Month]
) -> Iterator[dict[str, Any]]:
    """The differences of a clause; what was said of each is taken out of `words`."""
    sides = read.sides(key, how)
    for helper in sides[Side.HELPER].points:
        receiver = sides[Side.RECEIVER].at(helper.month)
        month = (key.couple, key.metric, _ends_on(key.year, helper.month))
        if receiver is None or (helper.value == receiver.value and month not in words):
            continue
        words.discard(month)
        causes = explanations(sides, helper.month, unit=unit, how=how, year=key.year)
        yield {
            "month": month,
            "helper_value": helper.value,
            "helper_day": helper.day(key.year),
            "receiver_value": receiver.value,
            "receiver_day": receiver.day(key.year),
            "demo": helper.demo or receiver.demo,
            "causes": [list(astuple(cause)) for cause in causes],
        }


_NOTHING: dict[str, Any] = {
    **dict.fromkeys(("helper_value", "helper_day", "receiver_value", "receiver_day")),
    "demo": False,
    "causes": [],
}


def _ends_on(year: int, month: int) -> date:
    return Period(year, PeriodKind.MONTH, month).ends_on


def _ways(connection: Connection) -> dict[str, tuple[str, Way]]:
    rows = connection.execute(select(Metric.key, Metric.unit, Metric.better, Metric.summable))
    return {key: (unit, way(unit, better, summable)) for key, unit, better, summable in rows}


def _said(connection: Connection, part: Part) -> Said:
    sides = {name: part[name] for name in ("helper_adcode", "receiver_adcode") if name in part}
    rows = connection.execute(select(PAIRING).where(*within(PAIRING, sides)))
    pairings: dict[Couple, list[tuple[int, int, int]]] = {}
    couples: dict[int, Couple] = {}
    for row in rows:
        couples[row.id] = couple = (row.helper_adcode, row.receiver_adcode)
        span = (row.year_from or 0, row.year_to or 9999, row.id)
        pairings.setdefault(couple, []).append(span)
    columns = SETTLEMENT.c
    words = select(columns.id, columns.pairing_id, columns.metric_key, columns.ends_on)
    words = words.where(*within(SETTLEMENT, {n: part[n] for n in ("metric_key",) if n in part}))
    if "year" in part:
        words = words.where(extract("year", columns.ends_on).in_(part["year"]))
    if sides:
        words = words.where(columns.pairing_id.in_(couples))
    found = connection.execute(words.order_by(columns.id))
    return Said(
        {(couples[pairing], metric, day): identity for identity, pairing, metric, day in found},
        pairings,
    )


def _loaded(connection: Connection, year: int, months: Collection[Month]) -> dict[Month, datetime]:
    """When the later of both reports came, of couples and metrics that have a difference."""
    if not months:
        return {}
    couples, metrics, _days = zip(*months, strict=True)
    helpers, receivers = zip(*couples, strict=True)
    keys = (RESULT.c.helper_adcode, RESULT.c.receiver_adcode, RESULT.c.metric_key, RESULT.c.ends_on)
    sides = {"helper_adcode": {*helpers}, "receiver_adcode": {*receivers}}
    theirs = select(PAIRING.c.id).where(*within(PAIRING, sides))
    statement = (
        select(*keys, func.max(ImportBatch.created_at))
        .join(ImportBatch, ImportBatch.id == RESULT.c.batch_id)
        .where(RESULT.c.year == year, RESULT.c.pairing_id.in_(theirs))
        .where(RESULT.c.metric_key.in_({*metrics}))
        .group_by(*keys)
    )
    return {
        ((helper, receiver), metric, day): at
        for helper, receiver, metric, day, at in connection.execute(statement)
    }
