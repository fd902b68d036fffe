"""The store's version: up, down, at once, and refusing what is not ours."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, Index, inspect, text

from db.engine import locked, make_engine, reading, revision
from db.errors import StoreNotReady, StoreTooNew
from db.migrate import migrate, require_current
from db.models import Base
from db.models.base import besides
from tests.conftest import Stores
from tests.db import processes, states
from tests.db.states import migrated

SIDES = ("helper", "receiver")


def made_by_models(stores: Stores) -> Engine:
    engine = make_engine(stores.empty())
    with locked(engine, any_version=True) as connection:
        Base.metadata.create_all(connection)
    return engine


def differences(engine: Engine) -> list[object]:
    """What alembic would change to make the store fit the models."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": unlike})
        return list(compare_metadata(context, Base.metadata))


def unlike(item: object, _name: object, _kind: str, _reflected: bool, stored: object) -> bool:
    """Whether alembic finds an index rightly: it takes one that covers columns for its key alone,
    which it is on PostgreSQL.
    """
    if not (isinstance(item, Index) and isinstance(stored, Index) and besides(item)):
        return True
    return stored.columns.keys() != [*item.columns.keys(), *besides(item)]


def tables(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def checks(engine: Engine) -> dict[str, str]:
    """Name → text of all CHECK constraints, which alembic does not compare."""
    with engine.connect() as connection:
        found = inspect(connection)
        return {
            str(check["name"]): check["sqltext"]
            for name in found.get_table_names()
            for check in found.get_check_constraints(name)
        }


def of_indexes(engine: Engine, option: str) -> dict[str, str]:
    """Name → what all indexes have that have this option, which alembic does not compare."""
    with engine.connect() as connection:
        found = inspect(connection)
        return {
            str(index["name"]): has
            for name in found.get_table_names()
            for index in found.get_indexes(name)
            if (has := str(index["dialect_options"].get(f"{engine.dialect.name}_{option}")))
            not in ("None", "[]")
        }


def test_the_migrated_store_fits_the_models(stores: Stores) -> None:
    assert differences(migrated(stores)) == []


def test_the_migrated_store_has_every_check_of_the_models(stores: Stores) -> None:
    assert checks(migrated(stores)) == checks(made_by_models(stores))


def test_the_migrated_store_leaves_out_of_indexes_what_the_models_do(stores: Stores) -> None:
    found = of_indexes(migrated(stores), "where")
    assert found == of_indexes(made_by_models(stores), "where")
    assert sorted(found) == [
        "ix_meeting_code_key",
        "ix_project_commitment_id",
        "ix_project_meeting_id",
        "ix_visit_meeting_id",
    ]


def test_what_indexes_only_cover_is_not_in_their_key_on_postgresql(stores: Stores) -> None:
    engine = migrated(stores)
    found = of_indexes(engine, "include")
    assert found == of_indexes(made_by_models(stores), "include")
    if engine.dialect.name == "postgresql":
        assert sorted(found) == ["ix_project_places", "ix_project_summary"]


def test_a_migrated_store_is_current_and_at_revision_0(database_url: str) -> None:
    engine = make_engine(database_url)
    migrate(engine)
    require_current(engine)
    with reading(engine) as connection:
        assert revision(connection) == 0


def test_down_to_nothing_and_up_again(stores: Stores) -> None:
    engine = migrated(stores)
    migrate(engine, "base")
    assert tables(engine) == set()
    migrate(engine)
    assert differences(engine) == []


def test_migrating_twice_changes_nothing(stores: Stores) -> None:
    engine = migrated(stores)
    migrate(engine)
    assert differences(engine) == []


def test_four_processes_at_once_make_one_right_store(database_url: str) -> None:
    assert processes.at_once(4, processes.bring_up, database_url) == []
    engine = make_engine(database_url)
    require_current(engine)
    assert differences(engine) == []
    with reading(engine) as connection:
        assert revision(connection) == 0


def test_an_empty_database_is_not_ready(database_url: str) -> None:
    with pytest.raises(StoreNotReady, match=r"^the store is at version none, .*`python -m db"):
        require_current(make_engine(database_url))


@pytest.mark.parametrize("use", [migrate, require_current])
def test_a_newer_store_is_refused_and_left_alone(stores: Stores, use: object) -> None:
    engine = migrated(stores)
    with locked(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew, match=r"^the store is at version 9999, .* install that"):
        use(engine)  # type: ignore[operator]
    assert differences(engine) == []
    with reading(engine, any_version=True) as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_figures_go_down_with_their_places_and_up_again(stores: Stores) -> None:
    engine = states.reference(stores)
    names = ("published_figure", "published_figure_area", "metric_version")
    before = states.rows(engine, names, without=["id", "pairing_id"])
    migrate(engine, "0022")
    with reading(engine, any_version=True) as connection:
        places = connection.execute(
            text("SELECT side, count(*) FROM published_figure_area GROUP BY side ORDER BY side")
        ).all()
    figures = before["published_figure"]
    alone = [sum(row[f"{side}_adcode"] is not None for row in figures) for side in SIDES]
    several = [sum(a["side"] == side for a in before["published_figure_area"]) for side in SIDES]
    assert [tuple(row) for row in places] == [
        (side, one + more) for side, one, more in zip(SIDES, alone, several, strict=True)
    ]
    migrate(engine)
    after = states.rows(engine, names, without=["id", "pairing_id"])
    assert sorted(map(repr, after["published_figure_area"])) == sorted(
        map(repr, before["published_figure_area"])
    )
    assert {name: after[name] for name in names[::2]} == {name: before[name] for name in names[::2]}
    assert any(row["pairing_id"] for row in states.table(engine, "published_figure"))
