"""Meeting ledgers. Agreed items and people come several to a cell."""

from db.importing.cells import Cells, Column
from db.importing.convert import code, text
from db.importing.dates import Day, day, deadlines
from db.importing.delegations import side_of
from db.importing.directory import Directory
from db.importing.items import split_items
from db.importing.kinds.common import (
    HELPER,
    NOTE,
    RECEIVER,
    SOURCE,
    check_parts,
    copy,
    placed,
    remarks,
    sides,
)
from db.importing.labels import category_of, level
from db.importing.numbers import NOTHING_WORDS, ordinal, whole
from db.importing.numbers import money as amount
from db.importing.people import people
from db.importing.problems.dates import DUE_COUNT
from db.importing.rows import ChildSpec, ParsedRow, RecordSpec, Values
from db.models import Attendee, Commitment, CommitmentProgress, Meeting, Project, table_of
from db.terms import Level, Role

COLUMNS = (
    HELPER,
    RECEIVER,
    Column("date", "会议日期", day, True),
    Column("title", "会议名称", text(300), True),
    Column("code", "会议编号", code(60)),
    Column("place", "地点", text(200)),
    Column("level", "会议级别", level),
    Column("ordinal", "会议届次", ordinal),
    Column("chair", "主持人", text(200)),
    Column("attendees", "参会领导", text(5000)),
    Column("signed_projects", "签约项目数", whole),
    Column("agreed_amount", "协议金额（万元）", amount(), unit="万元"),
    Column("summary", "会议内容", text(10_000)),
    Column("commitments", "议定事项", text(10_000)),
    Column("responsible", "责任单位", text(300)),
    Column("due", "完成时限", deadlines),
    SOURCE,
    NOTE,
)

SPEC = RecordSpec(
    table_of(Meeting),
    key=("helper_adcode", "receiver_adcode", "date_start", "title"),
    narrow="date_start",
    folds=("title",),
    by_code=True,
    follows={"place_adcode": "place"},
    hangs_on={"title_en": "title", "place_en": "place", "summary_en": "summary"},
    children={
        "progress": ChildSpec(table_of(CommitmentProgress), "meeting_id", "id"),
        "attendees": ChildSpec(
            table_of(Attendee),
            "meeting_id",
            "position",
            weak={"role": (Role.ATTENDEE, frozenset({Role.SPEAKER, Role.MET}))},
        ),
        "commitments": ChildSpec(
            table_of(Commitment),
            "meeting_id",
            "number",
            linked_from=(
                (table_of(Project), "commitment_id"),
                (table_of(CommitmentProgress), "commitment_id"),
            ),
        ),
    },
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One meeting, its people and its agreed items."""
    row = cells.row()
    held: Day | None = cells.get("date")
    row.values |= sides(cells, directory, held.day.year if held else None)
    if held:
        row.values |= {"date_start": held.day, "date_precision": held.precision}
        if held.last:
            row.values["date_end"] = held.last
    row.values |= copy(cells, "title", "code", "ordinal", "signed_projects", "summary", "place")
    row.values |= copy(cells, "agreed_amount") | remarks(cells)
    if cells.get("level"):
        row.values["level"] = cells.get("level")
    if cells.given("place"):
        year = held.day.year if held else None
        row.values["place_adcode"] = placed(cells, directory, year, either=True)
    row.defaults = {"category": category_of(cells.get("title") or ""), "level": Level.PROVINCE}
    _people(cells, row, directory)
    if cells.given("commitments"):
        row.children["commitments"] = items(cells)
    return row


def _people(cells: Cells, row: ParsedRow, directory: Directory) -> None:
    """The list of people is the whole list; a chair alone says nothing of who else was there."""
    if not (cells.given("attendees") or cells.given("chair")):
        return
    helper, receiver = cells.get("helper") or "", cells.get("receiver") or ""
    named = people(
        cells.get("attendees") or "",
        cells.get("chair") or "",
        directory.people,
        lambda place: side_of(place, helper, receiver, directory.named),
    )
    said = len(cells.issues)
    field = "attendees" if cells.given("attendees") else "chair"
    check_parts(cells, field, (person["name"] for person in named.people), 120)
    check_parts(cells, field, (person["post"] for person in named.people), 200)
    if len(cells.issues) == said:
        for doubt in named.attendees:
            cells.report("attendees", doubt)
        for doubt in named.chair:
            cells.report("chair", doubt)
    (row.children if cells.given("attendees") else row.new_children)["attendees"] = named.people


def items(cells: Cells) -> list[Values]:
    """Agreed items, numbered in order. Units in charge and due dates that are as many as the items
    are one for each; a single one is every item's.
    """
    texts = split_items(cells.get("commitments") or "")
    found: list[Values] = [{"number": n, "text": text} for n, text in enumerate(texts, start=1)]
    if cells.given("responsible"):
        given = cells.get("responsible")
        units = split_items(given or "")
        each = units if len(units) == len(found) > 1 else [given] * len(found)
        for item, unit in zip(found, each, strict=True):
            item["responsible"] = None if unit in NOTHING_WORDS else unit
    if cells.given("due"):
        dates: tuple[Day | None, ...] = cells.get("due") or (None,)
        if len(dates) not in (1, len(found)):
            cells.problem("due", DUE_COUNT, dates=len(dates), items=len(found))
        for item, due in zip(found, dates if len(dates) > 1 else dates * len(found), strict=False):
            item["due"] = due.day if due else None
            item["due_precision"] = due.precision if due else None
    return found
