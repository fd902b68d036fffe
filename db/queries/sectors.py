"""Records of an industry where no column says it: workshops and sales, by their words."""

import pandas as pd
from sqlalchemy import Connection, func, or_, select

from db.filters import Filter
from db.importing.kinds import LEDGERS
from db.queries import where
from db.queries.frames import Query, frame
from db.queries.sides import SIDES
from db.terms import Industry, Kind

WORDS: dict[Industry, tuple[str, ...]] = {
    Industry.TEA: ("茶",),
    Industry.HERBS: ("药材", "中药", "草药", "药业"),
    Industry.TEXTILES: ("服装", "服饰", "制衣", "纺织", "针织", "家纺", "刺绣", "鞋", "袜"),
    Industry.ECOMMERCE: ("电商", "电子商务", "网店", "直播", "线上"),
}
"""What says of a record of which industry it is."""

KINDS = tuple(kind for kind, ledger in LEDGERS.items() if ledger.of_industry)
"""The ledgers whose texts are looked at for these words."""


def by_year(connection: Connection, kind: Kind, chosen: Filter, industry: Industry) -> pd.DataFrame:
    """Of a ledger of KINDS a row a year: `year`, `records`, `demo`, `as_of_first` to `undated`, and
    the sum of each column that the ledger adds up. Each year of a stock tells of the same anew.
    """
    ledger = LEDGERS[kind]
    table = ledger.spec.table
    year = table.c[ledger.dated]
    statement = select(
        year.label("year"),
        func.count().label("records"),
        func.count().filter(table.c.demo).label("demo"),
        func.min(table.c.as_of).label("as_of_first"),
        func.max(table.c.as_of).label("as_of_last"),
        func.count().filter(table.c.as_of.is_(None)).label("undated"),
        *(func.sum(table.c[name]).label(name) for name in ledger.summed),
    )
    of = _of(statement.select_from(table), kind, chosen, industry)
    return frame(connection, of.group_by(year).order_by(year))


def listed(
    connection: Connection,
    kind: Kind,
    chosen: Filter,
    industry: Industry,
    *,
    limit: int = 40,
    offset: int = 0,
) -> pd.DataFrame:
    """A page of them, the newest first: the columns of the ledger's table, and those of SIDES."""
    ledger = LEDGERS[kind]
    table = ledger.spec.table
    own = [c for c in table.c if c.name not in ("helper_adcode", "receiver_adcode")]
    of = _of(select(*own, *SIDES).select_from(table), kind, chosen, industry)
    newest = of.order_by(table.c[ledger.dated].desc(), table.c.id.desc())
    return frame(connection, newest.limit(limit).offset(offset))


def _of(statement: Query, kind: Kind, chosen: Filter, industry: Industry) -> Query:
    ledger = LEDGERS[kind]
    table = ledger.spec.table
    told = or_(*(table.c[n].contains(w) for n in ledger.of_industry for w in WORDS[industry]))
    of = where.records(chosen, table, ledger.dated)
    return where.with_sides(statement, table.c).where(*of, told)
