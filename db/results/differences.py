"""Where both sides' values differ: a page of a year's list, or one with all that is said of it.

Both sides' running values are those that the scorecard counts (db.results.course), set against
each other wherever both have one to the same last day. They are kept (db.kept) as db.results.
differing reckons them; what lies within the tolerance is left out here.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from db.filters import EVERYTHING, Filter
from db.models import (
    DifferenceRollup,
    Metric,
    Pairing,
    Settlement,
    SettlementStep,
    Tolerance,
    table_of,
)
from db.periods import Period
from db.queries import facts, where
from db.queries.frames import Query, frame
from db.queries.part import Part, within
from db.queries.sides import SIDES
from db.queries.where import HelperArea, ReceiverArea, with_sides
from db.results import differing, history
from db.results.explained import Cause, Explanation
from db.results.reports import of_two
from db.terms import DifferenceState, PeriodKind, Side

FOUND = table_of(DifferenceRollup)

years = differing.years

standing = func.coalesce(Settlement.state, DifferenceState.OPEN)


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


class Count(NamedTuple):
    """How many differences stand so, and how many of them are between demo reports."""

    many: int
    demo: int


@dataclass(frozen=True)
class Difference:
    """One difference with all that is behind it. row: its row of `of_year`. reports: those of both
    sides in its year (columns of history.History.reports). steps: each word on it, the latest
    first: `state`, `value`, `note`, `author`, `at` (UTC).
    """

    row: dict[str, Any]
    reports: pd.DataFrame
    steps: pd.DataFrame


def counts(
    connection: Connection, year: int | None, chosen: Filter = EVERYTHING
) -> dict[str, Count]:
    """State → how many differences of a year and selection stand so, those of none left out."""
    demo = func.sum(case((DifferenceRollup.demo, 1), else_=0))
    statement = _joined(select(standing, func.count(), demo).select_from(DifferenceRollup))
    statement = statement.where(*_of(connection, year, chosen)).group_by(standing)
    return {state: Count(many, demo) for state, many, demo in connection.execute(statement)}


def of_year(
    connection: Connection,
    year: int | None,
    chosen: Filter = EVERYTHING,
    state: str = "",
    limit: int | None = None,
    offset: int = 0,
    part: Part | None = None,
) -> pd.DataFrame:
    """A row a difference beyond the tolerance, and of whatever was said of one that is gone: those
    that are open first, then by age; of a selection, a state, and a part of DifferenceRollup where
    they are given, and without a year of all that the selection has.

    `difference` is the helper's value less the receiver's, `share` its share of the larger one;
    `helper_day` and `receiver_day` are the days that they are counted to. `causes` are
    Explanations by the courses alone. `state` is of DifferenceState, `value` what it was settled
    at; `version` is 0 where nobody has said a word. `loaded` is when the later of both reports
    came (UTC; missing where no batch says so). Amounts are in the metric's unit.
    """
    conditions = [
        *_of(connection, year, chosen),
        *within(FOUND, part or {}),
    ]
    if state:
        conditions.append(standing == DifferenceState(state))
    return _found(connection, _rows().where(*conditions).limit(limit).offset(offset))


def one(connection: Connection, at: At) -> Difference | None:
    """One difference; None where the sides do not differ there and nobody has said a word."""
    pairings = of_couple(connection, at.pairing_id)
    here = (FOUND.c.metric_key == at.metric_key, FOUND.c.ends_on == at.ends_on)
    theirs = FOUND.c.pairing_id.in_(pairings)
    rows = _found(connection, _rows().where(*_of(connection, at.year, EVERYTHING), theirs, *here))
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
    return list(connection.scalars(of_two(pairing_id)))


def _rows() -> Query:
    """Differences with their metric, their sides and what was said, in the order of the list."""
    return _joined(
        select(
            FOUND.c.pairing_id,
            FOUND.c.metric_key,
            FOUND.c.ends_on,
            Metric.name_zh,
            Metric.name_en,
            Metric.unit,
            Metric.better,
            Metric.summable,
            FOUND.c.helper_value,
            FOUND.c.helper_day,
            FOUND.c.receiver_value,
            FOUND.c.receiver_day,
            FOUND.c.demo,
            FOUND.c.causes,
            standing.label("state"),
            Settlement.value,
            Settlement.note,
            Settlement.author,
            Settlement.at,
            func.coalesce(Settlement.version, 0).label("version"),
            FOUND.c.loaded,
            Pairing.scheme,
            Pairing.level,
            HelperArea.province_adcode.label("helper_province"),
            ReceiverArea.province_adcode.label("receiver_province"),
            *SIDES,
        ).select_from(DifferenceRollup)
    ).order_by(
        case({state.value: place for place, state in enumerate(DifferenceState)}, value=standing),
        FOUND.c.loaded.nulls_last(),
        FOUND.c.ends_on,
        FOUND.c.pairing_id,
        FOUND.c.metric_key,
    )


def _joined(statement: Query) -> Query:
    return (
        with_sides(statement, DifferenceRollup)
        .join(Metric, Metric.key == FOUND.c.metric_key)
        .outerjoin(Tolerance, Tolerance.unit == Metric.unit)
        .outerjoin(Settlement, Settlement.id == FOUND.c.settlement_id)
    )


def _of(connection: Connection, year: int | None, chosen: Filter) -> list[ColumnElement[bool]]:
    """Those of a year and selection that count: beyond the tolerance, or with a word said."""
    helper, receiver = FOUND.c.helper_value, FOUND.c.receiver_value
    off, larger = func.abs(helper - receiver), case((helper > receiver, helper), else_=receiver)
    beyond = (off > func.coalesce(Tolerance.absolute, 0)) & (  # as db.results.counted.beyond
        off > larger * func.coalesce(Tolerance.per_mille, 0) // 1000
    )
    asked = chosen if year is None else replace(chosen, years=(year, year))
    of_selection = where.records(asked, FOUND, "year")
    counts_too = facts.counting(connection)(FOUND.c)
    return [or_(FOUND.c.settlement_id.is_not(None), beyond), counts_too, *of_selection]


def _found(connection: Connection, statement: Query) -> pd.DataFrame:
    found = frame(connection, statement)
    for name in ("ends_on", "helper_day", "receiver_day"):
        found[name] = _objects(None if pd.isna(d) else d.date() for d in found[name])
    helper, receiver = (_objects(found[f"{side}_value"]) for side in ("helper", "receiver"))
    both = [None if pd.isna(h) else (h, r) for h, r in zip(helper, receiver, strict=True)]
    return found.assign(
        month=_objects(day.month for day in found["ends_on"]),
        difference=_objects(two and two[0] - two[1] for two in both),
        share=_objects(two and ((two[0] - two[1]) / max(two) if max(two) else 0.0) for two in both),
        causes=_objects(tuple(map(_cause, causes)) for causes in found["causes"]),
    )


def _objects(values: Any) -> "pd.Series[Any]":
    return pd.Series(list(values), dtype="object")


def _cause(kept: list[Any]) -> Explanation:
    cause, side, *rest = kept
    return Explanation(Cause(cause), Side(side), *rest)


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
