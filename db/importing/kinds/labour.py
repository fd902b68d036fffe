"""Ledgers of labour (劳务输出): who found work away from home in a period, and where."""

from typing import Any

from sqlalchemy import ColumnElement, func, literal, select

from db.importing.cells import Cells, Column
from db.importing.convert import term, text
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
    column,
    copy,
    remarks,
    sides,
)
from db.importing.kinds.ledger import Group, Ledger
from db.importing.kinds.periodic import ALSO, KEY, PERIOD, period_alone, stored
from db.importing.labels import by_label, further
from db.importing.numbers import whole
from db.importing.rows import ParsedRow, RecordSpec
from db.importing.words import Words
from db.models import Labour, table_of
from db.terms import Destination, Kind

DESTINATIONS = {
    Destination.EAST: ("东部", "东部省份", "东部就业", "到东部就业", "赴东部", "跨省到东部"),
    Destination.OWN_PROVINCE: ("省内", "省内就业", "本省", "就近就业", "就地就近", "就地就近就业"),
    Destination.ELSEWHERE: ("其他", "其它", "其他地区", "其他省份", "省外其他", "其他省外"),
    Destination.NOT_TOLD: ("未注明", "不详", "不分去向"),
}
MORE_DESTINATIONS = {
    Destination.EAST: "帮扶省 帮扶省份 协作省份 结对省份 到帮扶省 东部结对省份 东部地区 东部省市 "
    "到结对省就业 eastern the_east",
    Destination.OWN_PROVINCE: "省内转移 省内县外 县内 县域内 本地 本县 本地就业 "
    "省内就近就业 within",
    Destination.ELSEWHERE: "其他东部省份以外 省外 外省 其他省 中西部 other others",
}

COLUMNS = (
    YEAR,
    PERIOD,
    HELPER,
    RECEIVER,
    Column(
        "persons",
        "转移就业（人）",
        whole,
        True,
        en="Found work (persons)",
        examples=("1200", "350"),
        hint=Words("本期间的人数，不是累计", "of this period alone, no running total"),
    ),
    Column(
        "lifted",
        "其中脱贫劳动力（人）",
        whole,
        en="Of whom lifted out of poverty (persons)",
        examples=("640", ""),
    ),
    Column(
        "destination",
        "去向",
        term(by_label(DESTINATIONS) | further(MORE_DESTINATIONS)),
        en="Where to",
        examples=("东部", ""),
        terms=DESTINATIONS,
        begins=DESTINATIONS[Destination.NOT_TOLD][0],
    ),
    Column("through", "组织方式", text(200), en="Through", examples=("劳务专车", "")),
    column(SOURCE, examples=("劳务协作台账", "")),
    NOTE,
)

SPEC = RecordSpec(
    table_of(Labour),
    key=("helper_adcode", "receiver_adcode", *KEY, "destination", "through"),
    narrow="year",
    folds=("through",),
)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """The workers of a period, destination and way of going."""
    row = cells.row()
    row.values |= sides(cells, directory, cells.get("year")) | remarks(cells)
    period = period_alone(cells)
    row.values |= stored(period) if period else {"year": cells.get("year")}
    row.values |= copy(cells, "persons", "lifted")
    row.values["destination"] = cells.get("destination") or Destination.NOT_TOLD
    row.values["through"] = cells.get("through") or ""
    check_part(cells, "lifted", "persons")
    return row


def _title(word: str) -> ColumnElement[Any]:
    return func.coalesce(func.nullif(SPEC.table.c.through, ""), literal(word))


LEDGER = Ledger(
    Kind.LABOUR,
    Words("劳务输出", "labour"),
    Words("条劳务输出记录", "record of labour"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(WHO_AND_WHEN, (("helper", "receiver"), ("year", "period"))),
        Group(WHAT, (("persons", "lifted"), ("destination", "through"))),
        ORIGIN,
    ),
    named=select(
        SPEC.table.c.id, _title("劳务输出"), _title("Labour transferred"), SPEC.table.c.ends_on
    ),
    called=("through", "destination"),
    dated="year",
    listed=("ends_on", "period_kind", "through", "destination", "persons", "lifted"),
    searched=("through", "source"),
    summed=("persons", "lifted"),
    also=ALSO,
)
