"""Where both sides' values differ: of a year all of them, or one with all that is said of it.

Both sides' running values are those that the scorecard counts (db.results.course), set against
each other wherever both have one to the same last day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, func, select

from db.models import (
    ImportBatch,
    Metric,
    Pairing,
    Result,
    Settlement,
    SettlementStep,
    table_of,
)
from db.periods import Period
from db.queries.frames import frame
from db.queries.sides import SIDES
from db.queries.where import HelperArea, ReceiverArea
from db.results import history
from db.results.counted import beyond
from db.results.course import Course, Way, way
from db.results.explained import Explanation, explanations
from db.results.reading import Couple, Courses, Key, courses
from db.results.scorecard import Tolerances, days, tolerances
from db.terms import DifferenceState, PeriodKind, Side

SETTLEMENT, PAIRING = table_of(Settlement), table_of(Pairing)

COLUMNS = (
    "pairing_id", "metric_key", "month", "ends_on", "name_zh", "name_en", "unit", "better",
    "summable", "helper_value", "helper_day", "receiver_value", "receiver_day", "difference",
    "share", "demo", "causes", "state", "value", "note", "author", "at", "version", "loaded",
    "scheme", "level", "helper_province", "receiver_province", "helper_adcode", "helper_zh",
    "helper_en", "receiver_adcode", "receiver_zh", "receiver_en",
)  # fmt: skip
ORDER = {state.value: place for place, state in enumerate(DifferenceState)}


class At(NamedTuple):
    """Which difference: a pairing, a metric, and the month of a year to whose end both count."""

    pairing_id: int
    metric_key: str
    year: int
    month: int

    @property
    def ends_on(self) -> date:
        """The day to whose end both sides count."""
        return Period(self.year, PeriodKind.MONTH, self.month).ends_on


@dataclass(frozen=True)
class Difference:
    """One difference with all that is behind it. row: its row of `of_year`. reports: those of both
    sides in its year (columns of history.History.reports). steps: each word on it, the latest
    first: `state`, `value`, `note`, `author`, `at` (UTC).
    """

    row: dict[str, Any]
    reports: pd.DataFrame
    steps: pd.DataFrame


def years(connection: Connection) -> list[int]:
    """The years with a result, the latest first: one step of the index a year."""
    found = select(func.max(Result.year).label("year")).cte(recursive=True)
    before = select(func.max(Result.year)).where(Result.year < found.c.year).scalar_subquery()
    found = found.union_all(select(before).where(found.c.year.is_not(None)))
    return list(connection.scalars(select(found.c.year).where(found.c.year.is_not(None))))


def of_year(connection: Connection, year: int, pairings: list[int] | None = None) -> pd.DataFrame:
    """A row a difference beyond the tolerance (of some pairings, where they are named), and of
    whatever was said of one that is gone: those that are open first, then by age.

    `difference` is the helper's value less the receiver's, `share` its share of the larger one;
    `helper_day` and `receiver_day` are the days that they are counted to. `causes` are
    Explanations by the courses alone. `state` is of DifferenceState, `value` what it was settled
    at; `version` is 0 where nobody has said a word. `loaded` is when the later of both reports
    came (UTC; missing where no batch says so). Amounts are in the metric's unit.
    """
    return _found(connection, year, pairings)


def one(connection: Connection, at: At) -> Difference | None:
    """One difference; None where the sides do not differ there and nobody has said a word."""
    pairings = of_couple(connection, at.pairing_id)
    found = _found(connection, at.year, pairings)
    rows = found[(found["metric_key"] == at.metric_key) & (found["month"] == at.month)]
    if rows.empty:
        return None
    first = {str(k): v for k, v in rows.iloc[0].to_dict().items()}
    row = {k: v if isinstance(v, tuple) or not pd.isna(v) else None for k, v in first.items()}
    return Difference(
        row,
        history.reports(connection, pairings, at.year, at.metric_key),
        frame(connection, _steps(pairings, at)),
    )


def of_couple(connection: Connection, pairing_id: int) -> list[int]:
    """The pairings of the same two as one, itself among them; none where there is none."""
    mine = select(Pairing.helper_adcode, Pairing.receiver_adcode).where(Pairing.id == pairing_id)
    two = connection.execute(mine).first()
    if two is None:
        return []
    same = (Pairing.helper_adcode == two[0]) & (Pairing.receiver_adcode == two[1])
    return list(connection.scalars(select(Pairing.id).where(same)))


def _found(connection: Connection, year: int, pairings: list[int] | None) -> pd.DataFrame:
    metrics = _metrics(connection)
    read = courses(connection, [year], pairings)
    allowed = tolerances(connection)
    said = _said(connection, year, pairings)
    told = {(couple, metric) for couple, metric, _month in said}
    keys = [k for k in read.both() if not read.alike(k) or (k.couple, k.metric) in told]
    rows = [row for key in keys for row in _of_clause(key, read, metrics, allowed, said)]
    rows += _left(said, metrics, year)
    couples = _couples(connection, pairings, year)
    rows = [couples[row["couple"]] | row for row in rows if row["couple"] in couples]
    loaded = _loaded(connection, year, rows)
    for row in rows:
        row["loaded"] = loaded.get((row["couple"], row["metric_key"], row["ends_on"]))
    return _in_order(pd.DataFrame(rows, columns=list(COLUMNS), dtype="object"))


def _of_clause(
    key: Key,
    read: Courses,
    metrics: Mapping[str, dict[str, Any]],
    allowed: Tolerances,
    said: dict[tuple[Couple, str, int], dict[str, Any]],
) -> Iterable[dict[str, Any]]:
    """The differences of a clause; what was said of each is taken out of `said`."""
    metric = metrics[key.metric]
    how = way(metric["unit"], metric["better"], metric["summable"])
    sides = read.sides(key, how)
    if len(sides) < 2:
        return
    tolerance = allowed.get(metric["unit"], (0, 0))
    receiver = {point.month: point.value for point in sides[Side.RECEIVER].points}
    for point in sides[Side.HELPER].points:
        if point.month not in receiver:
            continue
        at = (key.couple, key.metric, point.month)
        if at in said or beyond(point.value, receiver[point.month], tolerance):
            told = said.pop(at, _OPEN)
            yield _row(key, point.month, metric, told) | _both(sides, point.month, key, metric, how)


def _both(
    sides: Mapping[Side, Course], month: int, key: Key, metric: Mapping[str, Any], how: Way
) -> dict[str, Any]:
    helper, receiver = sides[Side.HELPER].at(month), sides[Side.RECEIVER].at(month)
    assert helper is not None and receiver is not None  # noqa: S101, PT018 - both have the month
    difference, larger = helper.value - receiver.value, max(helper.value, receiver.value)
    causes = explanations(sides, month, unit=metric["unit"], how=how, year=key.year)
    return {
        "helper_value": helper.value,
        "helper_day": helper.day(key.year),
        "receiver_value": receiver.value,
        "receiver_day": receiver.day(key.year),
        "difference": difference,
        "share": difference / larger if larger else 0.0,
        "demo": helper.demo or receiver.demo,
        "causes": causes,
    }


_OPEN: dict[str, Any] = {"state": DifferenceState.OPEN.value, "version": 0}


def _row(key: Key, month: int, metric: Mapping[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    ends_on = Period(key.year, PeriodKind.MONTH, month).ends_on
    which = {"couple": key.couple, "metric_key": key.metric, "month": month, "ends_on": ends_on}
    empty: dict[str, tuple[Explanation, ...]] = {"causes": ()}
    return {**which, **metric, **empty, "demo": False, **told}


def _left(
    said: Mapping[tuple[Couple, str, int], dict[str, Any]],
    metrics: Mapping[str, dict[str, Any]],
    year: int,
) -> list[dict[str, Any]]:
    """What was said of days at which the two no longer have both a value: it still counts."""
    return [
        _row(Key(couple, metric, year), month, metrics[metric], told)
        for (couple, metric, month), told in said.items()
    ]


def _said(
    connection: Connection, year: int, pairings: list[int] | None
) -> dict[tuple[Couple, str, int], dict[str, Any]]:
    """What was said of differences, by couple, metric and month; `pairing_id` is that it names."""
    first, last = days(year)
    statement = (
        select(SETTLEMENT, PAIRING.c.helper_adcode, PAIRING.c.receiver_adcode)
        .join(PAIRING, PAIRING.c.id == SETTLEMENT.c.pairing_id)
        .where(SETTLEMENT.c.ends_on.between(first, last))
        .order_by(SETTLEMENT.c.id)
    )
    if pairings is not None:
        statement = statement.where(SETTLEMENT.c.pairing_id.in_(pairings))
    names = ("pairing_id", "value", "note", "author", "at", "version")
    found = {}
    for row in connection.execute(statement).mappings():
        key = ((row["helper_adcode"], row["receiver_adcode"]), row["metric_key"])
        told = {name: row[name] for name in names} | {"state": row["state"].value}
        found[(*key, row["ends_on"].month)] = told
    return found


def _metrics(connection: Connection) -> dict[str, dict[str, Any]]:
    names = (Metric.name_zh, Metric.name_en, Metric.unit, Metric.better, Metric.summable)
    rows = connection.execute(select(Metric.key, *names)).mappings()
    return {row["key"]: {n: row[n] for n in row if n != "key"} for row in rows}


def _couples(
    connection: Connection, pairings: list[int] | None, year: int
) -> dict[Couple, dict[str, Any]]:
    """Couple → its names, and the pairing that stands for it: that of the year, else the latest."""
    statement = (
        select(
            Pairing.id.label("pairing_id"),
            Pairing.scheme,
            Pairing.level,
            Pairing.year_from,
            Pairing.year_to,
            HelperArea.province_adcode.label("helper_province"),
            ReceiverArea.province_adcode.label("receiver_province"),
            *SIDES,
        )
        .join(HelperArea, HelperArea.adcode == Pairing.helper_adcode)
        .join(ReceiverArea, ReceiverArea.adcode == Pairing.receiver_adcode)
    )
    if pairings is not None:
        statement = statement.where(Pairing.id.in_(pairings))
    rows = [dict(row) for row in connection.execute(statement).mappings()]
    rows.sort(key=lambda row: (_in_force(row, year), row["pairing_id"]))
    return {(row["helper_adcode"], row["receiver_adcode"]): row for row in rows}


def _in_force(pairing: Mapping[str, Any], year: int) -> bool:
    first, last = pairing["year_from"], pairing["year_to"]
    return (first is None or first <= year) and (last is None or year <= last)


def _loaded(
    connection: Connection, year: int, rows: list[dict[str, Any]]
) -> dict[tuple[Couple, str, date], datetime]:
    """When the later of both reports came, of the couples and metrics that have a difference."""
    if not rows:
        return {}
    two = (Result.helper_adcode, Result.receiver_adcode)
    keys = (*two, Result.metric_key, Result.ends_on)
    statement = (
        select(*keys, func.max(ImportBatch.created_at))
        .join(ImportBatch, ImportBatch.id == Result.batch_id)
        .where(
            Result.year == year,
            Result.pairing_id.in_(_pairings(rows)),
            Result.metric_key.in_({row["metric_key"] for row in rows}),
        )
        .group_by(*keys)
    )
    return {
        ((helper, receiver), metric, day): at
        for helper, receiver, metric, day, at in connection.execute(statement)
        if helper and receiver
    }


def _pairings(rows: list[dict[str, Any]]) -> Any:
    """The pairings of the couples that have a difference: of a couple paired anew all."""
    helpers, receivers = zip(*(row["couple"] for row in rows), strict=True)
    return select(Pairing.id).where(
        Pairing.helper_adcode.in_(set(helpers)), Pairing.receiver_adcode.in_(set(receivers))
    )


def _in_order(found: pd.DataFrame) -> pd.DataFrame:
    ranked = found.assign(rank=found["state"].map(ORDER), since=pd.to_datetime(found["loaded"]))
    order = ["rank", "since", "ends_on", "pairing_id", "metric_key"]
    ordered = ranked.sort_values(order, kind="stable", ignore_index=True, na_position="last")
    return ordered.drop(columns=["rank", "since"])


def _steps(pairings: list[int], at: At) -> Any:
    return (
        select(
            SettlementStep.state,
            SettlementStep.value,
            SettlementStep.note,
            SettlementStep.author,
            SettlementStep.at,
        )
        .join(Settlement, Settlement.id == SettlementStep.settlement_id)
        .where(
            Settlement.pairing_id.in_(pairings),
            Settlement.metric_key == at.metric_key,
            Settlement.ends_on == at.ends_on,
        )
        .order_by(SettlementStep.id.desc())
    )
