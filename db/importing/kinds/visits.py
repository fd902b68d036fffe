"""Visit ledgers: one row a trip, its stops in one cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from db.importing.cells import Cells, Column
from db.importing.convert import text
from db.importing.dates import Day, day, single_day
from db.importing.delegations import side_of
from db.importing.directory import Directory
from db.importing.journeys import Journey, direction, direction_of
from db.importing.kinds.common import (
    HELPER,
    MEETING,
    NOTE,
    ORIGIN,
    RECEIVER,
    SOURCE,
    WHAT,
    WHO_AND_WHEN,
    check_order,
    check_parts,
    column,
    copy,
    linked_meeting,
    remarks,
    sides,
    titled,
)
from db.importing.kinds.ledger import Group, Ledger, Place
from db.importing.labels import DIRECTIONS, LEVELS, level
from db.importing.numbers import whole
from db.importing.people import people
from db.importing.problems.dates import SAME_PRECISION
from db.importing.rows import ChildSpec, ParsedRow, RecordSpec, Values
from db.importing.words import Words
from db.models import Visit, VisitSite, table_of
from db.terms import Direction, Kind

if TYPE_CHECKING:
    from db.importing.written import Writer


def _sites(writer: Writer, record: Values) -> str:
    return "；".join(site["name"] for site in writer.children("sites", record))


COLUMNS = (
    Column(
        "date",
        "日期",
        day,
        True,
        en="Date",
        examples=("2024-04-10", "2024-09"),
        hint=Words("如 2026-03-05，或 2026-03", "such as 2026-03-05, or 2026-03"),
        stored="date_start",
    ),
    Column(
        "end",
        "结束日期",
        single_day,
        en="End date",
        examples=("2024-04-12", ""),
        hint=Words("如 2026-03-07", "such as 2026-03-07"),
        stored="date_end",
    ),
    HELPER,
    RECEIVER,
    Column(
        "direction",
        "方向",
        direction,
        True,
        en="Direction",
        examples=("东部赴西部", "西部赴东部"),
        terms=DIRECTIONS,
    ),
    Column(
        "head", "带队领导", text(120), en="Leader of the delegation", examples=("张某某", "李某某")
    ),
    Column("post", "职务", text(200), en="Post", examples=("副省长", "")),
    Column("level", "级别", level, en="Level", examples=("省级", ""), terms=LEVELS),
    Column("headcount", "人数", whole, en="Headcount", examples=("18", "")),
    Column(
        "sites",
        "考察点位",
        text(5000),
        en="Stops",
        examples=("青川县白茶基地；广元市产业园", ""),
        hint=Words("每行一处，或用“；”隔开", "One a line or parted by ；"),
        long=True,
        of="sites",
        write=_sites,
    ),
    Column(
        "purpose", "对接内容", text(10_000), en="Purpose", examples=("对接产业项目", ""), long=True
    ),
    MEETING,
    column(SOURCE, examples=("接待方案", "")),
    NOTE,
)

SPEC = RecordSpec(
    table_of(Visit),
    key=("helper_adcode", "receiver_adcode", "date_start", "direction", "head"),
    narrow="date_start",
    folds=("head",),
    hangs_on={"head_en": "head", "post_en": "post", "purpose_en": "purpose"},
    children={
        "sites": ChildSpec(
            table_of(VisitSite),
            "visit_id",
            "position",
            one=Words("点位 {n}", "Stop {n}"),
            many=Words("考察点位", "Stops"),
            names={"position": Words("序号", "No."), "name": Words("名称", "Name")},
            known_by="name",
            follows={"place_adcode": "name"},
        )
    },
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
    values |= _head(cells, directory)
    values |= linked_meeting(cells, directory) | remarks(cells)
    if cells.given("sites"):
        names = [name.strip() for name in re.split(r"[；;\n]", cells.get("sites") or "")]
        check_parts(cells, "sites", names, 200)
        row.children["sites"] = [
            {"position": position, "name": name, "place_adcode": _placed(name, values, directory)}
            for position, name in enumerate(filter(None, names), start=1)
        ]
    return row


def _head(cells: Cells, directory: Directory) -> Values:
    """Who led: 市委书记张三 is a name and a post, where the post has no column of its own."""
    head = cells.get("head") or ""
    if not head or cells.get("post"):
        return {"head": head}
    found = people(head, "", directory.people, lambda _: None)
    one = found.people[0] if len(found.people) == 1 and not found.attendees else {}
    return {"head": one["name"], "post": one["post"]} if one.get("post") else {"head": head}


def _placed(name: str, values: Values, directory: Directory) -> str | None:
    """The code of the place that a stop's name tells; most are names of firms and tell none."""
    couple = (values["helper_adcode"], values["receiver_adcode"])
    day = values.get("date_start")
    return directory.place(name, *couple, day.year if day else None, either=True).adcode


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


LEDGER = Ledger(
    Kind.VISITS,
    Words("互访", "visits"),
    Words("次互访", "visit"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(WHO_AND_WHEN, (("helper", "receiver", "direction"), ("date", "end"))),
        Group(
            WHAT, (("purpose",), ("head", "post"), ("level", "headcount"), ("sites",), ("meeting",))
        ),
        ORIGIN,
    ),
    named=titled(SPEC.table, "purpose", "date_start"),
    called=("purpose",),
    dated="date_start",
    listed=("date_start", "purpose", "direction", "head", "headcount"),
    searched=("purpose", "purpose_en", "head"),
    summed=("headcount",),
    also={"code": Words("编号", "Code")},
    place=Place("visits", "visit"),
    tells=("visits",),
)
