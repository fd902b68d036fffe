"""From what an OpenID Connect provider says of a person to a role and a scope.

Rules are a setting: `value=role` or `value=staff:scope,scope`, with `;` between them. A value is
one of the claim's; `*` is everybody. A scope is a pairing's code or a province's adcode.

    xieshou-admins=admin; zj-sc=staff:P045,330000; *=viewer
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from db.accounts.account import Scope
from db.models import Area, Pairing
from db.terms import AccountRole, Level

EVERYBODY = "*"

RANKS = (AccountRole.VIEWER, AccountRole.AUDITOR, AccountRole.STAFF, AccountRole.ADMIN)
"""Of several roles that somebody is entitled to, the last of these is theirs."""


@dataclass(frozen=True)
class Rule:
    """What one value of the claim entitles to."""

    value: str
    role: AccountRole
    scopes: tuple[str, ...] = ()


def read_rules(text: str) -> list[Rule]:
    """The rules of a setting.

    Raises:
        ValueError: one of them is none; the message says which, and what is wrong with it.
    """
    return [_rule(part.strip()) for part in text.split(";") if part.strip()]


def entitled(rules: Sequence[Rule], values: Iterable[str]) -> tuple[AccountRole | None, list[str]]:
    """The highest role that a person's values entitle them to, none where no rule is about them,
    and what staff is in charge of.
    """
    held = set(values) | {EVERYBODY}
    found = [rule for rule in rules if rule.value in held]
    if not found:
        return None, []
    role = max((rule.role for rule in found), key=RANKS.index)
    return role, sorted({scope for rule in found for scope in rule.scopes})


def scope_of(connection: Connection, named: Iterable[str]) -> Scope:
    """The scope of codes of pairings and adcodes of provinces; unknown ones are left out."""
    names = list(named)
    pairings = select(Pairing.id).where(Pairing.code.in_(names))
    provinces = select(Area.adcode).where(Area.adcode.in_(names), Area.level == Level.PROVINCE)
    return Scope(frozenset(connection.scalars(pairings)), frozenset(connection.scalars(provinces)))


def values_of(claim: object) -> list[str]:
    """The values of a claim, which may be one text or a list of them."""
    if isinstance(claim, str):
        return [claim]
    return [value for value in claim if isinstance(value, str)] if isinstance(claim, list) else []


def _rule(text: str) -> Rule:
    value, equals, rest = text.rpartition("=")
    role, _colon, scopes = rest.partition(":")
    if not equals or not value.strip():
        raise ValueError(f"“{text}” is not of the form value=role")
    try:
        known = AccountRole(role.strip())
    except ValueError:
        raise ValueError(f"“{role.strip()}” is no role: viewer, auditor, staff or admin") from None
    named = tuple(part.strip() for part in scopes.split(",") if part.strip())
    if (known is AccountRole.STAFF) != bool(named):
        raise ValueError(f"“{text}”: staff, and nobody else, takes a scope, as in staff:330000")
    return Rule(value.strip(), known, named)
