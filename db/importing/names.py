"""What a header says: the column, and the unit where it is one of money.

Headers are compared after NFKC, without case, white space and invisible characters, traditional
characters as simplified ones. They are read by parts: a number before, what is remarked in brackets
and a unit behind are taken off; the rest is looked up among the forms of `headers`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache

from db.importing.cells import Column
from db.importing.convert import is_invisible
from db.importing.headers.grammar import Forms, fold, read_table, spelled
from db.importing.headers.units import unit_named
from db.importing.numbers import whole
from db.importing.radicals import unradical
from db.importing.traditional import simplified
from db.importing.words import NOTHING, Words

LONGEST = 60
"""A cell of more characters is no header."""
SIGNS = 5
"""Nor is one with more brackets and strokes in it."""
WRITTEN = 200
"""Of so many with the white space in it."""
MOST = 20_000
"""So many cells are remembered."""

_NUMBER = re.compile(
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)]|\([一二三四五六七八九十\d]{1,2}\))(?=\D)"
)
_BEHIND = re.compile(r"(?P<base>.+?)[(\[【](?P<behind>[^()\[\]【】]*)[)\]】]")
_LOOSE = re.compile(r"(?P<base>.+?)[/:,_-](?P<behind>[^/:_-]+)")
_SIGN = re.compile(r"[(\[【/:,_-]")
_COUNTED = frozenset(
    [
        *("人", "个", "项", "名", "位", "人次", "次", "家", "件", "单位:人", "单位:个", "单位:项"),
        *("persons", "people", "number"),
    ]
)
_REMARK = re.compile(
    r"(?:必填|选填|可选|可不填|不填|必须|下拉|单选|多选|可多选|如有|若有|没有可|请|格式|填写|例|如[:：]|"
    r"比如|年月日|年-月-日|年/月/日|年\.月\.日|年月|yyyy|精确到|保留|文本|数字|全称|规范|与.*一致|"
    r"起止|不超过|签字|签章|可附|见附|详见|注:|截至|截止|required|optional|e\.?g\.|format|please).*"
    r"|(?:以|用).*(?:分隔|隔开|分开)|唯一|不?[含包]括?(?:物资|实物|折款|捐物|司机|随行|工作人员|税).{0,6}|双方|名称|全称|简称|直辖市|自治区|系统|个|[省市县区州乡镇村、/或]{1,11}|(?:姓名|职务|[、及和])+|"
)
"""What is remarked in brackets and changes nothing of what the header means."""

_INSERTED = re.compile(r"(?P<head>[^()]+)\((?P<inner>[^()、,;或]+)\)(?P<tail>[^()]*)")
_ADDS_NOTHING = tuple("的 具体 主要 详细 简要 重要 最新 目前 当前 名称".split())  # noqa: SIM905
"""Words without which a header means the same."""
_HAN = re.compile(r"[\u3007\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z]")
_EITHER = re.compile(r"[/、,;]|或|及|和|与")
_OTHERWISE = ("未", "非", "不", "上年", "去年", "其中", "率", "比", "完成", "结束", "除")
"""What turns the words beside it into something else: no suggestion is made then."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a header says: the column, and the unit if it is money and the header has one.

    `vague`: it may mean that column, but not surely: `columns` are all that it may mean.
    """

    columns: tuple[Column, ...]
    unit: str | None = None
    vague: bool = False

    @property
    def column(self) -> Column:
        """The likeliest."""
        return self.columns[0]


class Names:
    """The headers of one ledger's columns, and what that ledger is called."""

    def __init__(
        self,
        columns: Iterable[Column],
        title: Words = NOTHING,
        forms: Forms | None = None,
        more: Callable[[str], Name | None] | None = None,
        aside: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self.columns = tuple(columns)
        self.title = title
        self._forms = forms or Forms()
        self._more, self._aside = more, aside
        self._found: dict[str, Name | None] = {}

    def find(self, header: str) -> Name | None:
        """What a header says, if it is known, be it what only wide tables have."""
        more = self._more if len(header) < LONGEST else None
        return self.own(header) or (more(header) if more else None)

    @cached_property
    def narrow(self) -> "Names":
        """The names of a table that is not wide."""
        narrow = copy(self)
        narrow._more = None
        return narrow

    def own(self, header: str) -> Name | None:
        """The same of the ledger's columns as they are."""
        return self._find(plain_header(header)) if len(header) < WRITTEN else None

    def sets_aside(self, header: str) -> bool:
        """Whether a column holds what is known and not kept."""
        return is_not_kept(header) or self._aside(header)

    def like(self, header: str) -> list[Column]:
        """Columns that an unknown header may mean: one of their names is most of it."""
        name = fold(plain_header(header))
        if len(name) > LONGEST or any(word in name for word in _OTHERWISE):
            return []
        for length in range(len(name) - 1, max(2, len(name) * 2 // 3) - 1, -1):
            for start in range(len(name) - length + 1):
                found = self._known.get(name[start : start + length])
                if found:
                    return list(found.columns)
        return []

    def unit_in(self, header: str) -> str | None:
        """The unit of money that stands behind a header, be it known or not."""
        found = _BEHIND.fullmatch(plain_header(header))
        return unit_named(found["behind"]) if found else None

    @cached_property
    def _known(self) -> Mapping[str, Name]:
        """Every form spelled out, which takes a while: it is done when a header is first asked
        about. What is sure goes before what is vague, and the very names before all.
        """
        may: dict[str, dict[str, Column]] = {}
        for column in self.columns:
            for word in spelled(self._forms.vague.get(column.field, ())):
                may.setdefault(word, {})[column.field] = column
        known = {word: Name(tuple(may[word].values()), vague=True) for word in may}
        for column in self.columns:
            known |= dict.fromkeys(spelled(self._forms.sure.get(column.field, ())), Name((column,)))
        for column in self.columns:
            known[fold(plain_header(base(column.zh)))] = Name((column,))
            for text in (column.zh, column.field):
                known[fold(plain_header(text))] = Name((column,), column.unit)
        return known

    def _find(self, name: str) -> Name | None:
        """What a plain header says. Kept, as parts of one are asked about again and again."""
        if name not in self._found:
            if len(self._found) > MOST:
                self._found.clear()
            self._found[name] = self._read(_without_number(name))
        return self._found[name]

    def _read(self, name: str) -> Name | None:
        if not name or len(name) > LONGEST or len(_SIGN.findall(name)) > SIGNS:
            return None
        known = self._whole(name) or self._qualified(name) or self._twice(name)
        return known or self._turned(name) or self._plainer(name)

    def _whole(self, name: str) -> Name | None:
        return self._known.get(fold(name))

    def _qualified(self, name: str) -> Name | None:
        """A name with something behind it: a unit, or a remark that changes nothing."""
        for pattern in (_BEHIND, _LOOSE):
            found = pattern.fullmatch(name)
            known = self._find(found["base"]) if found else None
            if found and known and not (known.unit and _BEHIND.fullmatch(found["base"])):
                told = _told(known, found["behind"], in_brackets=pattern is _BEHIND)
                other = None if told else self._find(found["behind"])
                if other and other.columns == known.columns and not known.vague:
                    told = known
                if told:
                    return told
        for length in (1, 2, 3, 4):
            known = self._whole(name[:-length])
            if known and (told := _told(known, name[-length:], in_brackets=False)):
                return told
        return None

    def _twice(self, name: str) -> Name | None:
        """A name that is given twice over, in two words or in two languages: 日期/时间."""
        parts = [part for part in _EITHER.split(name) if part]
        if _HAN.search(name) and _LATIN.search(name):
            parts = ["".join(_HAN.findall(name)), re.sub(r"[^a-z0-9]", "", name)]
        known = [self._whole(part) for part in parts]
        fields = {found.column.field if found else None for found in known}
        sure = [found for found in known if found and not found.vague]
        return sure[0] if len(parts) > 1 and len(fields) == 1 and sure else None

    def _turned(self, name: str) -> Name | None:
        """A name of which a part stands in brackets: 时间(会议), 开工(启动)时间."""
        found = _INSERTED.fullmatch(name)
        if not found or any(word in found["inner"] for word in _OTHERWISE):
            return None
        head, inner, tail = found["head"], found["inner"], found["tail"]
        known, other = self._whole(head + tail if tail else inner + head), None
        if tail:
            other = self._whole(inner + tail)
        agreed = other is None or (known is not None and other.columns == known.columns)
        return known if known and not known.vague and agreed else None

    def _plainer(self, name: str) -> Name | None:
        """A name that is sure once a word is left out that adds nothing: 主要对接内容. It may
        stand below another header: 会议情况, and below it 时间, 名称.
        """
        for word in _ADDS_NOTHING:
            if name.endswith(word):
                continue
            known = self._whole(name.replace(word, "", 1)) if word in name else None
            if known and not known.vague:
                return known
        return None


def _told(known: Name, behind: str, *, in_brackets: bool) -> Name | None:
    """What a known header is with this behind it; None where that makes it another one."""
    unit = unit_named(behind)
    if unit and all(column.unit for column in known.columns):
        return Name(known.columns, unit, known.vague)
    if behind in _COUNTED and all(column.convert is whole for column in known.columns):
        sure = len(known.columns) == 1 and in_brackets
        return (
            Name(known.columns, vague=known.vague and not sure)
            if sure or len(behind) == 1
            else None
        )
    return known if in_brackets and _REMARK.fullmatch(behind) else None


def _without_number(name: str) -> str:
    return _NUMBER.sub("", name, count=1) if _NUMBER.match(name) else name


@lru_cache
def _left_out(heading: str) -> frozenset[str]:
    return frozenset(spelled(read_table("aside")[heading]))


def is_row_number(header: str) -> bool:
    """Whether a column numbers the rows, or holds the reasons that 待修正行 adds."""
    return fold(plain_header(header)) in _left_out("row numbers")


def is_not_kept(header: str) -> bool:
    """Whether a column holds what ledgers often have and nothing is kept of: 联系电话（手机）."""
    known = _left_out("not kept")
    for text in (header, header.rsplit(" ", 1)[-1]):  # or the last of a header of several rows
        name = _without_number(plain_header(text))
        if name.startswith("是否") or fold(name) in known or fold(base(name)) in known:
            return True
    return False


def base(header: str) -> str:
    """A header without the unit in brackets at its end."""
    return re.sub(r"[（(][^（）()]*[)）]$", "", header)


@lru_cache(maxsize=4096)
def plain_header(header: str) -> str:
    """A header as it is compared."""
    folded = simplified(unicodedata.normalize("NFKC", unradical(header))).casefold()
    return "".join(c for c in folded if not is_invisible(c)).strip("*:")


def unit_of(text: str) -> str | None:
    """The one unit of money that a line above the header names: 单位：万元、人; 台账（万元）."""
    if len(text) > LONGEST:
        return None
    line = unicodedata.normalize("NFKC", text).casefold().strip()
    named = [line[found.end() :] for found in _UNIT_LINE.finditer(line)]
    if behind := _BEHIND.fullmatch(line):
        named.append(behind["behind"])
    units = {unit for rest in named for unit in _units_in(rest)}
    return units.pop() if len(units) == 1 else None


def _units_in(text: str) -> set[str]:
    """The text as one unit, or the units among its words: 10,000 yuan; 万元、人."""
    whole_text = unit_named("".join(text.split()).strip("):"))
    words = [whole_text] if whole_text else map(unit_named, _WORDS.split(text))
    return {unit for unit in words if unit}


_UNIT_LINE = re.compile(r"单位[:为]?|units?[:\s]|amounts? in|figures in|values in")
_WORDS = re.compile(r"[、,;/()\]】和及]|\s+")
