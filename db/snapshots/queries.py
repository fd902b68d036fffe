"""Finding snapshots."""

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from db import clock
from db.models import Snapshot as Stored
from db.models import SnapshotChange, SnapshotProvince, table_of
from db.queries.frames import frame
from db.snapshots.content import PARTS, Content, Snapshot

SNAPSHOT = table_of(Stored)
PROVINCE = table_of(SnapshotProvince)
CHANGE = table_of(SnapshotChange)

NUMBER = re.compile(r"(?i)s?-?0*([1-9][0-9]{0,9})")
"""How people write a snapshot's number."""


@dataclass(frozen=True)
class Search:
    """What to look for; every part that is None or empty leaves its dimension open.

    `text` is looked for in names, titles, descriptions and authors, and may be a number. `author`
    is an account, `chart` a key, `province` an adcode that the filters name; `first` and `last`
    are days of the office on which it was taken, both included.
    """

    text: str = ""
    author: int | None = None
    chart: str | None = None
    province: str | None = None
    first: date | None = None
    last: date | None = None


def listed(
    connection: Connection, search: Search, *, limit: int = 40, offset: int = 0
) -> pd.DataFrame:
    """A page of the snapshots, the newest first: `id`, `public_id`, `name`, `chart`, `author`,
    `created_at` (UTC), `as_of`, `demo`, `language`, `row_count`, `conditions` (pairs), `withdrawn`.
    """
    columns = ("id", "public_id", "name", "chart", "author", "created_at", "as_of", "demo",
               "language", "row_count", "conditions")  # fmt: skip
    rows = connection.execute(
        select(*(SNAPSHOT.c[name] for name in columns), SNAPSHOT.c.withdrawn_at)
        .where(*_conditions(search))
        .order_by(SNAPSHOT.c.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()
    found = pd.DataFrame([row[:-1] for row in rows], columns=list(columns), dtype="object")
    return found.assign(withdrawn=[row.withdrawn_at is not None for row in rows])


def count(connection: Connection, search: Search) -> int:
    """How many snapshots `listed` has in all its pages."""
    counted = select(func.count()).select_from(SNAPSHOT).where(*_conditions(search))
    return connection.scalar(counted) or 0


def authors(connection: Connection) -> dict[int, str]:
    """Accounts that took a snapshot, and what they were called at their last, by name."""
    rows = connection.execute(
        select(SNAPSHOT.c.account_id, SNAPSHOT.c.author)
        .where(
            SNAPSHOT.c.id.in_(
                select(func.max(SNAPSHOT.c.id))
                .where(SNAPSHOT.c.account_id.is_not(None))
                .group_by(SNAPSHOT.c.account_id)
            )
        )
        .order_by(SNAPSHOT.c.author)
    )
    return {row.account_id: row.author for row in rows}


def charts(connection: Connection) -> list[str]:
    """The keys of the charts of which there are snapshots."""
    found = connection.scalars(select(SNAPSHOT.c.chart).distinct().order_by(SNAPSHOT.c.chart))
    return list(found)


def find(connection: Connection, public_id: str) -> Snapshot | None:
    """The snapshot that a permalink names; None where there is none."""
    row = connection.execute(select(SNAPSHOT).where(SNAPSHOT.c.public_id == public_id)).first()
    if row is None:
        return None
    named = connection.scalars(
        select(PROVINCE.c.adcode)
        .where(PROVINCE.c.snapshot_id == row.id)
        .order_by(PROVINCE.c.adcode)
    )
    return _snapshot(row, tuple(named))


def history(connection: Connection, snapshot_id: int) -> pd.DataFrame:
    """What was changed, the latest first: `at` (UTC), `actor`, `part`, `before`, `after`."""
    columns = (CHANGE.c.at, CHANGE.c.actor, CHANGE.c.part, CHANGE.c.before, CHANGE.c.after)
    return frame(
        connection,
        select(*columns).where(CHANGE.c.snapshot_id == snapshot_id).order_by(CHANGE.c.id.desc()),
    )


def _snapshot(row: Row[Any], provinces: tuple[str, ...]) -> Snapshot:
    values = row._mapping
    parts = {part: values[part] for part in PARTS}
    parts["conditions"] = tuple((name, value) for name, value in parts["conditions"])
    parts["scope"] = tuple(parts["scope"])
    own = {part.name: values[part.name] for part in fields(Snapshot) if part.name in values}
    return Snapshot(content=Content(**parts), provinces=provinces, **own)


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if text := search.text.strip():
        columns = (SNAPSHOT.c.name, SNAPSHOT.c.title, SNAPSHOT.c.description, SNAPSHOT.c.author)
        found = [column.icontains(text, autoescape=True) for column in columns]
        if (numbered := NUMBER.fullmatch(text)) and int(numbered[1]) < 2**31:
            found.append(SNAPSHOT.c.id == int(numbered[1]))
        wanted.append(or_(*found))
    if search.author is not None:
        wanted.append(SNAPSHOT.c.account_id == search.author)
    if search.chart is not None:
        wanted.append(SNAPSHOT.c.chart == search.chart)
    if search.province is not None:
        about = select(PROVINCE.c.snapshot_id).where(PROVINCE.c.adcode == search.province)
        wanted.append(SNAPSHOT.c.id.in_(about))
    if search.first is not None:
        wanted.append(SNAPSHOT.c.created_at >= clock.begins(search.first))
    if search.last is not None:
        wanted.append(SNAPSHOT.c.created_at < clock.ends(search.last))
    return wanted
