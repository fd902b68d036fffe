"""The totals of a selection as the ledgers themselves have them, row by row: what is kept and
narrowed in memory, and what pages show, is compared with these.
"""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, case, exists, func, literal, or_, select

from db.filters import Filter
from db.models import Commitment, Meeting, Project, Visit
from db.queries import where
from db.queries.frames import Query

PROJECT_SUMS = ("agreed_amount", "in_place", "jobs", "beneficiaries")


def of_ledgers(connection: Connection, chosen: Filter) -> pd.DataFrame:
    """One row a ledger metric: `key` (of the metric dictionary), `value`, and `demo`, the part of
    the value that comes from demo records (an agreed item linked to demo projects alone is one).
    Units as the dictionary says. Filters on industry and stage narrow projects only.
    """
    rows: list[tuple[str, int, int]] = []
    for statement in (_meetings(chosen), _commitments(chosen), _visits(chosen), _projects(chosen)):
        found = connection.execute(statement).mappings().one()
        keys = [name for name in found if not name.startswith("demo_")]
        rows += [
            (f"ledger_{key}", int(found[key] or 0), int(found[f"demo_{key}"] or 0)) for key in keys
        ]
    return pd.DataFrame(rows, columns=["key", "value", "demo"])


def _counted(name: str, demo: Any, of: Any = None) -> list[Any]:
    """Sum of a number under a name, and the demo part of it."""
    of = literal(1) if of is None else of
    return [
        func.sum(of).label(name),
        func.sum(case((demo, of), else_=0)).label(f"demo_{name}"),
    ]


def _meetings(chosen: Filter) -> Query:
    columns = _counted("meetings", Meeting.demo) + _counted(
        "signed_projects", Meeting.demo, Meeting.signed_projects
    )
    statement = where.with_sides(select(*columns).select_from(Meeting), Meeting)
    return statement.where(*where.meetings(chosen))


def _commitments(chosen: Filter) -> Query:
    linked = exists().where(Project.commitment_id == Commitment.id)
    by_facts = linked.where(Project.demo.is_(False))
    columns = _counted("commitments", Meeting.demo) + _counted(
        "commitments_linked", or_(Meeting.demo, ~by_facts), case((linked, 1), else_=0)
    )
    statement = select(*columns).select_from(Commitment)
    statement = statement.join(Meeting, Meeting.id == Commitment.meeting_id)
    return where.with_sides(statement, Meeting).where(*where.meetings(chosen))


def _visits(chosen: Filter) -> Query:
    columns = _counted("visits", Visit.demo)
    statement = where.with_sides(select(*columns).select_from(Visit), Visit)
    return statement.where(*where.visits(chosen))


def _projects(chosen: Filter) -> Query:
    columns = _counted("projects", Project.demo)
    for name in PROJECT_SUMS:
        columns += _counted(name, Project.demo, getattr(Project, name))
    return select(*columns).where(*where.projects(chosen))
