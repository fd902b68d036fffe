"""Ledgers of people sent to the other side (挂职干部, 专业技术人才): one row a person and year."""

import re
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from db.folding import folds
from db.importing.cells import Cells, Column
from db.importing.convert import term, text
from db.importing.converted import Noted, plain
from db.importing.dates import Day, day, deadline, single_day
from db.importing.directory import Directory
from db.importing.issue import Invalid
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
    ended,
    remarks,
    sides,
)
from db.importing.kinds.ledger import Group, Ledger
from db.importing.labels import DIRECTIONS, by_label, further
from db.importing.problems.dates import DATE_ORDER
from db.importing.rows import ParsedRow, RecordSpec
from db.importing.words import Words
from db.models import Talent, table_of
from db.terms import Direction, Kind, TalentCategory

CATEGORIES = {
    TalentCategory.CADRE: ("党政挂职干部", "挂职干部", "党政干部", "干部", "挂职", "行政干部"),
    TalentCategory.SPECIALIST: ("专业技术人才", "专技人才", "专业人才", "技术人才", "人才"),
}
MORE_CATEGORIES = {
    TalentCategory.CADRE: "挂职党政干部 党政领导干部 领导干部 选派干部 党政 official "
    "seconded_official",
    TalentCategory.SPECIALIST: "专技人员 专业技术人员 专业技术干部 技术人员 专技 教师 支教 医生 "
    "支医 医疗人才 教育人才 农技人才 科技人才 支农 科技特派员 specialists professional",
}
MORE_DIRECTIONS = {
    Direction.EAST_TO_WEST: "东派西 东部派往西部 东部选派 东部来 东到西 东→西 东部至西部 东部赴西 "
    "东部向西部选派 来西部 东部选派到西部",
    Direction.WEST_TO_EAST: "西派东 西部派往东部 西部选派 西到东 西→东 西部至东部 西部赴东 "
    "西部向东部选派 去东部 西部选派到东部",
}
_MONTH = r"[0-9]{4}[年./-][0-9]{1,2}月?"
_TERM = re.compile(rf"({_MONTH})[-—–~～－至到]+({_MONTH}|今|现在)")


def begins(raw: str) -> Day | Noted:
    """When somebody came; a term of office (2022.5-2024.5, 2022年5月至今) has its last month.

    Raises:
        Invalid: as `day`; DATE_ORDER.
    """
    term_of_office = _TERM.fullmatch(plain(raw))
    if term_of_office is None:
        return day(raw)
    first, end = term_of_office.groups()
    began = single_day(first)
    if not end[0].isdigit():
        return began
    (one, notes), (other, _) = _apart(began), _apart(single_day(end))
    if other.day < one.day:
        raise Invalid(DATE_ORDER)
    return Noted(replace(one, last=other.day), notes)


def _apart(found: Day | Noted) -> tuple[Day, tuple[Invalid, ...]]:
    return (found.value, found.notes) if isinstance(found, Noted) else (found, ())


_DAY = Words("如 2023-05-10 或 2023-05", "such as 2023-05-10 or 2023-05")

COLUMNS = (
    YEAR,
    HELPER,
    RECEIVER,
    Column(
        "direction",
        "方向",
        term(by_label(DIRECTIONS) | further(MORE_DIRECTIONS)),
        True,
        en="Direction",
        examples=("东部赴西部", "西部赴东部"),
        terms=DIRECTIONS,
    ),
    Column(
        "category",
        "类别",
        term(by_label(CATEGORIES) | further(MORE_CATEGORIES)),
        True,
        en="Category",
        examples=("党政挂职干部", "专业技术人才"),
        terms=CATEGORIES,
    ),
    Column(
        "name",
        "姓名",
        text(60),
        en="Name",
        examples=("张某某", ""),
        hint=Words("只有负责人员看得到", "seen only by those in charge"),
        private=True,
    ),
    Column("field", "领域", text(100), en="Field", examples=("农业农村", "")),
    Column("sent_by", "派出单位", text(200), en="Sent by", examples=("杭州市某局", "")),
    Column("received_by", "接收单位", text(200), en="Received by", examples=("广元市某局", "")),
    Column("post", "挂职职务", text(200), en="Post", examples=("副局长", "")),
    Column(
        "start",
        "开始时间",
        begins,
        True,
        en="From",
        examples=("2023-05-10", "2024-03"),
        hint=_DAY,
        stored="since_date",
    ),
    Column(
        "end",
        "结束时间",
        deadline,
        en="To",
        examples=("2025-05", ""),
        hint=_DAY,
        stored="until_date",
    ),
    column(SOURCE, examples=("选派名册", "")),
    NOTE,
)

SPEC = RecordSpec(
    table_of(Talent),
    key=(
        "helper_adcode",
        "receiver_adcode",
        "year",
        "direction",
        "category",
        "since_date",
        "who",
    ),
    narrow="who",
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One person in one year."""
    row = cells.row()
    row.values |= sides(cells, directory, cells.get("year")) | remarks(cells)
    row.values |= copy(
        cells, "year", "direction", "category", "name", "field", "sent_by", "received_by", "post"
    )
    row.values["who"] = _who(cells)
    began: Day | None = cells.get("start")
    row.values |= dates(cells, "start", "since_date", "since_precision")
    row.values |= ended(cells, "start", "end", "until_date", "until_precision")
    if began and began.last and not cells.get("end"):
        row.values |= {"until_date": began.last, "until_precision": began.precision}
    return row


def _who(cells: Cells) -> str:
    """What tells a person of a ledger from others."""
    named = cells.get("name") or "/".join(
        cells.get(field) or "" for field in ("received_by", "field", "post", "sent_by")
    )
    return folds(named) or ""


def _title(language: str) -> ColumnElement[Any]:
    """By post, field or where they work, else by category: never by name."""
    table = SPEC.table.c
    words = case(
        *((table.category == one, getattr(_CALLED[one], language)) for one in TalentCategory),
        else_="",
    )
    told = (func.nullif(table[name], "") for name in ("post", "field", "received_by"))
    return func.coalesce(*told, words)


_CALLED: dict[TalentCategory, Words] = {
    TalentCategory.CADRE: Words("党政挂职干部", "Seconded official"),
    TalentCategory.SPECIALIST: Words("专业技术人才", "Specialist"),
}

LEDGER = Ledger(
    Kind.TALENT,
    Words("人才交流", "talent"),
    Words("人次选派", "person sent"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(WHO_AND_WHEN, (("helper", "receiver", "direction"), ("year", "start", "end"))),
        Group(WHAT, (("category", "name", "field"), ("sent_by", "received_by", "post"))),
        ORIGIN,
    ),
    named=select(SPEC.table.c.id, _title("zh"), _title("en"), SPEC.table.c.since_date),
    called=("post", "field", "received_by"),
    dated="year",
    listed=("year", "post", "category", "direction", "field", "received_by", "since_date"),
    searched=("post", "field", "received_by", "sent_by"),
    stock=True,
    tells=("cadre", "tech", "exch"),
)
