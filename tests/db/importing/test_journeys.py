"""Directions of visits that are said by places."""

import pytest
from sqlalchemy import Engine

from db.terms import Direction, Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import codes, look, visit

pytestmark = states.SQLITE
EAST, WEST = Direction.EAST_TO_WEST, Direction.WEST_TO_EAST


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.reference(stores)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("浙江赴四川", EAST),
        ("四川省党政代表团赴浙江省考察学习", WEST),
        ("川赴浙", WEST),
        ("赴川考察", EAST),
        ("来浙", WEST),
        ("浙江→四川", EAST),
        ("从杭州市到广元市", EAST),
        ("由西部到东部开展劳务对接", WEST),
        ("广元——杭州", WEST),
        ("Zhejiang to Sichuan", EAST),
        ("帮扶方赴受援方", EAST),
    ],
)
def test_places_tell_the_direction(engine: Engine, text: str, direction: Direction) -> None:
    (plan,) = look(engine, Kind.VISITS, visit(direction=text)).plans
    assert plan.values["direction"] == direction


@pytest.mark.parametrize(
    "text", ["贵州赴四川", "浙江赴贵州", "浙江赴浙江", "来访", "赴外地", "四川赴四川", "到", "双向"]
)
def test_what_does_not_tell_it_is_refused(engine: Engine, text: str) -> None:
    assert codes(look(engine, Kind.VISITS, visit(direction=text))) == ["mapping"]
