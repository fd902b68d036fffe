"""Who may do what: every action, as everybody."""

from typing import Any

import pytest
from sqlalchemy import Engine

from db.accounts import (
    Account,
    Action,
    Forbidden,
    Matter,
    Operator,
    Scope,
    administration,
    matter_of,
    may,
    outside,
    require,
)
from db.accounts.rights import SCOPED, WHO
from db.engine import locked, reading
from db.terms import AccountRole
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db.states import SQLITE, small

ZHEJIANG, SICHUAN, FUJIAN, NINGXIA = "330000", "510000", "350000", "640000"
OURS = Matter(ZHEJIANG, SICHUAN, 1)
THEIRS = Matter(FUJIAN, NINGXIA, 2)
NATIONAL = Matter(None, None, None)


def everybody(engine: Engine) -> dict[str, Any]:
    return {
        "nobody": None,
        "viewer": make(engine, AccountRole.VIEWER),
        "auditor": make(engine, AccountRole.AUDITOR),
        "staff": make(engine, AccountRole.STAFF, pairings=[1]),
        "staff elsewhere": make(engine, AccountRole.STAFF, "elsewhere", pairings=[2]),
        "admin": make(engine, AccountRole.ADMIN),
        "operator": Operator("root"),
    }


def allowed(engine: Engine, action: Action, **what: Any) -> set[str]:
    people = everybody(engine)
    return {name for name, by in people.items() if permits(engine, by, action, **what)}


def permits(engine: Engine, by: Any, action: Action, **what: Any) -> bool:
    with reading(engine) as connection:
        try:
            require(connection, by, action, **what)
        except Forbidden:
            return False
        return True


def test_every_action_has_its_roles_and_an_administrator_may_everything() -> None:
    assert set(WHO) == set(Action)
    assert [action for action, roles in WHO.items() if AccountRole.ADMIN not in roles] == []


@SQLITE
@pytest.mark.parametrize("action", sorted(SCOPED))
def test_records_are_for_staff_in_charge_of_them(stores: Stores, action: Action) -> None:
    found = allowed(small(stores), action, over=[OURS])
    assert found == {"staff", "admin", "operator"}


@SQLITE
@pytest.mark.parametrize("action", sorted(SCOPED))
def test_one_record_out_of_charge_is_enough_to_refuse(stores: Stores, action: Action) -> None:
    found = allowed(small(stores), action, over=[OURS, THEIRS])
    assert found == {"admin", "operator"}


@SQLITE
@pytest.mark.parametrize("action", sorted(SCOPED))
def test_national_records_are_for_administrators(stores: Stores, action: Action) -> None:
    assert allowed(small(stores), action, over=[NATIONAL]) == {"admin", "operator"}


@SQLITE
@pytest.mark.parametrize("action", sorted(SCOPED))
def test_whoever_forgets_the_records_is_told_so(stores: Stores, action: Action) -> None:
    engine = small(stores)
    admin = make(engine, AccountRole.ADMIN)
    with reading(engine) as connection, pytest.raises(TypeError):
        require(connection, admin, action)


@SQLITE
def test_snapshots_are_for_all_who_signed_in_but_auditors(stores: Stores) -> None:
    found = allowed(small(stores), Action.SNAPSHOT)
    assert found == {"viewer", "staff", "staff elsewhere", "admin", "operator"}


@SQLITE
def test_accounts_are_for_administrators(stores: Stores) -> None:
    assert allowed(small(stores), Action.ADMINISTER) == {"admin", "operator"}


@SQLITE
def test_the_audit_is_for_auditors_and_administrators(stores: Stores) -> None:
    assert allowed(small(stores), Action.AUDIT) == {"auditor", "admin", "operator"}


@SQLITE
def test_an_auditor_may_nothing_else(stores: Stores) -> None:
    engine = small(stores)
    auditor = make(engine, AccountRole.AUDITOR)
    may_do = [a for a in Action if permits(engine, auditor, a, over=[], owner=auditor.id)]
    assert may_do == [Action.AUDIT]


@SQLITE
def test_a_snapshot_is_withdrawn_by_its_owner_or_an_administrator(stores: Stores) -> None:
    engine = small(stores)
    owner = make(engine, AccountRole.VIEWER, "owner")
    assert permits(engine, owner, Action.WITHDRAW, owner=owner.id)
    assert allowed(engine, Action.WITHDRAW, owner=owner.id) == {"admin", "operator"}


@SQLITE
def test_what_belongs_to_nobody_is_for_administrators(stores: Stores) -> None:
    assert allowed(small(stores), Action.WITHDRAW) == {"admin", "operator"}


def test_rights_are_read_afresh(stores: Stores) -> None:
    engine = small(stores)
    staff = make(engine, AccountRole.STAFF, pairings=[1])
    with locked(engine) as connection:
        administration.change(
            connection, OPERATOR, staff.id, scope=Scope(provinces=frozenset({FUJIAN}))
        )
    assert not permits(engine, staff, Action.EDIT, over=[OURS])
    assert permits(engine, staff, Action.EDIT, over=[THEIRS])


def test_a_disabled_account_may_nothing(stores: Stores) -> None:
    engine = small(stores)
    make(engine, AccountRole.ADMIN, "other")
    admin = make(engine, AccountRole.ADMIN)
    with locked(engine) as connection:
        administration.disable(connection, OPERATOR, admin.id)
    assert [a for a in Action if permits(engine, admin, a, over=[])] == []


@SQLITE
def test_an_account_that_is_made_up_may_nothing(stores: Stores) -> None:
    forged = Account(99, "forged", "forged", AccountRole.ADMIN)
    engine = small(stores)
    assert [a for a in Action if permits(engine, forged, a, over=[])] == []


@SQLITE
def test_a_role_that_is_made_up_counts_for_nothing(stores: Stores) -> None:
    engine = small(stores)
    viewer = make(engine, AccountRole.VIEWER)
    forged = Account(viewer.id, viewer.name, viewer.name, AccountRole.ADMIN)
    assert not permits(engine, forged, Action.ADMINISTER)


@SQLITE
def test_a_refusal_says_why_in_both_languages(stores: Stores) -> None:
    staff = make(small(stores), AccountRole.STAFF, pairings=[1])
    with reading(small(stores)) as connection, pytest.raises(Forbidden) as refusal:
        require(connection, None, Action.EDIT, over=[])
    assert (refusal.value.words.zh, refusal.value.words.en) == (
        "请先登录。",
        "Please sign in first.",
    )
    assert outside(staff, [OURS, THEIRS]) == (THEIRS,)


@SQLITE
def test_what_is_foretold_is_what_happens(stores: Stores) -> None:
    engine = small(stores)
    for by in everybody(engine).values():
        if isinstance(by, Account):
            for action in Action:
                for over in ([OURS], [OURS, THEIRS], [NATIONAL], []):
                    permitted = permits(engine, by, action, over=over, owner=by.id)
                    assert may(by, action, over) is permitted, (by.name, action, over)


def test_nobody_is_offered_anything() -> None:
    assert [action for action in Action if may(None, action)] == []


@pytest.mark.parametrize(
    ("matter", "held"),
    [
        (OURS, True),
        (Matter("330100", "510800", 3), True),  # Hangzhou and Guangyuan, of these provinces
        (Matter("330000", "520000", None), True),  # one side is enough
        (THEIRS, False),
        (NATIONAL, False),
    ],
)
def test_a_province_s_scope_holds_all_of_its_places(matter: Matter, held: bool) -> None:
    assert Scope(provinces=frozenset({ZHEJIANG})).holds(matter) is held


def test_a_pairing_s_scope_holds_no_other_pairing_of_the_couple() -> None:
    scope = Scope(pairings=frozenset({1}))
    assert scope.holds(OURS)
    assert not scope.holds(Matter(ZHEJIANG, SICHUAN, 7))
    assert not scope.holds(Matter(ZHEJIANG, SICHUAN, None))


def test_an_empty_scope_holds_nothing() -> None:
    assert outside(Account(1, "a", "a", AccountRole.STAFF), [OURS, OURS, NATIONAL]) == (
        OURS,
        NATIONAL,
    )


def test_the_matter_of_a_record() -> None:
    record = {"helper_adcode": ZHEJIANG, "receiver_adcode": SICHUAN, "pairing_id": 1}
    assert matter_of(record) == OURS
