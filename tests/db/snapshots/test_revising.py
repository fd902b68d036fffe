"""Renaming, describing and withdrawing: by whom, and what is kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, func, select

from db.accounts import Account, Author, Forbidden
from db.engine import locked, reading
from db.models import Audit
from db.snapshots import Refused, Snapshot, queries, revising
from db.snapshots.content import seal
from db.terms import AccountRole, Event
from tests.accounts import make
from tests.conftest import Stores
from tests.db.snapshots.made import content, take
from tests.db.states import SQLITE, small

SEALED = "e1e8d08f0a47f84c7810096cd5ef370518cfaffeab040a21aa3b160a613270e2"
"""The seal that `content()` had before definitions had versions."""

Keep = Callable[[Connection, Author | None, str, str], Snapshot]


def keep(engine: Engine, what: Keep, by: Author | None, taken: Snapshot, text: str) -> Snapshot:
    with locked(engine) as connection:
        return what(connection, by, taken.public_id, text)


def history(engine: Engine, taken: Snapshot) -> list[tuple[Any, ...]]:
    with reading(engine) as connection:
        found = queries.history(connection, taken.id)
    return list(found[["actor", "part", "before", "after"]].itertuples(index=False, name=None))


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return small(stores)


@pytest.fixture
def anna(engine: Engine) -> Account:
    return make(engine, AccountRole.VIEWER, "anna")


def test_every_change_keeps_what_stood_there_before(engine: Engine, anna: Account) -> None:
    taken = take(engine, anna, title="资金")
    keep(engine, revising.rename, anna, taken, "“新”<名称>/'")
    keep(engine, revising.describe, anna, taken, "第一行\n第二行")
    found = keep(engine, revising.withdraw, anna, taken, "数据有误")
    assert history(engine, taken) == [
        ("anna", "withdrawn", "", "数据有误"),
        ("anna", "description", "", "第一行\n第二行"),
        ("anna", "name", "资金", "“新”<名称>/'"),
    ]
    assert found.content == taken.content
    assert found.whole
    assert (found.name, found.withdrawn_by, found.withdrawn_reason) == (
        "“新”<名称>/'",
        "anna",
        "数据有误",
    )


def test_a_withdrawn_snapshot_is_kept_and_stays_as_it_is(engine: Engine, anna: Account) -> None:
    taken = take(engine, anna)
    keep(engine, revising.withdraw, anna, taken, "数据有误")
    for what in (revising.rename, revising.describe, revising.withdraw):
        with pytest.raises(Refused):
            keep(engine, what, anna, taken, "再改")
    with reading(engine) as connection:
        assert queries.listed(connection, queries.Search())["withdrawn"].tolist() == [True]


def test_the_audit_notes_every_change(engine: Engine, anna: Account) -> None:
    taken = take(engine, anna)
    keep(engine, revising.rename, anna, taken, "新名称")
    keep(engine, revising.withdraw, anna, taken, "数据有误")
    with reading(engine) as connection:
        noted = connection.scalars(
            select(Audit.details).where(Audit.event == Event.SNAPSHOT_CHANGED).order_by(Audit.id)
        ).all()
    assert noted == [
        {"snapshot": "S-000001", "part": "name"},
        {"snapshot": "S-000001", "part": "withdrawn"},
    ]


def test_the_same_name_again_changes_nothing(engine: Engine, anna: Account) -> None:
    taken = take(engine, anna, title="资金")
    keep(engine, revising.rename, anna, taken, " 资金 ")
    assert history(engine, taken) == []


@pytest.mark.parametrize("what", [revising.rename, revising.describe, revising.withdraw])
def test_only_its_author_or_an_administrator_changes_it(
    engine: Engine, anna: Account, what: Keep
) -> None:
    taken = take(engine, anna)
    bert = make(engine, AccountRole.STAFF, "bert", pairings=[1])
    for stranger in (None, bert):
        with pytest.raises(Forbidden):
            keep(engine, what, stranger, taken, "改")
    assert history(engine, taken) == []
    keep(engine, what, make(engine, AccountRole.ADMIN), taken, "改")
    assert [change[0] for change in history(engine, taken)] == ["admin"]


@SQLITE
@pytest.mark.parametrize(
    ("what", "text", "says"),
    [
        (revising.rename, "  ", "1 至 200"),
        (revising.rename, "长" * 201, "1 至 200"),
        (revising.rename, "两\n行", "一行"),
        (revising.describe, "长" * 2_001, "2001"),
        (revising.withdraw, "\n", "撤回原因"),
    ],
)
def test_what_is_not_fit_is_refused_with_the_reason(
    engine: Engine, anna: Account, what: Keep, text: str, says: str
) -> None:
    taken = take(engine, anna)
    with pytest.raises(Refused) as refusal:
        keep(engine, what, anna, taken, text)
    assert says in refusal.value.words.zh
    with reading(engine) as connection:
        changed = func.count()
        assert not connection.scalar(select(changed).where(Audit.event == Event.SNAPSHOT_CHANGED))


def test_a_snapshot_from_before_definitions_had_versions_keeps_its_seal() -> None:
    old, at = content(), datetime(2026, 11, 23, 8, 0)
    assert seal(old, "abc", "anna", at) == SEALED
    new = replace(old, versions={"ledger_in_place": 2})
    assert seal(new, "abc", "anna", at) != SEALED
