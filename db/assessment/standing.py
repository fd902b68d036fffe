"""A couple's year under each head of the measure that holds: what was promised, what both sides
report, what counts, and what there was in the year before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Date, func, select

from db.assessment.measures import Head, Indicator, Version, in_force, newest
from db.importing.kinds import LEDGERS
from db.models import AgreementTarget, Area, Metric, Pairing, Result, Settlement, table_of
from db.periods import month_end
from db.queries import facts
from db.results import RATE, behind, heads, targets
from db.results.counted import Whose, beyond, counted, difference
from db.results.course import Point, way
from db.results.differences import of_couple
from db.results.ledgers import SUMS
from db.results.reading import Couple as Sides
from db.results.reading import Courses, Key, courses
from db.results.scorecard import days, tolerances
from db.terms import Better, DifferenceState, Kind, Side

PAIRING, TARGET, METRIC = table_of(Pairing), table_of(AgreementTarget), table_of(Metric)


class Dated(NamedTuple):
    """A value in its metric's unit, and the day that it is counted to."""

    value: int
    day: date


@dataclass(frozen=True)
class Couple:
    """A pairing, its two sides, and all pairings that the two ever had."""

    id: int
    helper: str
    receiver: str
    helper_zh: str
    helper_en: str
    receiver_zh: str
    receiver_en: str
    pairings: tuple[int, ...]
    facts: bool = False
    """Whether facts alone count of it."""

    @property
    def sides(self) -> Sides:
        """Both codes."""
        return self.helper, self.receiver

    @property
    def provinces(self) -> list[str]:
        """Whose measure may hold, the receiving side's first: where it is all carried out."""
        return [f"{adcode[:2]}0000" for adcode in (self.receiver, self.helper)]


@dataclass(frozen=True)
class Standing:
    """An indicator. `counts` is what counts of it and `whose` that is; `last` the same of the year
    before. `differs`: both sides' values do, beyond the tolerance, at the latest day both have;
    `state` and `note` are what was said of that, `settled` is the latest value settled. `ledger` is
    what the ledgers' own records come to, none where there is no ledger of it. `demo`: a demo
    record is in it.
    """

    indicator: Indicator
    name_zh: str
    name_en: str
    unit: str
    better: Better = Better.HIGHER
    target: int | None = None
    helper: Dated | None = None
    receiver: Dated | None = None
    settled: Dated | None = None
    counts: Dated | None = None
    whose: Whose | None = None
    last: Dated | None = None
    differs: bool = False
    state: DifferenceState | None = None
    note: str = ""
    ledger: int | None = None
    demo: bool = False
    clause: int | None = None
    """The id of the clause that says the target."""
    whose_last: Whose | None = None
    """Whose `last` is."""

    @property
    def unexplained(self) -> bool:
        """Whether both sides differ and nobody has said why, or settled it since."""
        said = self.state not in (None, DifferenceState.OPEN)
        return self.differs and not said and self.whose is not Whose.SETTLED

    @property
    def of_target(self) -> bool:
        """Whether it says something what part of its target is reached."""
        more = self.better is Better.HIGHER and self.unit != RATE
        return more and self.target is not None and self.target > 0

    @property
    def known(self) -> bool:
        """Whether there is a figure of it, be it a report of none; ledgers without a record have
        none.
        """
        return self.counts is not None or bool(self.ledger)


@dataclass(frozen=True)
class Under:
    """A head, and its indicators in their order: those that the dictionary knows."""

    head: Head
    standings: tuple[Standing, ...]


@dataclass(frozen=True)
class Year:
    """A couple's year. `measure` is the one that holds; None, and no head, where there is none."""

    couple: Couple
    year: int
    measure: Version | None
    heads: tuple[Under, ...]


def records(kind: Kind, of: Couple, year: int) -> ColumnElement[bool]:
    """Which records of a ledger are of a couple's year; of agreements over years all in force."""
    ledger = LEDGERS[kind]
    table = ledger.spec.table
    alone = (table.c.helper_adcode == of.helper) & (table.c.receiver_adcode == of.receiver)
    theirs = table.c.pairing_id.in_(of.pairings) | (table.c.pairing_id.is_(None) & alone)
    if of.facts:
        theirs &= table.c.demo.is_(False)
    begins = table.c[ledger.dated]
    if isinstance(begins.type, Date):
        return theirs & begins.between(*days(year))
    if "year_to" in table.c:
        return theirs & (begins <= year) & (table.c.year_to >= year)
    return theirs & (begins == year)


def couple(connection: Connection, pairing_id: int) -> Couple | None:
    """A couple by one of its pairings; None where there is none."""
    helper, receiver = Area.__table__.alias("helper"), Area.__table__.alias("receiver")
    row = connection.execute(
        select(PAIRING.c.helper_adcode, PAIRING.c.receiver_adcode)
        .add_columns(helper.c.name_zh, helper.c.name_en, receiver.c.name_zh, receiver.c.name_en)
        .join(helper, helper.c.adcode == PAIRING.c.helper_adcode)
        .join(receiver, receiver.c.adcode == PAIRING.c.receiver_adcode)
        .where(PAIRING.c.id == pairing_id)
    ).one_or_none()
    if row is None:
        return None
    names = (row[2], row[3] or row[2], row[4], row[5] or row[4])
    return Couple(
        pairing_id,
        row[0],
        row[1],
        *names,
        tuple(sorted(of_couple(connection, pairing_id))),
        facts.alone(connection),
    )


def of_year(connection: Connection, of: Couple, year: int) -> Year:
    """What there is of a couple's year, by head."""
    measure = in_force(newest(connection), year, of.provinces)
    if measure is None:
        return Year(of, year, None, ())
    read = _read(connection, of, year)
    under = (Under(head, tuple(_standings(head.indicators, read))) for head in measure.said.heads)
    return Year(of, year, measure, tuple(under))


@dataclass(frozen=True)
class _Read:
    """All that the indicators of a couple's year are read from, each once."""

    couple: Couple
    year: int
    metrics: Mapping[str, Any]
    targets: Mapping[str, Any]
    courses: Courses
    published: Mapping[Key, Point]
    tolerances: Mapping[str, tuple[int, int]]
    said: Mapping[tuple[str, date], Any]
    ledger: Mapping[str, int]


def _read(connection: Connection, of: Couple, year: int) -> _Read:
    counts = facts.counting(connection)
    said = (TARGET.c.id, TARGET.c.metric_key, TARGET.c.target, TARGET.c.source, TARGET.c.demo)
    clauses = select(*said).where(
        TARGET.c.year == year,
        TARGET.c.helper_adcode == of.helper,
        TARGET.c.receiver_adcode == of.receiver,
        counts(TARGET.c),
    )
    first, last = days(year)
    columns = (Settlement.metric_key, Settlement.ends_on, Settlement.state, Settlement.note)
    judged = (
        select(*columns)
        .where(Settlement.pairing_id.in_(of.pairings), Settlement.ends_on.between(first, last))
        .order_by(Settlement.id)
    )
    published = {year: targets.published(connection, year) for year in (year - 1, year)}
    return _Read(
        of,
        year,
        {row.key: row for row in connection.execute(select(METRIC))},
        {row.metric_key: row for row in connection.execute(clauses)},
        courses(connection, [year - 1, year], of.pairings, only=counts(Result)),
        published[year - 1] | published[year],
        tolerances(connection),
        {(row.metric_key, row.ends_on): row for row in connection.execute(judged)},
        _of_ledgers(connection, of, year),
    )


def _of_ledgers(connection: Connection, of: Couple, year: int) -> dict[str, int]:
    """What the ledgers come to by metric: a query a ledger. Those that sum projects, meetings and
    visits have a figure, be it none; the others only where they have a row.
    """
    found: dict[str, int] = {}
    for kind in behind.TABLES:
        columns = {m: one.column for m, one in SUMS.items() if one.ledger is kind}
        added = [
            func.coalesce(func.sum(behind.adds(column, kind)), 0).label(metric)
            for metric, column in columns.items()
        ]
        row = connection.execute(select(*added).where(records(kind, of, year))).one()
        found |= {metric: int(value) for metric, value in row._mapping.items()}
    of_heads = heads.of_year(connection, year)
    return found | {metric: many for (sides, metric), many in of_heads.items() if sides == of.sides}


def _standings(indicators: Iterable[Indicator], read: _Read) -> Iterable[Standing]:
    return (_standing(one, read) for one in indicators if one.metric in read.metrics)


def _standing(indicator: Indicator, read: _Read) -> Standing:
    metric, target = read.metrics[indicator.metric], read.targets.get(indicator.metric)
    how = way(metric.unit, metric.better, metric.summable)
    key = Key(read.couple.sides, indicator.metric, read.year)
    sides, settled = read.courses.sides(key, how), read.courses.settled(key)
    # A fact is not set against an invention.
    published = None if target is not None and target.demo else read.published.get(key)
    counts = counted(sides, settled, published)
    before = key._replace(year=read.year - 1)
    past = counted(
        read.courses.sides(before, how), read.courses.settled(before), read.published.get(before)
    )
    both = difference(sides)
    said = read.said.get((indicator.metric, month_end(read.year, both[0]))) if both else None
    latest = {side: _dated(of_side.last, read.year) for side, of_side in sides.items()}
    last_settled = Point(max(settled), settled[max(settled)]) if settled else None
    tolerance = read.tolerances.get(metric.unit, (0, 0))
    return Standing(
        indicator,
        metric.name_zh,
        metric.name_en,
        metric.unit,
        metric.better,
        target=target.target if target is not None else None,
        helper=latest.get(Side.HELPER),
        receiver=latest.get(Side.RECEIVER),
        settled=_dated(last_settled, read.year),
        counts=_dated(counts.course.last, read.year),
        whose=counts.whose,
        last=_dated(past.course.last, read.year - 1),
        differs=both is not None and beyond(both[1], both[2], tolerance),
        state=said.state if said is not None else None,
        note=said.note if said is not None else "",
        ledger=read.ledger.get(indicator.metric),
        demo=counts.demo or bool(target is not None and target.demo),
        clause=target.id if target is not None else None,
        whose_last=past.whose,
    )


def _dated(point: Point | None, year: int) -> Dated | None:
    return None if point is None else Dated(point.value, point.day(year))
