"""The most visited stops: one more visit is added to the small store of tests/stores.py."""

from datetime import date

from sqlalchemy import Engine, insert

from db.engine import reading, writing
from db.filters import EVERYTHING, Filter
from db.models import Visit, VisitSite
from db.queries import stops
from db.terms import Direction, Level, Precision
from tests.conftest import Stores
from tests.db import states
from tests.stores import HANGZHOU_GUANGYUAN


def store(stores: Stores) -> Engine:
    """Visit 4, a demo record, stops at 余村 twice and at 安吉."""
    engine = states.small(stores)
    visit = HANGZHOU_GUANGYUAN | {
        "id": 4,
        "pairing_id": 3,
        "date_start": date(2022, 11, 1),
        "date_precision": Precision.DAY,
        "direction": Direction.WEST_TO_EAST,
        "level": Level.PREFECTURE,
        "demo": True,
    }
    with writing(engine) as connection:
        connection.execute(insert(Visit).values(visit))
        for position, name in enumerate(("余村", "安吉", "余村"), 1):
            stop = {"visit_id": 4, "position": position, "name": name}
            connection.execute(insert(VisitSite).values(stop))
    return engine


def test_visits_to_a_stop_are_counted_once_each(stores: Stores) -> None:
    with reading(store(stores)) as connection:
        found = stops.most_visited(connection, EVERYTHING)
    assert found["name"].tolist()[0] == "余村"
    rows = found.set_index("name")
    assert rows["visits"].to_dict() == {"余村": 2, "安吉": 1, "海康威视": 1}
    assert rows["demo"].to_dict() == {"余村": 1, "安吉": 1, "海康威视": 0}
    assert rows["name_en"]["余村"] == "Yucun Village"


def test_stops_follow_the_filter_and_the_limit(stores: Stores) -> None:
    with reading(store(stores)) as connection:
        of_2021 = stops.most_visited(connection, Filter(years=(2021, 2021)))
        first = stops.most_visited(connection, EVERYTHING, limit=1)
        nothing = stops.most_visited(connection, Filter(helper="350000"))
    assert sorted(of_2021["name"]) == sorted(["余村", "海康威视"])
    assert first["name"].tolist() == ["余村"]
    assert len(nothing) == 0
