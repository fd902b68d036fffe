"""Processes that start together on an older store upgrade it once, and lose nothing."""

from typing import Any

import pytest
from sqlalchemy import Engine

from db.backup.shape import shape, tables
from db.engine import reading
from db.migrate import require_current
from db.models import ClauseRollup, DifferenceRollup, ProjectRollup, table_of
from db.versions import versions
from tests.conftest import Stores
from tests.db import processes, states

OLDER = versions()[1:-1]
TRIED = {"sqlite": OLDER[1::6], "postgresql": OLDER[::6]}
"""A few of them on either database. That the rows of every second are kept is tried where a backup
of an older version is restored.
"""


FOLLOWING = {one.name for one in map(table_of, (ProjectRollup, ClauseRollup, DifferenceRollup))}
"""Totals: an upgrade counts them anew."""


def contents(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, whatever the store's version."""
    with reading(engine) as connection:
        shapes = [shape(each) for each in tables(connection)]
        dialect = engine.dialect.name
        return {
            each.name: [dict(row) for row in connection.execute(each.select(dialect)).mappings()]
            for each in shapes
        }


def narrowed(rows: list[dict[str, Any]], like: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with those columns alone that others have as well; no note is an empty one."""
    kept = {name for row in like[:1] for name in row}
    return [
        {name: row[name] or "" if name == "note" else row[name] for name in row.keys() & kept}
        for row in rows
    ]


@pytest.mark.parametrize(
    ("backend", "version"), [(one, version) for one, some in TRIED.items() for version in some]
)
def test_four_processes_at_once_upgrade_a_store_and_keep_its_rows(
    stores: Stores, version: str
) -> None:
    engine = states.small_at(stores, version)
    before = contents(engine)
    assert len(before["project"]) == 6
    url = engine.url.render_as_string(hide_password=False)
    assert processes.at_once(4, processes.bring_up, url) == []
    require_current(engine)
    after = contents(engine)
    for name in (before.keys() & after) - FOLLOWING:
        assert narrowed(after[name], before[name]) == narrowed(before[name], after[name]), name
