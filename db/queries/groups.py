"""Groups of projects: the rows of db.summaries.projects, and a select that reads only theirs.

The first N records of an order lie in the N groups whose own first record comes first: each of
those groups has one that is as good as any record outside of them. So the summary in memory says
where the first page of a list is, whatever the filter, and the store reads that and no more.
"""

import json
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    SmallInteger,
    String,
    and_,
    cast,
    column,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from db.models import Project
from db.queries.frames import Query

Group = tuple[int, int, str, str, bool]
"""Year, pairing id, industry, stage, demo: the first columns of ix_project_summary."""

KEY = {
    "year": SmallInteger,
    "pairing_id": Integer,
    "industry": String,
    "stage": String,
    "demo": Boolean,
}

MOST = 400
"""More groups than these are not worth naming: a list so far down is read by its conditions."""


class _Elements(FunctionElement[Any]):
    """The elements of a JSON array, a row each. They travel as one parameter, so that the statement
    is the same, and compiled once, for any number of groups: VALUES took longer than the reading.
    """

    inherit_cache = True


@compiles(_Elements, "sqlite")
def _in_sqlite(element: _Elements, compiler: Any, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Elements, "postgresql")
def _in_postgresql(element: _Elements, compiler: Any, **options: Any) -> str:
    return f"jsonb_array_elements(CAST({compiler.process(element.clauses, **options)} AS JSONB))"


def within(statement: Query, groups: tuple[Group, ...]) -> Query:
    """Only the projects of these groups, each found in ix_project_summary."""
    wanted = _Elements(json.dumps(groups)).table_valued(column("value"), name="wanted")
    same = (
        getattr(Project, name) == cast(_part(wanted.c.value, place), kind)
        for place, (name, kind) in enumerate(KEY.items())
    )
    return statement.join(wanted, and_(*same))


def _part(value: ColumnElement[Any], place: int) -> ColumnElement[Any]:
    return value.op("->>")(literal_column(str(place)))
