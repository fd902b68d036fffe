"""Ledgers of workshops (帮扶车间): one row a workshop and year."""

from db.importing.cells import Cells, Column
from db.importing.convert import code, term, text
from db.importing.dates import deadline
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
    check_part,
    dates,
    located,
    remarks,
    titled,
)
from db.importing.kinds.ledger import Group, Ledger
from db.importing.labels import by_label
from db.importing.numbers import money, whole
from db.importing.rows import ParsedRow, RecordSpec
from db.importing.words import Words
from db.models import Workshop, table_of
from db.terms import Kind, WorkshopStatus

STATUSES = {
    WorkshopStatus.IN_USE: ("在用", "正常", "正常运营", "运营", "运行", "投产", "生产", "已建成"),
    WorkshopStatus.IDLE: ("停用", "停产", "停工", "停业", "关停", "闲置", "歇业", "未运营"),
}

COLUMNS = (
    Column(
        "code",
        "车间编号",
        code(60),
        True,
        en="Code of the workshop",
        examples=("CJ2024-001", "CJ2024-002"),
    ),
    YEAR,
    HELPER,
    RECEIVER,
    Column(
        "title",
        "车间名称",
        text(300),
        True,
        en="Name of the workshop",
        examples=("青川县木鱼镇服装车间", "青川县竹园镇电子车间"),
    ),
    Column("place", "地点", text(200), merged=True, en="Place", examples=("广元市青川县", "")),
    Column("enterprise", "企业", text(200), en="Enterprise", examples=("某某服装有限公司", "")),
    Column("product", "产品", text(200), en="Product", examples=("校服", "")),
    Column("jobs", "吸纳就业（人）", whole, en="Jobs (persons)", examples=("45", "")),
    Column(
        "lifted_jobs",
        "其中脱贫劳动力（人）",
        whole,
        en="Of whom lifted out of poverty (persons)",
        examples=("28", ""),
    ),
    Column(
        "wage",
        "月均工资（元）",
        money("元"),
        unit="元",
        en="Wage a month (yuan)",
        examples=("3200", ""),
    ),
    Column(
        "status",
        "状态",
        term(by_label(STATUSES)),
        en="Status",
        examples=("在用", "停用"),
        terms=STATUSES,
    ),
    Column(
        "opened",
        "建成时间",
        deadline,
        en="Opened",
        examples=("2023-08", ""),
        hint=Words("如 2023-08-15 或 2023-08", "such as 2023-08-15 or 2023-08"),
        stored="opened_date",
    ),
    SOURCE,
    NOTE,
)

SPEC = RecordSpec(
    table_of(Workshop),
    key=("helper_adcode", "receiver_adcode", "year", "code"),
    narrow="code",
    folds=("code",),
    follows={"place_adcode": "place"},
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One workshop in one year."""
    row = cells.row()
    values = row.values = cells.without("helper", "receiver", "opened")
    located(row, cells, directory)
    values |= remarks(cells)
    values |= dates(cells, "opened", "opened_date", "opened_precision")
    check_part(cells, "lifted_jobs", "jobs")
    return row


LEDGER = Ledger(
    Kind.WORKSHOPS,
    Words("帮扶车间", "workshops"),
    Words("个帮扶车间", "workshop"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(
            WHO_AND_WHEN, (("title",), ("helper", "receiver", "year"), ("code", "place", "opened"))
        ),
        Group(WHAT, (("enterprise", "product", "status"), ("jobs", "lifted_jobs", "wage"))),
        ORIGIN,
    ),
    named=titled(SPEC.table, "title", "code"),
    called=("title",),
    dated="year",
    listed=("year", "title", "place", "enterprise", "jobs", "lifted_jobs", "status"),
    searched=("title", "code", "place", "enterprise", "product"),
    summed=("jobs", "lifted_jobs"),
    stock=True,
    of_industry=("title", "product", "enterprise"),
    tells=("ws",),
)
