"""The store's keys folded and unfolded, with data whose keys fall together, on both databases."""

from typing import Any

import pytest
from sqlalchemy import Engine, text

from db.editing import remove
from db.engine import locked, reading
from db.importing.identity import Codes
from db.migrate import migrate
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import STAFF, batch, bring, project

BEFORE = "0007"


def rows(engine: Engine, statement: str) -> list[tuple[Any, ...]]:
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


@pytest.fixture
def older(stores: Stores) -> Engine:
    """A store of the version before, with two codes that are one by now."""
    engine = states.small_at(stores, BEFORE)
    with locked(engine) as connection:
        connection.execute(text("UPDATE project SET code = 'ＺＣ－１ ' WHERE id = 1"))
        first = "SELECT helper_adcode, receiver_adcode, pairing_id FROM project WHERE id = 1"
        sides = connection.execute(text(first)).one()
        connection.execute(
            text(
                "UPDATE project SET code = 'zc-1', helper_adcode = :helper, "
                "receiver_adcode = :receiver, pairing_id = :pairing WHERE id = 2"
            ),
            {"helper": sides[0], "receiver": sides[1], "pairing": sides[2]},
        )
        connection.execute(
            text("UPDATE meeting SET title = '浙川 ⼯作（会）', code = NULL WHERE id = 1")
        )
    return engine


def test_what_is_there_is_folded_and_what_falls_together_stands(older: Engine) -> None:
    migrate(older)
    assert rows(
        older, "SELECT code, code_key, code_year, twin FROM project WHERE id < 3 ORDER BY id"
    ) == [
        ("ＺＣ－１ ", "zc-1", 0, 0),
        ("zc-1", "zc-1", 0, 1),
    ]
    assert rows(older, "SELECT title_key, code_key FROM meeting WHERE id = 1") == [
        ("浙川工作(会)", None)
    ]


def test_down_and_up_again_keeps_every_row_and_gives_no_number_twice(stores: Stores) -> None:
    engine = states.paired(stores)
    made = [project(code=f"N-{n}", title=title) for n, title in ((1, "茶园"), (2, "药材厂"))]
    batch(bring(engine, Kind.PROJECTS, *made))
    last = states.one(engine, "project", code="N-2")["id"]
    remove(engine, Kind.PROJECTS, last, STAFF)
    everything = "SELECT id, code, title, source, year FROM project ORDER BY id"
    before = rows(engine, everything)
    for version in (BEFORE, "head"):
        migrate(engine, version)
        assert rows(engine, everything) == before
    batch(bring(engine, Kind.PROJECTS, project(code="N-3", title="新的")))
    assert states.one(engine, "project", code="N-3")["id"] > last


def test_codes_that_restart_are_given_their_year_on_the_way_down(stores: Stores) -> None:
    engine = states.paired(stores)
    batch(bring(engine, Kind.PROJECTS, project(code="001", year="2021", title="青川白茶")))
    other = project(code="001", year="2022", title="叙永药材")
    batch(bring(engine, Kind.PROJECTS, other, codes=Codes.RESTART))
    migrate(engine, BEFORE)
    assert rows(engine, "SELECT code FROM project ORDER BY year") == [("001",), ("001(2022)",)]
    migrate(engine)
    assert rows(engine, "SELECT code_key FROM project ORDER BY year") == [("001",), ("001(2022)",)]
