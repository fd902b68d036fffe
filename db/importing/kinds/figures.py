"""Ledgers of published figures (公布数据): one row a figure, as it was printed and where."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from db import clock
from db.importing.cells import Cells, Column
from db.importing.convert import term, text
from db.importing.converted import Noted
from db.importing.dates import year
from db.importing.directory import Directory
from db.importing.kinds.common import (
    HELPER,
    NOTE,
    ORIGIN,
    PAIRED,
    RECEIVER,
    SOURCE,
    WHAT,
    WHO_AND_WHEN,
    YEAR,
    column,
    remarks,
    settled,
    sides,
)
from db.importing.kinds.ledger import Group, Ledger
from db.importing.kinds.measured import METRIC, UNIT, VALUE, measure, metric_of, value_in_unit
from db.importing.kinds.results import kept_to
from db.importing.labels import BASES as RESULTS
from db.importing.labels import by_label
from db.importing.problems.cells import TOO_LONG
from db.importing.problems.figures import AS_OF_NEEDED, NO_ADDRESS, SCOPE_SIDES
from db.importing.problems.periods import AS_OF_EARLY, AS_OF_LATE
from db.importing.problems.places import YEARS_ORDER
from db.importing.rows import ChildSpec, ParsedRow, RecordSpec, Values
from db.importing.words import Words
from db.models import FigureArea, Metric, PublishedFigure, table_of
from db.terms import Basis, Confidence, Kind, Level, Qualifier, Scope

if TYPE_CHECKING:
    from decimal import Decimal


BASES = {
    Basis.ACTUAL: ("当年", "当年数", "年度数", "实际", "实际数", "当期", "本期"),
    Basis.CUMULATIVE: RESULTS[Basis.CUMULATIVE],
    Basis.PLAN: ("计划", "计划数", "目标", "目标数", "规划"),
}
QUALIFIERS = {
    Qualifier.EXACT: ("确数", "准确"),
    Qualifier.APPROX: ("约", "大约", "约为", "近", "将近", "about", "some", "nearly"),
    Qualifier.OVER: ("超", "超过", "逾", "突破", "多", "余", "以上", "over", "more than"),
}
SCOPES = {
    Scope.NATIONAL: ("全国", "全国合计"),
    Scope.PROVINCE: ("一省", "一方", "全省"),
    Scope.PAIRING: ("结对省份", "省际", "两省"),
    Scope.CITY: ("结对市州", "市际", "两市"),
    Scope.COUNTY: ("结对县", "县际", "两县"),
}
OF_LEVEL = {Level.PREFECTURE: Scope.CITY, Level.COUNTY: Scope.COUNTY}
"""What a figure covers of whose two sides the narrower is of this level; else two provinces."""

ADDRESS = re.compile("https?://")
"""What the address of a source begins with."""

_QUALIFIED = re.compile(
    r"(?P<before>约为?|大约|将?近|超过?|逾|突破|about |nearly |over |more than )?\s*"
    r"(?P<number>.*?)(?P<behind>多|余|以上)?",
    re.IGNORECASE,
)


class Printed(NamedTuple):
    """A number as it was printed, and the word that stood with it."""

    number: Decimal
    text: str
    qualifier: Qualifier | None


def printed(raw: str) -> Printed | Noted:
    """A number, which may be called about or over so many: 约200, 超33.1, 1000余."""
    found = _QUALIFIED.fullmatch(raw)
    text = found["number"] if found and found["number"] else raw
    word = (found["before"] or found["behind"] or "") if found and text != raw else ""
    qualifier = _qualifiers.get(word.strip().casefold())
    value = measure(text)
    if isinstance(value, Noted):
        return Noted(Printed(value.value, text, qualifier), value.notes)
    return Printed(value, text, qualifier)


_qualifiers = {word: Qualifier(term) for word, term in by_label(QUALIFIERS).items()}


COLUMNS = (
    column(
        HELPER,
        required=False,
        merged=False,
        hint=Words("空着即东部各省市", "empty: all of the east"),
    ),
    column(
        RECEIVER,
        required=False,
        merged=False,
        examples=("四川省", ""),
        hint=Words("空着即西部各省区市", "empty: all of the west"),
    ),
    Column(
        "year_from",
        "起始年度",
        year,
        en="First year",
        examples=("2021", ""),
        hint=Words("只有一年的留空", "empty for a single year"),
        stored="period_start",
    ),
    column(YEAR, zh="截止年度", en="Last year", examples=("2024", "2024"), stored="period_end"),
    column(METRIC),
    column(
        VALUE,
        zh="公布数值",
        convert=printed,
        en="Value as printed",
        stored="published_value",
    ),
    column(UNIT, write=None, stored="published_unit"),
    Column(
        "qualifier",
        "约数",
        term(_qualifiers),
        en="About or over",
        examples=("超", ""),
        terms=QUALIFIERS,
        begins=QUALIFIERS[Qualifier.EXACT][0],
    ),
    Column(
        "basis",
        "口径",
        term(by_label(BASES)),
        True,
        en="Basis",
        examples=("累计", "当年"),
        terms=BASES,
    ),
    Column(
        "as_of",
        "数据截至",
        kept_to,
        en="As of",
        examples=("2024-12-31", ""),
        hint=Words("空着即截止年度的年底", "empty: the end of the last year"),
    ),
    Column(
        "scope",
        "范围",
        term(by_label(SCOPES)),
        en="Scope",
        examples=("结对省份", ""),
        hint=PAIRED,
        terms=SCOPES,
    ),
    Column(
        "withdrawn",
        "撤回原因",
        text(2000),
        en="Withdrawn because",
        hint=Words("填了即撤回：不再显示，但保留", "if given: no longer shown, but kept"),
        long=True,
    ),
    column(
        SOURCE,
        required=True,
        examples=("四川日报 2025-01-20 https://example.org/a", "浙江日报 2025-02-11"),
        hint=Words("何处公布，带网址", "where it was published, with its address"),
    ),
    NOTE,
)

SPEC = RecordSpec(
    table_of(PublishedFigure),
    key=(
        "helper_adcode",
        "receiver_adcode",
        "metric_key",
        "period_start",
        "period_end",
        "as_of",
        "basis",
        "source",
        "note",  # of two that one article gives of a year, it says which is of what
    ),
    narrow="metric_key",
    follows={"helper_named": "helper_adcode", "receiver_named": "receiver_adcode"},
    children={
        "places": ChildSpec(
            table_of(FigureArea),
            "figure_id",
            "adcode",
            one=Words("地方 {n}", "Place {n}"),
            many=Words("涉及的各地", "Places that it is about"),
            names={"side": Words("属于哪一方", "Side"), "adcode": Words("地方", "Place")},
        )
    },
    says_as_of=True,
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One figure, as it was printed and in the metric's own unit."""
    row = cells.row()
    last: int | None = cells.get("year")
    both = bool(cells.raw("helper") and cells.raw("receiver"))
    if both:
        row.values |= sides(cells, directory, last)
    else:
        helper, receiver = settled(cells, directory, last)
        row.values |= {"helper_adcode": helper, "receiver_adcode": receiver, "pairing_id": None}
    for side in ("helper", "receiver"):
        adcode = row.values[f"{side}_adcode"]
        row.values[f"{side}_named"] = directory.areas[adcode].name_zh if adcode else ""
    row.values |= {"note": ""} | remarks(cells) | _period(cells) | _printed(cells, directory)
    row.values["scope"] = _scope(cells, row.values, directory)
    if cells.given("withdrawn"):
        row.values["withdrawn"] = cells.get("withdrawn") or ""
    if (source := cells.get("source")) and not ADDRESS.search(source):
        cells.problem("source", NO_ADDRESS)
    row.defaults = {"confidence": Confidence.HIGH}
    return row


def _period(cells: Cells) -> Values:
    """Its years, basis and day: a running total need not say since when, all else has one year."""
    first, last = cells.get("year_from"), cells.get("year")
    basis: Basis | None = cells.get("basis")
    if first is None and basis is not Basis.CUMULATIVE:
        first = last
    if first and last and last < first:
        cells.problem("year", YEARS_ORDER)
    values = {"period_start": first, "period_end": last, "basis": basis}
    return values | {"as_of": _as_of(cells, first, last, basis)}


def _as_of(cells: Cells, first: int | None, last: int | None, basis: Basis | None) -> date | None:
    day: date | None = cells.get("as_of")
    today = clock.today()
    if day is None:
        if last is None or cells.raw("as_of"):
            return None
        if date(last, 12, 31) > today:
            named = "as_of" if cells.given("as_of") else "year"
            cells.problem(named, AS_OF_NEEDED, year=last)
        return date(last, 12, 31)
    if day > today:
        cells.problem("as_of", AS_OF_LATE)
    elif first and basis is not Basis.PLAN and day < date(first, 1, 1):
        cells.problem("as_of", AS_OF_EARLY, start=date(first, 1, 1))
    return day


def _printed(cells: Cells, directory: Directory) -> Values:
    """The value as printed, with its unit and the word that stood with it, and in the metric's."""
    found: Printed | None = cells.get("value")
    said: Qualifier | None = cells.get("qualifier")
    values: Values = {"published_unit": (cells.get("unit") or "").strip()}
    values["qualifier"] = said or (found and found.qualifier) or Qualifier.EXACT
    if len(values["published_unit"]) > UNIT_LENGTH:
        cells.problem("unit", TOO_LONG, limit=UNIT_LENGTH)
    if found is None:
        return values
    if len(found.text) > VALUE_LENGTH:
        cells.problem("value", TOO_LONG, limit=VALUE_LENGTH)
    values["published_value"] = found.text
    metric = metric_of(cells, directory)
    if metric is not None:
        cells.values["value"] = found.number
        values |= {"metric_key": metric.key, "value": value_in_unit(cells, "value", metric)}
    return values


VALUE_LENGTH, UNIT_LENGTH = 20, 10
"""As many characters as the store has room for."""


def _scope(cells: Cells, values: Values, directory: Directory) -> Scope | None:
    """What it covers: as it is said, or else as its sides tell."""
    codes = [values[f"{side}_adcode"] for side in ("helper", "receiver")]
    levels = {directory.areas[code].level for code in codes if code}
    told = {0: Scope.NATIONAL, 1: Scope.PROVINCE}.get(len([c for c in codes if c]), Scope.PAIRING)
    if told is Scope.PAIRING:
        found = (OF_LEVEL[level] for level in (Level.COUNTY, Level.PREFECTURE) if level in levels)
        told = next(found, told)
    said: Scope | None = cells.get("scope")
    if said and (said is Scope.NATIONAL) != (told is Scope.NATIONAL):
        cells.problem("scope", SCOPE_SIDES, scope=SCOPES[said][0])
    return said or told


LEDGER = Ledger(
    Kind.FIGURES,
    Words("公布数据", "published figures"),
    Words("条公布数据", "published figure"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(WHO_AND_WHEN, (("helper", "receiver", "scope"), ("year_from", "year", "as_of"))),
        Group(WHAT, (("metric",), ("value", "unit", "qualifier"), ("basis",))),
        ORIGIN,
        Group(Words("撤回", "Withdrawal"), (("withdrawn",),)),
    ),
    named=select(SPEC.table.c.id, Metric.name_zh, Metric.name_en, SPEC.table.c.as_of).join(
        Metric, Metric.key == SPEC.table.c.metric_key
    ),
    called=("metric_key", "value"),
    dated="period_end",
    listed=("period_start", "period_end", "metric_key", "value", "basis", "as_of", "withdrawn"),
    searched=("metric_key", "source", "withdrawn", "code"),
    also={
        "code": Words("编号", "Code"),
        "value": Words("数值", "Value"),
        "helper_named": Words("东部（原文）", "East, as written"),
        "receiver_named": Words("西部（原文）", "West, as written"),
        "confidence": Words("可靠程度", "Attested"),
    },
)
