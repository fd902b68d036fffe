"""The agreed items of all meetings, from the small store of tests/stores.py."""

from db.engine import reading
from db.filters import EVERYTHING, Filter
from db.queries import commitments
from db.queries.commitments import Which
from tests.conftest import Stores
from tests.db import states


def test_items_stand_with_their_meeting_and_how_many_projects_carry_them_out(
    stores: Stores,
) -> None:
    with reading(states.small(stores)) as connection:
        found = commitments.listed(connection, EVERYTHING)
        page = commitments.listed(connection, EVERYTHING, limit=1, offset=1)
    of_one = found[found["meeting_id"] == 1]
    assert list(zip(of_one["number"], of_one["projects"], strict=True)) == [(1, 2), (2, 1), (3, 0)]
    assert found["date_start"].is_monotonic_decreasing
    assert page["id"].tolist() == found["id"].tolist()[1:2]


def test_a_list_counts_what_it_lists(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        for chosen in (EVERYTHING, Filter(helper="330000"), Filter(years=(1996, 1996))):
            for which in Which:
                listed = commitments.listed(connection, chosen, which, limit=1000)
                assert len(listed) == commitments.count(connection, chosen, which)
                carried_out = (listed["projects"] > 0).tolist()
                assert which is Which.ALL or carried_out == [which is Which.LINKED] * len(listed)


def test_a_search_is_for_the_text_and_no_pattern(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        first = commitments.listed(connection, EVERYTHING)["text"].iloc[0]
        counts = [
            commitments.count(connection, EVERYTHING, search=text)
            for text in (first, "A_B座谈会", "A%B座谈会")
        ]
    assert counts == [1, 1, 0]
