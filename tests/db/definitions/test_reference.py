"""What an edition of the files does to the dictionary, and what an upgrade does."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.definitions import Change, revise
from db.definitions.keeping import Version, history
from db.engine import locked, reading
from db.migrate import migrate
from db.reference import Deed, Reason
from db.terms import AccountRole
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.test_reference_editions import Edition, said

BEFORE = "0015"


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return Edition(tmp_path)


def versions(engine: Engine, key: str) -> list[Version]:
    with reading(engine) as connection:
        return history(connection, [key]).get(key, [])


def test_every_metric_begins_with_version_1_and_says_what_it_sums(stores: Stores) -> None:
    engine = states.reference(stores)
    with reading(engine) as connection:
        found = history(connection)
    assert found.keys() == {row["key"] for row in states.table(engine, "metric")}
    assert {len(of) for of in found.values()} == {1}
    firsts = [of[0] for of in found.values()]
    assert {(one.number, one.valid_from, one.edited) for one in firsts} == {(1, None, False)}
    assert all(one.said.summed_from_zh and one.said.summed_from_en for one in firsts)
    assert found["ledger_jobs"][0].said.summed_from_zh == "项目台账“吸纳就业（人）”列之和"


def test_another_wording_in_the_files_is_a_further_version_of_the_same_day(
    stores: Stores, edition: Edition
) -> None:
    engine = states.reference(stores)
    loaded = edition.set("metrics", "key", "fund", name_zh="财政资金").load(engine)
    first, second = versions(engine, "fund")
    assert (second.number, second.valid_from, second.author) == (2, None, "xieshou")
    assert second.said == replace(first.said, name_zh="财政资金")
    assert said(loaded) == [(Deed.RENAMED, "metric", "fund", None)]
    assert states.one(engine, "metric", key="fund")["name_zh"] == "财政资金"


def test_what_an_administrator_has_edited_stays_and_that_is_said(
    stores: Stores, edition: Edition
) -> None:
    engine = states.reference(stores)
    admin = make(engine, AccountRole.ADMIN)
    kept = replace(versions(engine, "visits")[0].said, definition_zh="本省另有口径")
    with locked(engine) as connection:
        change = Change("visits", 1, kept, "省办通知", date(2024, 1, 1))
        revise(connection, admin, change, date(2026, 11, 30))
    before = versions(engine, "visits")
    loaded = edition.set("metrics", "key", "visits", definition_zh="新版口径").load(engine)
    assert versions(engine, "visits") == before
    assert said(loaded) == [(Deed.KEPT, "metric", "visits", Reason.CORRECTED)]
    loaded = (
        edition.drop("metrics", "key", "visits")
        .drop("figures", "metric_key", "visits")
        .load(engine)
    )
    assert (Deed.KEPT, "metric", "visits", Reason.CORRECTED) in said(loaded)
    assert versions(engine, "visits") == before


def test_a_metric_that_nothing_needs_goes_with_its_versions(
    stores: Stores, edition: Edition
) -> None:
    engine = states.reference(stores)
    loaded = edition.drop("metrics", "key", "ledger_jobs").load(engine)
    assert said(loaded) == [(Deed.DROPPED, "metric", "ledger_jobs", None)]
    assert versions(engine, "ledger_jobs") == []


def test_an_upgrade_makes_version_1_of_what_stands_and_the_files_complete_it(
    stores: Stores, edition: Edition
) -> None:
    engine = states.reference(stores)
    migrate(engine, BEFORE)
    migrate(engine)
    [carried] = versions(engine, "fund")
    assert (carried.number, carried.valid_from, carried.carried_over) == (1, None, True)
    assert (carried.said.name_zh, carried.said.summed_from_zh) == ("财政援助资金", "")
    edition.set("metrics", "key", "aid", name_en="All").load(engine)
    [completed] = versions(engine, "fund")
    assert completed.author == "xieshou"
    assert completed.said.summed_from_zh
    assert states.one(engine, "metric", key="fund")["summed_from_zh"]
