"""The first page of a list is read from a few groups, and is the same as from all rows."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, event, text

from db import kept, summaries
from db.engine import reading
from db.filters import EVERYTHING, Filter
from db.models import Base, Commitment, Meeting
from db.queries import groups, meetings, outcomes, overview, projects
from db.queries.projects import Order
from db.summary import narrow
from db.terms import Industry, Stage
from tests.conftest import Stores
from tests.db import states

CHOSEN = {
    "everything": EVERYTHING,
    "years": Filter(years=(2018, 2021)),
    "a province": Filter(province="330000"),
    "an industry": Filter(industry=Industry.TEA),
    "a stage without money": Filter(stage=Stage.SIGNED),
    "nothing": Filter(helper="360000"),
}


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.demo(stores)


@pytest.mark.parametrize("chosen", CHOSEN.values(), ids=CHOSEN)
def test_a_page_read_from_its_groups_is_the_page_read_from_all(
    engine: Engine, chosen: Filter
) -> None:
    with reading(engine) as connection:
        narrowed = narrow(summaries.projects(connection), chosen)
        for order in Order:
            for limit, offset in ((1, 0), (7, 0), (40, 40)):
                among = summaries.leading(narrowed, order, limit + offset)
                found, every = (
                    projects.listed(
                        connection, chosen, "", order, limit=limit, offset=offset, among=groups
                    )["id"].tolist()
                    for groups in (among, None)
                )
                assert found == every, (order, limit, offset)


@pytest.mark.parametrize("chosen", CHOSEN.values(), ids=CHOSEN)
def test_the_newest_read_from_their_groups_are_the_newest_of_all(
    engine: Engine, chosen: Filter
) -> None:
    with reading(engine) as connection:
        narrowed = narrow(summaries.projects(connection), chosen)
        for limit in (1, 8, 50):
            among = summaries.latest(narrowed, limit)
            found = overview.newest(connection, chosen, limit, among)
            assert found.equals(overview.newest(connection, chosen, limit))


def test_the_first_groups_of_the_small_store(stores: Stores) -> None:
    j1 = (2021, 1, "tea", "producing", False)
    j2 = (2022, 1, "herbs", "started", False)
    j5, j6 = (2022, 1, "tea", "funded", True), (2022, 3, "ecommerce", "signed", True)
    with reading(states.small(stores)) as connection:
        summary = summaries.projects(connection)
    assert summaries.leading(summary, Order.NEWEST, 2) == (j6, j5)
    assert set(summaries.leading(summary, Order.LARGEST, 2) or ()) == {j1, j5}
    assert summaries.latest(summary, 2) == (j2, j1)  # facts before demo records


def test_groups_too_many_to_name_are_not_named(engine: Engine) -> None:
    with reading(engine) as connection:
        summary = summaries.projects(connection)
    assert len(summary) > groups.MOST
    assert summaries.leading(summary, Order.NEWEST, len(summary)) is None


def plans(connection: Connection, query: Callable[[Connection], Any]) -> list[str]:
    """How SQLite means to answer each statement of a query."""
    sent: list[tuple[str, Any]] = []

    def note(*arguments: Any) -> None:
        sent.append((arguments[2], arguments[3]))

    event.listen(connection, "before_cursor_execute", note)
    query(connection)
    event.remove(connection, "before_cursor_execute", note)
    return [
        str(row[3])
        for statement, values in sent
        for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    ]


@states.SQLITE
def test_a_page_is_found_in_the_index_of_the_summary(engine: Engine) -> None:
    with reading(engine) as connection:
        summary = summaries.projects(connection)
        leading = summaries.leading(summary, Order.LARGEST, 40)
        latest = summaries.latest(summary, 8)
        page = plans(
            connection,
            lambda c: projects.listed(c, EVERYTHING, "", Order.LARGEST, among=leading),
        )
        newest = plans(connection, lambda c: overview.newest(c, EVERYTHING, 8, latest))
    for steps in (page, newest):
        assert [step for step in steps if step.startswith("SCAN project")] == []
        assert any("INDEX ix_project_summary (year=? AND pairing_id=?" in step for step in steps)


@states.SQLITE
def test_the_newest_meetings_and_visits_are_found_in_their_order(engine: Engine) -> None:
    with reading(engine) as connection:
        steps = plans(connection, lambda c: overview.newest(c, EVERYTHING, 8, ()))
    assert [step for step in steps if "ix_meeting_newest" in step] != []
    assert [step for step in steps if "ix_visit_newest" in step] != []


@states.SQLITE
@pytest.mark.parametrize(
    ("index", "to", "query"),
    [
        ("ix_project_meeting_id", Meeting, lambda c: outcomes.listed(c, 1)),
        ("ix_project_commitment_id", Commitment, lambda c: outcomes.largest_of_items(c, 1)),
        ("ix_visit_meeting_id", Meeting, lambda c: meetings.record(c, 1)),
    ],
)
def test_what_points_to_a_row_is_found_in_the_index_of_links(
    engine: Engine, index: str, to: type[Base], query: Callable[[Connection], Any]
) -> None:
    with reading(engine) as connection:
        shown = plans(connection, query)
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {delete(to)}")
        deleted = [str(row[3]) for row in rows]
    for steps in (shown, deleted):
        assert [step for step in steps if f"INDEX {index} (" in step] != []


@states.SQLITE
def test_groups_are_counted_from_covering_indexes(engine: Engine) -> None:
    with reading(engine) as connection:
        for grouped, index in (
            (lambda c: kept.PROJECTS.reckoned(c, {}), "ix_project_summary"),
            (summaries.places, "ix_project_places"),
        ):
            steps = plans(connection, grouped)
            assert f"SCAN project USING COVERING INDEX {index}" in steps
            assert not any("TEMP B-TREE FOR GROUP BY" in step for step in steps)


def test_a_group_of_no_project_has_no_rows(engine: Engine) -> None:
    absent = ((1990, 1, "tea", "signed", False),)
    with reading(engine) as connection:
        assert projects.listed(connection, EVERYTHING, among=absent).empty
        assert projects.listed(connection, EVERYTHING, among=()).empty
        assert connection.scalar(text("SELECT count(*) FROM project"))
