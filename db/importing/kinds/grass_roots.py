"""Ledgers of paired grass roots (结对): two towns, villages, schools, hospitals or firms a row."""

from db.importing.cells import Cells, Column
from db.importing.convert import term, text
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
    column,
    copy,
    dates,
    remarks,
    sides,
    titled,
)
from db.importing.kinds.ledger import Group, Ledger
from db.importing.labels import by_label, further
from db.importing.rows import ParsedRow, RecordSpec
from db.importing.words import Words
from db.models import GrassRootsPair, table_of
from db.terms import Kind, PairCategory

CATEGORIES = {
    PairCategory.TOWNSHIP: ("乡镇", "镇街", "街道", "乡镇结对", "乡镇街道", "乡（镇）"),
    PairCategory.VILLAGE: ("村", "村社区", "社区", "村结对", "行政村", "村（社区）"),
    PairCategory.SCHOOL: ("学校", "校", "学校结对", "教育"),
    PairCategory.HOSPITAL: ("医院", "卫生院", "医院结对", "医疗"),
    PairCategory.ENTERPRISE: ("企业", "公司", "企业结对"),
    PairCategory.ORGANISATION: ("社会组织", "商会", "协会", "社会组织结对"),
}
MORE_CATEGORIES = {
    PairCategory.TOWNSHIP: "乡 镇 镇乡 镇(街) 镇(街道) 乡镇(街道) 镇镇结对 乡镇对乡镇 town towns",
    PairCategory.VILLAGE: "村村 村村结对 村社 村居 村(居) 脱贫村 村对村 villages",
    PairCategory.SCHOOL: "校校 校校结对 中小学 中学 小学 幼儿园 职校 "
    "职业院校 高校 学校对学校 schools",
    PairCategory.HOSPITAL: "院院 院院结对 医疗机构 医疗卫生机构 中医院 "
    "人民医院 医院对医院 hospitals",
    PairCategory.ENTERPRISE: "村企 村企结对 企村 民营企业 国企 国有企业 firm company",
    PairCategory.ORGANISATION: "社团 基金会 社会团体 社会力量 慈善组织 社会组织结对 organization",
}
_UNIT = text(200)

COLUMNS = (
    YEAR,
    Column(
        "category",
        "类型",
        term(by_label(CATEGORIES) | further(MORE_CATEGORIES)),
        True,
        en="Kind of unit",
        examples=("乡镇", "学校"),
        terms=CATEGORIES,
    ),
    HELPER,
    RECEIVER,
    Column(
        "helper_unit",
        "东部结对单位",
        _UNIT,
        True,
        en="Unit in the east",
        examples=("杭州市某镇", "杭州市某中学"),
    ),
    Column(
        "receiver_unit",
        "西部结对单位",
        _UNIT,
        True,
        en="Unit in the west",
        examples=("广元市某镇", "广元市某中学"),
    ),
    Column(
        "since",
        "结对时间",
        deadline,
        en="Paired since",
        examples=("2021-06", ""),
        hint=Words("如 2021-06-15 或 2021", "such as 2021-06-15 or 2021"),
        stored="since_date",
    ),
    column(SOURCE, examples=("结对协议", "")),
    NOTE,
)

SPEC = RecordSpec(
    table_of(GrassRootsPair),
    key=(
        "helper_adcode",
        "receiver_adcode",
        "year",
        "category",
        "receiver_unit",
        "helper_unit",
    ),
    narrow="receiver_unit",
    folds=("receiver_unit", "helper_unit"),
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One pair of units in one year."""
    row = cells.row()
    row.values |= sides(cells, directory, cells.get("year")) | remarks(cells)
    row.values |= copy(cells, "year", "category", "helper_unit", "receiver_unit")
    row.values |= dates(cells, "since", "since_date", "since_precision")
    return row


LEDGER = Ledger(
    Kind.GRASS_ROOTS,
    Words("基层结对", "grass-roots pairs"),
    Words("对基层结对", "grass-roots pair"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(WHO_AND_WHEN, (("helper", "receiver"), ("year", "since"))),
        Group(WHAT, (("category",), ("helper_unit", "receiver_unit"))),
        ORIGIN,
    ),
    named=titled(SPEC.table, "receiver_unit", "helper_unit"),
    called=("receiver_unit", "helper_unit"),
    dated="year",
    listed=("year", "category", "receiver_unit", "helper_unit", "since_date"),
    searched=("receiver_unit", "helper_unit"),
    stock=True,
)
