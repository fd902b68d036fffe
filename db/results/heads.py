"""What the ledgers of people sent or taught, workshops, labour, sales and paired grass roots have
of a year's clauses.

A row of labour or sales is of its period alone. Where a wider one tells the same (that year of the
months, of one destination and way, or product and channel), the wider one counts in their place.
"""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Table, case, cast, func, select

from db.models import Consumption, GrassRootsPair, Labour, Talent, Training, Workshop, table_of
from db.periods import MONTHS
from db.queries import facts
from db.results.reading import Couple
from db.terms import Direction, Learners, PairCategory, TalentCategory

TALENT = {
    (Direction.EAST_TO_WEST, TalentCategory.CADRE): "cadre_ew",
    (Direction.WEST_TO_EAST, TalentCategory.CADRE): "cadre_we",
    (Direction.EAST_TO_WEST, TalentCategory.SPECIALIST): "tech_ew",
    (Direction.WEST_TO_EAST, TalentCategory.SPECIALIST): "tech_we",
}
PAIRS = {
    PairCategory.TOWNSHIP: "pairs_township",
    PairCategory.VILLAGE: "pairs_village",
    PairCategory.SCHOOL: "pairs_school",
    PairCategory.HOSPITAL: "pairs_hospital",
}
"""What the dictionary has no metric of (enterprises, organisations) counts for none."""

Found = dict[tuple[Couple, str], int]


def of_year(connection: Connection, year: int) -> Found:
    """How many, or whole yuan, by couple and metric; nothing where no ledger has a row of it."""
    return {
        **_talent(connection, year),
        **_pairs(connection, year),
        **_taught(connection, year),
        **_workshops(connection, year),
        **_added(connection, table_of(Labour), "persons", year),
        **_added(connection, table_of(Consumption), "amount", year),
    }


METRICS = {"labour": "labour", "consumption": "sales", "training": "train", "workshop": "ws"}
"""Table → the metric that its sum, or the number of its rows, is."""


def _of(connection: Connection, columns: Any, year: int) -> tuple[ColumnElement[bool], ...]:
    return columns.year == year, facts.counting(connection)(columns)


def _talent(connection: Connection, year: int) -> Found:
    columns = table_of(Talent).c
    keys = (columns.helper_adcode, columns.receiver_adcode, columns.direction, columns.category)
    rows = connection.execute(
        select(*keys, func.count()).where(*_of(connection, columns, year)).group_by(*keys)
    )
    return {((h, r), TALENT[direction, category]): n for h, r, direction, category, n in rows}


def _pairs(connection: Connection, year: int) -> Found:
    columns = table_of(GrassRootsPair).c
    keys = (columns.helper_adcode, columns.receiver_adcode, columns.category)
    counted = columns.category.in_(PAIRS)
    rows = connection.execute(
        select(*keys, func.count()).where(*_of(connection, columns, year), counted).group_by(*keys)
    )
    return {((h, r), PAIRS[category]): n for h, r, category, n in rows}


def _taught(connection: Connection, year: int) -> Found:
    columns = table_of(Training).c
    sides = (columns.helper_adcode, columns.receiver_adcode)
    rows = connection.execute(
        select(*sides, cast(func.sum(columns.persons), BigInteger))
        .where(*_of(connection, columns, year), columns.category != Learners.STUDENTS)
        .group_by(*sides)
    )
    return {((h, r), METRICS["training"]): int(persons) for h, r, persons in rows}


def _workshops(connection: Connection, year: int) -> Found:
    columns = table_of(Workshop).c
    sides = (columns.helper_adcode, columns.receiver_adcode)
    rows = connection.execute(
        select(*sides, func.count()).where(*_of(connection, columns, year)).group_by(*sides)
    )
    return {((h, r), METRICS["workshop"]): n for h, r, n in rows}


KEYS = {"labour": ("destination", "through_key"), "consumption": ("product_key", "channel_key")}
"""Table → what tells rows of one period and couple apart."""


def uncovered(table: Table) -> ColumnElement[bool]:
    """That no wider row tells the same as a row of labour or sales: it is counted."""
    wider = table.alias("wider")
    same = ("helper_adcode", "receiver_adcode", "year", *KEYS[table.name])
    first, last = _months(table.c)
    begins, ends = _months(wider.c)
    return ~(
        select(wider.c.id)
        .where(*(wider.c[name] == table.c[name] for name in same))
        .where(begins <= first, ends >= last, ends - begins > last - first)
        .exists()
    )


def _added(connection: Connection, table: Table, amount: str, year: int) -> Found:
    sides = (table.c.helper_adcode, table.c.receiver_adcode)
    rows = connection.execute(
        select(*sides, cast(func.sum(table.c[amount]), BigInteger))
        .where(*_of(connection, table.c, year), uncovered(table))
        .group_by(*sides)
    )
    return {((h, r), METRICS[table.name]): int(total) for h, r, total in rows}


def _months(columns: Any) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """The months of a year before a row's period begins, and when it ends."""
    length = case(*((columns.period_kind == kind, many) for kind, many in MONTHS.items()))
    return (columns.period_number - 1) * length, columns.period_number * length
