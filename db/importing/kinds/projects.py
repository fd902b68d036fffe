"""Project ledgers: one row a project and year of plan."""

from db.importing import measurecells
from db.importing.cells import Cells, Column
from db.importing.convert import code, text
from db.importing.dates import deadline
from db.importing.directory import Directory
from db.importing.kinds.common import (
    HELPER,
    MEETING,
    NOTE,
    ORIGIN,
    RECEIVER,
    SOURCE,
    WHAT,
    WHO_AND_WHEN,
    YEAR,
    column,
    dates,
    ended,
    linked_item,
    linked_meeting,
    located,
    remarks,
    titled,
)
from db.importing.kinds.ledger import Group, Ledger, Place
from db.importing.labels import INDUSTRIES, STAGES, industry, stage
from db.importing.numbers import money as amount
from db.importing.numbers import whole
from db.importing.rows import ChildSpec, ParsedRow, RecordSpec
from db.importing.words import Words
from db.models import Project, ProjectMeasure, table_of
from db.models.projects import AMOUNTS
from db.terms import Kind

WAN = "万元"

COLUMNS = (
    Column(
        "code",
        "项目编号",
        code(60),
        True,
        en="Code of the project",
        examples=("ZC2024-001", "ZC2024-002"),
    ),
    YEAR,
    Column(
        "title",
        "项目名称",
        text(300),
        True,
        en="Title of the project",
        examples=("青川县白茶基地", "农村电商服务中心"),
    ),
    HELPER,
    RECEIVER,
    Column(
        "industry",
        "产业类型",
        industry,
        True,
        en="Kind of industry",
        examples=("茶叶", "农村电商"),
        terms=INDUSTRIES,
    ),
    Column(
        "stage", "项目状态", stage, True, en="Stage", examples=("已开工", "已签约"), terms=STAGES
    ),
    Column(
        "place",
        "实施地点",
        text(200),
        merged=True,
        en="Place of the project",
        examples=("广元市青川县", ""),
    ),
    Column(
        "content",
        "建设内容",
        text(10_000),
        en="Content",
        examples=("新建标准化茶园 2000 亩", ""),
        long=True,
    ),
    Column(
        "measures",
        "建设规模与产出",
        text(5000),
        en="Scale and output",
        examples=("种植面积：计划 2000 亩，实际 1500 亩", ""),
        hint=Words(
            "每行一项，如：种植面积：计划 2000 亩，实际 1500 亩",
            "One a line, such as 种植面积：计划 2000 亩，实际 1500 亩",
        ),
        long=True,
        of="measures",
        write=measurecells.write,
    ),
    Column(
        "total_investment",
        "总投资（万元）",
        amount(),
        unit=WAN,
        en="Total investment (10,000 yuan)",
        examples=("3500", ""),
    ),
    Column(
        "agreed_amount",
        "协议金额（万元）",
        amount(),
        unit=WAN,
        en="Agreed money (10,000 yuan)",
        examples=("3000", ""),
    ),
    Column(
        "in_place",
        "到位资金（万元）",
        amount(),
        unit=WAN,
        en="Money in place (10,000 yuan)",
        examples=("1200.5", ""),
    ),
    Column(
        "fiscal_aid",
        "财政援助资金（万元）",
        amount(),
        unit=WAN,
        en="Fiscal aid (10,000 yuan)",
        examples=("800", ""),
    ),
    Column(
        "social_aid",
        "社会帮扶资金（万元）",
        amount(),
        unit=WAN,
        en="Social aid (10,000 yuan)",
        examples=("200", ""),
    ),
    Column("jobs", "吸纳就业（人）", whole, en="Jobs (persons)", examples=("120", "")),
    Column(
        "beneficiaries",
        "带动脱贫人口（人）",
        whole,
        en="People benefiting (persons)",
        examples=("460", ""),
    ),
    Column(
        "start",
        "开工时间",
        deadline,
        en="Start of work",
        examples=("2024-03-01", ""),
        hint=Words("例如 2026-03-05 或 2026-03", "such as 2026-03-05 or 2026-03"),
        stored="start_date",
    ),
    Column(
        "end",
        "完工时间",
        deadline,
        en="Completion",
        examples=("2025-12", ""),
        hint=Words("如 2026-03-07", "such as 2026-03-07"),
        stored="end_date",
    ),
    Column(
        "implementer", "实施单位", text(200), en="Implementer", examples=("某某茶业有限公司", "")
    ),
    MEETING,
    Column(
        "commitment_no",
        "议定事项序号",
        whole,
        en="Number of the agreed item",
        examples=("1", ""),
        stored="commitment_id",
    ),
    column(SOURCE, examples=("年度项目台账", "")),
    NOTE,
)

COUNTS = ("jobs", "beneficiaries")
NOT_STORED = ("helper", "receiver", "start", "end", "meeting", "commitment_no")
"""Fields that stand for columns of other names."""

COPIED: dict[str, str | None] = dict.fromkeys(
    ("code", "title", "industry", "stage", "content", *AMOUNTS, *COUNTS, "implementer")
) | {"source": "", "note": ""}
"""Fields that `assemble` takes as they are, with what an empty cell becomes."""

SPEC = RecordSpec(
    table_of(Project),
    key=("helper_adcode", "receiver_adcode", "code"),
    narrow="code",
    folds=("code",),
    yearly=True,
    follows={"place_adcode": "place"},
    children={
        "measures": ChildSpec(
            table_of(ProjectMeasure),
            "project_id",
            "measure_key",
            one=Words("指标 {n}", "Measure {n}"),
            many=Words("建设规模与产出", "Scale and output"),
            names={
                "measure_key": Words("指标", "Measure"),
                "planned": Words("计划", "Planned"),
                "actual": Words("实际", "Actual"),
                "planned_unit": Words("计划数所写单位", "Unit of the plan as written"),
                "actual_unit": Words("实际数所写单位", "Unit of the actual as written"),
            },
            known_by="measure_key",
            follows={"planned_unit": "planned", "actual_unit": "actual"},
            told=("planned", "actual"),
        )
    },
    hangs_on={"commitment_id": "meeting_id", "title_en": "title"},
    periods=(("start_date", "end_date", "end"),),
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One project, linked to the meeting and the agreed item that it carries out."""
    row = cells.row()
    values = row.values = cells.without(*NOT_STORED)
    located(row, cells, directory)
    values |= remarks(cells)
    values |= dates(cells, "start", "start_date", "start_precision")
    values |= ended(cells, "start", "end", "end_date", "end_precision")
    values |= linked_meeting(cells, directory)
    values |= linked_item(cells, directory, values.get("meeting_id"))
    measurecells.take(row, cells, directory.measures)
    return row


LEDGER = Ledger(
    Kind.PROJECTS,
    Words("项目", "projects"),
    Words("个项目", "project"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(
            WHO_AND_WHEN,
            (("title",), ("helper", "receiver", "year"), ("place", "code"), ("start", "end")),
        ),
        Group(
            WHAT,
            (
                ("industry", "stage"),
                ("content",),
                ("measures",),
                ("implementer",),
                ("meeting", "commitment_no"),
            ),
        ),
        Group(
            Words("资金与惠及人数", "Money and people"),
            (
                ("total_investment", "agreed_amount", "in_place"),
                ("fiscal_aid", "social_aid"),
                ("jobs", "beneficiaries"),
            ),
        ),
        ORIGIN,
    ),
    named=titled(SPEC.table, "title", "code"),
    called=("title",),
    dated="year",
    listed=("year", "title", "industry", "stage", "agreed_amount", "in_place"),
    searched=("title", "title_en", "code", "place"),
    summed=(*AMOUNTS, *COUNTS),
    copied=COPIED,
    also={
        "commitment_id": Words("议定事项", "Agreed item"),
        "code_year": Words("编号所属年度", "Year of the code"),
    },
    place=Place("projects", "project"),
    tells=(
        "fund",
        "ent",
        "inv",
        "ipr",
        "jobs",
        "jobs_p",
        "ledger_fiscal_aid",
        "ledger_social_aid",
        "ledger_total_investment",
        "ledger_commitments_linked",
    ),
)
