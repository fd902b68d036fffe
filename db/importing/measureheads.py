"""Headers that are measures of projects: 种植面积（亩）, 计划产量（吨）, 产值（万元） 完成.

Name and unit together say what a column is. What a measure is called with a unit that it is not
told in, or without one, is asked about, as is a name with a word before it that may make another
thing of it (流转土地面积). A column that says neither planned nor actual is of what there is,
with a note.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from db.importing.cells import Column
from db.importing.headers.grammar import fold
from db.importing.labels import INDUSTRIES, MORE_INDUSTRIES
from db.importing.measures import ACTUAL, BASES, PLANNED, Measured, Measures
from db.importing.names import LONGEST, Name, Names, plain_header

FIELD = re.compile(r"(?P<key>[a-z][a-z0-9_]*)\.(?P<basis>planned|actual)(?:\.(?P<unit>.+))?")
"""The field of a column: the measure, which of both, and the unit where it is not its own."""

MEASURES = "measures"
"""What the parts of a project are called, and the column that has them all."""

_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_NESTED = re.compile(r"台\(套\)")
_LOOSE = re.compile(r"[/:,_](?:单位:)?([^/:,_()]+)$")
_BASIS = {
    PLANNED: "计划(?:建设|完成|新增)?|规划|设计|预计|预期|目标|拟建?|任务|planned|plan(?!t)|target",
    ACTUAL: "(?:累计)?(?:已|实际)?(?:完成|建成|达到|实现)|实际|已建|现有|actual|done|completed",
}
_BEHIND = "(?:数量?|值|情况|任务)?"
_AROUND = re.compile(
    "^(?:项目|其中|新增|新建|新|年度|当年|本年|全年|年|总|累计|合计|annual|total)+(?=.{2})"
)
_OTHERWISE = re.compile(
    "上年|去年|同期|增|减|均|率|占|单产|单位|损失|受灾|比|流转|租|其中|last year|per "
)
"""What makes another figure of the words beside it."""


@dataclass(frozen=True)
class Said:
    """What a header says: measures of that name, the unit, and whether planned or actual. `sure`:
    nothing stands beside the name that might make another thing of it.
    """

    measures: tuple[Measured, ...] = ()
    unit: str = ""
    basis: str = ""
    sure: bool = True


class MeasureNames(Names):
    """The headers of a ledger of projects: its own, and those that are measures. `unit` is that of
    money which stands above the table.
    """

    def __init__(self, ledger: Names, measures: Measures, header: Iterable[str], unit: str) -> None:
        self._ledger, self._measures, self._above = ledger, measures, unit
        own = {c.field: c for one in measures for basis in BASES for c in (column(one, basis),)}
        for each in header:
            if ledger.own(each) is None:
                own |= {c.field: c for c in self._asked(self.said(each))}
        super().__init__([*ledger.columns, *own.values()], ledger.title)

    def own(self, header: str) -> Name | None:
        """What a header says: what is surely the ledger's own goes before a measure, and a measure
        before what may be the ledger's.
        """
        known = self._ledger.own(header)
        if known is not None and not known.vague:
            return known
        said = self.said(header)
        found = self._told(said)
        if not said.sure and self._ledger.sets_aside(header):
            return known
        if not said.sure or len(found) != 1:
            return known or (Name((self._column(found[0], said),), vague=True) if found else None)
        return Name((self._column(found[0], said),))

    def like(self, header: str) -> list[Column]:
        """Columns that an unknown header may mean."""
        return self._asked(self.said(header)) or self._ledger.like(header)

    def sets_aside(self, header: str) -> bool:
        """Whether a column is of what is not kept, and of no measure."""
        said = self.said(header)
        return not (said.measures and said.sure) and self._ledger.sets_aside(header)

    def said(self, header: str) -> Said:
        """What a header says of a measure."""
        if len(header) > LONGEST:
            return Said()
        text = re.sub(r"^[0-9]{1,2}[.、]", "", plain_header(header))
        text, unit = self._unit_in(text)
        basis, text = _basis_of(_BRACKETS.sub(_kept_of, text))
        bare = fold(text)
        for name in dict.fromkeys((bare, _AROUND.sub("", bare))):
            if found := self._measures.named.get(name):
                return Said(found, unit, basis)
        if _OTHERWISE.search(bare):
            return Said((), unit, basis, sure=False)
        for start in range(1, len(bare) - 1):
            if found := self._measures.named.get(bare[start:]):
                return Said(found, unit, basis, sure=_AROUND.sub("", bare[:start]) in _CROPS)
        return Said((), unit, basis, sure=False)

    def _unit_in(self, text: str) -> tuple[str, str]:
        """The header without its unit, and that."""
        text = _NESTED.sub("台套", text)
        for inside in _BRACKETS.findall(text):
            if unit := self._measures.unit(inside):
                return text.replace(f"({inside})", "", 1).replace(f"【{inside}】", "", 1), unit
        loose = _LOOSE.search(text)
        if loose and (unit := self._measures.unit(loose[1])):
            return text[: loose.start()], unit
        money = re.search("([千百]?万|亿)元$", text)
        if money and self._measures.unit(money[0]):
            return text[: money.start()], money[0]
        return text, ""

    def _told(self, said: Said) -> tuple[Measured, ...]:
        """The measures that a header names in a unit of theirs."""
        unit = said.unit or self._above
        found = self._measures.told_in(unit, said.measures) if unit else ()
        return found if said.unit or all(one.unit == "元" for one in found) else ()

    def _asked(self, said: Said) -> list[Column]:
        """What a header may be: measures of its name in any unit, or any that has its unit."""
        bases = [said.basis] if said.basis else [ACTUAL, PLANNED]
        among = said.measures or None
        found = self._measures.told_in(said.unit, among) if said.unit else said.measures
        found = found or (self._measures.told_in(said.unit) if said.unit else ())
        return [
            column(one, basis, unit)
            for one in found
            for basis in bases
            for unit in ([said.unit] if said.unit else one.told_in)
        ]

    def _column(self, measured: Measured, said: Said) -> Column:
        basis = said.basis or ACTUAL
        found = column(measured, basis, said.unit or self._above)
        return found if said.basis else replace(found, says={"basis": basis})


def column(measured: Measured, basis: str, unit: str = "") -> Column:
    """The column of what is planned or there of a measure, in one of its units."""
    unit = unit or measured.unit
    own = unit == measured.unit
    zh, en = f"{BASES[basis].zh}{measured.name.zh}", f"{BASES[basis].en} {measured.name.en.lower()}"
    return Column(
        f"{measured.key}.{basis}" + ("" if own else f".{unit}"),
        f"{zh}（{unit}）",
        measured.amount(unit),
        en=f"{en.capitalize()} ({unit})",
        of=MEASURES,
    )


def _basis_of(text: str) -> tuple[str, str]:
    """Whether a text says planned or actual, at its beginning or its end, and the rest of it."""
    for basis, words in _BASIS.items():
        for pattern in (rf"^(?:{words})(?=.)", rf"[\s_:/-]?(?:{words}){_BEHIND}$"):
            found = re.search(pattern, text)
            if found and found.end() - found.start() < len(text):
                return basis, text[: found.start()] + text[found.end() :]
    return "", text


def _kept_of(found: re.Match[str]) -> str:
    """What of a remark in brackets stays: whether it is planned or actual."""
    for words in _BASIS.values():
        if re.fullmatch(f"(?:{words}){_BEHIND}", found[1]):
            return found[1]
    return ""


def _words() -> Iterator[str]:
    for words in INDUSTRIES.values():
        yield from words
    for text in MORE_INDUSTRIES.values():
        yield from text.split()
    yield from [
        "茶",
        "茶园",
        "干茶",
        "鲜茶",
        "鲜叶",
        "药材",
        "基地",
        "服装",
        "产品",
        "农产品",
        "网络",
        "线上",
        "电商",
        "生猪",
    ]
    yield from ["肉牛", "项目", "园区", "车间", "果品", "成品", "厂房"]


_CROPS = frozenset(_words())
"""Words before a name that only say of what it is."""
