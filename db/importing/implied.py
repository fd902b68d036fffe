"""Columns that a ledger lacks because something else of it says what they would hold.

2023年浙川协作项目台账      the year of every record, where no column has it
2024年挂职干部名册          the category of every person
2024年一季度完成情况        the period and its year, likewise; of each of several sheets its own
34亿元, 100家              a target with its unit, where no column has that
财政援助资金（亿元）        likewise, behind the metric
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from db.importing.converted import plain
from db.importing.csvtext import Line
from db.importing.issue import Invalid, Issue
from db.importing.mapping import parse_answer
from db.importing.names import Names, plain_header
from db.importing.problems.table import CATEGORY_TAKEN, PERIOD_TAKEN, YEAR_TAKEN
from db.importing.shape import Shaped
from db.importing.spans import PERIODS, span
from db.importing.titleyear import LONGEST, year_of
from db.importing.words import Words, same

CATEGORY = "category"
LONG_ENOUGH = 4
"""Characters of a word that surely tells a category: 挂职干部, and not 人才."""
YEAR, PERIOD, UNIT, METRIC = "year", "period", "unit", "metric"
TARGET, VALUE = "target", "value"
_QUANTITY = re.compile(
    r"(?P<number>.*[0-9０-９零一二三四五六七八九十百])\s*(?P<unit>[^0-9０-９.,%％]{1,8})"
)
_BEHIND = re.compile(r".+[（(](?:单位[:：]?)?(?P<unit>[^（()）]{1,8})[)）]")


def with_implied(
    shaped: Shaped, names: Names, given: Mapping[str, str], file_name: str
) -> tuple[Shaped, list[Issue]]:
    """The table with a column for the year and the unit where it has none and says them otherwise,
    and a note where the year was taken from a title or a name.
    """
    places = _places(shaped, names, given)
    lacking = {c.field: c.zh for c in names.columns if c.required and c.field not in places}
    notes: list[Issue] = []
    spans = _spans(shaped, file_name) if PERIOD in lacking else []
    if spans:
        shaped = _wider(shaped, lacking[PERIOD], [span.text for span in spans])
        told = same("、".join(dict.fromkeys(span.text for span in spans)))
        notes.append(Invalid(PERIOD_TAKEN, period=told).issue(line_no=shaped.header_line))
    if CATEGORY in lacking and (every := _categories(shaped, names, file_name)):
        shaped = _wider(shaped, lacking[CATEGORY], every)
        told = same("、".join(dict.fromkeys(every)))
        notes.append(Invalid(CATEGORY_TAKEN, category=told).issue(line_no=shaped.header_line))
    years = {span.year for span in spans}
    own = years.pop() if len(years) == 1 else 0
    year = shaped.year or year_of(_texts(shaped, file_name)) or own
    if YEAR in lacking and year:
        shaped = _wider(shaped, lacking[YEAR], [str(year)] * len(shaped.records))
        told = Words(f"{year}", f"{year}")
        notes.append(Invalid(YEAR_TAKEN, year=told).issue(line_no=shaped.header_line))
    measured = next((places[name] for name in (TARGET, VALUE) if name in places), None)
    if measured is not None and METRIC in places:
        if UNIT in lacking:
            shaped = _with_units(shaped, lacking[UNIT], measured, places[METRIC])
        elif UNIT in places:
            shaped = _without_units(shaped, places[UNIT], measured)
    return shaped, notes


def _without_units(shaped: Shaped, unit: int, measured: int) -> Shaped:
    """The table without the units behind numbers that a column of its own has as well."""
    texts = [cell_of(row, measured) for row in shaped.records]
    told = [_QUANTITY.fullmatch(text) for text in texts]
    numbers = [
        found["number"] if found and plain(found["unit"]) == plain(cell_of(row, unit)) else text
        for row, text, found in zip(shaped.records, texts, told, strict=True)
    ]
    if numbers == texts:
        return shaped
    return replace(shaped, records=_replaced(shaped.records, measured, numbers))


def _categories(shaped: Shaped, names: Names, file_name: str) -> list[str]:
    """The one category that the sheet, the titles or the file of each record name."""
    terms = next(column.terms for column in names.columns if column.field == CATEGORY)
    words = {w: all_of[0] for all_of in terms.values() for w in all_of if len(w) >= LONG_ENOUGH}
    found: list[str] = []
    for record in shaped.records:
        source = getattr(record.number, "source", "")
        texts = [source, *shaped.about.get(source, ()), PurePath(file_name).stem]
        told = {first for text in texts for word, first in words.items() if word in text}
        found += told if len(told) == 1 else []
    return found if len(found) == len(shaped.records) else []


class _Told(NamedTuple):
    """A period as a title names it, and its year."""

    text: str
    year: int


def _spans(shaped: Shaped, file_name: str) -> list[_Told]:
    """The one period that the sheet, the title or the file of each record names; none where one
    of them does not.
    """
    told: dict[str, _Told | None] = {}
    for record in shaped.records:
        source = getattr(record.number, "source", "")
        if source not in told:
            texts = [source, *shaped.about.get(source, ()), PurePath(file_name).stem]
            told[source] = next(filter(None, map(_span_in, texts)), None)
    found = [told[getattr(record.number, "source", "")] for record in shaped.records]
    return [one for one in found if one] if all(found) else []


def _span_in(text: str) -> _Told | None:
    """The period that a text names, if it is one and no day."""
    found = {match[0] for match in PERIODS.finditer(plain(text)[:LONGEST])}
    if len(found) != 1:
        return None
    with suppress(Invalid):
        (period,) = found
        return _Told(period, span(period).year or 0)
    return None


def _places(shaped: Shaped, names: Names, given: Mapping[str, str]) -> dict[str, int]:
    """Field → its column, of all that a column is or may be."""
    answers = {plain_header(header): answer for header, answer in given.items()}
    found: dict[str, int] = {}
    for index, header in enumerate(shaped.header):
        if (answer := answers.get(plain_header(header))) is not None:
            found.setdefault(parse_answer(answer)[0], index)
        elif name := names.find(header):
            for column in name.columns:
                found.setdefault(column.field, index)
    return found


def _texts(shaped: Shaped, file_name: str) -> list[str]:
    sheets = [text for texts in shaped.about.values() for text in texts]
    return [*sheets, PurePath(file_name).stem]


def _with_units(shaped: Shaped, title: str, target: int, metric: int) -> Shaped:
    """The unit behind every target, or else behind every metric; the table as it is otherwise."""
    rows = [(cell_of(row, target), cell_of(row, metric)) for row in shaped.records]
    told = [_QUANTITY.fullmatch(text) for text, _ in rows]
    if all(found or not text for found, (text, _) in zip(told, rows, strict=True)):
        numbers = [found["number"] if found else "" for found in told]
        wider = _wider(shaped, title, [found["unit"] if found else "" for found in told])
        return replace(wider, records=_replaced(wider.records, target, numbers))
    behind = [_BEHIND.fullmatch(text) for _, text in rows]
    if all(behind):
        return _wider(shaped, title, [found["unit"] for found in behind if found])
    return shaped


def cell_of(row: Line, index: int) -> str:
    """A cell of a line without the blanks around it; nothing where the line ends before."""
    return row.cells[index].strip() if index < len(row.cells) else ""


def _replaced(records: Sequence[Line], index: int, texts: Sequence[str]) -> tuple[Line, ...]:
    return tuple(
        Line(row.number, (*row.cells[:index], text, *row.cells[index + 1 :]))
        if index < len(row.cells)
        else row
        for row, text in zip(records, texts, strict=True)
    )


def _wider(shaped: Shaped, title: str, texts: Sequence[str]) -> Shaped:
    """The table with one more column behind its others."""
    return widened(shaped, {title: texts})


def widened(shaped: Shaped, columns: Mapping[str, Sequence[str]]) -> Shaped:
    """The table with more columns behind its others. A row that is too short stays so: it is
    refused for what it lacks.
    """
    width = max((i for i, cell in enumerate(shaped.header, 1) if cell.strip()), default=0)

    def wider(row: Line, more: Sequence[str]) -> Line:
        if len(row.cells) < width:
            return row
        rest = [cell for cell in row.cells[width:] if cell.strip()]
        return Line(row.number, (*row.cells[:width], *more, *rest))

    records = tuple(map(wider, shaped.records, zip(*columns.values(), strict=True)))
    return replace(shaped, header=(*shaped.header[:width], *columns), records=records)
