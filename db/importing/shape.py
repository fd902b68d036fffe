"""Stage 3, second half: which rows are the header, the records, and neither.

Titles and unit lines above the header, headers of two and three rows, headers that are repeated,
totals and footers are recognised and set aside, each with a note. Record number and physical line
are kept apart: a quoted cell can hold line breaks.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import overload

from db.importing.csvtext import Line
from db.importing.issue import Invalid, Issue, Problem
from db.importing.limits import Limits
from db.importing.lines import Lines, parts_of
from db.importing.names import Names, is_row_number, plain_header, unit_of
from db.importing.oddities import Oddities
from db.importing.problems.files import DELIMITER, EMPTY, TOO_MANY_COLUMNS, TOO_MANY_ROWS
from db.importing.problems.table import (
    DATA_ABOVE,
    EXAMPLE_ROW,
    NO_HEADER,
    PREAMBLE,
    TOTALS_ROW,
    WRONG_TABLE,
)
from db.importing.titleyear import year_of
from db.importing.words import same

HEADER_WITHIN = 40
"""Among so many rows from the top a header is looked for."""

DEEPEST = 3
ENOUGH = 2
"""So many known headers make a row a header."""

_TOTALS = re.compile(
    r".{0,12}(合计|小计|总计|共计|累计|总合计)(?:[（(].*[)）])?[:：]?(?:[0-9]{1,6}[个项场次批条名人家])?|(sub|grand)?total(s)?[:：]?"
    r"|(?:[总合]?共计?有?|总计|合计)[0-9]{1,6}[个项场次批条名人].{0,6}",
    re.IGNORECASE,
)
_ONE = re.compile(r"^[()（） ]*1[()（） ]*$", re.MULTILINE)
"""A line as `_is_one` means it."""
_SUMS = frozenset(["合计", "小计", "总计", "共计", "总合计"])
_GAPS = ("", " ", "  ", "   ", "    ", "\u3000", "\u3000\u3000")
_SPACED_SUMS = frozenset(gap.join(word) for word in _SUMS for gap in _GAPS)
_NAMING = frozenset(
    {"product", "channel", "destination", "through", "metric", "category", "period"}
)
"""Fields that say what a row is of, and in a row of totals that it is one."""
_FOOTER = re.compile(
    r"(填表|填报|制表|制单|审核|复核|审批|核对|经办|统计)(人员?|者|单位|部门|日期|时间)?[:：].*"
    r"|(单位|部门|分管)?(负责人|领导)(签字|签名|签章)?[:：].*|(联系(人|电话|方式)|电话|日期|盖章)[:：].*"
    r"|(注|备注|说明|填表说明|填报说明|注释)[\d一二三四]*[:：.、].*|[（(]?(盖章|公章|签章)[)）]?"
    r"|第\d+页.*|共\d+页.*|—+\d+—+|以下空白|(legend|note)[:：].*",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}(?:[）)][、.．]?|[、.．]).{1,40}|[*＊※★▲].{1,60}|以上.{1,60}"
    r"|[\u4e00-\u9fff]{1,8}[县市区州旗盟](?:[（(:：].{0,12})?"
)
"""What stands alone in a row: the name of the group of records below it, or a remark."""
_UNITS_ALONE = frozenset(
    ["元", "千元", "万元", "百万元", "亿元", "人", "人次", "个", "项", "名", "户", "年", "亩"]
)
_OTHER_SIGNS = re.compile(r"[\s，、；：:^~#/｜]+")
_EXAMPLES = frozenset(
    [
        "示例",
        "样例",
        "示例，导入时自动跳过",
        "example",
        "example: skipped when this file is imported",
    ]
)


class Records(Sequence[Line]):
    """The rows of a file from one on, without those set aside: gone through, and not copied."""

    def __init__(self, lines: Sequence[Line], start: int = 0, aside: frozenset[int] = frozenset()):
        self._lines, self._start, self._aside = lines, start, aside

    def __len__(self) -> int:
        return len(self._lines) - self._start - len(self._aside)

    def parts(self) -> Iterator[Sequence[Line]]:
        """The same part by part, as they are packed."""
        at = 0
        for part in parts_of(self._lines):
            end = at + len(part)
            out = {
                p - at
                for p in (
                    *range(at, min(self._start, end)),
                    *self._aside.intersection(range(at, end)),
                )
            }
            if len(out) < len(part):
                yield _without(part, out) if out else part
            at = end

    def __iter__(self) -> Iterator[Line]:
        return chain.from_iterable(self.parts())

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, int):
            return self[index:][0]
        wanted = range(len(self))[index]
        return list(islice(self, wanted.start, wanted.stop, wanted.step))


def _without(part: Sequence[Line], positions: Set[int]) -> Sequence[Line]:
    if isinstance(part, Lines):
        return part.without(positions)
    return [line for at, line in enumerate(part) if at not in positions]


@dataclass(frozen=True)
class Shaped:
    """A table found in rows. Its records are numbered from 1, in this order.

    `header` is one text a column (of a header of several rows: the texts that make its name);
    `head` its rows as they stand. `unit` is what a unit line above it says, `year` the
    one that its title names. `skipped` counts the
    rows below the header that are no records. `odd`: what a workbook's cells do not say by their
    text. `about`: what each sheet or file of several (or the one, under "") is named and titled.
    `sections`: rows that head those below them, by the number of records above each.
    """

    header_line: int
    header: tuple[str, ...]
    records: Sequence[Line]
    head: tuple[Line, ...] = ()
    above: tuple[Line, ...] = ()
    unit: str | None = None
    year: int | None = None
    notes: tuple[Issue, ...] = ()
    skipped: int = 0
    odd: Oddities | None = None
    about: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sections: tuple[tuple[int, str], ...] = ()

    @property
    def examples(self) -> bool:
        """Whether a template's example rows were among those set aside."""
        return any(note.problem is EXAMPLE_ROW for note in self.notes)


@dataclass
class _Found:
    """A header: where it starts, how many rows it has, its texts, and how much of it is known."""

    start: int
    depth: int
    header: list[str]
    score: int = 0


def score(lines: Sequence[Line], ledgers: Sequence[Names]) -> int:
    """How many known headers the best row has."""
    best = 0
    for names in ledgers:
        for line in lines[:HEADER_WITHIN]:
            if len(line.cells) > best:  # no row has more of them than cells
                best = max(best, _known(line.cells, names))
    return best


def fit(lines: Sequence[Line], names: Names) -> tuple[bool, int]:
    """How well a ledger's headers fit: whether all that it needs are there, and how many are."""
    found = _header(lines[: HEADER_WITHIN + DEEPEST], names)
    header = found.header if found else []
    return _has_required(header, names), _known(header, names)


def refuse_too_wide(lines: Sequence[Line], names: Names, limits: Limits) -> None:
    """Refuse by its first rows what is refused by `shape`: before all others are read.

    Raises:
        Invalid: the header has more columns than the limits allow.
    """
    if found := _header(lines[: HEADER_WITHIN + DEEPEST], names):
        _refuse_too_wide(found, limits)


def _refuse_too_wide(found: _Found, limits: Limits) -> None:
    width = _width(found.header)
    if width > limits.columns:
        raise Invalid(TOO_MANY_COLUMNS, limit=limits.columns, found=width)


def shape(
    lines: Sequence[Line],
    names: Names,
    others: Sequence[Names],
    limits: Limits,
    banners: Collection[int] = (),
) -> Shaped:
    """Header, records, and notes on every row that is neither.

    `others` are the headers of the other ledgers, to tell a wrong choice of kind. `banners` are
    lines of which one cell is merged over most of the row.

    Raises:
        Invalid: nothing there, no header, another ledger, or more than the limits allow.
    """
    if not lines:
        raise Invalid(EMPTY)
    top = lines[: HEADER_WITHIN + DEEPEST]
    found = _header(top, names)
    _refuse_wrong_table(top, names, others, found)
    if found is None:
        _refuse_unknown_delimiter(top, names)
        required = "、".join(column.zh for column in names.columns if column.required)
        raise Invalid(NO_HEADER, expected=same(required), line=top[0].number)
    _refuse_too_wide(found, limits)
    above = tuple(top[: found.start])
    least = sum(column.required for column in names.columns)
    for line in above:
        if sum(bool(c.strip()) for c in line.cells) > least and not _is_totals(line.cells):
            raise Invalid(DATA_ABOVE, line=line.number)
    head = tuple(top[found.start : found.start + found.depth])
    sorter = _Sorter(names, found.header, head, above, banners)
    start = found.start + found.depth
    records = Records(lines, start, sorter.aside(lines, start, limits.rows))
    notes = [_set_aside(_kind_above(line), line) for line in above]
    return Shaped(
        head[0].number,
        tuple(found.header),
        records,
        head,
        above,
        _unit(above),
        year_of(cell for line in above for cell in line.cells),
        (*notes, *sorter.notes),
        len(sorter.notes),
        sections=tuple(sorter.sections),
    )


def _kind_above(line: Line) -> Problem:
    return TOTALS_ROW if _is_totals(line.cells) else PREAMBLE


def _known(cells: Sequence[str], names: Names) -> int:
    found = (names.find(cell) for cell in cells)
    return len({name.column.field for name in found if name})


def _header(lines: Sequence[Line], names: Names) -> _Found | None:
    """The best of the first rows, and of two or three of them read together."""
    best: _Found | None = None
    known = [_known(line.cells, names) for line in lines[: HEADER_WITHIN + DEEPEST]]
    for start in range(min(len(lines), HEADER_WITHIN)):
        for depth in range(1, min(DEEPEST, len(lines) - start) + 1):
            rows = [line.cells for line in lines[start : start + depth]]
            if not any(known[start : start + depth]):
                continue
            if depth > 1 and (_is_title(rows) or _holds_data(rows, names)):
                break
            paths, header = _joined(rows, names)
            found = _Found(start, depth, _apart(header, paths), _score(header, names))
            better = best is None or (found.score, -depth) > (best.score, -best.depth)
            if better and _known(header, names) >= ENOUGH:
                best = found
    return best


def _score(header: list[str], names: Names) -> int:
    """Four points for a column that is surely known, two for a likely one, one for its unit."""
    fields = {name.column.field: name for cell in header if (name := names.find(cell))}
    return sum((2 if name.vague else 4) + bool(name.unit) for name in fields.values())


def _is_title(rows: list[tuple[str, ...]]) -> bool:
    """Whether the first of these rows has one text over all of the next, and is no group's name."""
    top, next_row = rows[0], rows[1]
    return bool(top[0].strip()) and not any(map(str.strip, top[1:])) and bool(next_row[0].strip())


def _holds_data(rows: list[tuple[str, ...]], names: Names) -> bool:
    """Whether the last of these rows has something below a header that needs nothing below it."""
    top, bottom = rows[-2], rows[-1]
    for index, cell in enumerate(bottom):
        name = names.find(top[index]) if index < len(top) else None
        header = names.find(cell) or names.find(top[index] + cell) if name else None
        if cell.strip() and name and name.column.required and not header:
            return True
    return not any(cell.strip() for cell in bottom)


def _joined(rows: list[tuple[str, ...]], names: Names) -> tuple[list[str], list[str]]:
    """All the texts over each column, and the one that names it. A group's name stands over its
    first column only.
    """
    if len(rows) == 1:
        own_row = [cell.strip() for cell in rows[0]]
        return own_row, own_row
    width = max(map(len, rows))
    padded = [[*map(str.strip, row), *[""] * (width - len(row))] for row in rows]
    header, paths = [], []
    groups = [""] * (len(rows) - 1)
    for index in range(width):
        for level, row in enumerate(padded[:-1]):
            if row[index]:
                groups[level:] = [row[index], *[""] * (len(groups) - level - 1)]
        own = [row[index] for row in padded if row[index]]
        below = any(row[index] for row in padded[1:])
        tops = [group for group in groups if group] if below else []
        last = padded[-1][index]
        path = [*tops, last] if last else own
        header.append(_named(own, path, names))
        paths.append(" ".join(path) if own else "")
    return paths, header


def _apart(header: list[str], paths: list[str]) -> list[str]:
    """Names that stand under several groups are told apart by those."""
    often = Counter(header)
    return [p if often[h] > 1 and p else h for h, p in zip(header, paths, strict=True)]


def _named(own: list[str], path: list[str], names: Names) -> str:
    """The text that is known: the path or the end of it, its end with the unit of its group, or its
    end alone unless its group makes something else of it.
    """
    if not own:
        return ""
    if is_row_number(own[-1]):
        return own[-1]
    ends = ["".join(path[start:]) for start in range(len(path) - 1)]
    known = [(text, name) for text in ends if (name := names.find(text))]
    unit = next((unit for text in path[:-1] if (unit := names.unit_in(text))), None)
    for text, name in known:
        if not name.vague:
            return f"{text}（{unit}）" if unit and name.column.unit and not name.unit else text
    if unit and (name := names.find(f"{own[-1]}({unit})")) and not name.vague:
        return f"{own[-1]}（{unit}）"
    if any(_ELSE.search(text) for text in path[:-1]) or not names.find(own[-1]):
        return known[0][0] if known else " ".join(path)
    return own[-1]


_ELSE = re.compile("其中|上年|去年|上一年|同期")
"""A group's name that makes something else of what stands below it."""


def _width(header: list[str]) -> int:
    """Columns up to the last that has a name."""
    return max((index for index, cell in enumerate(header, start=1) if cell.strip()), default=0)


def _refuse_wrong_table(
    lines: Sequence[Line], names: Names, others: Sequence[Names], found: _Found | None
) -> None:
    """Refuse a file whose headers are all of another ledger and too few of this one."""
    header = found.header if found else []
    if found and _has_required(header, names):
        return
    for other in others:
        better = _header(lines, other)
        if better and _has_required(better.header, other):
            if found and _known(better.header, other) <= _known(header, names):
                continue
            line = lines[better.start].number
            raise Invalid(WRONG_TABLE, found=other.title, expected=names.title, line=line)


def _refuse_unknown_delimiter(lines: Sequence[Line], names: Names) -> None:
    """Refuse headers that are parted by blanks or by signs that part no columns."""
    for line in lines[:HEADER_WITHIN]:
        for cell in line.cells:
            if _known(_OTHER_SIGNS.split(cell), names) >= ENOUGH:
                raise Invalid(DELIMITER, text=cell.strip()[:40], line=line.number)


def _has_required(header: list[str], names: Names) -> bool:
    found = {name.column.field for cell in header if (name := names.find(cell))}
    return all(column.field in found for column in names.columns if column.required)


def _unit(above: Sequence[Line]) -> str | None:
    units = {unit for line in above for cell in line.cells if (unit := unit_of(cell))}
    return units.pop() if len(units) == 1 else None


def _is_totals(cells: Sequence[str]) -> bool:
    texts = ("".join(cell.split()) for cell in cells if cell.strip())
    return any(_TOTALS.fullmatch(text) for text in texts)


def _set_aside(problem: Problem, line: Line) -> Issue:
    text = " ".join(cell.strip() for cell in line.cells if cell.strip())
    shown = text if len(text) <= 60 else text[:60] + "…"
    return Invalid(problem, text=shown.replace("\n", " ")).issue(line_no=line.number)


@dataclass
class _Sorter:
    """Tells records from rows that are none, and keeps the notes on those."""

    names: Names
    header: list[str]
    head: tuple[Line, ...]
    above: tuple[Line, ...]
    banners: Collection[int]
    notes: list[Issue] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        known = (*self.head, *self.above)
        self._repeated = {_plain(line.cells) for line in known}
        self._beginnings = {_first(line.cells) for line in known}
        found = {
            i: name.column for i, cell in enumerate(self.header) if (name := self.names.find(cell))
        }
        self._required = [i for i, column in found.items() if column.required]
        self._naming = [i for i, c in found.items() if c.is_side or c.field in _NAMING]
        self._note = next((i for i, column in found.items() if column.field == "note"), None)

    def aside(self, lines: Sequence[Line], start: int, limit: int) -> frozenset[int]:
        """Where the rows below the header are that are no records."""
        found: set[int] = set()
        at = 0
        for part in parts_of(lines):
            if at < start or not self._are_records(part):
                for position, line in enumerate(part, at):
                    if position >= start and (problem := self._problem(line)):
                        self.notes.append(_set_aside(problem, line))
                        if problem is PREAMBLE and len(told := _texts(line.cells)) == 1:
                            self.sections.append((position - start - len(found), told[0]))
                        found.add(position)
            at += len(part)
            if at - start - len(found) > limit:
                raise Invalid(TOO_MANY_ROWS, limit=limit)
        return frozenset(found)

    def _are_records(self, part: Sequence[Line]) -> bool:
        """Whether `_problem` would surely say of none of these rows that it is no record: nearly
        always so, and seen at a glance at a few of their columns.
        """
        if not isinstance(part, Lines) or max(self._required, default=0) >= len(part.columns):
            return False
        columns = part.columns
        if not all(all(map(str.strip, columns[i])) for i in {0, *self._required}):
            return False
        naming = [columns[i] for i in self._naming if i < len(columns)]
        if not self._required or not all(map(_SPACED_SUMS.isdisjoint, naming)):
            return False
        firsts = {*map(str.strip, columns[0])}
        if not firsts.isdisjoint(self._beginnings) or _ONE.search("\n".join(firsts)):
            return False
        notes = columns[self._note] if self._note is not None and self._note < len(columns) else ()
        return not any(cell.strip().lower() in _EXAMPLES for cell in {*notes})

    def _problem(self, line: Line) -> Problem | None:
        """Why a row is no record; None where it is one."""
        cells = line.cells
        note = self._note
        if note is not None and note < len(cells) and cells[note].strip().lower() in _EXAMPLES:
            return EXAMPLE_ROW
        missing = sum([i >= len(cells) or not cells[i].strip() for i in self._required])
        if not missing and self._sums_up(cells):
            return TOTALS_ROW
        if not missing:
            return PREAMBLE if self._repeats(cells) or _numbers_columns(cells) else None
        if _is_totals(cells):
            return TOTALS_ROW
        if missing < min(2, len(self._required)):
            return None
        first = _first(cells)
        if _FOOTER.fullmatch("".join(first.split())) or unit_of(first) or self._repeats(cells):
            return PREAMBLE
        if self._stands_alone(line) or _numbers_columns(cells) or _names_units(cells):
            return PREAMBLE
        return None

    def _sums_up(self, cells: Sequence[str]) -> bool:
        """Whether a row is of totals that has all it needs: what it is called by is the bare word
        for it; where nothing is needed, any cell tells of a sum.
        """
        if not self._required:
            return _is_totals(cells)
        return any("".join(cells[i].split()) in _SUMS for i in self._naming if i < len(cells))

    def _stands_alone(self, line: Line) -> bool:
        """Whether a row has one text only, which heads the records below it or remarks on them."""
        texts = _texts(line.cells)
        if len(texts) != 1 or len(self._required) < 3:
            return False
        return line.number in self.banners or _SECTION.fullmatch(texts[0]) is not None

    def _repeats(self, cells: Sequence[str]) -> bool:
        return _first(cells) in self._beginnings and _plain(cells) in self._repeated


def _numbers_columns(cells: Sequence[str]) -> bool:
    """Whether a row only counts the columns, as forms have it below the header: 1, 2, 3, …"""
    if not _is_one(_first(cells)):
        return False
    given = [cell.strip("()（） ") for cell in cells if cell.strip()]
    return len(given) > 3 and given == [str(number) for number in range(1, len(given) + 1)]


def _is_one(cell: str) -> bool:
    return cell.strip("()（） ") == "1"


def _names_units(cells: Sequence[str]) -> bool:
    """Whether a row only says what the columns above it are counted in."""
    return all(cell.strip("()（） ") in _UNITS_ALONE for cell in cells if cell.strip())


def _texts(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def _first(cells: Sequence[str]) -> str:
    for cell in cells:
        if text := cell.strip():
            return text
    return ""


def _plain(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain_header(cell) for cell in cells if cell.strip())
