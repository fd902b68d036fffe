"""What headers of wide tables say that in others a column of its own says in each row.

财政援助资金（万元）, 引导企业（个）    the metric, and its unit
1月, 二季度, 2023年                 the period, or the year
一季度财政援助资金（亿元）           both
赴东部就业（人）, 省内就业（人）       where those went who are counted
茶叶（万元）, 线上销售（万元）         what was sold, or how (db.importing.kinds.sold)
财政援助资金 目标, 财政援助资金 完成    the metric, of which only one of the two is the ledger's
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from db.importing.cells import Column
from db.importing.headers.grammar import fold
from db.importing.headers.units import unit_named
from db.importing.issue import Invalid
from db.importing.kinds.measured import (
    UNITS,
    counted,
    is_unit,
    measure,
    metric_names,
    metric_words,
    words_of,
)
from db.importing.kinds.sold import of_sales
from db.importing.names import MOST, Name, plain_header
from db.importing.numbers import whole
from db.importing.spans import PERIODS, span
from db.models import Metric
from db.terms import PeriodKind

_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_LOOSE = re.compile(r"[/:,_](?:单位:)?([^/:,_()]+)$|([千万百亿]*元)$")
_PERIOD = re.compile(rf"{PERIODS.pattern}|(?:19|20)[0-9]{{2}}(?:年度?)?")
_PERIOD_LAST = re.compile(rf"(?:{_PERIOD.pattern})$")
_PERSONS = re.compile("(?:转移|输出)?(?:就业|务工)?(?:总?人数|劳动力|人|数)?$")
_MEASURES = {
    "target": "(?:年度|全年|协议|本年|当年)?(?:目标|任务|计划|协议|约定|承诺)(?:任务|目标)?"
    "[数值量额]?",
    "value": "(?:(?:实际|已|累计|累计已|本期|当期|本月|本季|全年|年度)?(?:完成|实现)"
    "(?:情况|[数值量额])?|实绩|实际[数值]?)",
}
"""The field of a ledger's values → what its columns are called where each metric has several."""
_OTHER = (
    ".*(?:率|比|比例|进度)|[同环占]比.*|(?:较|比)?(?:上|去)年.*|(?:较|比)?同期.*|增[长减幅速].*|差[额距]|排名|得分|分值|权重"
    "|[合总小共]计|(?:本年|全年|年度|当年)?(?:累计|合计)"
)
"""What is told of each metric, or of a row, that no ledger keeps."""


@dataclass(frozen=True)
class Said:
    """What a header says: a metric by its key, the unit, and fields with their texts. `other`: it
    is of what the ledger does not keep of that metric.
    """

    metric: str = ""
    unit: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    other: bool = False


def value_of(columns: Sequence[Column]) -> Column | None:
    """The column of what a ledger measures; None where a value is more than a number, as one that
    was published is, which goes as it was printed.
    """
    return next(
        (c for c in columns if c.required and (c.unit or c.convert in (measure, whole))), None
    )


class Spread:
    """How the columns of one ledger may be spread; `metrics` are those of the store, by key."""

    def __init__(
        self, columns: Sequence[Column], metrics: Mapping[str, Metric] | None = None
    ) -> None:
        self.columns = {column.field: column for column in columns}
        self.metrics = metrics or {}
        value = value_of(columns)
        assert value is not None  # noqa: S101 - the caller asks for ledgers of values
        self.value = value
        others = [words for field, words in _MEASURES.items() if field != self.value.field]
        self._own = re.compile(_MEASURES.get(self.value.field, "$"))
        self._other = re.compile("|".join([_OTHER, *others]))
        self._found: dict[str, Name | None] = {}

    def said(self, header: str) -> Said | None:
        """What a header says of a metric, a period or both; None where it says nothing of them."""
        text, unit = self.without_unit(header)
        fields, rest = self._when(text)
        if not fields and (place := self._where(text)):
            return Said("", unit, (("destination", place),))
        if not fields and (sold := of_sales(text, self.columns)):
            return Said("", unit, sold)
        key = ""
        if "metric" in self.columns:
            key, rest = self._named(rest)
        other = bool(rest) and not self._own.fullmatch(rest)
        if not (key or fields) or (other and not self._other.fullmatch(rest)):
            return None
        return Said(key, unit, fields, other)

    @staticmethod
    def without_unit(header: str) -> tuple[str, str]:
        """A plain header without its number and unit, and the unit."""
        text = re.sub(r"^[0-9]{1,2}[.、]", "", plain_header(header))
        loose = _LOOSE.search(text)
        if loose and _unit(loose[1] or loose[2]):
            text = f"{text[: loose.start()]}({loose[1] or loose[2]})"
        unit = next(filter(None, map(_unit, _BRACKETS.findall(text))), "")
        return _BRACKETS.sub(lambda found: "" if _unit(found[1]) else found[0], text), unit

    @staticmethod
    def is_sum(header: str) -> bool:
        """Whether a column sums up those of periods, which are then each counted for itself."""
        return re.search("[合总小共]计|累计", header) is not None

    def is_other(self, header: str) -> bool:
        """Whether a column of a wide table holds totals and the like."""
        return self._other.fullmatch(_BRACKETS.sub("", plain_header(header))) is not None

    def _when(self, text: str) -> tuple[tuple[tuple[str, str], ...], str]:
        """The year and period that a header begins or ends with, and the rest of it."""
        found = _PERIOD.match(text) or _PERIOD_LAST.search(text)
        with suppress(Invalid):
            when = span(found[0]) if found else None
            said = {"year": str(when.year)} if when and when.year else {}
            if when and (when.kind is not PeriodKind.YEAR or "period" in self.columns):
                said["period"] = found[0] if found else ""
            if found and said.keys() <= self.columns.keys():
                return tuple(said.items()), text[: found.start()] + text[found.end() :]
        return (), text

    def _where(self, text: str) -> str:
        """The destination that a header of persons names: 赴东部就业（人）, 省内就业人数."""
        column = self.columns.get("destination")
        bare = _PERSONS.sub("", fold(text))
        words = [word for some in column.terms.values() for word in some] if column else []
        return next((word for word in (bare, fold(text)) if word in words), "")

    def _named(self, text: str) -> tuple[str, str]:
        """The metric that a text names, and what is said of it before or behind that."""
        bare = fold(text)
        if not bare:
            return "", ""
        for words in (lambda part: (part,), words_of):
            for start, end in _within(len(bare)):
                rest = bare[:start] + bare[end:]
                if not rest or self._own.fullmatch(rest) or self._other.fullmatch(rest):
                    known = map(self._words.get, words(bare[start:end]))
                    if key := next(filter(None, known), None):
                        return key, rest
        remarked = next(filter(None, map(self._words.get, words_of(text))), "")
        return remarked, "" if remarked else text

    @cached_property
    def _words(self) -> Mapping[str, str]:
        known = {word: key for word, (key, _) in metric_words().items()}
        known |= {name: metric.key for name, metric in metric_names(self.metrics).items()}
        known.pop("", None)
        return known

    def column(self, said: Said) -> Column:
        """The column that a header is which says this."""
        when = "".join(text for _, text in said.fields) + (" 其他" if said.other else "")
        column = replace(
            self.value, required=False, into=self.value.field, says=dict(said.fields), stored=""
        )
        if not said.metric:
            label = self.value.label
            return replace(
                column,
                field=f"{self.value.field} {when}",
                zh=f"{label.zh} {when}",
                en=f"{label.en} {when}",
            )
        metric = self.metrics.get(said.metric)
        money = metric is None or metric.unit == "yuan"
        zh, en = (metric.name_zh, metric.name_en) if metric else (said.metric, said.metric)
        unit = "元" if metric is None or money else said.unit or UNITS.get(metric.unit, "个")
        return replace(
            column,
            field=f"{said.metric} {when}".strip(),
            zh=f"{zh} {when}".strip(),
            en=f"{en} {when}".strip(),
            says=dict(said.fields) | {"metric": said.metric, "unit": unit},
            unit="万元" if money else None,
            convert=measure if money else counted,
        )

    def name(self, said: Said) -> Name:
        """The same as the name of a header."""
        return Name((self.column(said),), unit_named(said.unit))

    def find(self, header: str) -> Name | None:
        """What a header says, be it the ledger's or not: both are headers."""
        if len(self._found) > MOST:
            self._found.clear()
        if header not in self._found:
            said = self.said(header)
            self._found[header] = self.name(said) if said else None
        return self._found[header]


@lru_cache
def _unit(inside: str) -> str:
    """What stands in brackets, where it is a unit."""
    text = re.sub("^(?:计量)?单位:?", "", inside)
    return text if is_unit(text) else ""


def _within(length: int) -> Iterator[tuple[int, int]]:
    """A text of that length, its beginnings and ends, the longest first."""
    yield 0, length
    for size in range(length - 1, 1, -1):
        yield 0, size
        yield length - size, length
