"""Ledgers of results (指标完成情况): what one side reports of a metric for a period."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import clock
from db.importing.cells import Cells, Column
from db.importing.converted import Noted
from db.importing.dates import last_day, single_day
from db.importing.directory import Directory
from db.importing.kinds.common import (
    HELPER,
    NOTE,
    ORIGIN,
    RECEIVER,
    SOURCE,
    WHAT,
    WHO_AND_WHEN,
    YEAR,
    column,
    remarks,
    sides,
)
from db.importing.kinds.ledger import Group, Ledger
from db.importing.kinds.measured import METRIC, UNIT, VALUE, metric_of, value_in_unit, written
from db.importing.kinds.periodic import ALSO, PERIOD, period_of, stored
from db.importing.labels import BASES, REPORTERS, basis, reporter
from db.importing.problems.periods import (
    AS_OF_EARLY,
    AS_OF_LATE,
    PERIOD_BASIS,
    RUNNING,
)
from db.importing.rows import ParsedRow, RecordSpec, Values
from db.importing.spans import Span
from db.importing.words import Words
from db.models import Metric, Result, table_of
from db.periods import Period
from db.terms import Basis, Kind

if TYPE_CHECKING:
    from db.importing.written import Writer


def kept_to(raw: str) -> date | Noted:
    """A day that something was kept to; of a month or year its last."""
    found = single_day(raw)
    if isinstance(found, Noted):
        return Noted(last_day(found.value.day, found.value.precision), found.notes)
    return last_day(found.day, found.precision)


def _value(writer: Writer, record: Values) -> str:
    return written(writer, record, record["value"])


COLUMNS = (
    YEAR,
    PERIOD,
    HELPER,
    RECEIVER,
    METRIC,
    column(VALUE, zh="完成值", en="Result", write=_value),
    UNIT,
    Column(
        "basis",
        "累计方式",
        basis,
        en="Counted",
        examples=("累计", ""),
        terms=BASES,
        begins=BASES[Basis.CUMULATIVE][0],
    ),
    Column(
        "reported_by",
        "填报方",
        reporter,
        True,
        en="Reported by",
        examples=("东部", "西部"),
        terms=REPORTERS,
    ),
    Column(
        "as_of",
        "数据截至",
        kept_to,
        en="As of",
        examples=("2024-06-30", ""),
        hint=Words("如 2026-06-30；空着即期末", "such as 2026-06-30; blank: the period's last day"),
    ),
    column(SOURCE, examples=("工作调度表", "")),
    NOTE,
)

SPEC = RecordSpec(
    table_of(Result),
    key=(
        "helper_adcode",
        "receiver_adcode",
        "year",
        "metric_key",
        "period_kind",
        "period_number",
        "reported_by",
        "basis",
    ),
    narrow="year",
    says_as_of=True,
    figure=True,
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One result, its value in the metric's own unit."""
    row = cells.row()
    found: Span | None = cells.get("period")
    row.values |= sides(cells, directory, cells.get("year")) | remarks(cells)
    row.values["year"] = cells.get("year")
    period = period_of(cells)
    if period is not None:
        row.values |= stored(period) | {"basis": _basis(cells, found)}
        row.values |= _as_of(cells, period)
    row.values["reported_by"] = cells.get("reported_by")
    metric = metric_of(cells, directory)
    if metric is not None:
        row.values["metric_key"] = metric.key
        row.values["value"] = value_in_unit(cells, "value", metric)
    return row


def _basis(cells: Cells, found: Span | None) -> Basis:
    """How it is counted: as the row says, or else as its period does; cumulative where neither."""
    said: Basis | None = cells.get("basis")
    runs = found is not None and found.running
    if runs and said is Basis.ACTUAL:
        cells.problem("basis", PERIOD_BASIS, basis=BASES[said][0])
    elif runs and said is None:
        cells.problem("period", RUNNING)
    return said or Basis.CUMULATIVE


def _as_of(cells: Cells, period: Period) -> Values:
    if not cells.given("as_of"):
        return {}
    day: date | None = cells.get("as_of")
    if day is not None and day < period.starts_on:
        cells.problem("as_of", AS_OF_EARLY, start=period.starts_on)
    elif day is not None and day > clock.today():
        cells.problem("as_of", AS_OF_LATE)
    return {"as_of": day}


LEDGER = Ledger(
    Kind.RESULTS,
    Words("指标完成情况", "results"),
    Words("项完成值", "result"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(WHO_AND_WHEN, (("helper", "receiver"), ("year", "period", "reported_by"))),
        Group(WHAT, (("metric",), ("value", "unit"), ("basis", "as_of"))),
        ORIGIN,
    ),
    named=select(SPEC.table.c.id, Metric.name_zh, Metric.name_en, SPEC.table.c.ends_on).join(
        Metric, Metric.key == SPEC.table.c.metric_key
    ),
    called=("metric_key", "value"),
    dated="year",
    listed=("ends_on", "metric_key", "value", "basis", "reported_by", "as_of"),
    searched=("metric_key",),
    also=ALSO,
)
