"""What a side has before it when it reports: its clauses and indicators, and what was before."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.orm import aliased

from db.models import AgreementTarget, Area, Metric, Pairing, Result, table_of
from db.periods import Period
from db.queries import facts
from db.results.cells import Key
from db.results.checks import Measure, Point
from db.results.reports import Of, is_of, of_two
from db.terms import Basis, Better, Side

RESULT, TARGET, METRIC = table_of(Result), table_of(AgreementTarget), table_of(Metric)


@dataclass(frozen=True)
class Indicator:
    """An entry of the dictionary, as far as a report needs it."""

    key: str
    name_zh: str
    name_en: str
    unit: str
    better: Better

    @property
    def measure(self) -> Measure:
        return Measure(self.unit, self.better)


@dataclass(frozen=True)
class Entry:
    """A result as it stands; `value` is in the metric's unit, in hundredths of a per cent."""

    id: int
    version: int
    value: int
    as_of: date | None
    note: str


@dataclass(frozen=True)
class Row:
    """A row of the grid. `target` is that of a `clause` (its id). What there was is of the same
    side and basis, `other` is of the other side; `course` are all figures of this and the last
    year.
    """

    indicator: Indicator
    basis: Basis
    target: int | None = None
    clause: int | None = None
    year_ago: int | None = None
    before: int | None = None
    other: int | None = None
    mine: Entry | None = None
    course: tuple[Point, ...] = ()

    @property
    def key(self) -> Key:
        return self.indicator.key, self.basis


@dataclass(frozen=True)
class Couple:
    """A pairing that reports: both sides' codes and names, and its years."""

    id: int
    helper_adcode: str
    receiver_adcode: str
    helper_zh: str
    helper_en: str
    receiver_zh: str
    receiver_en: str
    year_from: int | None
    year_to: int | None

    def reports_in(self, year: int) -> bool:
        """Whether it was in force in a year."""
        return (self.year_from or 0) <= year <= (self.year_to or 9999)


@dataclass(frozen=True)
class Reported:
    """All that both sides reported of a couple in two years, and what was agreed for the second.

    `entries` and `other` are of the report's period: those of its side, and of the other one. So
    many of all these figures are `demo` records.
    """

    points: Mapping[tuple[Side, Key], tuple[Point, ...]]
    entries: Mapping[Key, Entry]
    other: Mapping[Key, int]
    targets: Mapping[str, int]
    clauses: Mapping[str, int]
    demo: int = 0


def couples(connection: Connection) -> list[Couple]:
    """All pairings, those in force first, the newest first."""
    helper, receiver = aliased(Area), aliased(Area)
    found = connection.execute(
        select(
            Pairing.id,
            Pairing.helper_adcode,
            Pairing.receiver_adcode,
            helper.name_zh,
            helper.name_en,
            receiver.name_zh,
            receiver.name_en,
            Pairing.year_from,
            Pairing.year_to,
        )
        .join(helper, helper.adcode == Pairing.helper_adcode)
        .join(receiver, receiver.adcode == Pairing.receiver_adcode)
        .order_by(Pairing.year_to.is_not(None), Pairing.year_from.desc(), Pairing.code)
    )
    return [Couple(*row[:4], row[4] or row[3], row[5], row[6] or row[5], *row[7:]) for row in found]


def indicators(connection: Connection) -> dict[str, Indicator]:
    """The dictionary by key, in its order."""
    names = ("key", "name_zh", "name_en", "unit", "better")
    rows = connection.execute(select(*(METRIC.c[name] for name in names)).order_by(METRIC.c.key))
    return {row.key: Indicator(*row) for row in rows}


@dataclass(frozen=True)
class Grid:
    """A report's rows, and all that they were made of."""

    rows: list[Row]
    reported: Reported


def look(connection: Connection, of: Of, more: Collection[Key] = ()) -> Grid:
    """The clauses of the year first, as they were entered, then what was reported in this year or
    the last, then `more` rows that somebody has added: those that the dictionary knows.
    """
    known = indicators(connection)
    reported = reports(connection, of)
    before = {key[0] for side, key in reported.points if side == of.side}
    before |= {metric for metric, _basis in reported.entries}
    usual = [
        (metric, basis)
        for metric in (*reported.targets, *sorted(before - reported.targets.keys()))
        for basis in _bases(of.side, metric, reported)
    ]
    keys = dict.fromkeys([*usual, *(key for key in more if key[0] in known)])
    return Grid([_row(of, known[key[0]], key[1], reported) for key in keys], reported)


def reports(connection: Connection, of: Of) -> Reported:
    """What both sides reported in the period's year and the one before. Where facts alone count,
    demo records are told only where the report itself holds them, to be typed over.
    """
    period, counts = of.period, facts.counting(connection)
    own = and_(*is_of(RESULT, of))
    found = connection.execute(
        select(RESULT)
        .where(RESULT.c.year.in_([period.year - 1, period.year]))
        .where(RESULT.c.pairing_id.in_(of_two(of.pairing_id)), or_(own, counts(RESULT.c)))
        .order_by(RESULT.c.ends_on, RESULT.c.id)
    )
    points: defaultdict[tuple[Side, Key], list[Point]] = defaultdict(list)
    entries: dict[Key, Entry] = {}
    other: dict[Key, int] = {}
    targets = _targets(connection, of)
    demo = sum(one.demo for one in targets)
    for one in found:
        demo += one.demo
        key, when = (
            (one.metric_key, one.basis),
            Period(one.year, one.period_kind, one.period_number),
        )
        points[one.reported_by, key].append(Point(when, one.value))
        if when != period:
            continue
        if one.reported_by == of.side:
            entries[key] = Entry(one.id, one.version, one.value, one.as_of, one.note)
        else:
            other[key] = one.value
    course = {key: tuple(some) for key, some in points.items()}
    promised = {one.metric_key: one.target for one in targets}
    clauses = {one.metric_key: one.id for one in targets}
    return Reported(course, entries, other, promised, clauses, demo)


def _targets(connection: Connection, of: Of) -> Sequence[Any]:
    return connection.execute(
        select(TARGET.c.id, TARGET.c.metric_key, TARGET.c.target, TARGET.c.demo)
        .where(TARGET.c.pairing_id.in_(of_two(of.pairing_id)), TARGET.c.year == of.period.year)
        .where(facts.counting(connection)(TARGET.c))
        .order_by(TARGET.c.id)
    ).all()


def _bases(side: Side, metric: str, reported: Reported) -> list[Basis]:
    """How a metric is counted in this report: as it is there, or as it was reported last."""
    here = [basis for key, basis in reported.entries if key == metric]
    if here:
        return sorted(here, reverse=True)
    last = [
        (points[-1].period, basis)
        for (of, (key, basis)), points in reported.points.items()
        if of == side and key == metric
    ]
    return [max(last)[1]] if last else [Basis.CUMULATIVE]


def _row(of: Of, indicator: Indicator, basis: Basis, reported: Reported) -> Row:
    key = (indicator.key, basis)
    course = reported.points.get((of.side, key), ())
    then = {point.period: point.value for point in course}
    return Row(
        indicator,
        basis,
        reported.targets.get(indicator.key),
        reported.clauses.get(indicator.key),
        then.get(of.period.year_before()),
        then.get(of.period.before()),
        reported.other.get(key),
        reported.entries.get(key),
        course,
    )
