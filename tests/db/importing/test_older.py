"""An older edition of a ledger, uploaded after a newer one, does not go back in silence."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from db.editing import Correction, correct
from db.editing import look as seen
from db.engine import reading
from db.importing.kinds import LEDGERS
from db.importing.older import Older
from db.importing.preview import Outcome
from db.importing.rows import Fate, RowPlan
from db.importing.undo import undo
from db.models import Project, table_of
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import STAFF, Cells, batch, bring, codes, look, project

JUNE = [project(code=f"Z-{n}", title=f"茶园{n}", jobs=str(n)) for n in range(1, 4)]
JULY = [row | {"jobs": f"{n}0", "stage": "在建"} for n, row in enumerate(JUNE, start=1)]


@pytest.fixture
def engine(stores: Stores) -> Engine:
    engine = states.paired(stores)
    batch(bring(engine, Kind.PROJECTS, *JUNE))
    batch(bring(engine, Kind.PROJECTS, *JULY))
    return engine


def jobs(engine: Engine) -> list[int]:
    table = table_of(Project)
    with reading(engine) as connection:
        return list(connection.scalars(select(table.c.jobs).order_by(table.c.code)))


def again(rows: list[Cells]) -> list[Cells]:
    """The same with another column order: another file."""
    return [dict(reversed(row.items())) for row in rows]


def test_a_file_that_only_goes_back_is_asked_about(engine: Engine) -> None:
    found = look(engine, Kind.PROJECTS, *again(JUNE))
    assert found.outcome is Outcome.NEED_CHOICE
    assert [question.code for question in found.questions] == ["older-file"]
    assert "3 个项目" in found.questions[0].message.zh
    assert found.counts["changed"] == 3
    assert bring(engine, Kind.PROJECTS, *again(JUNE)).batch is None


def test_it_goes_back_where_that_was_chosen(engine: Engine) -> None:
    batch(bring(engine, Kind.PROJECTS, *again(JUNE), mapping={"旧文件": "back"}))
    assert jobs(engine) == [1, 2, 3]


def test_what_is_newer_stays_where_that_was_chosen_and_what_is_new_is_added(
    engine: Engine,
) -> None:
    rows = [*again(JUNE), project(code="Z-9", title="园九", jobs="9")]
    batch(bring(engine, Kind.PROJECTS, *rows, mapping={"older": "keep"}))
    assert jobs(engine) == [10, 20, 30, 9]


def test_a_newer_file_that_sets_one_row_back_is_told_and_taken(engine: Engine) -> None:
    rows = again([JUNE[0], JULY[1] | {"jobs": "25"}, JULY[2]])
    found = bring(engine, Kind.PROJECTS, *rows)
    assert codes(found) == ["older-file"]
    assert batch(found)
    assert jobs(engine) == [1, 25, 30]


def test_what_was_corrected_by_hand_is_no_newer_file(engine: Engine) -> None:
    with reading(engine) as connection:
        record = seen(connection, Kind.PROJECTS, 1)
    assert record
    correct(engine, Correction(Kind.PROJECTS, 1, record.version, {"jobs": "77"}), STAFF)
    assert codes(look(engine, Kind.PROJECTS, JULY[0])) == []


def test_what_was_undone_is_no_newer_file(engine: Engine) -> None:
    rows = [row | {"jobs": "55"} for row in JULY]
    undo(engine, batch(bring(engine, Kind.PROJECTS, *rows)), STAFF)
    assert jobs(engine) == [10, 20, 30]
    assert codes(look(engine, Kind.PROJECTS, *again(rows))) == []


def test_a_record_kept_to_a_later_day_is_newer(engine: Engine) -> None:
    spec = LEDGERS[Kind.PROJECTS].spec
    base = {"id": 1, "as_of": date(2024, 7, 31)}
    diff = [("jobs", 10, 5)]
    plan = RowPlan(1, 2, Fate.CHANGED, target_id=1, base=base, values={"jobs": 5}, diff=diff)
    with reading(engine) as connection:
        june = Older(connection, Kind.PROJECTS, spec, {}, date(2024, 6, 30))
        august = Older(connection, Kind.PROJECTS, spec, {}, date(2024, 8, 31))
        assert [*june.going_back([plan])] == [1]
        assert [*august.going_back([plan])] == []
