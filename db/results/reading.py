"""Reading the reports of some years, packed: a text a clause, side and year.

A store of millions has a hundred thousand reports a year. The database puts each course into one
text as it walks ix_result_course, and only those that are looked at are taken apart here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, String, case, cast, func, select, true

from db.models import Pairing, Result, Settlement, table_of
from db.periods import MONTHS
from db.queries.part import Part, within
from db.results.course import Course, Point, Reported, Way, course
from db.terms import Basis, DifferenceState, Side

PAIRING = table_of(Pairing)

Couple = tuple[str, str]
"""Adcodes of helper and receiver: two that were paired anew keep their history."""


class Key(NamedTuple):
    """A clause of a year: couple, metric, year."""

    couple: Couple
    metric: str
    year: int


class Courses:
    """What both sides reported in some years, taken apart as it is asked for."""

    def __init__(
        self, packed: Mapping[Key, Mapping[Side, str]], settled: Mapping[Key, Mapping[int, int]]
    ) -> None:
        self._packed, self._settled = packed, settled

    def both(self) -> Iterator[Key]:
        """The clauses of which both sides have reported."""
        return (key for key, of_clause in self._packed.items() if len(of_clause) > 1)

    def alike(self, key: Key) -> bool:
        """Whether all who reported a clause reported the very same, so that nothing differs."""
        return len(set(self._packed[key].values())) == 1

    def sides(self, key: Key, how: Way) -> dict[Side, Course]:
        """The courses of those sides that have reported."""
        return {
            side: running(text) or course(unpacked(text), how)
            for side, text in self._packed.get(key, {}).items()
        }

    def settled(self, key: Key) -> Mapping[int, int]:
        """Settled values by the month (1 to 12) that they are counted to."""
        return self._settled.get(key, {})


def courses(
    connection: Connection,
    years: Collection[int],
    pairings: Collection[int] | None = None,
    metrics: Collection[str] | None = None,
    only: ColumnElement[bool] | None = None,
) -> Courses:
    """The reports and settled values of some years, of some pairings or metrics where they are
    named, and of those reports `only` that fulfil a condition.
    """
    couples = _couples(connection, pairings)
    return Courses(
        _packed(connection, years, pairings, metrics, couples, true() if only is None else only),
        _settled(connection, years, pairings, couples),
    )


def unpacked(text: str) -> Iterator[Reported]:
    """The reports in a packed text."""
    for part in text.split(","):
        months, until, basis, value, as_of, demo = part.split(":")
        yield Reported(
            int(months),
            int(until),
            Basis.CUMULATIVE if basis == "c" else Basis.ACTUAL,
            int(value),
            date.fromisoformat(as_of) if as_of else None,
            demo == "1",
        )


def running(text: str) -> Course | None:
    """The course of a packed text in which all is cumulative, and no two reports end on one day:
    what course.course makes of it, in a quarter of the time. None where there is more to it.
    """
    if ":a:" in text:
        return None
    points = {}
    parts = text.split(",")
    for part in parts:
        _months, until, _basis, value, as_of, demo = part.split(":")
        day = date.fromisoformat(as_of) if as_of else None
        points[until] = Point(int(until), int(value), day, 1, demo == "1")
    if len(points) < len(parts):
        return None
    return Course(tuple(points[until] for until in sorted(points)))


def of_part(
    connection: Connection,
    years: Collection[int],
    part: Part,
    only: ColumnElement[bool] | None = None,
) -> Courses:
    """The same of the couples and metrics of a part."""
    sides = {name: part[name] for name in ("helper_adcode", "receiver_adcode") if name in part}
    pairings = None
    if sides:
        pairings = list(connection.scalars(select(PAIRING.c.id).where(*within(PAIRING, sides))))
    return courses(connection, years, pairings, part.get("metric_key"), only)


def _packed(
    connection: Connection,
    years: Collection[int],
    pairings: Collection[int] | None,
    metrics: Collection[str] | None,
    couples: Mapping[int, Couple],
    only: ColumnElement[bool],
) -> dict[Key, dict[Side, str]]:
    keys = (Result.year, Result.pairing_id, Result.metric_key, Result.reported_by)
    statement = select(*keys, func.aggregate_strings(_report(), ",")).where(
        Result.year.in_(years), Result.pairing_id.is_not(None), only
    )
    if pairings is not None:
        statement = statement.where(Result.pairing_id.in_(pairings))
    if metrics is not None:
        statement = statement.where(Result.metric_key.in_(metrics))
    found: dict[Key, dict[Side, str]] = defaultdict(dict)
    for year, pairing, metric, side, text in connection.execute(statement.group_by(*keys)):
        if pairing is not None and pairing in couples:
            of_clause = found[Key(couples[pairing], metric, year)]
            of_clause[side] = f"{of_clause[side]},{text}" if side in of_clause else text
    return dict(found)


def _report() -> ColumnElement[str]:
    """A report as text: months, until, c or a, value, as of, demo; all from ix_result_course."""
    months = case(
        {kind.value: str(many) for kind, many in MONTHS.items()},
        value=cast(Result.period_kind, String),
    )
    until = func.substr(cast(Result.ends_on, String), 6, 2)
    basis = case((Result.basis == Basis.CUMULATIVE, "c"), else_="a")
    as_of = func.coalesce(cast(Result.as_of, String), "")
    demo = case((Result.demo, "1"), else_="0")
    parts = [months, until, basis, cast(Result.value, String), as_of, demo]
    text = parts[0]
    for part in parts[1:]:
        text = text.concat(":").concat(part)
    return text


def _settled(
    connection: Connection,
    years: Collection[int],
    pairings: Collection[int] | None,
    couples: Mapping[int, Couple],
) -> dict[Key, dict[int, int]]:
    statement = select(
        Settlement.pairing_id, Settlement.metric_key, Settlement.ends_on, Settlement.value
    ).where(
        Settlement.state == DifferenceState.SETTLED,
        Settlement.ends_on >= date(min(years), 1, 1),
        Settlement.ends_on <= date(max(years), 12, 31),
    )
    if pairings is not None:
        statement = statement.where(Settlement.pairing_id.in_(pairings))
    found: dict[Key, dict[int, int]] = defaultdict(dict)
    for pairing, metric, day, value in connection.execute(statement):
        if value is not None and pairing in couples:
            found[Key(couples[pairing], metric, day.year)][day.month] = value
    return dict(found)


def _couples(connection: Connection, pairings: Collection[int] | None) -> dict[int, Couple]:
    statement = select(Pairing.id, Pairing.helper_adcode, Pairing.receiver_adcode)
    if pairings is not None:
        statement = statement.where(Pairing.id.in_(pairings))
    rows = connection.execute(statement)
    return {identity: (helper, receiver) for identity, helper, receiver in rows}
