"""Columns that are parts of one: 县 and 乡镇 of a place, the people of either side, 起止时间.

县, 乡镇, 村                   one place, 青川县沙州镇江边村
东部参会领导, 四川参会领导     one list, 东部：…, 四川：…
建设起止时间                   two dates, the start and the end of it
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from db.importing.converted import Noted, plain
from db.importing.dates import day
from db.importing.headers.grammar import fold
from db.importing.implied import cell_of, widened
from db.importing.issue import Invalid, Issue
from db.importing.names import Names, plain_header
from db.importing.numbers import NOTHING_WORDS
from db.importing.problems.table import GATHERED
from db.importing.shape import Shaped
from db.importing.words import same

_HERE = "(?:所在|所属|项目|实施|建设|落地|受益|项目所在|项目实施|项目建设|实施所在)?"
_LEVELS = (
    "(?:市州|州市|市|州|地市|盟市|地级市|市州盟|地州|地区)",
    "(?:县|区县|县区|县市|市县|县市区|市县区|区市县|旗县|县旗|旗县区|县旗区|旗县市区|县市区旗|县市旗区)",
    "(?:乡镇|镇乡|乡|镇|街道|乡镇街道|镇街|镇街道|乡镇办)",
    "(?:村|行政村|村社区|社区|村居|自然村|村组)",
)
_LEVEL = [re.compile(f"{_HERE}{words}(?:名称|名)?") for words in _LEVELS]
_SIDE = re.compile(
    "(?P<side>东部|西部|帮扶|援助|支援|受援|受帮扶|[\u4e00-\u9fff]{2,6}?)"
    "(?P<of>省份?|市|州|县|区|地区|方面|一方|方)?(?P<what>(?:主要|党政)?(?:参会|出席|与会|参加|领导|人员|嘉宾|代表).*)"
)
_SPAN = re.compile("(?:起止|起讫)(?:时间|日期|年月|年限)?|期限|周期|工期|年限|时间段|时间")
_DAY = (
    r"(?P<y{n}>[0-9]{{4}})[年./-](?P<m{n}>[0-9]{{1,2}})(?:[月./-](?P<d{n}>[0-9]{{1,2}}))?[月日号]?"
)
_FROM_TO = re.compile(
    _DAY.format(n=1)
    + "(?:[-—–~至到]+)(?:"
    + _DAY.format(n=2).replace("[年./-](?P<m2", "[年./-])?(?P<m2", 1)
)


@dataclass(frozen=True)
class Gathered:
    """The table with a column for what several make together. `answers` say what each is."""

    shaped: Shaped
    answers: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[Issue] = ()


_Gather = Callable[[Shaped, Names, set[str]], Gathered | None]


def level_of(header: str) -> int:
    """How deep the unit of a column lies that holds a place's: 1 市, 2 县, 3 乡镇, 4 村; 0 none."""
    name = fold(plain_header(header))
    return next((n for n, words in enumerate(_LEVEL, 1) if words.fullmatch(name)), 0)


def gathered(
    shaped: Shaped, names: Names, given: Mapping[str, str], is_place: Callable[[str], bool]
) -> Gathered:
    """The table with its places, people and terms together, where they are not yet."""
    fields = {column.field for column in names.columns}
    found = Gathered(shaped)

    def people(shaped: Shaped, names: Names, given: set[str]) -> Gathered | None:
        return _people(shaped, names, given, is_place)

    ways: tuple[tuple[set[str], _Gather], ...] = (
        ({"place"}, _places),
        ({"attendees"}, people),
        ({"start", "end"}, _spans),
    )
    for needed, gather in ways:
        if needed <= fields:
            more = gather(found.shaped, names, {*map(plain_header, given)})
            if more:
                answers = {**found.answers, **more.answers}
                found = Gathered(more.shaped, answers, [*found.notes, *more.notes])
    return found


def _sure(shaped: Shaped, names: Names) -> dict[str, int]:
    """Field → the column that surely is it, and has something in it."""
    found: dict[str, int] = {}
    for index, header in enumerate(shaped.header):
        name = names.find(header)
        if name and not name.vague:
            found.setdefault(name.column.field, index)
    return found


def _places(shaped: Shaped, names: Names, given: set[str]) -> Gathered | None:
    """The place of each record from its units, and what else is said of it, from wide to narrow."""
    sure = _sure(shaped, names)
    levels = {i: level for i, h in enumerate(shaped.header) if (level := level_of(h))}
    for index, header in enumerate(shaped.header):
        name = names.find(header)
        if name and not name.vague and name.column.field == "place":
            levels.setdefault(index, len(_LEVELS) + 1)
    sides = {sure.get("helper"), sure.get("receiver")}
    levels = {i: level for i, level in levels.items() if i not in sides}
    if None in sides or not 1 < len(levels) == len({*levels.values()}):
        return None
    return _joined(shaped, sorted(levels, key=levels.__getitem__), "place", given, one_place)


def one_place(cells: Sequence[str]) -> str:
    """青川县 and 沙州镇 as 青川县沙州镇; 广元 and 广元市青川县 as the latter."""
    text = ""
    for cell in filter(None, cells):
        stem = text[:-1] if len(text) > 2 else text
        text = cell if not text or stem in cell else text if text.endswith(cell) else text + cell
    return text


def _people(
    shaped: Shaped, names: Names, given: set[str], is_place: Callable[[str], bool]
) -> Gathered | None:
    """The people of both sides as one list, each side's under its name."""
    if "attendees" in _sure(shaped, names):
        return None
    sides: dict[int, str] = {}
    for index, header in enumerate(shaped.header):
        found = _SIDE.fullmatch(fold(plain_header(header)))
        what = names.own(found["what"]) if found else None
        if found and what and "attendees" in {column.field for column in what.columns}:
            side = found["side"]
            named = [n for n in (side, side + (found["of"] or "")) if _is_side(n) or is_place(n)]
            sides |= {index: named[-1]} if named else {}
    if not sides:
        return None

    def listed(cells: Sequence[str]) -> str:
        told = zip(sides.values(), cells, strict=True)
        return "\n".join(
            f"{side}：{cell}" for side, cell in told if cell not in NOTHING_WORDS | {""}
        )

    return _joined(shaped, list(sides), "attendees", given, listed)


def _is_side(text: str) -> bool:
    return text in ("东部", "西部", "帮扶", "援助", "支援", "受援", "受帮扶")


def _joined(
    shaped: Shaped,
    indices: Sequence[int],
    name: str,
    given: set[str],
    join: Callable[[Sequence[str]], str],
) -> Gathered | None:
    """One column more, of these; None where somebody has said what one of them is."""
    headers = [shaped.header[index] for index in indices]
    if given.intersection(map(plain_header, headers)):
        return None
    texts = [join([cell_of(record, index) for index in indices]) for record in shaped.records]
    title = "＋".join(headers) + ("＋" if len(headers) == 1 else "")  # no other column's name
    answers = dict.fromkeys(headers, "") | {title: name}
    told = "、".join(headers)
    note = Invalid(GATHERED, columns=same(told)).issue(line_no=shaped.header_line)
    return Gathered(widened(shaped, {title: texts}), answers, [note])


def _spans(shaped: Shaped, names: Names, given: set[str]) -> Gathered | None:
    """The start and the end that one column has together, if all its cells do."""
    if {"start", "end"} & _sure(shaped, names).keys():
        return None
    for index, header in enumerate(shaped.header):
        if not _SPAN.search(plain_header(header)) or plain_header(header) in given:
            continue
        cells = [cell_of(record, index) for record in shaped.records]
        spans = [_span(cell) for cell in cells]
        if any(spans) and None not in spans:
            titles = (f"{header} 起", f"{header} 止")
            columns = dict(
                zip(titles, zip(*filter(None, _filled(spans)), strict=True), strict=True)
            )
            answers = {header: "", titles[0]: "start", titles[1]: "end"}
            note = Invalid(GATHERED, columns=same(header)).issue(line_no=shaped.header_line)
            return Gathered(
                widened(shaped, {k: list(v) for k, v in columns.items()}), answers, [note]
            )
    return None


def _filled(spans: Sequence[tuple[str, str] | None]) -> Iterator[tuple[str, str]]:
    return (span or ("", "") for span in spans)


def _span(cell: str) -> tuple[str, str] | None:
    """Both ends of a term, as dates; ("", "") of a blank, None of what is no term."""
    if not cell or cell in NOTHING_WORDS:
        return "", ""
    try:
        read = day(cell)
    except Invalid:
        found = _FROM_TO.fullmatch(plain(cell))
        return (_date(found, "1"), _date(found, "2")) if found else None
    value = read.value if isinstance(read, Noted) else read
    return (value.day.isoformat(), value.last.isoformat()) if value.last else None


def _date(found: re.Match[str], n: str) -> str:
    parts = (found[f"y{n}"] or found["y1"], found[f"m{n}"], found[f"d{n}"])
    return "-".join(part.zfill(2) for part in parts if part)
