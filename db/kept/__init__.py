"""Totals that are kept: what pages would else add up anew from millions of rows.

Each is a table of groups (db.models.rollups), counted anew for those groups that a write touches
and in its transaction: a batch's as it is closed (`follow`), any other's by who writes it
(`of_metric`, `of_couples`). With every migration all are (`recount`), for the program may count
otherwise since; `python -m db check` says what is kept otherwise than the ledgers have it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select, tuple_

from db.importing import confirming, history
from db.kept import measures
from db.kept.groups import Kept
from db.kept.projects import GROUPS, reckoned
from db.models import (
    AgreementTarget,
    ClauseRollup,
    DifferenceRollup,
    MeasureRollup,
    Pairing,
    Project,
    ProjectRollup,
    PublishedFigure,
    Result,
    table_of,
)
from db.queries.part import Part
from db.results import differing, scorecard
from db.results.reading import Couple

PROJECTS = Kept(table_of(ProjectRollup), reckoned)
MEASURES = Kept(table_of(MeasureRollup), measures.reckoned)
CLAUSES = Kept(table_of(ClauseRollup), scorecard.reckoned)
DIFFERENCES = Kept(table_of(DifferenceRollup), differing.reckoned)
ALL = (PROJECTS, MEASURES, CLAUSES, DIFFERENCES)

PROJECT, PAIRING, FIGURE = table_of(Project), table_of(Pairing), table_of(PublishedFigure)
RESULT, TARGET = table_of(Result), table_of(AgreementTarget)

SIDES = ("helper_adcode", "receiver_adcode")


def follow(connection: Connection, batch: int, tables: Collection[str]) -> None:
    """Count anew what a batch has touched in these tables. All that it writes is written."""

    def part(table: Table, *names: str) -> dict[str, set[Any]]:
        return _values(names, history.touched(connection, batch, table, names))

    if PAIRING.name in tables:
        _paired_anew(connection, history.touched(connection, batch, PAIRING, ("id", *SIDES)))
    projects = confirming.touched(connection, batch, PROJECT, GROUPS)
    if PROJECT.name in tables:
        projects |= history.touched(connection, batch, PROJECT, GROUPS)
    if projects:
        _of_projects(connection, _values(GROUPS, projects))
    if TARGET.name in tables:
        CLAUSES.renew(connection, part(TARGET, *SIDES, "metric_key", "year"))
    if RESULT.name in tables:
        told = part(RESULT, "pairing_id", "metric_key", "year")
        of_couples(connection, _couples(connection, told.pop("pairing_id")), told)
    if FIGURE.name in tables:
        told = part(FIGURE, "metric_key", "period_end")
        CLAUSES.renew(connection, {"metric_key": told["metric_key"], "year": told["period_end"]})


def of_metric(connection: Connection, key: str) -> None:
    """Count anew what the definition of a metric decides."""
    of_couples(connection, None, {"metric_key": {key}})


def of_couples(
    connection: Connection, couples: Collection[Couple] | None, told: Part | None = None
) -> None:
    """Count anew what is reported of couples (of all, where none are named): where `told` names
    any, of a `metric_key` or `year` alone. A year's reports decide the pace of those that follow.
    """
    part = dict(told or {})
    if couples is not None:
        part |= _values(SIDES, couples)
    DIFFERENCES.renew(connection, part)
    if "year" in part:
        part["year"] = {year + n for year in part["year"] for n in range(scorecard.FORMER + 1)}
    CLAUSES.renew(connection, part)


def recount(connection: Connection) -> None:
    """Count all anew."""
    for kept in ALL:
        kept.renew(connection, {})


def faults(connection: Connection) -> Iterator[str]:
    """What is kept otherwise than the ledgers have it, a line a group."""
    for kept in ALL:
        yield from kept.faults(connection)


def _values(names: Sequence[str], rows: Collection[Sequence[Any]]) -> dict[str, set[Any]]:
    """Column → the values that it has in any of the rows."""
    return {name: {row[place] for row in rows} for place, name in enumerate(names)}


def _couples(connection: Connection, pairings: Collection[int]) -> set[Couple]:
    two = select(PAIRING.c.helper_adcode, PAIRING.c.receiver_adcode)
    rows = connection.execute(two.where(PAIRING.c.id.in_(pairings)))
    return {(helper, receiver) for helper, receiver in rows}


def _paired_anew(connection: Connection, pairings: Iterable[tuple[Any, ...]]) -> None:
    """Of pairings (id, helper, receiver) that came, changed or went the records may be others'."""
    gone = {row[0] for row in pairings}
    couples = {(row[1], row[2]) for row in pairings}
    of_couples(connection, couples)
    same = tuple_(PAIRING.c.helper_adcode, PAIRING.c.receiver_adcode).in_(couples)
    theirs = set(connection.scalars(select(PAIRING.c.id).where(same)))
    years = set(connection.scalars(select(PROJECTS.table.c.year).distinct()))
    _of_projects(connection, {"year": years, "pairing_id": gone | theirs})


def _of_projects(connection: Connection, part: Part) -> None:
    """Count anew what follows from the projects of a part."""
    for kept in (PROJECTS, MEASURES):
        kept.renew(connection, part)
