"""The projects that came of a meeting, from the small store of tests/stores.py."""

from db.engine import reading
from db.queries import outcomes
from tests.conftest import Stores
from tests.db import states


def test_the_projects_of_a_meeting_stand_by_item_the_largest_first(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        found = outcomes.listed(connection, 1)
        pages = [outcomes.listed(connection, 1, limit=2, offset=2)["id"].tolist()]
        counts = [outcomes.totals(connection, meeting).projects for meeting in (1, 2, 999)]
    assert list(zip(found["item_number"], found["id"], strict=True)) == [(1, 1), (1, 2), (2, 5)]
    assert found["receiver_zh"].tolist() == ["四川省"] * 3
    assert pages == [[5]]
    assert counts == [3, 0, 0]


def test_each_item_has_so_many_of_its_largest_projects(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        both = outcomes.largest_of_items(connection, 1)
        one = outcomes.largest_of_items(connection, 1, each=1)
        none = outcomes.largest_of_items(connection, 2)
    assert list(zip(both["commitment_id"], both["id"], strict=True)) == [(11, 1), (11, 2), (12, 5)]
    assert one["title"].tolist() == ["茶园一期", "茶园二期"]
    assert one["demo"].tolist() == [False, True]
    assert len(none) == 0
