"""A metric, and a value in its unit: what clauses, results and figures share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from db.folding import folded
from db.importing.cells import Cells, Column
from db.importing.convert import text
from db.importing.converted import Noted, plain
from db.importing.directory import Directory
from db.importing.headers.grammar import fold, read_forms, spelled
from db.importing.headers.units import unit_named
from db.importing.issue import Invalid
from db.importing.numbers import MONEY_UNITS, decimal, times, whole, whole_yuan
from db.importing.problems import numbers as problems
from db.importing.problems.cells import TERM_TAKEN
from db.importing.problems.periods import DONE, RATE
from db.importing.rows import Values
from db.importing.words import NOTHING, Words, same
from db.models import Metric
from db.results import RATE as PER_CENT
from db.terms import Better

if TYPE_CHECKING:
    from db.importing.written import Writer

UNITS = {
    "yuan": "元",
    PER_CENT: "%",
    "person_times": "人次",
    "persons": "人",
    "projects": "个",
    "enterprises": "家",
    "pairs": "对",
    "villages": "个",
}
"""A metric's unit as a clause is written in it; of what is not here, 个."""

MONEY = {"元": 1, "万元": 10**4, "亿元": 10**8, "yuan": 1}
COUNTS = {"人": 1, "万人": 10**4, "人次": 1, "万人次": 10**4, "persons": 1}
COUNTS |= dict.fromkeys(("个", "家", "项", "对", "县", "村", "所", "批次", "批", "次", "件"), 1)
RATES = {"%": 100, "百分比": 100, "百分点": 100, "个百分点": 100, "percent": 100}
"""Units of a metric in per cent, of which hundredths are kept."""
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
_HIGHEST_RATE = 1000 * 100


def unit_of(writer: Writer, record: Values) -> str:
    """The unit that a record's value is written in."""
    unit = writer.metric(record).unit
    return UNITS.get(unit, unit if unit in COUNTS else "个")


DONE_OR_NOT = {word: Decimal(1) for word in ("是", "完成", "已完成", "yes", "done")}
DONE_OR_NOT |= {word: Decimal(0) for word in ("否", "未完成", "no", "not done")}
"""How a metric that is done or not is written in words."""


class Share(Decimal):
    """A number that was written with a per cent sign."""


def measure(raw: str) -> Decimal | Noted:
    """A number that may be a per cent, or whether something was done (1 or 0)."""
    text = plain(raw).casefold()
    if text in DONE_OR_NOT:
        return DONE_OR_NOT[text]
    if not text.endswith("%"):
        return decimal(raw)
    found = decimal(text.removesuffix("%"))
    if isinstance(found, Noted):
        return Noted(Share(found.value), found.notes)
    return Share(found)


METRIC = Column(
    "metric",
    "指标",
    text(60),
    True,
    en="Metric",
    examples=("财政援助资金", "引导企业"),
    stored="metric_key",
)
VALUE = Column("value", "数值", measure, True, en="Value", examples=("33.1", "100"))
UNIT = Column(
    "unit",
    "单位",
    text(20),
    True,
    en="Unit",
    examples=("亿元", "家"),
    hint=Words("如亿元、万元、人、个", "such as 亿元, 万元, 人 or 个"),
    write=unit_of,
)


def metric_of(cells: Cells, directory: Directory) -> Metric | None:
    """The metric that a row names, by key or name; reported where there is none of that name."""
    given: str | None = cells.get("metric")
    if given is None:
        return None
    known = metric_names(directory.metrics)
    words = words_of(given)
    found = next((known[word] for word in words if word in known), None)
    if found is None:
        synonyms = metric_words()
        key, sure = next((synonyms[word] for word in words if word in synonyms), ("", True))
        found = directory.metrics.get(key)
        if found and not sure:
            cells.problem("metric", TERM_TAKEN, term=Words(found.name_zh, found.name_en))
    if found is None:
        cells.problem("metric", problems.METRIC, hint=_suggestion(given, directory))
    return found


def metric_names(metrics: Mapping[str, Metric]) -> dict[str, Metric]:
    """Metrics by what the dictionary calls them."""
    return {
        fold(folded(name)): metric
        for metric in reversed([*metrics.values()])
        for name in (metric.key, metric.name_zh, metric.name_en)
    }


def _suggestion(given: str, directory: Directory) -> Words:
    """The metric whose name is most like this one."""
    names = {metric.name_zh: metric for metric in directory.metrics.values()}
    close = get_close_matches(words_of(given)[0][:40], names, n=1, cutoff=0.6)
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
def words_of(given: str) -> tuple[str, ...]:
    """What a clause may go by: as it stands; without its number, what is remarked behind it in
    brackets, and the 数 at its end.
    """
    whole = folded(given)
    bare = _NUMBER.sub("", _REMARK.sub("", whole))
    words = [fold(word) for word in (whole, bare) if word]
    return tuple(dict.fromkeys([*words, *(_COUNTED.sub("", word) for word in words)]))


def value_in_unit(cells: Cells, field: str, metric: Metric) -> int | None:
    """A number of a row in the metric's own unit, from that which the row names; of a metric in
    per cent its hundredths. Reported where it is none.
    """
    number: Decimal | None = cells.get(field)
    unit: str | None = cells.get("unit")
    if number is None or unit is None:
        return None
    if isinstance(number, Share) and metric.unit != PER_CENT:
        cells.problem(field, problems.NUMBER)
        return None
    scale = _scale_of(unit, metric)
    if scale is None:
        name, known = Words(metric.name_zh, metric.name_en), "、".join(_units(metric))
        cells.problem("unit", problems.UNIT, metric=name, units=same(known))
        return None
    try:
        exact = times(number, scale)
    except Invalid as invalid:
        cells.report(field, invalid)
        return None
    value = whole_yuan(exact)
    if metric.unit == PER_CENT and (exact != value or not 0 <= value <= _HIGHEST_RATE):
        cells.problem(field, RATE)
        return None
    if metric.better is Better.DONE and value not in (0, 1):
        cells.problem(field, DONE)
        return None
    if exact != value and metric.unit == "yuan":
        cells.problem(field, problems.ROUNDED, yuan=value)
    elif exact != value:
        cells.problem(field, problems.NUMBER)
    return value


def written(writer: Writer, record: Values, value: int) -> str:
    """A value as a cell in the unit of `unit_of`."""
    if writer.metric(record).unit != PER_CENT:
        return str(value)
    return format((Decimal(value) / 100).normalize(), "f")


def _units(metric: Metric) -> dict[str, int]:
    if metric.unit == PER_CENT:
        return RATES
    return MONEY if metric.unit == "yuan" else COUNTS


def is_unit(text: str) -> bool:
    """Whether a text is a unit of any metric."""
    counted = _scale(text, money=False) is not None
    return counted or unit_named(text) is not None or text in RATES


def counted(raw: str) -> Decimal | int | Noted | None:
    """A number as `measure` reads it, or with its counting word: 12家, 300人次."""
    try:
        return measure(raw)
    except Invalid as invalid:
        try:
            return whole(raw)
        except Invalid:
            raise invalid from None


def _scale_of(unit: str, metric: Metric) -> int | None:
    if metric.unit == PER_CENT:
        return RATES.get(plain(unit).casefold())
    return _scale(unit, money=metric.unit == "yuan")


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
