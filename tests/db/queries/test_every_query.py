"""What holds for every query: one shape whatever is in the store, and so many statements."""

from collections.abc import Callable
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, event

from db.engine import reading
from db.filters import EVERYTHING, Filter
from db.queries import commitments, meetings, overview, store
from db.terms import Industry, Level, Stage
from tests.conftest import Stores
from tests.db import states
from tests.totals import of_ledgers

FULL = Filter(
    "2021_adjustment",
    "330000",
    "330000",
    "510000",
    (2021, 2022),
    Industry.TEA,
    Stage.FUNDED,
    Level.PROVINCE,
)

FRAMES: dict[str, Callable[[Connection], pd.DataFrame]] = {
    "totals": lambda c: of_ledgers(c, EVERYTHING),
    "in time": lambda c: overview.meetings_in_time(c, EVERYTHING),
    "newest": lambda c: overview.newest(c, EVERYTHING, 50),
    "listed": lambda c: meetings.listed(c, EVERYTHING),
    "agreed": lambda c: commitments.listed(c, EVERYTHING),
    "metrics": store.metrics,
    "provinces": store.provinces,
    "freshness": store.freshness,
}

OTHERS: dict[str, Callable[[Connection], Any]] = {
    "totals of a selection": lambda c: of_ledgers(c, FULL),
    "in time of a selection": lambda c: overview.meetings_in_time(c, FULL),
    "newest of a selection": lambda c: overview.newest(c, FULL),
    "a search": lambda c: meetings.listed(c, FULL, "会"),
    "agreed of a selection": lambda c: commitments.listed(c, FULL, commitments.Which.LINKED, "会"),
    "years": overview.years,
    "count": lambda c: meetings.count(c, EVERYTHING),
    "record": lambda c: meetings.record(c, 1),
}


def shape(data: pd.DataFrame) -> dict[str, str]:
    """Column → type."""
    return {str(name): str(kind) for name, kind in data.dtypes.items()}


def test_an_empty_answer_has_the_columns_and_types_of_a_full_one(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        full = {name: query(connection) for name, query in FRAMES.items()}
    with reading(states.migrated(stores)) as connection:
        empty = {name: query(connection) for name, query in FRAMES.items()}
    assert all(len(data) for data in full.values())
    assert {name: shape(data) for name, data in empty.items()} == {
        name: shape(data) for name, data in full.items()
    }


def test_an_empty_store_is_all_zeros(stores: Stores) -> None:
    with reading(states.migrated(stores)) as connection:
        totals = of_ledgers(connection, EVERYTHING)
        others = [FRAMES[name](connection) for name in ("in time", "newest", "listed")]
        assert overview.years(connection) is None
        assert meetings.count(connection, EVERYTHING) == 0
    assert (totals["value"].tolist(), totals["demo"].tolist()) == ([0] * 10, [0] * 10)
    assert [len(data) for data in others] == [0, 0, 0]


def statements(engine: Engine) -> dict[str, int]:
    """How many statements each query sends."""
    sent: list[str] = []

    def note(*arguments: Any) -> None:
        sent.append(arguments[2])

    found = {}
    with reading(engine) as connection:
        event.listen(connection, "before_cursor_execute", note)
        for name, query in (FRAMES | OTHERS).items():
            sent.clear()
            query(connection)
            found[name] = len(sent)
    return found


@states.SQLITE
def test_a_query_sends_as_many_statements_whatever_the_store_holds(stores: Stores) -> None:
    expected = dict.fromkeys(FRAMES | OTHERS, 1) | {
        "totals": 4,  # meetings, items, visits, projects
        "totals of a selection": 4,
        "years": 3,
        "record": 6,  # the meeting, people, items, progress, visits, stops
    }
    assert statements(states.small(stores)) == expected
    assert statements(states.demo(stores)) == expected
