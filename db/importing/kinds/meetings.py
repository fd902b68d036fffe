"""Meeting ledgers. Agreed items and people come several to a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.importing.cells import Cells, Column
from db.importing.convert import code, text
from db.importing.dates import Day, day, deadlines
from db.importing.delegations import side_of
from db.importing.directory import Directory
from db.importing.items import split_items
from db.importing.kinds.common import (
    HELPER,
    NOTE,
    ORIGIN,
    RECEIVER,
    SOURCE,
    WHAT,
    WHO_AND_WHEN,
    check_parts,
    column,
    copy,
    each,
    placed,
    remarks,
    sides,
    titled,
)
from db.importing.kinds.common import day as day_text
from db.importing.kinds.ledger import Group, Ledger, Place
from db.importing.labels import LEVELS, category_of, level
from db.importing.numbers import NOTHING_WORDS, ordinal, whole
from db.importing.numbers import money as amount
from db.importing.people import people
from db.importing.problems.dates import DUE_COUNT
from db.importing.rows import ChildSpec, ParsedRow, RecordSpec, Values
from db.importing.words import Words
from db.models import Attendee, Commitment, CommitmentProgress, Meeting, table_of
from db.terms import Kind, Level, Precision, Role

if TYPE_CHECKING:
    from db.importing.written import Writer

ONE_A_LINE = Words("每行一项", "One a line")
FOR_EACH = Words("各项相同的写一个，不同的每行一个", "one for all items, or one a line")
WHEN_DUE = Words("如 2026-12；", "such as 2026-12; ")


def _held(_: Writer, record: Values) -> str:
    began = day_text(record["date_start"], record["date_precision"])
    last = record["date_end"]
    exact = record["date_precision"] is Precision.DAY and last and last != record["date_start"]
    return f"{began}至{last.isoformat()}" if exact else began


def _attendees(writer: Writer, record: Values) -> str:
    return "；".join(map(_person, writer.children("attendees", record)))


def _chair(writer: Writer, record: Values) -> str:
    people = writer.children("attendees", record)
    return "；".join(_person(person) for person in people if person["role"] is Role.CHAIR)


def _person(person: Values) -> str:
    return f"{person['post']} {person['name']}" if person["post"] else str(person["name"])


def _items(writer: Writer, record: Values) -> str:
    texts = writer.children("commitments", record)
    return "\n".join(f"{item['number']}. {item['text']}" for item in texts)


def _responsible(writer: Writer, record: Values) -> str:
    return each(item["responsible"] or "" for item in writer.children("commitments", record))


def _due(writer: Writer, record: Values) -> str:
    found = writer.children("commitments", record)
    return each(day_text(item["due"], item["due_precision"]) for item in found)


COLUMNS = (
    column(HELPER, examples=("浙江省", "广东省")),
    column(RECEIVER, examples=("四川省", "广西壮族自治区")),
    Column(
        "date",
        "会议日期",
        day,
        True,
        en="Date of the meeting",
        examples=("2024-05-14", "2024-06"),
        hint=Words(
            "如 2026-03-05，或 2026-03-05至2026-03-07",
            "such as 2026-03-05, or 2026-03-05至2026-03-07",
        ),
        stored="date_start",
        write=_held,
    ),
    Column(
        "title",
        "会议名称",
        text(300),
        True,
        en="Title of the meeting",
        examples=("浙江省·四川省东西部协作联席会议", "粤桂协作工作座谈会"),
    ),
    Column("code", "会议编号", code(60), en="Code of the meeting", examples=("ZC-2024-01", "")),
    Column("place", "地点", text(200), en="Place", examples=("杭州市", "南宁市")),
    Column(
        "level",
        "会议级别",
        level,
        en="Level of the meeting",
        examples=("省级", "省级"),
        terms=LEVELS,
        begins=LEVELS[Level.PROVINCE][0],
    ),
    Column("ordinal", "会议届次", ordinal, en="Ordinal of the meeting", examples=("12", "")),
    Column(
        "chair",
        "主持人",
        text(200),
        en="Chaired by",
        examples=("省委书记 张某某", ""),
        of="attendees",
        write=_chair,
    ),
    Column(
        "attendees",
        "参会领导",
        text(5000),
        en="Leaders present",
        examples=("省委书记 张某某；省长 李某某", ""),
        hint=Words(
            "职务和姓名，每行一人，或用“；”隔开", "Post and name, one a line or parted by ；"
        ),
        long=True,
        of="attendees",
        write=_attendees,
    ),
    Column(
        "signed_projects", "签约项目数", whole, en="Number of projects signed", examples=("12", "")
    ),
    Column(
        "agreed_amount",
        "协议金额（万元）",
        amount(),
        unit="万元",
        en="Agreed money (10,000 yuan)",
        examples=("35000", ""),
    ),
    Column(
        "summary",
        "会议内容",
        text(10_000),
        en="What was said",
        examples=("总结上年工作，部署本年任务。", ""),
        long=True,
    ),
    Column(
        "commitments",
        "议定事项",
        text(10_000),
        en="Agreed items",
        examples=("1. 共建茶叶产业园\n2. 选派专业技术人才 330 名", ""),
        hint=ONE_A_LINE,
        long=True,
        of="commitments",
        write=_items,
    ),
    Column(
        "responsible",
        "责任单位",
        text(300),
        en="In charge",
        examples=("省农业农村厅", ""),
        hint=FOR_EACH,
        long=True,
        of="commitments",
        write=_responsible,
    ),
    Column(
        "due",
        "完成时限",
        deadlines,
        en="Due",
        examples=("2024-12-31", ""),
        hint=WHEN_DUE
        + Words("各项相同的写一个，不同的每行一个", "one for all items, or one a line"),
        long=True,
        of="commitments",
        write=_due,
    ),
    column(SOURCE, examples=("会议纪要", "")),
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
        "progress": ChildSpec(
            table_of(CommitmentProgress),
            "meeting_id",
            "id",
            one=Words("进展 {n}", "Progress {n}"),
            many=Words("进展记录", "Reports of progress"),
            names={
                "status": Words("状态", "Status"),
                "day": Words("日期", "Date"),
                "evidence": Words("佐证材料", "Evidence"),
            },
        ),
        "attendees": ChildSpec(
            table_of(Attendee),
            "meeting_id",
            "position",
            one=Words("人员 {n}", "Person {n}"),
            many=Words("人数", "People"),
            names={
                "position": Words("序号", "No."),
                "name": Words("姓名", "Name"),
                "post": Words("职务", "Post"),
                "side": Words("所属方", "Side"),
                "role": Words("参与方式", "Part"),
            },
            known_by="name",
            weak={"role": (Role.ATTENDEE, frozenset({Role.SPEAKER, Role.MET}))},
        ),
        "commitments": ChildSpec(
            table_of(Commitment),
            "meeting_id",
            "number",
            one=Words("议定事项 {n}", "Agreed item {n}"),
            many=Words("议定事项", "Agreed items"),
            names={
                "number": Words("序号", "No."),
                "text": Words("议定事项", "Agreed item"),
                "responsible": Words("责任单位", "In charge"),
                "side": Words("所属方", "Side"),
                "industry": Words("产业", "Industry"),
                "due": Words("完成时限", "Due"),
                "status": Words("状态", "Status"),
                "target_value": Words("目标值", "Target value"),
                "target_unit": Words("目标值单位", "Unit of the target"),
            },
            known_by="text",
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


LEDGER = Ledger(
    Kind.MEETINGS,
    Words("会议", "meetings"),
    Words("次会议", "meeting"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(
            WHO_AND_WHEN,
            (("title",), ("helper", "receiver", "date"), ("place", "level"), ("ordinal", "code")),
        ),
        Group(
            WHAT,
            (("chair",), ("attendees",), ("summary",), ("commitments",), ("responsible", "due")),
        ),
        Group(Words("资金", "Money"), (("signed_projects", "agreed_amount"),)),
        ORIGIN,
    ),
    named=titled(SPEC.table, "title", "date_start"),
    called=("title",),
    dated="date_start",
    listed=("date_start", "title", "place", "category"),
    searched=("title", "title_en", "code", "place"),
    summed=("signed_projects", "agreed_amount"),
    also={"date_end": Words("结束日期", "End date"), "category": Words("类别", "Kind")},
    place=Place("meetings", "meeting"),
    tells=("contract", "contract_amt"),
)
