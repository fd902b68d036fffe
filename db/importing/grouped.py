"""What stands once for several rows: above them in a row of its own, or in the first of them.

一、青川县                  the place of the rows below it
（二）中药材产业            their industry
杭州市—广元市               the two sides
青川县, (blank), 旺苍县     a column that is blank below its first, as merged cells are in a CSV
青川县, 同上, 〃           the same, said by a mark
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from operator import ne

from db.importing.converted import bare, plain
from db.importing.csvtext import Line
from db.importing.gathered import level_of, one_place
from db.importing.implied import cell_of, widened
from db.importing.issue import Invalid, Issue, Problem
from db.importing.labels import industry
from db.importing.lines import Lines
from db.importing.names import Names
from db.importing.problems.table import (
    DITTO_FILLED,
    GROUP_FILLED,
    SECTIONS_ADDED,
    SECTIONS_TAKEN,
)
from db.importing.seen import is_amount
from db.importing.shape import Records, Shaped
from db.importing.words import same

COUPLE = "结对关系"
ALWAYS = frozenset({"year", "period", "industry", "category"})
"""Fields that a ledger must have of every record: blank below the first, they are as above."""
_NUMBER = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十\d]+)[、.．]?\s*"
)
_COUNT = re.compile(r"[（(]?(?:共|合计)?\d+[个项家].{0,4}[)）]?$|[:：]$")
_PLACE = re.compile("[\u4e00-\u9fff]{1,12}[县市区州旗盟]")
_SIDES = re.compile("[\u4e00-\u9fff]{2,12}[-－—–→]+[\u4e00-\u9fff]{2,12}")
BOTH = ("helper", "receiver")
DITTOS = frozenset(
    ["同上", "同前", "同上行", "〃", "″", "〞", "”", "“", '"', "''", "＂", "々", "ditto", "Ditto"]
)
_GAPS = ("", " ", "  ", "\u3000")
_MARKED = frozenset(f"{gap}{mark}{end}" for gap in _GAPS for mark in DITTOS for end in _GAPS)
_COUNTY = re.compile("[省市县州旗盟](?![镇乡街村])|(?<![园发新社牧业])区(?![镇乡街村])")
"""What a place has that is told without the heading above it."""
FEW = 8


def with_groups(shaped: Shaped, names: Names) -> tuple[Shaped, list[Issue]]:
    """The table with what stands above its rows in columns that it lacks, and without the blanks
    below the first cell of a group; a note on each.
    """
    shaped, dittos = _without_dittos(shaped, names)
    shaped, notes = _with_sections(_unmerged(shaped), names)
    shaped, filled = filled_down(shaped, names)
    return shaped, [*dittos, *notes, *filled]


def _without_dittos(shaped: Shaped, names: Names) -> tuple[Shaped, list[Issue]]:
    """The table with what stands above each mark that says the same, but for amounts: those would
    be counted twice.
    """
    changed: dict[int, list[str]] = {}
    notes: list[Issue] = []
    found = map(names.find, shaped.header)
    texts = [i for i, name in enumerate(found) if not (name and any(map(is_amount, name.columns)))]
    for index in sorted(_with_dittos(shaped.records, texts)):
        cells = [cell_of(record, index) for record in shaped.records]
        marked = [n for n, cell in enumerate(cells) if cell in DITTOS]
        for number in marked:
            cells[number] = cells[number - 1] if number else cells[number]
        changed[index] = cells
        notes.append(_filled(DITTO_FILLED, shaped, index, marked))
    return _changed(shaped, changed), notes


def _unmerged(shaped: Shaped) -> Shaped:
    """The table with the merged cells of its units filled: they are gathered into one place."""
    merged = [
        one for one in (shaped.odd.merged if shaped.odd else ()) if one.left < len(shaped.header)
    ]
    merged = [one for one in merged if level_of(shaped.header[one.left]) and one.last > one.first]
    if not merged:
        return shaped
    rows = [*shaped.records]
    for one in merged:
        text = cell_of(rows[one.first - 1], one.left)
        for number in range(one.first, one.last):
            cells = [*rows[number].cells]
            cells[one.left] = cells[one.left].strip() or text
            rows[number] = Line(rows[number].number, tuple(cells))
    return replace(shaped, records=tuple(rows))


def _with_sections(shaped: Shaped, names: Names) -> tuple[Shaped, list[Issue]]:
    """A column for each field that no header may mean and that sections name."""
    if not any(text for _, text in shaped.sections):
        return shaped, []
    may = {c.field for h in shaped.header if (n := names.find(h)) for c in n.columns}
    titles = {c.field: c.zh for c in names.columns if c.field not in may}
    if "helper" in titles and "receiver" in titles:
        titles["sides"] = COUPLE
    told = [(at, *_told(text)) for at, text in shaped.sections]
    shaped, notes = _with_counties(shaped, names, told)
    columns: dict[str, list[str]] = {}
    for field in {field for _, field, _ in told} & titles.keys():
        columns[titles[field]] = list(_held(told, field, len(shaped.records)))
    if not columns:
        return shaped, notes
    named = "、".join(columns)
    note = Invalid(SECTIONS_TAKEN, columns=same(named)).issue(line_no=shaped.header_line)
    return widened(shaped, columns), [*notes, note]


def _with_counties(
    shaped: Shaped, names: Names, told: Sequence[tuple[int, str, str]]
) -> tuple[Shaped, list[Issue]]:
    """The table with the counties of its sections before places that name none: 沙州镇."""
    found = [names.find(header) for header in shaped.header]
    fields = [name.column.field if name and not name.vague else "" for name in found]
    if "place" not in fields or not any(field == "place" for _, field, _ in told):
        return shaped, []
    index = fields.index("place")
    cells = [cell_of(record, index) for record in shaped.records]
    held = _held(told, "place", len(cells))
    whole = [
        cell if _COUNTY.search(cell) else one_place([county, cell])
        for county, cell in zip(held, cells, strict=True)
    ]
    if (count := sum(map(ne, whole, cells))) == 0:
        return shaped, []
    note = Invalid(SECTIONS_ADDED, count=count)
    place = {"line_no": shaped.header_line, "column": shaped.header[index]}
    return _changed(shaped, {index: whole}), [note.issue(**place)]


def _told(section: str) -> tuple[str, str]:
    """The field that a section's name is of, and what it says of it; no field where neither."""
    if not section:
        return "", ""
    text = _COUNT.sub("", _NUMBER.sub("", plain(section)))
    if _SIDES.fullmatch(text):
        return "sides", text
    with suppress(Invalid):
        bare(industry, text)
        return "industry", text
    return ("place", text) if _PLACE.fullmatch(text) else ("", text)


def _held(told: Sequence[tuple[int, str, str]], field: str, count: int) -> Iterator[str]:
    """What the last section of that field before each record says; a sheet's end ends it."""
    held, following = "", iter(told)
    at = next(following, None)
    for number in range(count):
        while at and at[0] <= number:
            if at[1] in (field, "") and (at[1] or not at[2]):
                held = at[2]
            at = next(following, None)
        yield held


def filled_down(shaped: Shaped, names: Names) -> tuple[Shaped, list[Issue]]:
    """The table without blanks below the first cell of a group, with a note for each column."""
    changed: dict[int, list[str]] = {}
    notes: list[Issue] = []
    for index, loose in _grouping(shaped, names):
        cells = [cell_of(record, index) for record in shaped.records]
        if not _is_grouped(cells) or not (loose or 2 * cells.count("") > len(cells)):
            continue
        blank = [number for number, cell in enumerate(cells) if not cell]
        notes.append(_filled(GROUP_FILLED, shaped, index, blank))
        for number, cell in enumerate(cells):
            cells[number] = cell or cells[number - 1]
        changed[index] = cells
    return _changed(shaped, changed), notes


def _filled(problem: Problem, shaped: Shaped, index: int, numbers: Sequence[int]) -> Issue:
    """A note on the cells of a column that were taken as what stands above them."""
    lines = [shaped.records[number].number for number in numbers[:FEW]]
    told = "、".join(map(str, lines)) + (" …" if len(numbers) > FEW else "")
    place = {"line_no": shaped.header_line, "column": shaped.header[index]}
    return Invalid(problem, count=len(numbers), lines=same(told)).issue(**place)


def _changed(shaped: Shaped, changed: Mapping[int, Sequence[str]]) -> Shaped:
    """The table with other texts in these columns."""
    if not changed:
        return shaped
    records = tuple(_with(record, n, changed) for n, record in enumerate(shaped.records))
    return replace(shaped, records=records)


def _grouping(shaped: Shaped, names: Names) -> Iterator[tuple[int, bool]]:
    """Columns that may hold what is of several rows: places that stand left of what the rows are
    called, and what must be filled: that surely where sides are blank somewhere, else where most of
    it is. Where a side is blank in all those rows, cells are filled one by one as below a merged
    cell.
    """
    found = [names.find(header) for header in shaped.header]
    fields = [name.column.field if name and not name.vague else "" for name in found]
    title = fields.index("title") if "title" in fields else 0
    sides = [index for index, name in enumerate(fields) if name in BOTH]
    for index, field in enumerate(fields):
        level = level_of(shaped.header[index])
        place = index < title and (field == "place" or level > 0)
        place = place or (level > 0 and _is_above(shaped, index, level))
        if (field in ALWAYS or place) and _has_blank(shaped.records, index):
            blank = (record for record in shaped.records if not cell_of(record, index))
            if field != "year" or any(all(cell_of(r, i) for i in sides) for r in blank):
                yield index, place or any(_has_blank(shaped.records, i) for i in sides)


def _is_above(shaped: Shaped, index: int, level: int) -> bool:
    """Whether narrower units stand in every row in which a column of units is blank."""
    below = [i for i, header in enumerate(shaped.header) if level_of(header) > level]
    blank = [record for record in shaped.records if not cell_of(record, index)]
    return bool(blank) and all(any(cell_of(record, i) for i in below) for record in blank)


def _has_blank(records: Sequence[Line], index: int) -> bool:
    """Whether a cell of a column holds nothing: seen at a glance in columns that are packed."""
    parts = records.parts() if isinstance(records, Records) else (records,)
    return not all(all(_column(part, index)) for part in parts)


def _with_dittos(records: Sequence[Line], indices: Sequence[int]) -> set[int]:
    """Those columns in which a cell only says that it is as the one above; each part is looked at
    once, as it may have to be unpacked.
    """
    found: set[int] = set()
    for part in records.parts() if isinstance(records, Records) else (records,):
        found |= {i for i in indices if not _MARKED.isdisjoint(_column(part, i))}
    return found


def _column(part: Sequence[Line], index: int) -> Sequence[str]:
    if isinstance(part, Lines) and index < len(part.columns):
        return part.columns[index]
    return [cell_of(record, index) for record in part]


def _is_grouped(cells: Sequence[str]) -> bool:
    """Whether a value stands at the head of each group alone: none is told twice running."""
    told = [cell for cell in cells if cell]
    alike = any(one == other for one, other in pairwise(told))
    return bool(cells and cells[0]) and len(told) < len(cells) and not alike


def _with(record: Line, number: int, changed: Mapping[int, Sequence[str]]) -> Line:
    cells = [*record.cells]
    for index, texts in changed.items():
        if index < len(cells):
            cells[index] = texts[number]
    return Line(record.number, tuple(cells))
