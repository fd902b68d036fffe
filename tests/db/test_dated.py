"""As-of days in a store that is upgraded, and taken back to the version before."""

from sqlalchemy import Engine, inspect

from db.migrate import migrate
from db.queries.dated import AS_OF
from db.summaries import meetings, projects, visits
from tests.conftest import Stores
from tests.db import states

TABLES = ("import_batch", "agreement_target", "meeting", "project", "visit")


def having(engine: Engine, column: str) -> set[str]:
    found = inspect(engine)
    return {
        t for t in found.get_table_names() if column in {c["name"] for c in found.get_columns(t)}
    }


def test_what_was_loaded_before_says_nothing_and_goes_back_whole(stores: Stores) -> None:
    engine = states.small_at(stores, "0014")
    migrate(engine)
    assert set(TABLES) <= having(engine, "as_of")
    with engine.connect() as connection:
        for of, count in ((projects, 6), (meetings, 4), (visits, 3)):
            first, last, undated = (of(connection)[name] for name in AS_OF)
            assert {*first.astype(str), *last.astype(str)} == {"NaT"}
            assert undated.sum() == count
    migrate(engine, "0015")
    assert not set(TABLES) & having(engine, "as_of")
    assert "dated" not in {c["name"] for c in inspect(engine).get_columns("snapshot")}
    migrate(engine)
    assert len(states.table(engine, "project")) == 6
