"""Ledgers of agreements as they were signed (协议文本): one row an agreement."""

from db.importing.cells import Cells, Column
from db.importing.convert import text
from db.importing.dates import deadline, year
from db.importing.directory import Directory
from db.importing.kinds.common import (
    HELPER,
    NOTE,
    ORIGIN,
    RECEIVER,
    SOURCE,
    WHAT,
    WHO_AND_WHEN,
    column,
    dates,
    remarks,
    sides,
    titled,
)
from db.importing.kinds.ledger import Group, Ledger
from db.importing.problems.places import YEARS_ORDER
from db.importing.rows import ParsedRow, RecordSpec
from db.importing.words import Words
from db.models import Accord, table_of
from db.terms import Kind

COLUMNS = (
    Column(
        "title",
        "协议名称",
        text(300),
        True,
        en="Title of the agreement",
        examples=("“十四五”东西部协作框架协议", "2024年东西部协作协议"),
    ),
    Column("year", "起始年度", year, True, en="First year", examples=("2021", "2024")),
    Column(
        "year_to",
        "终止年度",
        year,
        en="Last year",
        examples=("2025", ""),
        hint=Words("一年期的协议留空", "empty for an agreement of one year"),
    ),
    HELPER,
    RECEIVER,
    Column(
        "signed",
        "签订日期",
        deadline,
        en="Signed on",
        examples=("2021-05", "2024-05-20"),
        hint=Words("如 2024-05-20 或 2024-05", "such as 2024-05-20 or 2024-05"),
        stored="signed_date",
    ),
    Column(
        "signed_by", "签订单位", text(300), en="Signed by", examples=("浙江省、四川省人民政府", "")
    ),
    Column("place", "签订地点", text(200), en="Place of signing", examples=("成都市", "")),
    column(SOURCE, examples=("协议文本", "协议文本")),
    NOTE,
)

SPEC = RecordSpec(
    table_of(Accord),
    key=("helper_adcode", "receiver_adcode", "year", "title"),
    narrow="title",
    folds=("title",),
    hangs_on={"title_en": "title"},
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One agreement; of one year, where no last year is given."""
    row = cells.row()
    values = row.values = cells.without("helper", "receiver", "signed")
    values |= sides(cells, directory, cells.get("year")) | remarks(cells)
    values |= dates(cells, "signed", "signed_date", "signed_precision")
    first, last = cells.get("year"), cells.get("year_to")
    values["year_to"] = last or first
    if first and last and last < first:
        cells.problem("year_to", YEARS_ORDER)
    return row


LEDGER = Ledger(
    Kind.ACCORDS,
    Words("协议文本", "signed agreements"),
    Words("份协议", "signed agreement"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(WHO_AND_WHEN, (("title",), ("helper", "receiver"), ("year", "year_to"))),
        Group(WHAT, (("signed", "place"), ("signed_by",))),
        ORIGIN,
    ),
    named=titled(SPEC.table, "title", "year"),
    called=("title",),
    dated="year",
    listed=("year", "year_to", "title", "signed_date", "signed_by"),
    searched=("title", "signed_by"),
    also={"title_en": Words("英文名称", "Title in English")},
)
