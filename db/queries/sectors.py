"""Records of an industry where no column says it: workshops and sales, by their words."""

import pandas as pd
from sqlalchemy import Connection, or_, select

from db.filters import Filter
from db.importing.kinds import LEDGERS, Ledger
from db.queries import ledgers, where
from db.queries.dated import as_of
from db.queries.frames import frame
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
    statement = select(year.label("year"), *ledgers.added(ledger), *as_of(table.c)).select_from(
        table
    )
    of = where.with_sides(statement, table.c).where(*_conditions(ledger, chosen, industry))
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
    """A page of them, the newest first: the columns of ledgers.listed."""
    ledger = LEDGERS[kind]
    table = ledger.spec.table
    of = ledgers.every(ledger).where(*_conditions(ledger, chosen, industry))
    newest = of.order_by(table.c[ledger.dated].desc(), table.c.id.desc())
    return frame(connection, newest.limit(limit).offset(offset))


def _conditions(ledger: Ledger, chosen: Filter, industry: Industry) -> list[where.Condition]:
    table = ledger.spec.table
    told = or_(*(table.c[n].contains(w) for n in ledger.of_industry for w in WORDS[industry]))
    return [*where.records(chosen, table, ledger.dated), told]
