"""Ledgers of yearly agreements: one row a clause."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.folding import folded
from db.importing.cells import Cells, Column
from db.importing.convert import text
from db.importing.converted import plain
from db.importing.dates import year
from db.importing.directory import Directory
from db.importing.headers.units import unit_named
from db.importing.issue import Invalid
from db.importing.kinds.common import (
    HELPER,
    NOTE,
    ORIGIN,
    RECEIVER,
    SOURCE,
    WHAT,
    WHO_AND_WHEN,
    column,
    remarks,
    sides,
)
from db.importing.kinds.ledger import Group, Ledger
from db.importing.numbers import MONEY_UNITS, decimal, times, whole_yuan
from db.importing.problems.numbers import METRIC, NUMBER, ROUNDED, UNIT
from db.importing.rows import ParsedRow, RecordSpec, Values
from db.importing.words import Words, same
from db.models import AgreementTarget, Metric, table_of
from db.terms import Kind

if TYPE_CHECKING:
    from db.importing.written import Writer

UNITS = {
    "yuan": "元",
    "person_times": "人次",
    "persons": "人",
    "projects": "个",
    "enterprises": "家",
    "pairs": "对",
    "villages": "个",
}
"""A metric's unit as a clause is written in it; of what is not here, 个."""


def _unit(writer: Writer, record: Values) -> str:
    unit = writer.metric(record).unit
    return UNITS.get(unit, unit if unit in COUNTS else "个")


COLUMNS = (
    Column("year", "年度", year, True, en="Year", examples=("2024", "2024")),
    HELPER,
    RECEIVER,
    Column(
        "metric",
        "指标",
        text(60),
        True,
        en="Metric",
        examples=("财政援助资金", "引导企业"),
        stored="metric_key",
    ),
    Column("target", "目标值", decimal, True, en="Target value", examples=("33.1", "100")),
    Column(
        "unit",
        "单位",
        text(20),
        True,
        en="Unit",
        examples=("亿元", "家"),
        hint=Words("如亿元、万元、人、个", "such as 亿元, 万元, 人 or 个"),
        write=_unit,
    ),
    column(SOURCE, examples=("年度协议", "")),
    NOTE,
)

SPEC = RecordSpec(
    table_of(AgreementTarget),
    key=("helper_adcode", "receiver_adcode", "year", "metric_key"),
    narrow="year",
)

MONEY = {"元": 1, "万元": 10**4, "亿元": 10**8, "yuan": 1}
COUNTS = {"人": 1, "万人": 10**4, "人次": 1, "万人次": 10**4, "persons": 1}
COUNTS |= dict.fromkeys(("个", "家", "项", "对", "县", "村", "所", "批次", "批", "次", "件"), 1)
_OTHER_COUNTS = (
    *("名", "位", "户", "镇", "乡", "场", "期", "份", "间", "座", "处", "条", "人·次"),
    *("person", "people", "person-times", "projects", "enterprises", "counties", "items"),
    *("villages", "parks", "workshops", "contracts", "pairs", "meetings", "visits"),
)
_COUNTED = re.compile("(?:数|数量|个数|人数|金额|额度)$")
"""What a clause says at its end of a metric that is named without it: 帮扶车间数."""
_MANY = {"百": 100, "千": 10**3, "万": 10**4}


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One clause, its target in the metric's own unit."""
    row = cells.row()
    row.values |= sides(cells, directory, cells.get("year")) | remarks(cells)
    row.values["year"] = cells.get("year")
    metric = _metric(cells, directory)
    if metric is not None:
        row.values["metric_key"] = metric.key
        row.values["target"] = _target(cells, metric)
    return row


def _metric(cells: Cells, directory: Directory) -> Metric | None:
    given: str | None = cells.get("metric")
    if given is None:
        return None
    known = {
        folded(name): metric
        for metric in reversed(directory.metrics.values())
        for name in (metric.key, metric.name_zh, metric.name_en)
    }
    sought = folded(given)
    for name in (sought, _COUNTED.sub("", sought)):
        if name in known:
            return known[name]
    cells.problem("metric", METRIC)
    return None


def _target(cells: Cells, metric: Metric) -> int | None:
    number: Decimal | None = cells.get("target")
    unit: str | None = cells.get("unit")
    if number is None or unit is None:
        return None
    units = MONEY if metric.unit == "yuan" else COUNTS
    scale = _scale(unit, money=units is MONEY)
    if scale is None:
        name = Words(metric.name_zh, metric.name_en)
        cells.problem("unit", UNIT, metric=name, units=same("、".join(units)))
        return None
    try:
        exact = times(number, scale)
    except Invalid as invalid:
        cells.report("target", invalid)
        return None
    target = whole_yuan(exact)
    if exact != target and units is MONEY:
        cells.problem("target", ROUNDED, yuan=target)
    elif exact != target:
        cells.problem("target", NUMBER)
    return target


def _scale(text: str, *, money: bool) -> int | None:
    """How many a unit is of: 1 for 名 and 个, 10,000 for 万人 and 万元; None where it is none."""
    unit = plain(text).casefold().replace("(", "").replace(")", "")
    if money:
        named = unit_named(unit)
        return MONEY_UNITS.get(named) if named else None
    known = COUNTS.get(unit)
    if known is None and unit in _OTHER_COUNTS:
        return 1
    if known is None and unit[:1] in _MANY and _scale(unit[1:], money=False) == 1:
        return _MANY[unit[0]]
    return known


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
