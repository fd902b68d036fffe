"""The Overview's figures, added up by hand from the small store of tests/stores.py.

Its records, for reference (M meeting, V visit, J project; * demo; amounts in million yuan):

    M1 Zhejiang–Sichuan 2021-05-20, 12 signed, items 11 12 13     V1 Zhejiang–Sichuan 2021-05-19
    M2 Fujian–Ningxia 1996-11, item 21                            V2 Fujian–Ningxia 2022-07, unpaired
    M3 national 2020-03-06                                        V3* Hangzhou–Guangyuan 2022-10-10
    M4* Hangzhou–Guangyuan 2022-08-01, 5 signed, item 41

    J1 Zhejiang–Sichuan 2021 tea producing, agreed 10, in place 8, 100 jobs, 300 people, item 11
    J2 Zhejiang–Sichuan 2022 herbs started, agreed 5, in place 2, 50 jobs, item 11
    J3 Hangzhou–Guangyuan 2022 tea stalled, agreed 3
    J4 Fujian–Ningxia 2016 livestock producing, in place 4, 20 jobs, 60 people
    J5* Zhejiang–Sichuan 2022 tea funded, agreed 7, in place 6, 10 jobs, 20 people, item 12
    J6* Hangzhou–Guangyuan 2022 ecommerce signed, in place 0
"""  # noqa: E501

from typing import NamedTuple

import pytest

from db.engine import reading
from db.filters import EVERYTHING, Filter
from db.queries import overview
from db.terms import Industry, Level, Stage
from tests.conftest import Stores
from tests.db import states
from tests.totals import of_ledgers

M = 1_000_000


class Totals(NamedTuple):
    meetings: int = 0
    signed_projects: int = 0
    commitments: int = 0
    commitments_linked: int = 0
    visits: int = 0
    projects: int = 0
    agreed_amount: int = 0
    in_place: int = 0
    jobs: int = 0
    beneficiaries: int = 0


class Case(NamedTuple):
    chosen: Filter
    value: Totals
    demo: Totals = Totals()


TOTALS = {
    "everything": Case(  # money 10 + 5 + 3 + 7 and 8 + 2 + 4 + 6, jobs 100 + 50 + 20 + 10
        EVERYTHING,
        Totals(4, 12 + 5, 3 + 1 + 1, 2, 3, 6, 25 * M, 20 * M, 180, 300 + 60 + 20),
        Totals(1, 5, 1, 1, 1, 2, 7 * M, 6 * M, 10, 20),
    ),
    "province, as helper": Case(  # all but M2 M3 V2 J4; Hangzhou lies in Zhejiang
        Filter(province="330000"),
        Totals(2, 17, 4, 2, 2, 5, 25 * M, 16 * M, 160, 320),
        Totals(1, 5, 1, 1, 1, 2, 7 * M, 6 * M, 10, 20),
    ),
    "province, as receiver": Case(  # M2 V2 J4
        Filter(province="640000"), Totals(1, 0, 1, 0, 1, 1, 0, 4 * M, 20, 60)
    ),
    "helper": Case(Filter(helper="350000"), Totals(1, 0, 1, 0, 1, 1, 0, 4 * M, 20, 60)),
    "helper, who only receives": Case(Filter(helper="510000"), Totals()),
    "receiver": Case(
        Filter(receiver="510000"),
        Totals(2, 17, 4, 2, 2, 5, 25 * M, 16 * M, 160, 320),
        Totals(1, 5, 1, 1, 1, 2, 7 * M, 6 * M, 10, 20),
    ),
    "receiver, who only helps": Case(Filter(receiver="330000"), Totals()),
    "one year": Case(  # M4 V2 V3 J2 J3 J5 J6: 5 + 3 + 7, 2 + 6 + 0
        Filter(years=(2022, 2022)),
        Totals(1, 5, 1, 0, 2, 4, 15 * M, 8 * M, 60, 20),
        Totals(1, 5, 1, 0, 1, 2, 7 * M, 6 * M, 10, 20),
    ),
    "years, both included": Case(  # M2 J4
        Filter(years=(1996, 2016)), Totals(1, 0, 1, 0, 0, 1, 0, 4 * M, 20, 60)
    ),
    "scheme of provinces": Case(  # M1 V1 J1 J2 J5
        Filter(scheme="2021_adjustment"),
        Totals(1, 12, 3, 2, 1, 3, 22 * M, 16 * M, 160, 320),
        Totals(0, 0, 0, 1, 0, 1, 7 * M, 6 * M, 10, 20),
    ),
    "scheme of cities": Case(  # M4 V3 J3 J6
        Filter(scheme="2021_city_level"),
        Totals(1, 5, 1, 0, 1, 2, 3 * M),
        Totals(1, 5, 1, 0, 1, 1),
    ),
    "scheme that had ended": Case(  # M2 J4, but not V2, made when no pairing was in force
        Filter(scheme="1996_initial"), Totals(1, 0, 1, 0, 0, 1, 0, 4 * M, 20, 60)
    ),
    "scheme without records": Case(Filter(scheme="2013_guizhou"), Totals()),
    "national level": Case(Filter(level=Level.NATIONAL), Totals(1)),
    "level of provinces": Case(  # M1 M2 V1 V2 J1 J2 J4 J5
        Filter(level=Level.PROVINCE),
        Totals(2, 12, 4, 2, 2, 4, 22 * M, 20 * M, 180, 380),
        Totals(0, 0, 0, 1, 0, 1, 7 * M, 6 * M, 10, 20),
    ),
    "level of cities": Case(  # M4 V3 J3 J6
        Filter(level=Level.PREFECTURE),
        Totals(1, 5, 1, 0, 1, 2, 3 * M),
        Totals(1, 5, 1, 0, 1, 1),
    ),
    "industry": Case(  # narrows projects only, to J1 J3 J5: 10 + 3 + 7, 8 + 6
        Filter(industry=Industry.TEA),
        Totals(4, 17, 5, 2, 3, 3, 20 * M, 14 * M, 110, 320),
        Totals(1, 5, 1, 1, 1, 1, 7 * M, 6 * M, 10, 20),
    ),
    "stage": Case(  # narrows projects only, to J3
        Filter(stage=Stage.STALLED),
        Totals(4, 17, 5, 2, 3, 1, 3 * M),
        Totals(1, 5, 1, 1, 1),
    ),
    "several": Case(  # M1 M4 V1 V3 J1 J3 J5
        Filter(province="510000", years=(2021, 2022), industry=Industry.TEA),
        Totals(2, 17, 4, 2, 2, 3, 20 * M, 14 * M, 110, 320),
        Totals(1, 5, 1, 1, 1, 1, 7 * M, 6 * M, 10, 20),
    ),
    "all": Case(  # J5, and M1 V1
        Filter(
            "2021_adjustment",
            "330000",
            "330000",
            "510000",
            (2021, 2022),
            Industry.TEA,
            Stage.FUNDED,
            Level.PROVINCE,
        ),
        Totals(1, 12, 3, 2, 1, 1, 7 * M, 6 * M, 10, 20),
        Totals(0, 0, 0, 1, 0, 1, 7 * M, 6 * M, 10, 20),
    ),
    "a couple never paired": Case(Filter(helper="330000", receiver="640000"), Totals()),
}


def test_totals(stores: Stores) -> None:
    found = {}
    with reading(states.small(stores)) as connection:
        for name, case in TOTALS.items():
            totals = of_ledgers(connection, case.chosen)
            value = Totals(**dict(zip(totals["key"].str[7:], totals["value"], strict=True)))
            demo = Totals(**dict(zip(totals["key"].str[7:], totals["demo"], strict=True)))
            found[name] = Case(case.chosen, value, demo)
    assert found == TOTALS


def test_totals_are_whole_numbers_under_the_keys_of_the_dictionary(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        found = of_ledgers(connection, EVERYTHING)
    assert found["key"].tolist() == [f"ledger_{name}" for name in Totals._fields]
    assert [str(found[name].dtype) for name in ("value", "demo")] == ["int64", "int64"]


MEETINGS = {
    "everything": (EVERYTHING, [2, 3, 1, 4]),
    "province": (Filter(province="330000"), [1, 4]),
    "helper": (Filter(helper="350000"), [2]),
    "receiver": (Filter(receiver="510000"), [1, 4]),
    "years": (Filter(years=(2020, 2021)), [3, 1]),
    "scheme": (Filter(scheme="2021_city_level"), [4]),
    "level": (Filter(level=Level.NATIONAL), [3]),
    "industry": (Filter(industry=Industry.TEA), [2, 3, 1, 4]),
    "stage": (Filter(stage=Stage.STALLED), [2, 3, 1, 4]),
    "several": (Filter(province="510000", level=Level.PROVINCE), [1]),
}


def test_meetings_in_time(stores: Stores) -> None:
    found = {}
    with reading(states.small(stores)) as connection:
        for name, (chosen, _) in MEETINGS.items():
            held = overview.meetings_in_time(connection, chosen)
            found[name] = (chosen, held["meeting_id"].tolist())
    assert found == MEETINGS


def test_a_meeting_in_time_is_told_whole(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        month, national, *_ = overview.meetings_in_time(connection, EVERYTHING).to_dict("records")
    assert (month["date"].isoformat()[:10], month["precision"]) == ("1996-11-01", "month")
    assert month.items() >= {
        "title": "闽宁第一次联席会议",
        "place_en": "Fuzhou",
        "category": "joint_meeting",
        "demo": False,
        "helper_adcode": "350000",
        "helper_zh": "福建省",
        "helper_en": "Fujian",
        "receiver_zh": "宁夏回族自治区",
    }.items()  # fmt: skip
    assert (national["title_en"], national["helper_zh"]) == ("National Symposium", None)


NEWEST = [
    ("visit", 2, "2022-07-01", "month", "考察", "Study tour", "east_to_west", False),
    ("project", 2, "2022-03-01", "month", "药材基地", None, None, False),
    ("project", 1, "2021-06-01", "day", "茶园一期", "Tea Garden", None, False),
    ("meeting", 1, "2021-05-20", "day", "浙川第三次联席会议", "Third Joint Meeting", None, False),
    ("visit", 1, "2021-05-19", "day", "出席会议", None, "west_to_east", False),
    ("meeting", 3, "2020-03-06", "day", "全国座谈会", "National Symposium", None, False),
    ("project", 4, "2016-04-01", "month", "养牛场", None, None, False),
    ("meeting", 2, "1996-11-01", "month", "闽宁第一次联席会议", None, None, False),
    ("visit", 3, "2022-10-10", "day", "回访", None, "east_to_west", True),  # demo after facts
    ("project", 6, "2022-09-09", "day", "电商站", None, None, True),
    ("meeting", 4, "2022-08-01", "day", "完成100%的A_B座谈会", None, None, True),
    ("project", 5, "2022-05-05", "day", "茶园二期", None, None, True),
]
"""All but J3, of which no start is known."""


@pytest.mark.parametrize("limit", [1, 3, 8, 10, 50])
def test_newest(stores: Stores, limit: int) -> None:
    with reading(states.small(stores)) as connection:
        found = overview.newest(connection, EVERYTHING, limit)
    found["date"] = found["date"].dt.strftime("%Y-%m-%d")
    assert [tuple(row) for row in found.iloc[:, :8].to_numpy().tolist()] == NEWEST[:limit]


def test_newest_of_a_selection(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        tea = overview.newest(connection, Filter(province="640000"))
        none = overview.newest(connection, Filter(helper="360000"))
    assert list(zip(tea["kind"], tea["id"], strict=True)) == [
        ("visit", 2),
        ("project", 4),
        ("meeting", 2),
    ]
    assert len(none) == 0


def test_years(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        assert overview.years(connection) == (1996, 2022)  # M2; M4, V3 and J2
