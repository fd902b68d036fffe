"""The period of a row, of ledgers that tell something of each: its column, and what it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import clock
from db.importing.cells import Cells, Column
from db.importing.problems.periods import PERIOD_AHEAD, PERIOD_RUNS, PERIOD_YEAR
from db.importing.rows import Values
from db.importing.spans import Span, span
from db.importing.words import Words
from db.periods import MONTHS, Period

if TYPE_CHECKING:
    from db.importing.written import Writer


def _written(_writer: Writer, record: Values) -> str:
    words = Period(record["year"], record["period_kind"], record["period_number"]).words.zh
    return words.removeprefix(f"{record['year']}年")


PERIOD = Column(
    "period",
    "期间",
    span,
    True,
    en="Period",
    examples=("二季度", "6月"),
    hint=Words("如 6月、二季度、上半年、全年", "such as June, Q2, first half or full year"),
    write=_written,
)

KEY = ("year", "period_kind", "period_number")
"""The columns of the table by which a period is known."""

ALSO = {
    "period_kind": Words("期间类型", "Kind of period"),
    "period_number": Words("期间序号", "Number of the period"),
    "ends_on": Words("期末", "Ends on"),
}
"""Words for columns of the table that no column of the file fills by itself."""


def period_of(cells: Cells) -> Period | None:
    """The period that a row names with its year; reported where they do not fit, or it is still to
    come. Whether its value runs from January is for the ledger to say: see `Span.running`.
    """
    found: Span | None = cells.get("period")
    return _checked(cells, found) if found else None


def period_alone(cells: Cells) -> Period | None:
    """The same of a ledger whose rows are of their period alone: what runs from January on is a
    quarter, half or year of its own, or else reported.
    """
    found: Span | None = cells.get("period")
    if found is None:
        return None
    if found.running:
        months = found.number * MONTHS[found.kind]
        whole = _FROM_JANUARY.get(months)
        if whole is None:
            cells.problem("period", PERIOD_RUNS, months=months)
            return None
        found = Span(whole, 1, found.year)
    return _checked(cells, found)


_FROM_JANUARY = {months: kind for kind, months in MONTHS.items()}


def stored(period: Period) -> Values:
    """The columns of the table, of a period that was found."""
    return {
        "year": period.year,
        "period_kind": period.kind,
        "period_number": period.number,
        "ends_on": period.ends_on,
    }


def _checked(cells: Cells, found: Span) -> Period | None:
    given: int | None = cells.get("year")
    if given is None:
        return None
    if found.year not in (None, given):
        cells.problem("period", PERIOD_YEAR, found=found.year, year=given)
        return None
    period = Period(given, found.kind, found.number)
    if period.starts_on > clock.today():
        cells.problem("period", PERIOD_AHEAD, start=period.starts_on)
        return None
    return period
