"""Visit ledgers: one row a trip, its stops in one cell."""

import re

from db.importing.cells import Cells, Column
from db.importing.convert import text
from db.importing.dates import Day, day, single_day
from db.importing.delegations import side_of
from db.importing.directory import Directory
from db.importing.journeys import Journey, direction, direction_of
from db.importing.kinds.common import (
    HELPER,
    NOTE,
    RECEIVER,
    SOURCE,
    check_order,
    check_parts,
    copy,
    linked_meeting,
    remarks,
    sides,
)
from db.importing.labels import level
from db.importing.numbers import whole
from db.importing.problems.dates import SAME_PRECISION
from db.importing.rows import ChildSpec, ParsedRow, RecordSpec, Values
from db.models import Visit, VisitSite, table_of
from db.terms import Direction

COLUMNS = (
    Column("date", "日期", day, True),
    Column("end", "结束日期", single_day),
    HELPER,
    RECEIVER,
    Column("direction", "方向", direction, True),
    Column("head", "带队领导", text(120)),
    Column("post", "职务", text(200)),
    Column("level", "级别", level),
    Column("headcount", "人数", whole),
    Column("sites", "考察点位", text(5000)),
    Column("purpose", "对接内容", text(10_000)),
    Column("meeting", "对应会议", text(300)),
    SOURCE,
    NOTE,
)

SPEC = RecordSpec(
    table_of(Visit),
    key=("helper_adcode", "receiver_adcode", "date_start", "direction", "head"),
    narrow="date_start",
    folds=("head",),
    hangs_on={"head_en": "head", "post_en": "post", "purpose_en": "purpose"},
    children={"sites": ChildSpec(table_of(VisitSite), "visit_id", "position")},
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One visit and its stops."""
    row = cells.row()
    values = row.values
    began: Day | None = cells.get("date")
    values |= sides(cells, directory, began.day.year if began else None)
    if began:
        values |= {"date_start": began.day, "date_precision": began.precision}
    ended: Day | None = cells.get("end")
    if began and began.last and ended is None:
        values["date_end"] = began.last
    elif cells.given("end"):
        values["date_end"] = ended.day if ended else None
        if began and ended and began.precision is not ended.precision:
            cells.problem("end", SAME_PRECISION)
        else:
            check_order(cells, "date", "end")
    values |= copy(cells, "post", "level", "headcount", "purpose")
    values["direction"] = _direction(cells, values, directory)
    values["head"] = cells.get("head") or ""
    values |= linked_meeting(cells, directory) | remarks(cells)
    if cells.given("sites"):
        names = [name.strip() for name in re.split(r"[；;\n]", cells.get("sites") or "")]
        check_parts(cells, "sites", names, 200)
        row.children["sites"] = [
            {"position": position, "name": name}
            for position, name in enumerate(filter(None, names), start=1)
        ]
    return row


def _direction(cells: Cells, values: Values, directory: Directory) -> Direction | None:
    """The direction that is written, or that the places tell which are."""
    found: Direction | Journey | None = cells.get("direction")
    if not isinstance(found, Journey):
        return found
    helper, receiver = values["helper_adcode"] or "", values["receiver_adcode"] or ""
    told = direction_of(found, lambda text: side_of(text, helper, receiver, directory.named))
    if told is None:
        cells.report("direction", found.refused)
    return told
