"""Ledgers of yearly agreements: one row a clause."""

import re
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache

from db.folding import folded
from db.importing.cells import Cells, Column
from db.importing.convert import text
from db.importing.converted import plain
from db.importing.dates import year
from db.importing.directory import Directory
from db.importing.headers.grammar import fold, read_forms, spelled
from db.importing.headers.units import unit_named
from db.importing.issue import Invalid
from db.importing.kinds.common import HELPER, NOTE, RECEIVER, SOURCE, remarks, sides
from db.importing.numbers import MONEY_UNITS, decimal, times, whole_yuan
from db.importing.problems.cells import TERM_TAKEN
from db.importing.problems.numbers import METRIC, NUMBER, ROUNDED, UNIT
from db.importing.rows import ParsedRow, RecordSpec
from db.importing.words import NOTHING, Words, same
from db.models import AgreementTarget, Metric, table_of

COLUMNS = (
    Column("year", "年度", year, True),
    HELPER,
    RECEIVER,
    Column("metric", "指标", text(60), True),
    Column("target", "目标值", decimal, True),
    Column("unit", "单位", text(20), True),
    SOURCE,
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
_NUMBER = re.compile(r"(?:\(?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[.、)]|\)、))+(?=.)")
_REMARK = re.compile(r"(?<=.)\([^()]*\)$")
_COUNTED = re.compile("(?:数|数量|个数|人数|人次|人次数|总数|金额|额度|总额|任务|目标|指标)$")
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
        fold(folded(name)): metric
        for metric in reversed(directory.metrics.values())
        for name in (metric.key, metric.name_zh, metric.name_en)
    }
    words = _words(given)
    found = next((known[word] for word in words if word in known), None)
    if found is None:
        synonyms = metric_words()
        key, sure = next((synonyms[word] for word in words if word in synonyms), ("", True))
        found = directory.metrics.get(key)
        if found and not sure:
            cells.problem("metric", TERM_TAKEN, term=Words(found.name_zh, found.name_en))
    if found is None:
        cells.problem("metric", METRIC, hint=_suggestion(given, directory))
    return found


def _suggestion(given: str, directory: Directory) -> Words:
    """The metric whose name is most like this one."""
    names = {metric.name_zh: metric for metric in directory.metrics.values()}
    close = get_close_matches(_words(given)[0][:40], names, n=1, cutoff=0.6)
    if not close:
        return NOTHING
    metric = names[close[0]]
    return Words(f"（是否为“{metric.name_zh}”？）", f" (did you mean “{metric.name_en}”?)")


@lru_cache
def metric_words() -> dict[str, tuple[str, bool]]:
    """What clauses call metrics → the metric's key, and whether that is sure: metrics.txt."""
    forms = read_forms("metrics")
    return {
        word: (key, sure)
        for sure, table in ((False, forms.vague), (True, forms.sure))
        for key, lines in table.items()
        for word in spelled(lines)
    }


@lru_cache(maxsize=1000)
def _words(given: str) -> tuple[str, ...]:
    """What a clause may go by: as it stands; without its number, what is remarked behind it in
    brackets, and the 数 at its end.
    """
    whole = folded(given)
    bare = _NUMBER.sub("", _REMARK.sub("", whole))
    words = [fold(word) for word in (whole, bare) if word]
    return tuple(dict.fromkeys([*words, *(_COUNTED.sub("", word) for word in words)]))


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
