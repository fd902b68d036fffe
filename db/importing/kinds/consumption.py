"""Ledgers of sales (消费帮扶): what the east bought, or helped to sell, in a period."""

from typing import Any

from sqlalchemy import ColumnElement, func, literal, select

from db.importing.cells import Cells, Column
from db.importing.convert import text
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
    copy,
    remarks,
    sides,
)
from db.importing.kinds.ledger import Group, Ledger
from db.importing.kinds.periodic import ALSO, KEY, PERIOD, period_alone, stored
from db.importing.numbers import money
from db.importing.rows import ParsedRow, RecordSpec
from db.importing.words import Words
from db.models import Consumption, table_of
from db.terms import Kind

COLUMNS = (
    YEAR,
    PERIOD,
    HELPER,
    RECEIVER,
    Column("product", "产品", text(200), en="Product", examples=("茶叶", "")),
    Column("channel", "渠道", text(200), en="Channel", examples=("消费帮扶专馆", "")),
    Column(
        "amount",
        "金额（万元）",
        money(),
        True,
        unit="万元",
        en="Amount (10,000 yuan)",
        examples=("320.5", "86"),
        hint=Words("本期间的金额，不是累计", "of this period alone, no running total"),
    ),
    column(SOURCE, examples=("消费帮扶台账", "")),
    NOTE,
)

SPEC = RecordSpec(
    table_of(Consumption),
    key=("helper_adcode", "receiver_adcode", *KEY, "product", "channel"),
    narrow="year",
    folds=("product", "channel"),
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """The sales of a product through a channel in a period."""
    row = cells.row()
    row.values |= sides(cells, directory, cells.get("year")) | remarks(cells)
    period = period_alone(cells)
    row.values |= stored(period) if period else {"year": cells.get("year")}
    row.values |= {name: cells.get(name) or "" for name in ("product", "channel")}
    row.values |= copy(cells, "amount")
    return row


def _title(word: str) -> ColumnElement[Any]:
    told = (func.nullif(SPEC.table.c[name], "") for name in ("product", "channel"))
    return func.coalesce(*told, literal(word))


LEDGER = Ledger(
    Kind.CONSUMPTION,
    Words("消费帮扶", "consumption"),
    Words("条消费帮扶记录", "record of sales"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(WHO_AND_WHEN, (("helper", "receiver"), ("year", "period"))),
        Group(WHAT, (("product", "channel"), ("amount",))),
        ORIGIN,
    ),
    named=select(
        SPEC.table.c.id,
        _title("消费帮扶"),
        _title("Purchases and sales assistance"),
        SPEC.table.c.ends_on,
    ),
    called=("product", "channel"),
    dated="year",
    listed=("ends_on", "period_kind", "product", "channel", "amount"),
    searched=("product", "channel", "source"),
    summed=("amount",),
    of_industry=("product", "channel"),
    also=ALSO,
)
