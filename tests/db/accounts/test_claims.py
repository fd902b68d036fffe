"""From a provider's claim to a role and a scope."""

import pytest

from db.accounts import Scope
from db.accounts.claims import entitled, read_rules, scope_of, values_of
from db.engine import reading
from db.terms import AccountRole
from tests.conftest import Stores
from tests.db.states import SQLITE, small

RULES = "cn=leaders,ou=x=admin; zj=staff:P1,330000; sc=staff:510000; *=viewer"


@pytest.mark.parametrize(
    ("values", "role", "scopes"),
    [
        ([], AccountRole.VIEWER, []),
        (["nothing"], AccountRole.VIEWER, []),
        (["zj"], AccountRole.STAFF, ["330000", "P1"]),
        (["zj", "sc"], AccountRole.STAFF, ["330000", "510000", "P1"]),
        (["cn=leaders,ou=x", "zj"], AccountRole.ADMIN, ["330000", "P1"]),
        (["ZJ", "*x"], AccountRole.VIEWER, []),
    ],
)
def test_the_highest_role_counts_and_scopes_add_up(
    values: list[str], role: AccountRole, scopes: list[str]
) -> None:
    assert entitled(read_rules(RULES), values) == (role, scopes)


def test_without_a_rule_there_is_no_right() -> None:
    assert entitled(read_rules("zj=viewer"), ["sc"]) == (None, [])
    assert entitled([], ["admin"]) == (None, [])


@pytest.mark.parametrize("wrong", ["admin", "=admin", "x=boss", "x=staff", "x=viewer:330000", "x="])
def test_a_rule_that_is_none_is_said(wrong: str) -> None:
    with pytest.raises(ValueError, match="“"):
        read_rules(f"a=viewer;{wrong}")


@pytest.mark.parametrize(
    ("claim", "values"),
    [("a", ["a"]), (["a", "b"], ["a", "b"]), ([1, "a", None], ["a"]), (None, []), ({"a": 1}, [])],
)
def test_a_claim_is_a_text_or_a_list_of_them(claim: object, values: list[str]) -> None:
    assert values_of(claim) == values


@SQLITE
def test_a_scope_names_pairings_and_provinces(stores: Stores) -> None:
    with reading(small(stores)) as connection:
        found = scope_of(connection, ["P1", "330000", "330100", "P99", "x"])
    assert found == Scope(frozenset({1}), frozenset({"330000"}))


def test_an_auditor_is_more_than_a_viewer_and_less_than_staff() -> None:
    rules = read_rules("audit=auditor; zj=staff:330000; *=viewer")
    assert entitled(rules, ["audit"]) == (AccountRole.AUDITOR, [])
    assert entitled(rules, ["audit", "zj"]) == (AccountRole.STAFF, ["330000"])
