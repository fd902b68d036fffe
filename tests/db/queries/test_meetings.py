"""Lists and records of meetings, from the small store of tests/stores.py."""

import pytest

from db.engine import reading
from db.filters import EVERYTHING, Filter
from db.queries import meetings
from db.terms import Industry, Level
from tests.conftest import Stores
from tests.db import states

M = 1_000_000

LISTS = {
    "everything": (EVERYTHING, [4, 1, 3, 2]),
    "province": (Filter(province="330000"), [4, 1]),
    "helper": (Filter(helper="350000"), [2]),
    "receiver": (Filter(receiver="510000"), [4, 1]),
    "years": (Filter(years=(2020, 2021)), [1, 3]),
    "scheme": (Filter(scheme="2021_adjustment"), [1]),
    "level": (Filter(level=Level.PROVINCE), [1, 2]),
    "industry": (Filter(industry=Industry.TEA), [4, 1, 3, 2]),
    "several": (Filter(province="330000", level=Level.PREFECTURE, years=(2022, 2022)), [4]),
    "nothing": (Filter(province="360000"), []),
}

SEARCHES = {
    "联席": [1, 2],
    "joint": [1],
    "JOINT": [1],
    "北京": [3],
    " hang ": [1],
    "  ": [4, 1, 3, 2],
    "100%": [4],
    "%": [4],
    "_": [4],
    "A_B": [4],
    "A%B": [],
    "a/b": [],
    "/": [],
    "\\": [],
    "' OR 1=1 --": [],
    "'; DROP TABLE meeting; --": [],
    '"': [],
    "签署协议": [],  # stands in a summary only
}


def test_a_list_and_its_count_follow_the_filter(stores: Stores) -> None:
    found, counts = {}, {}
    with reading(states.small(stores)) as connection:
        for name, (chosen, _) in LISTS.items():
            found[name] = (chosen, meetings.listed(connection, chosen)["id"].tolist())
            counts[name] = meetings.count(connection, chosen)
    assert found == LISTS
    assert counts == {name: len(ids) for name, (_, ids) in LISTS.items()}


def test_a_search_takes_what_is_typed_as_it_stands(stores: Stores) -> None:
    found, counts = {}, {}
    with reading(states.small(stores)) as connection:
        for text in SEARCHES:
            found[text] = meetings.listed(connection, EVERYTHING, text)["id"].tolist()
            counts[text] = meetings.count(connection, EVERYTHING, text)
    assert found == SEARCHES
    assert counts == {text: len(ids) for text, ids in SEARCHES.items()}


def test_a_search_narrows_a_selection(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        found = meetings.listed(connection, Filter(province="640000"), "联席")
    assert found["id"].tolist() == [2]


def test_a_list_comes_in_pages(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        pages = [
            meetings.listed(connection, EVERYTHING, limit=3, offset=offset)["id"].tolist()
            for offset in (0, 3, 6)
        ]
    assert pages == [[4, 1, 3], [2], []]


def test_a_list_counts_items_and_those_with_a_project(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        found = meetings.listed(connection, EVERYTHING).set_index("id")
    assert found["commitments"].to_dict() == {4: 1, 1: 3, 3: 0, 2: 1}
    assert found["linked"].to_dict() == {4: 0, 1: 2, 3: 0, 2: 0}  # items 11 (twice) and 12
    first = found.loc[1]
    assert (first["signed_projects"], first["agreed_amount"]) == (12, 350 * M)
    assert (first["helper_zh"], first["receiver_en"]) == ("浙江省", "Sichuan")
    assert found["agreed_amount"].isna().tolist() == [True, False, True, True]


def test_a_record_is_whole(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        found = meetings.record(connection, 1)
    assert found
    assert found.meeting.items() >= {
        "id": 1,
        "code": "M-1",
        "title": "浙川第三次联席会议",
        "place_adcode": "330100",
        "summary": "签署协议",
        "summary_en": None,
        "source": "a newspaper",
        "note": "",
        "batch_id": 1,
        "file_name": "会议.csv",
        "helper_en": "Zhejiang",
        "demo": False,
    }.items()  # fmt: skip
    assert found.meeting["date_end"].isoformat()[:10] == "2021-05-21"
    assert found.meeting["imported_at"].isoformat() == "2022-01-02T03:04:05"
    assert found.attendees["name"].tolist() == ["甲", "乙"]
    assert found.attendees["role"].tolist() == ["chair", "attendee"]
    items = found.commitments.set_index("number")
    assert items["text"].to_dict() == {1: "建茶园", 2: "种药材", 3: "互派干部"}
    sums = items[["projects", "agreed_amount", "in_place", "jobs", "beneficiaries"]].fillna(-1)
    assert list(sums.itertuples(name=None)) == [
        (1, 2, 15 * M, 10 * M, 150, 300),  # J1 and J2: 10 + 5, 8 + 2, 100 + 50, 300
        (2, 1, 7 * M, 6 * M, 10, 20),  # J5
        (3, 0, -1, -1, -1, -1),  # nothing is known of no project
    ]
    assert found.visits["id"].tolist() == [1]
    assert found.sites["name"].tolist() == ["余村", "海康威视"]


def test_a_record_may_have_nothing_but_itself(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        found = meetings.record(connection, 3)
    assert found
    assert (found.meeting["helper_zh"], found.meeting["batch_id"]) == (None, None)
    rest = (found.attendees, found.commitments, found.visits, found.sites)
    assert [len(part) for part in rest] == [0, 0, 0, 0]


@pytest.mark.parametrize("identity", [0, 99, -1])
def test_no_such_record(stores: Stores, identity: int) -> None:
    with reading(states.small(stores)) as connection:
        assert meetings.record(connection, identity) is None
