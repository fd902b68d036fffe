"""What the ledgers themselves have of a clause: a third figure, never in place of a report.

Only metrics whose definition is a sum over a ledger are here: those that the dictionary defines so,
and those of the heads that have a ledger of their own, which lists row by row what an agreement
promises. Other published indicators are not, however near they sound: fiscal aid in projects is a
part of fiscal aid, someone employed in two projects counts twice as a job, and investment of
enterprises is not all money in place.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, Table, cast, exists, func, select

from db.models import (
    Commitment,
    Meeting,
    Pairing,
    Project,
    ProjectRollup,
    Visit,
    table_of,
)
from db.queries import facts
from db.results import heads
from db.results.reading import Couple
from db.terms import Kind, Learners

MEETING, ITEM, PROJECT = table_of(Meeting), table_of(Commitment), table_of(Project)


class LedgerSum(NamedTuple):
    """The ledger that a metric is a sum of, the column of its summary that is added up, why that is
    what the metric's definition says, and those of the ledger's terms that are meant, any of them.
    """

    ledger: Kind
    column: str
    reason: str
    among: Mapping[str, tuple[str, ...]] = {}


_OWN = "the definition names this column of the ledger"

SUMS: Mapping[str, LedgerSum] = {
    "ledger_projects": LedgerSum(Kind.PROJECTS, "projects", "one a row of the ledger"),
    "ledger_in_place": LedgerSum(Kind.PROJECTS, "in_place", _OWN),
    "ledger_agreed_amount": LedgerSum(Kind.PROJECTS, "agreed_amount", _OWN),
    "ledger_jobs": LedgerSum(Kind.PROJECTS, "jobs", _OWN),
    "ledger_beneficiaries": LedgerSum(Kind.PROJECTS, "beneficiaries", _OWN),
    "ledger_total_investment": LedgerSum(Kind.PROJECTS, "total_investment", _OWN),
    "ledger_fiscal_aid": LedgerSum(Kind.PROJECTS, "fiscal_aid", _OWN),
    "ledger_social_aid": LedgerSum(Kind.PROJECTS, "social_aid", _OWN),
    "ledger_meetings": LedgerSum(Kind.MEETINGS, "meetings", "one a row of the ledger"),
    "ledger_signed_projects": LedgerSum(Kind.MEETINGS, "signed_projects", _OWN),
    "ledger_commitments": LedgerSum(Kind.MEETINGS, "commitments", _OWN),
    "ledger_commitments_linked": LedgerSum(Kind.MEETINGS, "linked", "one an item with a project"),
    "ledger_visits": LedgerSum(Kind.VISITS, "visits", "one a row of the ledger"),
}
"""Metric → what it is a sum of."""

_SENT = "one a person of the ledger, of this direction and category"
_PAIR = "one a pair of the ledger, of this kind of unit"

HEADS: Mapping[str, LedgerSum] = {
    **{
        metric: LedgerSum(
            Kind.TALENT, "who", _SENT, {"direction": (direction,), "category": (category,)}
        )
        for (direction, category), metric in heads.TALENT.items()
    },
    **{
        metric: LedgerSum(Kind.GRASS_ROOTS, "category", _PAIR, {"category": (category,)})
        for category, metric in heads.PAIRS.items()
    },
    "train": LedgerSum(
        Kind.TRAINING,
        "persons",
        "person-times of the classes of either side; no students",
        {"category": tuple(one for one in Learners if one is not Learners.STUDENTS)},
    ),
    "ws": LedgerSum(
        Kind.WORKSHOPS,
        "code",
        "one a workshop of the year's ledger, in use or not: the definition does not ask which",
    ),
    "labour": LedgerSum(
        Kind.LABOUR,
        "persons",
        "those who found work, period by period: who goes twice counts twice, as person-times do",
    ),
    "sales": LedgerSum(
        Kind.CONSUMPTION, "amount", "what was bought or sold through the east, period by period"
    ),
}
"""The same of the heads that have a ledger of their own (db.results.heads). Without any row of it
they have no figure, not none: an office may keep no such ledger.
"""


def of_year(connection: Connection, year: int) -> dict[tuple[Couple, str], int]:
    """What the ledgers have of a year, by couple and metric: whole yuan, or how many. Projects are
    read as they are kept by group, so that their number does not matter: UNKEPT is left out.
    """
    found = heads.of_year(connection, year)
    for kind, table in _TABLES.items():
        found |= _added(connection, kind, table, year)
    return found


_TABLES: Mapping[Kind, Table] = {
    Kind.PROJECTS: table_of(ProjectRollup),
    Kind.MEETINGS: MEETING,
    Kind.VISITS: table_of(Visit),
}
UNKEPT = frozenset(
    metric
    for metric, one in SUMS.items()
    if one.ledger is Kind.PROJECTS and one.column not in table_of(ProjectRollup).c
)
"""Sums of projects that are not kept by group: they are added up for one couple (of_couple)."""

_ITEMS = select(func.count()).where(ITEM.c.meeting_id == MEETING.c.id).correlate(MEETING)
ITEMS: Mapping[str, ColumnElement[int]] = {
    "commitments": _ITEMS.scalar_subquery(),
    "linked": _ITEMS.where(exists().where(PROJECT.c.commitment_id == ITEM.c.id)).scalar_subquery(),
}
"""How many items a meeting agreed, and of how many a project is known."""


def _added(
    connection: Connection, kind: Kind, table: Table, year: int
) -> dict[tuple[Couple, str], int]:
    columns: dict[str, ColumnElement[int]] = {
        "meetings": func.count(),
        "visits": func.count(),
        **{name: func.sum(many) for name, many in ITEMS.items()},
    }
    metrics = {
        metric: one.column
        for metric, one in SUMS.items()
        if one.ledger is kind and (one.column in columns or one.column in table.c)
    }
    added = [
        cast(columns[name] if name in columns else func.sum(table.c[name]), BigInteger)
        for name in metrics.values()
    ]
    sides = (Pairing.helper_adcode, Pairing.receiver_adcode)
    rows = connection.execute(
        select(*sides, *added)
        .join_from(table, Pairing, Pairing.id == table.c.pairing_id)
        .where(_within(table, year), facts.counting(connection)(table.c))
        .group_by(*sides)
    )
    return {
        ((helper, receiver), metric): int(value or 0)
        for helper, receiver, *values in rows
        for metric, value in zip(metrics, values, strict=True)
    }


def of_couple(connection: Connection, year: int, couple: Couple, metric: str) -> int:
    """What a couple's projects of a year have of a metric that is UNKEPT."""
    sides = (Pairing.helper_adcode == couple[0], Pairing.receiver_adcode == couple[1])
    total = connection.scalar(
        select(cast(func.sum(PROJECT.c[SUMS[metric].column]), BigInteger))
        .where(PROJECT.c.year == year, PROJECT.c.pairing_id.in_(select(Pairing.id).where(*sides)))
        .where(facts.counting(connection)(PROJECT.c))
    )
    return int(total or 0)


def _within(table: Table, year: int) -> ColumnElement[bool]:
    if "year" in table.c:
        return table.c.year == year
    return table.c.date_start.between(date(year, 1, 1), date(year, 12, 31))
