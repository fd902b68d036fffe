"""Kept totals are those of the ledgers after each kind of write, and a check names what is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, delete, update

from db import kept
from db.check import faults
from db.definitions import Definition
from db.definitions.keeping import SAID, add
from db.definitions.revising import Change, revise
from db.editing import Correction, Merge, correct, merge_records, remove
from db.engine import locked, reading, writing
from db.importing.labels import BASES
from db.importing.undo import undo
from db.models import ClauseRollup, DifferenceRollup, ProjectRollup
from db.results.differences import At
from db.results.judging import Judgement, judge
from db.terms import Basis, DifferenceState, Kind
from tests.accounts import OPERATOR
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import STAFF, batch, bring, pairing, project, result, target
from tests.db.measures import measured

AT = At(1, "fund", 2022, 6)


@pytest.fixture
def engine(stores: Stores) -> Engine:
    """Two projects, a clause, and what both sides report of it, each from a batch of its own."""
    engine = measured(states.paired(stores))
    told = "种植面积：计划 3 亩，实际 2 亩"
    first = project(code="A", in_place="100", start="2022-03-01", measures=told)
    batch(
        bring(
            engine,
            Kind.PROJECTS,
            first,
            project(code="B", title="药园", industry="中药材", measures=""),
        )
    )
    batch(bring(engine, Kind.AGREEMENTS, target(year="2022"), target(year="2023")))
    batch(bring(engine, Kind.RESULTS, result(), result(value="20", reported_by="西部")))
    return engine


def number(engine: Engine, code: str) -> int:
    return int(states.one(engine, "project", code=code)["id"])


def corrected(engine: Engine, **texts: str) -> None:
    row = states.one(engine, "project", code="A")
    correct(engine, Correction(Kind.PROJECTS, row["id"], row["version"], texts), STAFF)


def redefined(engine: Engine) -> None:
    """Two months alone, of what may be added up or, by another definition, may not."""
    alone: dict[str, str] = {"metric": "ent", "unit": "家", "basis": BASES[Basis.ACTUAL][0]}
    months = [result(period=f"{n}月", value="3", as_of=None, **alone) for n in (1, 2)]
    bring(engine, Kind.AGREEMENTS, target(year="2022", metric="ent", target="9", unit="家"))
    bring(engine, Kind.RESULTS, *months)
    row = states.one(engine, "metric", key="ent")
    told = {f"definition_{language}": "as in the notice" for language in ("zh", "en")}
    said = Definition(**{name: row[name] for name in SAID} | told)
    other = replace(said, summable=not said.summable)
    before = states.table(engine, "clause_rollup")
    with locked(engine) as connection:
        add(connection, "ent", said, number=1, valid_from=None, author="", reason="")
        change = Change("ent", 1, other, "口径调整", date(2022, 1, 1))
        revise(connection, OPERATOR, change, date(2026, 1, 1))
    assert states.table(engine, "clause_rollup") != before


WRITES: dict[str, Callable[[Engine], Any]] = {
    "a project of another industry": lambda e: corrected(e, industry="养殖业"),
    "a project of another year": lambda e: corrected(e, year="2021"),
    "a project's money": lambda e: corrected(e, in_place="250"),
    "a project removed": lambda e: remove(e, Kind.PROJECTS, number(e, "A"), STAFF),
    "projects merged": lambda e: merge_records(
        e, Merge(Kind.PROJECTS, number(e, "A"), number(e, "B")), STAFF
    ),
    "projects taken back": lambda e: undo(e, 1, OPERATOR),
    "clauses taken back": lambda e: undo(e, 2, OPERATOR),
    "results taken back": lambda e: undo(e, 3, OPERATOR),
    "a result of another value": lambda e: bring(e, Kind.RESULTS, result(value="21")),
    "another target": lambda e: bring(e, Kind.AGREEMENTS, target(year="2022", target="9")),
    "a difference settled": lambda e: judge(
        e, AT, 0, Judgement(DifferenceState.SETTLED, "核对", 2_005_000_000), OPERATOR
    ),
    "a couple paired anew": lambda e: bring(
        e, Kind.PAIRINGS, pairing(helper="浙江省", to="2030", scheme="2016_adjustment")
    ),
    "another definition": redefined,
}


@states.SQLITE  # sequences of writes are compared on both (tests/db/results/test_sequences.py)
@pytest.mark.parametrize("write", WRITES)
def test_kept_totals_follow(engine: Engine, write: str) -> None:
    tables = [each.table.name for each in kept.ALL]
    before = states.rows(engine, tables)
    assert all(before.values())
    WRITES[write](engine)
    with reading(engine) as connection:
        assert list(kept.faults(connection)) == []
    assert states.rows(engine, tables) != before


def test_a_check_names_what_is_kept_otherwise(engine: Engine) -> None:
    assert list(faults(engine)) == []
    with writing(engine) as connection:
        tea = ProjectRollup.industry == "tea"
        connection.execute(update(ProjectRollup).where(tea).values(projects=7))
        connection.execute(delete(ClauseRollup).where(ClauseRollup.year == 2022))
        connection.execute(update(DifferenceRollup).values(metric_key="ent"))
    clause = states.one(engine, "agreement_target", year=2022)["id"]
    assert list(faults(engine)) == [
        "project_rollup (2022, 1, tea, signed, False): projects is kept as 7, the ledgers have 1",
        f"clause_rollup ({clause}): the ledgers have it, and it is not kept",
        "difference_rollup (330000, 510000, ent, 2022-06-30): "
        "it is kept, and the ledgers have it no more",
        "difference_rollup (330000, 510000, fund, 2022-06-30): "
        "the ledgers have it, and it is not kept",
    ]
    with writing(engine) as connection:
        kept.recount(connection)
    assert list(faults(engine)) == []
