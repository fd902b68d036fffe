"""Notes on the results of a file: what the reporting page says of a figure, said of its rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from db.importing.issue import Issue
from db.importing.rows import RowPlan, chunks
from db.models import AgreementTarget, Metric, Result, table_of
from db.periods import Period
from db.results.checks import Measure, Point, doubts
from db.terms import Kind

RESULT, TARGET, METRIC = table_of(Result), table_of(AgreementTarget), table_of(Metric)

COURSE = ("pairing_id", "metric_key", "reported_by", "basis")
Course = tuple[int, str, Any, Any]
"""A pairing, a metric, the side that reports, and how it is counted."""
Figures = defaultdict[tuple[Course, int], dict[Period, int]]
"""What is known of a course and year, as it will be once the file is imported."""


def falls_and_jumps(connection: Connection, kind: Kind, plans: Iterable[RowPlan]) -> list[Issue]:
    """A note for every row of a ledger of results, among those that change something, whose figure
    had better be looked at: see db.results.checks.
    """
    if kind is not Kind.RESULTS:
        return []
    rows = [
        (plan.record_no, plan.line_no, *_read((plan.base or {}) | plan.values)) for plan in plans
    ]
    return list(_notes(connection, rows)) if rows else []


def _read(values: Any) -> tuple[Course, Point]:
    pairing, metric, side, basis = (values[name] for name in COURSE)
    period = Period(values["year"], values["period_kind"], values["period_number"])
    return (pairing, metric, side, basis), Point(period, values["value"])


def _notes(connection: Connection, rows: list[tuple[int, int, Course, Point]]) -> Iterator[Issue]:
    pairings = {course[0] for _, _, course, _ in rows}
    years = {point.period.year for *_, point in rows}
    figures = _stored(connection, pairings, years)
    for _, _, course, point in rows:
        figures[course, point.period.year][point.period] = point.value
    targets = _targets(connection, pairings, years)
    known = connection.execute(select(METRIC.c.key, METRIC.c.unit, METRIC.c.better))
    measures = {key: Measure(unit, better) for key, unit, better in known}
    for record_no, line_no, course, point in rows:
        pairing, metric, _, basis = course
        year = point.period.year
        near = (figures.get((course, of), {}) for of in (year - 1, year))
        others = [Point(*item) for some in near for item in some.items()]
        target = targets.get((pairing, year, metric))
        for found in doubts(point, basis, measures[metric], others, target):
            yield found.issue(record_no=record_no, line_no=line_no, field="value")


def _stored(connection: Connection, pairings: set[int], years: set[int]) -> Figures:
    figures: Figures = defaultdict(dict)
    names = (*COURSE, "year", "period_kind", "period_number", "value")
    near = sorted(years | {year - 1 for year in years})
    for chunk in chunks(pairings):
        found = select(*(RESULT.c[name] for name in names)).where(
            RESULT.c.year.in_(near), RESULT.c.pairing_id.in_(chunk)
        )
        for row in connection.execute(found).mappings():
            course, point = _read(row)
            figures[course, point.period.year][point.period] = point.value
    return figures


def _targets(
    connection: Connection, pairings: set[int], years: set[int]
) -> dict[tuple[int, int, str], int]:
    columns = (TARGET.c.pairing_id, TARGET.c.year, TARGET.c.metric_key, TARGET.c.target)
    found: dict[tuple[int, int, str], int] = {}
    for chunk in chunks(pairings):
        wanted = select(*columns).where(TARGET.c.year.in_(years), TARGET.c.pairing_id.in_(chunk))
        found |= {(row[0], row[1], row[2]): row[3] for row in connection.execute(wanted)}
    return found
