"""What a brief gathers, counted by hand on both databases."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert

from db import kept
from db.engine import make_engine, writing
from db.models import (
    CommitmentProgress,
    FigureArea,
    Labour,
    Meeting,
    PublishedFigure,
    Settlement,
    Talent,
    Visit,
)
from db.periods import Period
from db.queries import brief
from db.queries.brief import Brief
from db.results import heads
from db.terms import (
    Basis,
    Category,
    CommitmentStatus,
    Confidence,
    Destination,
    DifferenceState,
    Direction,
    Level,
    PeriodKind,
    Precision,
    Qualifier,
    Scope,
    Side,
    TalentCategory,
)
from tests.conftest import Stores
from tests.db.results.reports import promise, report
from tests.stores import ZHEJIANG_SICHUAN, build_small

DAY = date(2023, 6, 1)
OF = ZHEJIANG_SICHUAN | {"pairing_id": 1}
NUMBERS = count(100)


@pytest.fixture
def connection(stores: Stores) -> Iterator[Connection]:
    with writing(make_engine(stores.copy("small", build_small))) as connection:
        yield connection


def gather(connection: Connection, pairing: int = 1, day: date = DAY) -> Brief:
    found = brief.gather(connection, pairing, day)
    assert found is not None
    return found


def add(connection: Connection, model: Any, **values: Any) -> None:
    """A row, its id beyond those that the store was filled with."""
    own = {"id": next(NUMBERS)} if "id" in model.__table__.c else {}
    connection.execute(insert(model).values(own | values))


def held(connection: Connection, title: str, day: date, **more: Any) -> None:
    values = {"category": Category.JOINT_MEETING, "level": Level.PROVINCE} | more
    kept = {"title": title, "date_start": day, "date_precision": Precision.DAY}
    add(connection, Meeting, **(OF | kept | values))


def test_the_last_meeting_is_the_latest_on_the_same_level_before_the_day(
    connection: Connection,
) -> None:
    held(connection, "县级联席会议", date(2022, 3, 1), level=Level.COUNTY)
    held(connection, "推介会", date(2022, 4, 1), category=Category.INVESTMENT_EVENT)
    held(connection, "本次会议", DAY)
    found = gather(connection)
    assert found.last is not None
    assert (found.last.meeting["id"], found.since) == (1, date(2021, 5, 20))
    assert found.apart["title"].tolist() == [
        "本次会议", "完成100%的A_B座谈会", "推介会", "县级联席会议"
    ]  # fmt: skip
    assert (found.apart["commitments"].tolist(), found.apart_of) == ([0, 1, 0, 0], 4)
    cities = gather(connection, 3)
    assert cities.last is not None
    assert cities.last.meeting["id"] == 4
    assert cities.apart.empty


def test_the_list_of_the_other_meetings_has_all_that_are_counted(connection: Connection) -> None:
    for number in range(brief.LONGEST + 2):
        held(connection, f"县级会议{number}", date(2022, 3, 1), level=Level.COUNTY)
    told = gather(connection)
    every = brief.apart(connection, 1, DAY)
    assert (len(told.apart), len(every)) == (brief.LONGEST, told.apart_of)
    assert every["id"].tolist()[: brief.LONGEST] == told.apart["id"].tolist()
    assert told.last is not None
    assert told.last.meeting["id"] not in every["id"].tolist()
    assert brief.apart(connection, 999, DAY).empty


def test_an_event_is_the_last_meeting_only_where_there_was_no_other(connection: Connection) -> None:
    held(connection, "推介会", date(2020, 4, 1), category=Category.INVESTMENT_EVENT)
    found = gather(connection, day=date(2021, 1, 1)).last
    assert found is not None
    assert found.meeting["title"] == "推介会"


def test_a_couple_without_a_meeting_has_all_else_since_the_year_before(
    connection: Connection,
) -> None:
    found = gather(connection, day=date(2021, 2, 1))
    assert (found.last, found.came, found.since) == (None, None, date(2020, 1, 1))
    assert found.money["projects"].tolist() == [1]
    assert brief.gather(connection, 99, DAY) is None


def test_its_items_come_with_their_projects_and_last_words(connection: Connection) -> None:
    for number, (day, status) in enumerate(
        [(date(2022, 1, 1), CommitmentStatus.UNDER_WAY), (date(2022, 9, 1), CommitmentStatus.DONE)]
    ):
        of = {"meeting_id": 1, "commitment_id": 11, "batch_id": 1, "number": number + 1}
        add(connection, CommitmentProgress, **of, status=status, day=day, day_precision="day")
    found = gather(connection)
    assert found.last is not None
    items = found.last.commitments.set_index("number")
    assert items["projects"].tolist() == [2, 1, 0]
    assert list(items.loc[1, ["agreed_amount", "in_place"]]) == [15_000_000, 10_000_000]
    assert found.last.progress["status"].tolist() == ["done", "under_way"]
    assert found.came is not None
    assert tuple(found.came) == (3, 22_000_000, 16_000_000, 160, 320)
    assert (found.came_behind.records, found.came_behind.demo) == (3, 1)


def test_money_is_that_of_the_couples_own_projects_by_year(connection: Connection) -> None:
    found = gather(connection)
    rows = found.money[["year", "projects", "agreed_amount", "in_place"]].to_numpy().tolist()
    assert rows == [[2021, 1, 10_000_000, 8_000_000], [2022, 2, 12_000_000, 8_000_000]]
    assert gather(connection, day=date(2021, 12, 1)).money["year"].tolist() == [2021]


def test_a_sum_tells_its_days_and_its_main_sources(connection: Connection) -> None:
    sources = ["a", "a", "b", "c", "d"]
    for number, source in enumerate(sources):
        add(
            connection, Visit, **OF, date_start=date(2022, 1, number + 1), date_precision="day",
            direction=Direction.EAST_TO_WEST, head=f"{number}", headcount=10 if number else None,
            source=source, as_of=date(2022, 2, number + 1) if number else None,
        )  # fmt: skip
    found = gather(connection)
    assert found.toured.to_numpy().tolist() == [["east_to_west", 5, 40, 4]]
    behind = found.visits_behind
    assert (behind.records, behind.undated) == (5, 1)
    assert (behind.first, behind.last) == (date(2022, 2, 2), date(2022, 2, 5))
    assert (behind.sources, behind.of) == (("a", "b", "c"), 4)
    assert found.visits["head"].tolist() == ["4", "3", "2", "1", "0"]


def test_people_are_counted_and_labour_never_twice(connection: Connection) -> None:
    for number, category in enumerate((*TalentCategory, TalentCategory.CADRE)):
        add(
            connection, Talent, **OF, year=2022, direction=Direction.EAST_TO_WEST, who=str(number),
            name="张某某", category=category, since_date=DAY, since_precision="day",
        )  # fmt: skip
    spans = ((PeriodKind.MONTH, 6, 100), (PeriodKind.HALF, 1, 300), (PeriodKind.MONTH, 9, 50))
    for kind, number, persons in spans:
        period = Period(2022, kind, number)
        add(
            connection, Labour, **OF, year=2022, period_kind=kind, period_number=number,
            ends_on=period.ends_on, persons=persons, lifted=persons // 2,
            destination=Destination.EAST,
        )  # fmt: skip
    found = gather(connection)
    assert found.talent.to_numpy().tolist() == [
        [2022, "east_to_west", "cadre", 2], [2022, "east_to_west", "specialist", 1]
    ]  # fmt: skip
    assert found.labour.to_numpy().tolist() == [[2022, 350, 175]]
    assert heads.of_year(connection, 2022)[("330000", "510000"), "labour"] == 350
    assert found.labour_behind.records == 2
    assert "张某某" not in repr(found)


def test_clauses_and_open_differences_are_the_couples_own(connection: Connection) -> None:
    promise(connection, ZHEJIANG_SICHUAN, 2022, "fund", 900, pairing_id=1)
    others = {"helper_adcode": "350000", "receiver_adcode": "640000"}
    promise(connection, others, 2022, "fund", 5, pairing_id=2)
    promise(connection, ZHEJIANG_SICHUAN, 2024, "fund", 7, pairing_id=1)
    report(connection, ZHEJIANG_SICHUAN, Side.HELPER, "fund", {"2022-06": 500}, pairing_id=1)
    report(connection, ZHEJIANG_SICHUAN, Side.RECEIVER, "fund", {"2022-06": 400}, pairing_id=1)
    found = gather(connection)
    assert found.year == 2022
    assert found.card[["target", "helper_value", "receiver_value"]].to_numpy().tolist() == [
        [900, 500, 400]
    ]
    assert found.differing[["metric_key", "difference"]].to_numpy().tolist() == [["fund", 100]]


def test_no_result_is_of_after_the_day(connection: Connection) -> None:
    """Neither a report nor a settlement, a publication, or a difference."""
    promise(connection, ZHEJIANG_SICHUAN, 2022, "fund", 900, pairing_id=1)
    for side, later in ((Side.HELPER, 500), (Side.RECEIVER, 400)):
        values = {"2022-03": 100, "2022-06": later}
        report(connection, ZHEJIANG_SICHUAN, side, "fund", values, pairing_id=1)
    report(
        connection, ZHEJIANG_SICHUAN, Side.RECEIVER, "fund", {"2022": 700}, pairing_id=1,
        as_of=date(2022, 5, 10),
    )  # fmt: skip
    add(
        connection, Settlement, pairing_id=1, metric_key="fund", ends_on=date(2022, 12, 31),
        state=DifferenceState.SETTLED, value=450, note="", author="", version=1,
        at=datetime(2023, 1, 1),
    )  # fmt: skip
    published(connection, "F1", date(2022, 9, 1), Basis.ACTUAL, 2022)
    kept.recount(connection)
    told = {
        day: gather(connection, day=day).card[["value", "whose", "day"]].to_numpy().tolist()
        for day in (date(2022, 4, 1), date(2022, 5, 20), date(2022, 12, 31), date(2022, 2, 1))
    }
    assert list(told.values()) == [
        [[100, "receiver", date(2022, 3, 31)]],
        [[700, "receiver", date(2022, 5, 10)]],
        [[450, "settled", date(2022, 12, 31)]],
        [[None, None, None]],
    ]


def test_no_difference_is_of_after_the_day(connection: Connection) -> None:
    promise(connection, ZHEJIANG_SICHUAN, 2022, "fund", 900, pairing_id=1)
    for side, value in ((Side.HELPER, 500), (Side.RECEIVER, 400)):
        report(connection, ZHEJIANG_SICHUAN, side, "fund", {"2022-06": value}, pairing_id=1)
    assert gather(connection, day=date(2022, 6, 29)).differing.empty
    assert len(gather(connection, day=date(2022, 6, 30)).differing) == 1


def test_gaps_are_those_of_the_two_and_of_places_within(connection: Connection) -> None:
    found = gather(connection).gaps.set_index(["pairing_id", "year"])
    assert sorted(set(found.index.get_level_values(0))) == [1, 3]
    assert list(found.loc[(1, 2021), ["meetings", "projects", "visits"]]) == [1, 1, 1]
    assert list(found.loc[(1, 2023), ["meetings", "projects", "visits"]]) == [0, 0, 0]
    assert found["loaded"].tolist() == [year != 2023 for year in found.index.get_level_values(1)]


def published(
    connection: Connection, code: str, day: date, basis: Basis, since: int | None = None
) -> None:
    figure = insert(PublishedFigure).values(
        period_start=since,
        code=code, scope=Scope.PAIRING, helper_named="浙江", receiver_named="四川",
        period_end=day.year, as_of=day, metric_key="fund", value=1,
        published_value="1", published_unit="元",
        qualifier=Qualifier.EXACT, basis=basis, confidence=Confidence.HIGH, source="a paper",
    )  # fmt: skip
    number = connection.execute(figure.returning(PublishedFigure.id)).scalar_one()
    for side, adcode in ((Side.HELPER, "330000"), (Side.RECEIVER, "510000")):
        add(connection, FigureArea, figure_id=number, side=side, adcode=adcode)


def test_of_each_metric_the_newest_result_is_told_and_none_after_the_day(
    connection: Connection,
) -> None:
    published(connection, "F1", date(2021, 1, 1), Basis.ACTUAL)
    published(connection, "F2", date(2022, 1, 1), Basis.CUMULATIVE)
    published(connection, "F3", date(2022, 6, 1), Basis.PLAN)
    published(connection, "F4", date(2024, 1, 1), Basis.ACTUAL)
    assert gather(connection).figures["code"].tolist() == ["F2"]


def test_it_asks_as_often_however_much_there_is(connection: Connection) -> None:
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    gather(connection)
    few = len(asked)
    for number in range(30):
        held(connection, f"{number}", date(2022, 1, 1), level=Level.COUNTY)
    asked.clear()
    gather(connection)
    assert (len(asked), few < 60) == (few, True)
