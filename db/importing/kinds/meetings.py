"""Meeting ledgers. Agreed items and people come several to a cell."""

import re

from db.importing.cells import Cells, Column
from db.importing.convert import Day, day, ordinal, term, text, wan_yuan, whole
from db.importing.directory import Directory
from db.importing.kinds.common import (
    HELPER,
    NOTE,
    RECEIVER,
    SOURCE,
    check_parts,
    copy,
    money,
    remarks,
    sides,
)
from db.importing.labels import LEVELS, by_label, category_of
from db.importing.rows import ChildSpec, ParsedRow, RecordSpec, Values
from db.models import Attendee, Commitment, Meeting, Project, table_of
from db.terms import Level, Role

COLUMNS = (
    HELPER,
    RECEIVER,
    Column("date", "会议日期", day, True, ("会议时间", "时间")),
    Column("title", "会议名称", text(300), True, ("名称",)),
    Column("code", "会议编号", text(60)),
    Column("place", "地点", text(200), False, ("会议地点",)),
    Column("level", "会议级别", term(by_label(LEVELS))),
    Column("ordinal", "会议届次", ordinal),
    Column("chair", "主持人", text(200)),
    Column("attendees", "参会领导", text(5000)),
    Column("signed_projects", "签约项目数", whole, False, ("项目数量",)),
    Column("agreed_amount", "协议金额（万元）", wan_yuan),
    Column("summary", "会议内容", text(10_000)),
    Column("commitments", "议定事项", text(10_000)),
    Column("responsible", "责任单位", text(300)),
    Column("due", "完成时限", day),
    SOURCE,
    NOTE,
)

SPEC = RecordSpec(
    table_of(Meeting),
    key=("helper_adcode", "receiver_adcode", "date_start", "title"),
    narrow="date_start",
    children={
        "attendees": ChildSpec(table_of(Attendee), "meeting_id", "position"),
        "commitments": ChildSpec(
            table_of(Commitment),
            "meeting_id",
            "number",
            linked_from=((table_of(Project), "commitment_id"),),
        ),
    },
)

_NUMBERED = re.compile(r"^\s*(?:\d+\s*(?:[、)）]|[.．](?!\d))|[（(]\s*\d+\s*[)）])\s*")


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One meeting, its people and its agreed items."""
    row = cells.row()
    held: Day | None = cells.get("date")
    row.values |= sides(cells, directory, held.day.year if held else None)
    if held:
        row.values |= {"date_start": held.day, "date_precision": held.precision}
    row.values |= copy(cells, "title", "code", "ordinal", "signed_projects", "summary", "place")
    row.values |= money(cells, "agreed_amount") | remarks(cells)
    if cells.get("level"):
        row.values["level"] = cells.get("level")
    if cells.given("place"):
        row.values["place_adcode"] = directory.place(cells.get("place") or "")
    row.defaults = {"category": category_of(cells.get("title") or ""), "level": Level.PROVINCE}
    _people(cells, row)
    if cells.given("commitments"):
        row.children["commitments"] = items(cells)
    return row


def _people(cells: Cells, row: ParsedRow) -> None:
    """The list of people is the whole list; a chair alone says nothing of who else was there."""
    if not (cells.given("attendees") or cells.given("chair")):
        return
    named = people(cells.get("attendees") or "", cells.get("chair") or "")
    field = "attendees" if cells.given("attendees") else "chair"
    check_parts(cells, field, (person["name"] for person in named), 120)
    check_parts(cells, field, (person["post"] for person in named), 200)
    (row.children if cells.given("attendees") else row.new_children)["attendees"] = named


def people(attendees: str, chair: str) -> list[Values]:
    """Persons separated by ； or line breaks, each "post name" or a bare name; the chair first."""
    named = [
        person(part, Role.ATTENDEE) for part in re.split(r"[；;\n]", attendees) if part.strip()
    ]
    if chair.strip():
        presiding = person(chair, Role.CHAIR)
        named = [presiding, *(p for p in named if p["name"] != presiding["name"])]
    return [{"position": position} | p for position, p in enumerate(named, start=1)]


def person(text: str, role: Role) -> Values:
    """A post may hold 、 and is cut from the name at the last white space."""
    post, _, name = text.strip().rpartition(" ")
    return {"name": name, "post": post.strip() or None, "role": role}


def items(cells: Cells) -> list[Values]:
    """Agreed items, numbered in order; unit in charge and due date are the meeting's."""
    due: Day | None = cells.get("due")
    shared: Values = {}
    if cells.given("responsible"):
        shared["responsible"] = cells.get("responsible")
    if cells.given("due"):
        shared |= {"due": due.day if due else None, "due_precision": due.precision if due else None}
    texts = split_items(cells.get("commitments") or "")
    return [{"number": n, "text": text} | shared for n, text in enumerate(texts, start=1)]


def split_items(text: str) -> list[str]:
    """One item a number where the first line is numbered, otherwise one a line."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines or not _NUMBERED.match(lines[0]):
        return [line.strip() for line in lines]
    found: list[str] = []
    for line in lines:
        if _NUMBERED.match(line):
            found.append(_NUMBERED.sub("", line).strip())
        else:
            found[-1] += "\n" + line.strip()
    return found
