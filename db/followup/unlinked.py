"""Projects that carry out no agreed item: facts first, the newest years first, by couple.

How many each group of projects has is in the summary that is kept in memory, so the page of a list
is known there: the store reads the few groups that it lies in, however large the ledger is.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from db.models import Project
from db.queries import groups, where
from db.queries.frames import frame
from db.queries.projects import LISTED
from db.queries.sides import SIDES
from db.summary import Summary

ORDER = (
    *(Project.demo, Project.year.desc(), Project.pairing_id, Project.industry, Project.stage),
    Project.id.desc(),
)


class Place(NamedTuple):
    """Where a page lies: the groups that have it, and how many of their projects come before it."""

    among: tuple[groups.Group, ...]
    before: int


def count(projects: Summary) -> int:
    """How many projects of a (narrowed) summary carry out no item."""
    return int((projects["projects"] - projects["linked"]).sum())


def place(projects: Summary, limit: int, offset: int) -> Place:
    """Where a page of them lies."""
    many = projects["projects"] - projects["linked"]
    order = np.lexsort(
        (
            *(projects.key(name).codes for name in ("stage", "industry", "pairing_id")),
            -projects["year"].astype("int64"),
            projects.demo.astype("int64"),
        )
    )
    order = order[many[order] > 0]
    ends = np.cumsum(many[order])
    first = int(np.searchsorted(ends, offset, side="right"))
    last = int(np.searchsorted(ends, offset + limit, side="left"))
    named = order[first : last + 1]
    columns = (projects[name][named].tolist() for name in groups.KEY)
    before = offset - (int(ends[first - 1]) if first else 0)
    return Place(tuple(zip(*columns, strict=True)), before)


def listed(connection: Connection, at: Place, *, limit: int) -> pd.DataFrame:
    """The projects of a page: the columns of projects.listed, and `version`, `content`,
    `pairing_id` and `meeting_id`.
    """
    more = (Project.version, Project.content, Project.pairing_id, Project.meeting_id)
    page = groups.within(select(Project.id), at.among).where(Project.commitment_id.is_(None))
    ids = page.order_by(*ORDER).limit(limit).offset(at.before).subquery()
    statement = where.with_sides(select(*LISTED, *more, *SIDES).select_from(Project), Project)
    return frame(connection, statement.where(Project.id.in_(select(ids.c.id))).order_by(*ORDER))
