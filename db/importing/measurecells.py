"""The measures of a project as parts of its record: from columns of their own, or from one cell.

    种植面积：计划 2000 亩，实际 1500 亩；产量：实际 300 吨

Columns say of those measures that they are of; the cell says all of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from db.importing.cells import Cells
from db.importing.converted import Noted
from db.importing.headers.grammar import fold
from db.importing.issue import Invalid
from db.importing.measureheads import FIELD, MEASURES
from db.importing.measures import ACTUAL, BASES, PLANNED, Measured, Measures, Told, figure, in_words
from db.importing.names import plain_header
from db.importing.problems import measures as problems
from db.importing.rows import ParsedRow, Values
from db.importing.words import NOTHING, Words, same

if TYPE_CHECKING:
    from db.importing.written import Writer

MOST = 100
"""So many entries of a cell are looked at."""

_ENTRIES = re.compile(r"[；;\n]")
_PARTS = re.compile(r"[，、]|,(?![0-9]{3}(?![0-9]))")
_ENTRY = re.compile(r"(?:[0-9]{1,2}[.、])?(?P<name>[^:：]+)[:：](?P<body>.+)", re.DOTALL)
_BASIS = {PLANNED: "计划|规划|planned", ACTUAL: "实际|完成|actual"}
_UNIT = re.compile(r"(?P<name>.+)[(（](?P<unit>[^()（）]+)[)）]")

Found = dict[str, dict[str, Told | None]]
"""Measure → planned and actual, as far as they are told."""


def take(row: ParsedRow, cells: Cells, measures: Measures) -> None:
    """Give a row the measures that its cells tell."""
    told: Found = {}
    for field in [name for name in row.values if "." in name]:
        del row.values[field]
        if (found := FIELD.fullmatch(field)) is not None:
            key, basis = found["key"], found["basis"]
            _add(told, measures[key], basis, cells.get(field), cells, field)
    text = row.values.pop(MEASURES, None)
    if text:
        _read(text, told, cells, measures)
        for bases in told.values():  # the cell says all: what it leaves out is not so
            bases |= {basis: bases.get(basis) for basis in BASES}
        row.children[MEASURES] = [values for values in map(_values, told.items()) if _any(values)]
    elif told:
        row.some[MEASURES] = list(map(_values, told.items()))


def _any(values: Values) -> bool:
    return values.get(PLANNED) is not None or values.get(ACTUAL) is not None


def _values(told: tuple[str, dict[str, Told | None]]) -> Values:
    key, bases = told
    values: Values = {"measure_key": key}
    for basis, found in bases.items():
        values[basis] = found.value if found else None
        values[f"{basis}_unit"] = found.unit if found else None
    return values


def _add(
    told: Found, measured: Measured, basis: str, given: Told | None, cells: Cells, field: str
) -> None:
    """Add what a cell tells to what others have told."""
    bases = told.setdefault(measured.key, {})
    known = bases.get(basis)
    if known is not None and given is not None and known.value != given.value:
        first, second = (in_words(one.value, measured.unit) for one in (known, given))
        names: dict[str, Any] = {"measure": measured.name, "basis": BASES[basis]}
        cells.problem(field, problems.MEASURE_TWICE, **names, first=first, second=second)
    bases[basis] = known or given


def _read(text: str, told: Found, cells: Cells, measures: Measures) -> None:
    for entry in [part.strip() for part in _ENTRIES.split(text)][:MOST]:
        if not entry:
            continue
        found = _ENTRY.fullmatch(entry)
        if found is None or not _entry(found["name"], found["body"], told, cells, measures):
            names = "、".join(one.name.zh for one in measures)
            known = Words(f"可用的指标：{names}。", f" Measures: {names}.") if names else NOTHING
            cells.problem(MEASURES, problems.MEASURE_ENTRY, entry=same(entry[:40]), known=known)


def _entry(name: str, body: str, told: Found, cells: Cells, measures: Measures) -> bool:
    """Whether an entry was read, or what is wrong with it was said."""
    behind = _UNIT.fullmatch(name.strip())
    unit = measures.unit(behind["unit"]) if behind else ""
    called = measures.named.get(fold(plain_header(behind["name"] if behind and unit else name)), ())
    for part in filter(None, (part.strip() for part in _PARTS.split(body))):
        basis, amount = _basis(part)
        written = re.sub(r"^.*?[0-9][0-9.,]*[余多]?", "", amount).strip()
        own = measures.unit(written) or unit
        fitting = measures.told_in(own, called) if own else called
        if not called:
            return False
        measured = (fitting or called)[0]
        try:
            read = measured.amount(own if fitting and own else measured.unit)(amount)
        except Invalid as invalid:
            cells.report(MEASURES, invalid)
            continue
        for note in read.notes if isinstance(read, Noted) else ():
            cells.report(MEASURES, note)
        given = read.value if isinstance(read, Noted) else read
        _add(told, measured, basis, given, cells, MEASURES)
    return bool(called)


def _basis(part: str) -> tuple[str, str]:
    for basis, words in _BASIS.items():
        if found := re.match(f"(?:{words})[:：]?", part.strip(), re.IGNORECASE):
            return basis, part[found.end() :].strip()
    return ACTUAL, part


def write(writer: Writer, record: Values) -> str:
    """All measures of a record as the cell has them."""
    return "\n".join(
        f"{measured.name.zh}：" + "，".join(_told(measured, row))
        for row in writer.children(MEASURES, record)
        for measured in [writer.measures[row["measure_key"]]]
    )


def _told(measured: Measured, row: Values) -> list[str]:
    return [
        f"{BASES[basis].zh} {figure(row[basis])} {measured.unit}"
        for basis in BASES
        if row[basis] is not None
    ]
