"""What the ledgers share: the two sides, dates, and references to meetings."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Select, Table, null, select

from db.folding import folded
from db.importing.cells import Cells, Column
from db.importing.convert import text
from db.importing.dates import Day, year
from db.importing.directory import Directory, Namesakes
from db.importing.issue import Invalid
from db.importing.kinds.ledger import Group
from db.importing.placing import TODAY
from db.importing.problems.cells import FILLED_DOWN, PART_TOO_LONG, REQUIRED
from db.importing.problems.dates import DATE_ORDER
from db.importing.problems.numbers import PART_OVER_WHOLE
from db.importing.problems.places import LIES_IN, PAIRED_AS
from db.importing.problems.records import (
    FORMER_TITLE,
    ITEM_REFERENCE,
    ITEM_WITHOUT_MEETING,
    REFERENCE,
)
from db.importing.rows import ParsedRow, Values
from db.importing.words import NOTHING, Words
from db.models import Pairing
from db.terms import Precision

PAIRED = Words("省份，或结对的市、县", "A province, or the city or county that is paired")

YEAR = Column("year", "年度", year, True, merged=True, en="Year", examples=("2024", "2024"))
HELPER = Column(
    "helper",
    "东部省份",
    None,
    True,
    merged=True,
    en="Eastern side",
    examples=("浙江省", "浙江省"),
    hint=PAIRED,
)
RECEIVER = Column(
    "receiver",
    "西部省份",
    None,
    True,
    merged=True,
    en="Western side",
    examples=("四川省", "四川省"),
    hint=PAIRED,
)
SOURCE = Column(
    "source",
    "来源",
    text(2000),
    en="Source",
    examples=("年度台账", ""),
    hint=Words("如会议纪要、通知或提供人", "such as minutes, a notice, or who reported it"),
    long=True,
)
MEETING = Column(
    "meeting",
    "对应会议",
    text(300),
    en="Meeting it belongs to",
    examples=("ZC-2024-01", ""),
    hint=Words("会议编号或会议全称", "Code or full title of the meeting"),
    stored="meeting_id",
)
NOTE = Column("note", "备注", text(10_000), en="Note", long=True)

WHO_AND_WHEN = Words("双方与时间", "Who and when")
WHAT = Words("内容", "What it is about")
ORIGIN = Group(Words("来源与备注", "Source and note"), (("source",), ("note",)))


def column(shared: Column, **own: Any) -> Column:
    """A column that several ledgers have, with what is this one's own."""
    return replace(shared, **own)


def titled(table: Table, title: str, more: str) -> Select[Any]:
    """What records are called by the column of their title, for `Ledger.named`."""
    english = table.c.get(f"{title}_en", null())
    return select(table.c.id, table.c[title], english, table.c[more])


def day(value: date | None, exactness: Precision | None) -> str:
    """A day, month or year as a cell: 2024-05-14, 2024-05, 2024."""
    if value is None:
        return ""
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(exactness or Precision.DAY, 10)
    return value.isoformat()[:length]


def each(texts: Iterable[str]) -> str:
    """One for all where they are the same, else one a line."""
    every = list(texts)
    return "\n".join(t or "-" for t in every) if len(set(every)) > 1 else next(iter(every), "")


def copy(cells: Cells, *names: str) -> Values:
    """The values of those fields that the file has."""
    values = cells.values
    return {name: values[name] for name in names if name in values}


def remarks(cells: Cells) -> Values:
    """Source and note: empty text where the cell is empty."""
    return {name: cells.get(name) or "" for name in ("source", "note") if cells.given(name)}


def sides(cells: Cells, directory: Directory, year: int | None) -> Values:
    """Adcodes of both sides and the pairing of theirs in force that year.

    A side that is blank below a merged cell counts as what stands above, if those two were paired.
    One whose pairing is that of its successor, or of what it was before, counts as that.
    """
    helper, receiver = settled(cells, directory, year)
    values: Values = {"helper_adcode": helper, "receiver_adcode": receiver}
    if helper and receiver and year:
        try:
            pairing = directory.pairing((helper, receiver), year)
            values["pairing_id"] = pairing.id
            if pairing.receiver_adcode != receiver or pairing.helper_adcode != helper:
                values |= _paired_as(cells, directory, pairing)
        except Invalid as invalid:
            filled = [name for name in ("helper", "receiver") if name in cells.filled]
            if not filled:
                cells.report("receiver", invalid)
            for name in filled:
                cells.problem(name, REQUIRED)
            return values
    for field, value in cells.filled.items():
        cells.problem(field, FILLED_DOWN, value=value)
    return values


def settled(cells: Cells, directory: Directory, year: int | None) -> tuple[str | None, str | None]:
    """Both sides, one place each; reported where a name is that of several and nothing tells."""
    helper, receiver = cells.get("helper"), cells.get("receiver")
    if isinstance(helper, Namesakes) or isinstance(receiver, Namesakes):
        both = directory.settled(helper, receiver, year or TODAY)
        for name, side in zip(("helper", "receiver"), both, strict=True):
            cells.values[name] = side
            if isinstance(side, Namesakes):
                cells.values[name] = None
                try:
                    cells.values[name] = directory.only(side.adcodes, year or TODAY)
                except Invalid as invalid:
                    cells.report(name, invalid)
        helper, receiver = cells.get("helper"), cells.get("receiver")
    return helper, receiver


def _paired_as(cells: Cells, directory: Directory, pairing: Pairing) -> Values:
    """The sides as their pairing has them, with a note for each that the ledger calls otherwise."""
    codes = {"helper": pairing.helper_adcode, "receiver": pairing.receiver_adcode}
    for name, code in codes.items():
        if (given := cells.get(name)) != code:
            names = {"old": directory.areas[given].name_zh, "new": directory.areas[code].name_zh}
            cells.problem(name, PAIRED_AS, **names)
            cells.values[name] = code
    return {f"{name}_adcode": code for name, code in codes.items()}


def located(row: ParsedRow, cells: Cells, directory: Directory) -> None:
    """The sides of a record that stands somewhere, and its place. A receiving county that is not
    paired itself is where it stands, and the side is what the county lies in.
    """
    year = cells.get("year")
    county = _lying_in(cells, directory, year)
    row.values |= sides(cells, directory, year)
    if county and not cells.get("place"):
        place = {"place": directory.areas[county].name_zh, "place_adcode": county}
        if cells.given("place"):
            row.values |= place
        else:
            row.defaults |= place
    elif cells.given("place"):
        row.values["place_adcode"] = placed(cells, directory, year, receiver=county)


def _lying_in(cells: Cells, directory: Directory, year: int | None) -> str | None:
    """The receiver's code, where the row is given that which it lies in and which is paired."""
    helper, receiver = settled(cells, directory, year)
    if not (helper and receiver and year):
        return None
    paired = directory.paired_above((helper, receiver), year)
    if paired is None:
        return None
    cells.values["receiver"] = paired
    names = {"county": directory.areas[receiver].name_zh, "paired": directory.areas[paired].name_zh}
    cells.problem("receiver", LIES_IN, **names)
    return receiver


def placed(
    cells: Cells,
    directory: Directory,
    year: int | None,
    *,
    receiver: str | None = None,
    either: bool = False,
) -> str | None:
    """The code of the place of a record that the file has a place of; call it after `sides`.
    `either` side is as likely; `receiver`: what of that side it lies in.
    """
    text = cells.get("place")
    if not text:
        return None
    helper, receiver = cells.get("helper"), receiver or cells.get("receiver")
    found = directory.place(text, helper, receiver, year, either=either)
    for note in found.notes:
        cells.report("place", note)
    return found.adcode


def dates(cells: Cells, name: str, date_column: str, precision_column: str) -> Values:
    """A date and its precision, if the file has the field."""
    if not cells.given(name):
        return {}
    found: Day | None = cells.get(name)
    return {
        date_column: found.day if found else None,
        precision_column: found.precision if found else None,
    }


def ended(cells: Cells, start: str, end: str, date_column: str, precision_column: str) -> Values:
    """The date at which something ends that starts at another, if the file has the field. Of a
    month or year in which it starts as well (2024-03-05 至 2024年) no earlier day is kept.
    """
    values = dates(cells, end, date_column, precision_column)
    first, last = cells.get(start), cells.get(end)
    if first and last and last.day < first.day:
        if holds(last, first.day):
            values[date_column] = first.day
        else:
            cells.problem(end, DATE_ORDER)
    return values


def check_order(cells: Cells, start: str, end: str) -> None:
    """Report a period that ends before it starts."""
    first, last = cells.get(start), cells.get(end)
    if first and last and last.day < first.day:
        cells.problem(end, DATE_ORDER)


def holds(period: Day, day: date) -> bool:
    """Whether a day lies in the month or year that is all that is known of a date."""
    if period.precision is Precision.YEAR:
        return period.day.year == day.year
    month = (period.day.year, period.day.month)
    return period.precision is Precision.MONTH and month == (day.year, day.month)


def check_parts(cells: Cells, name: str, parts: Iterable[str | None], limit: int) -> None:
    """Report the entries of a cell that are longer than the store can hold."""
    for part in parts:
        if part and len(part) > limit:
            cells.problem(name, PART_TOO_LONG, limit=limit, part=part[:20])


def check_part(cells: Cells, name: str, whole: str) -> None:
    """Report a number of which another one is the whole, and is less."""
    part, of = cells.get(name), cells.get(whole)
    if part is not None and of is not None and part > of:
        cells.problem(name, PART_OVER_WHOLE, part=part, whole=of, column=cells.headers[whole])


def linked_meeting(cells: Cells, directory: Directory) -> Values:
    """`meeting_id` of the meeting named, by code or title, among those of the same couple."""
    if not cells.given("meeting"):
        return {}
    reference, couple = cells.get("meeting"), (cells.get("helper"), cells.get("receiver"))
    if reference is None or None in couple:
        return {"meeting_id": None}
    known: dict[str, list[int]] = directory.meetings.get(couple, {})
    found = known.get(folded(reference), [])
    former = directory.former.get(couple, {}).get(folded(reference))
    if not found and former is not None:
        identity, title = former
        cells.problem("meeting", FORMER_TITLE, title=title)
        return {"meeting_id": identity}
    if len(found) != 1:
        cells.problem("meeting", REFERENCE, hint=_suggest(reference, known, len(found)))
        return {}
    return {"meeting_id": found[0]}


def linked_item(cells: Cells, directory: Directory, meeting_id: int | None) -> Values:
    """`commitment_id` of the meeting's item of that number."""
    if not cells.given("commitment_no"):
        return {}
    number: int | None = cells.get("commitment_no")
    if number is None:
        return {"commitment_id": None}
    if not cells.get("meeting"):
        cells.problem("commitment_no", ITEM_WITHOUT_MEETING)
        return {}
    item = directory.items.get((meeting_id, number)) if meeting_id else None
    if meeting_id and item is None:
        cells.problem("commitment_no", ITEM_REFERENCE, meeting=cells.raw("meeting"), number=number)
    return {"commitment_id": item}


def _suggest(reference: str, known: dict[str, list[int]], found: int) -> Words:
    if found > 1:
        return Words("：同名的会议不止一次，请填编号", ": several have this title, give the code")
    close: list[Any] = get_close_matches(reference, known, n=1, cutoff=0.6)
    return (
        Words(f"（是否为“{close[0]}”？）", f" (did you mean “{close[0]}”?)") if close else NOTHING
    )
