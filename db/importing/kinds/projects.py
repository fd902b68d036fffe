"""Project ledgers: one row a project and year of plan."""

from db.importing.cells import Cells, Column
from db.importing.convert import code, text
from db.importing.dates import deadline, year
from db.importing.directory import Directory
from db.importing.kinds.common import (
    HELPER,
    NOTE,
    RECEIVER,
    SOURCE,
    check_order,
    dates,
    linked_item,
    linked_meeting,
    placed,
    remarks,
    sides,
)
from db.importing.labels import industry, stage
from db.importing.numbers import money as amount
from db.importing.numbers import whole
from db.importing.rows import ParsedRow, RecordSpec
from db.models import Project, table_of
from db.models.projects import AMOUNTS

WAN = "万元"

COLUMNS = (
    Column("code", "项目编号", code(60), True),
    Column("year", "年度", year, True),
    Column("title", "项目名称", text(300), True),
    HELPER,
    RECEIVER,
    Column("industry", "产业类型", industry, True),
    Column("stage", "项目状态", stage, True),
    Column("place", "实施地点", text(200), merged=True),
    Column("content", "建设内容", text(10_000)),
    Column("total_investment", "总投资（万元）", amount(), unit=WAN),
    Column("agreed_amount", "协议金额（万元）", amount(), unit=WAN),
    Column("in_place", "到位资金（万元）", amount(), unit=WAN),
    Column("fiscal_aid", "财政援助资金（万元）", amount(), unit=WAN),
    Column("social_aid", "社会帮扶资金（万元）", amount(), unit=WAN),
    Column("jobs", "吸纳就业（人）", whole),
    Column("beneficiaries", "带动脱贫人口（人）", whole),
    Column("start", "开工时间", deadline),
    Column("end", "完工时间", deadline),
    Column("implementer", "实施单位", text(200)),
    Column("meeting", "对应会议", text(300)),
    Column("commitment_no", "议定事项序号", whole),
    SOURCE,
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
    hangs_on={"commitment_id": "meeting_id", "title_en": "title"},
    periods=(("start_date", "end_date", "end"),),
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One project, linked to the meeting and the agreed item that it carries out."""
    row = cells.row()
    values = row.values = cells.without(*NOT_STORED)
    values |= sides(cells, directory, cells.get("year"))
    values |= remarks(cells)
    values |= dates(cells, "start", "start_date", "start_precision")
    values |= dates(cells, "end", "end_date", "end_precision")
    check_order(cells, "start", "end")
    if cells.given("place"):
        values["place_adcode"] = placed(cells, directory, cells.get("year"))
    values |= linked_meeting(cells, directory)
    values |= linked_item(cells, directory, values.get("meeting_id"))
    return row
