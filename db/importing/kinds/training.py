"""Ledgers of those who are taught (培训与就学): one row a class, or a year's students."""

from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from db.importing.cells import Cells, Column
from db.importing.convert import term, text
from db.importing.dates import day
from db.importing.directory import Directory
from db.importing.kinds.common import (
    HELPER,
    NOTE,
    ORIGIN,
    RECEIVER,
    SOURCE,
    WHAT,
    WHO_AND_WHEN,
    YEAR,
    column,
    copy,
    dates,
    remarks,
    sides,
)
from db.importing.kinds.ledger import Group, Ledger
from db.importing.labels import DIRECTIONS, by_label, further
from db.importing.numbers import whole
from db.importing.rows import ParsedRow, RecordSpec
from db.importing.words import Words
from db.models import Training, table_of
from db.periods import Period
from db.terms import Direction, Kind, Learners, PeriodKind, Precision

CATEGORIES = {
    Learners.OFFICIALS: ("党政干部", "党政干部培训", "干部培训", "干部"),
    Learners.PROFESSIONALS: ("专业技术人员", "专业技术人才培训", "专技人才培训", "专业技术人才"),
    Learners.LEADERS: ("致富带头人", "致富带头人培训", "创业致富带头人", "乡村振兴带头人"),
    Learners.WORKERS: ("劳动者", "劳动技能培训", "职业技能培训", "技能培训", "农民培训"),
    Learners.STUDENTS: ("学生", "学生就读", "职业教育学生", "中职学生", "异地就读"),
}
MORE_CATEGORIES = {
    Learners.OFFICIALS: "党政领导干部 领导干部 行政干部 村干部 基层干部 officials cadres",
    Learners.PROFESSIONALS: "专技人员 专业人才 技术人才 技术人员 教师 医生 教师培训 医生培训 "
    "农技人员 人才培训 professionals specialists teachers doctors",
    Learners.LEADERS: "创业带头人 带头人 新型职业农民 高素质农民 农村实用人才 "
    "leaders entrepreneurs",
    Learners.WORKERS: "劳动力 农村劳动力 脱贫劳动力 劳务培训 就业培训 务工人员 农民 "
    "workers farmers",
    Learners.STUDENTS: "在校学生 两后生 职校学生 中职生 高职学生 学生交流 pupils students",
}
TAUGHT = {
    Direction.EAST_TO_WEST: "东部人员 东部学员 东部学生 东部",
    Direction.WEST_TO_EAST: "西部人员 西部学员 西部学生 西部 受援方 受帮扶方",
}
"""Whose people are taught, in words of ledgers of classes."""

COLUMNS = (
    YEAR,
    HELPER,
    RECEIVER,
    Column(
        "direction",
        "学员来向",
        term(by_label(DIRECTIONS) | further(TAUGHT)),
        True,
        en="Whose people",
        examples=("西部赴东部", "东部赴西部"),
        hint=Words(
            "西部学员填西部赴东部，不论在何地办班",
            "west to east for people of the west, wherever the class is held",
        ),
        terms=DIRECTIONS,
    ),
    Column(
        "category",
        "学员类别",
        term(by_label(CATEGORIES) | further(MORE_CATEGORIES)),
        True,
        en="Who is taught",
        examples=("党政干部", "学生"),
        terms=CATEGORIES,
    ),
    Column("title", "培训班次", text(300), en="Class", examples=("茶叶加工技术培训班", "")),
    Column(
        "persons",
        "人次",
        whole,
        True,
        en="Person-times",
        examples=("60", "120"),
        hint=Words("一人参加两班计两次", "one person in two classes counts twice"),
    ),
    Column("place", "培训地点", text(200), en="Where", examples=("杭州市", "")),
    Column("held_by", "承办单位", text(200), en="Held by", examples=("某农业科学院", "某职业学校")),
    Column(
        "start",
        "开始时间",
        day,
        en="From",
        examples=("2024-05-10", ""),
        hint=Words("如 2024-05-10 或 2024-05", "such as 2024-05-10 or 2024-05"),
        stored="since_date",
    ),
    column(SOURCE, examples=("培训台账", "")),
    NOTE,
)

SPEC = RecordSpec(
    table_of(Training),
    key=(
        "helper_adcode",
        "receiver_adcode",
        "year",
        "direction",
        "category",
        "since_date",
        "title",
    ),
    narrow="title",
    folds=("title",),
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One class, or a year's students."""
    row = cells.row()
    row.values |= sides(cells, directory, cells.get("year")) | remarks(cells)
    row.values |= copy(cells, "year", "direction", "category", "persons", "place", "held_by")
    row.values["title"] = cells.get("title") or ""
    row.values |= dates(cells, "start", "since_date", "since_precision")
    year = cells.get("year")
    if row.values.get("since_date") is None and year:
        begins = Period(year, PeriodKind.YEAR, 1).starts_on
        row.values |= {"since_date": begins, "since_precision": Precision.YEAR}
    return row


def _title(language: str) -> ColumnElement[Any]:
    """What the class is called, else who is taught."""
    table = SPEC.table.c
    words = case(*((table.category == one, getattr(CALLED[one], language)) for one in Learners))
    return func.coalesce(func.nullif(table.title, ""), words)


CALLED: dict[Learners, Words] = {
    Learners.OFFICIALS: Words("党政干部培训", "Training of officials"),
    Learners.PROFESSIONALS: Words("专业技术人员培训", "Training of professionals"),
    Learners.LEADERS: Words("致富带头人培训", "Training of rural entrepreneurs"),
    Learners.WORKERS: Words("劳动者培训", "Training of workers"),
    Learners.STUDENTS: Words("学生就读", "Students"),
}

LEDGER = Ledger(
    Kind.TRAINING,
    Words("培训与就学", "classes and students"),
    Words("条培训就学记录", "class or intake of students"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(WHO_AND_WHEN, (("helper", "receiver", "direction"), ("year", "start"))),
        Group(WHAT, (("title",), ("category", "persons"), ("place", "held_by"))),
        ORIGIN,
    ),
    named=select(SPEC.table.c.id, _title("zh"), _title("en"), SPEC.table.c.since_date),
    called=("title", "category"),
    dated="year",
    listed=("year", "title", "category", "direction", "persons", "place", "since_date"),
    searched=("title", "place", "held_by"),
    summed=("persons",),
    tells=("train",),
)
