"""Ledgers of yearly agreements: one row a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db.importing.cells import Cells
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
from db.importing.rows import ParsedRow, RecordSpec, Values
from db.importing.words import Words
from db.models import AgreementTarget, Metric, table_of
from db.terms import Kind

if TYPE_CHECKING:
    from db.importing.written import Writer


def _target(writer: Writer, record: Values) -> str:
    return written(writer, record, record["target"])


COLUMNS = (
    YEAR,
    HELPER,
    RECEIVER,
    METRIC,
    column(VALUE, field="target", zh="目标值", en="Target value", write=_target),
    UNIT,
    column(SOURCE, examples=("年度协议", "")),
    NOTE,
)

SPEC = RecordSpec(
    table_of(AgreementTarget),
    key=("helper_adcode", "receiver_adcode", "year", "metric_key"),
    narrow="year",
    figure=True,
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One clause, its target in the metric's own unit."""
    row = cells.row()
    row.values |= sides(cells, directory, cells.get("year")) | remarks(cells)
    row.values["year"] = cells.get("year")
    metric = metric_of(cells, directory)
    if metric is not None:
        row.values["metric_key"] = metric.key
        row.values["target"] = value_in_unit(cells, "target", metric)
    return row


LEDGER = Ledger(
    Kind.AGREEMENTS,
    Words("协议", "agreements"),
    Words("项协议指标", "agreement target"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(WHO_AND_WHEN, (("helper", "receiver", "year"),)),
        Group(WHAT, (("metric",), ("target", "unit"))),
        ORIGIN,
    ),
    named=select(SPEC.table.c.id, Metric.name_zh, Metric.name_en, SPEC.table.c.year).join(
        Metric, Metric.key == SPEC.table.c.metric_key
    ),
    called=("metric_key", "target"),
    dated="year",
    listed=("year", "metric_key", "target"),
    searched=("metric_key",),
)
