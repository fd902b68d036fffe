"""What each role may do. `require` is the check, `may` and `outside` only foretell it."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Connection

from db.accounts.account import Account, Author, Matter
from db.accounts.people import find
from db.importing.words import Refusal, Words
from db.settings import staff_may_pair
from db.terms import AccountRole


class Action(StrEnum):
    """What can be done with an account only. Reading is the Gate's to allow.

    uploads: see batches, their rows and their files. withdraw: withdraw or rename a snapshot.
    audit: read the audit, and take it along.
    """

    IMPORT = "import"
    UNDO = "undo"
    EDIT = "edit"
    UPLOADS = "uploads"
    SNAPSHOT = "snapshot"
    WITHDRAW = "withdraw"
    AUDIT = "audit"
    ADMINISTER = "administer"


STAFF = frozenset({AccountRole.STAFF, AccountRole.ADMIN})
AUDITORS = frozenset({AccountRole.AUDITOR, AccountRole.ADMIN})
ADMINS = frozenset({AccountRole.ADMIN})

WHO = {
    Action.IMPORT: STAFF,
    Action.UNDO: STAFF,
    Action.EDIT: STAFF,
    Action.UPLOADS: STAFF,
    Action.SNAPSHOT: STAFF | {AccountRole.VIEWER},
    Action.WITHDRAW: STAFF | {AccountRole.VIEWER},
    Action.AUDIT: AUDITORS,
    Action.ADMINISTER: ADMINS,
}
"""The roles for each action. An auditor reads what all who sign in may, and the audit, and writes
nothing: whoever looks into what others did has no part in it.
"""

SCOPED = frozenset({Action.IMPORT, Action.UNDO, Action.EDIT, Action.UPLOADS})
"""What staff may do with the records of their scope only."""

OWNED = frozenset({Action.WITHDRAW})
"""What all but administrators may do only with what is their own."""

SIGN_IN = Words("请先登录。", "Please sign in first.")
DISABLED = Words(
    "该账号已停用。请联系管理员。",
    "This account has been disabled. Please ask an administrator.",
)
ROLES = {
    STAFF: Words(
        "此操作需要工作人员或管理员权限。请联系管理员。",
        "This takes a member of staff or an administrator. Please ask an administrator.",
    ),
    AUDITORS: Words(
        "此操作需要审计人员或管理员权限。", "This takes an auditor or an administrator."
    ),
    ADMINS: Words("此操作需要管理员权限。", "This takes an administrator."),
}
NOT_AUDITORS = Words("审计人员只能查看，不能进行此操作。", "An auditor reads, and cannot do this.")
SCOPE = Words(
    "涉及您负责范围之外的结对关系、省份或另一方的填报。请联系管理员调整范围，或交由负责的同事办理。",
    "This concerns pairings, provinces or another side's reports that are not in your charge. Ask "
    "an administrator to extend your scope, or a colleague who is in charge of them.",
)
OWN = Words("只能由本人或管理员操作。", "Only whoever made it, or an administrator, may change it.")


class Forbidden(Refusal):
    """Somebody tried what they may not. `words` says why, and what can be done, to them.

    `outside` holds the matters that lay outside their scope, `action` is what they tried.
    """

    def __init__(
        self, words: Words, outside: tuple[Matter, ...] = (), action: Action | None = None
    ) -> None:
        super().__init__(words)
        self.outside = outside
        self.action = action


def require(
    connection: Connection,
    by: Author | None,
    action: Action,
    over: Iterable[Matter] | None = None,
    owner: int | None = None,
) -> Author:
    """Return who acts, read afresh in the caller's transaction, if they may.

    `over` names the matters of all records touched, before and after; for what is SCOPED it must
    be given, be it empty. `owner` is the account to whom an OWNED thing belongs.

    Raises:
        Forbidden: nobody is signed in, or they may not.
    """
    if action in SCOPED and over is None:
        raise TypeError(f"{action} takes the matters that it is done over")
    if by is None:
        raise Forbidden(SIGN_IN)
    if not isinstance(by, Account):
        return by
    account = find(connection, by.id)
    if account is None:
        raise Forbidden(SIGN_IN)
    _refuse(account, action, tuple(over or ()), owner)
    return account


def may(
    account: Account | None,
    action: Action,
    over: Iterable[Matter] = (),
    owner: int | None = None,
) -> bool:
    """Whether `require` would let them: what a page should offer. For what is OWNED without an
    owner given: whether they may at all, with something of theirs.
    """
    if account is None:
        return False
    try:
        _refuse(account, action, tuple(over), account.id if owner is None else owner)
    except Forbidden:
        return False
    return True


def outside(account: Account, over: Iterable[Matter]) -> tuple[Matter, ...]:
    """The matters that somebody may not write, each once."""
    if account.role is AccountRole.ADMIN:
        return ()
    return tuple(m for m in dict.fromkeys(over) if not _holds(account, m))


def may_pair(account: Account | None) -> bool:
    """Whether somebody may make pairings at all, be it only of places in their charge."""
    if account is None or account.disabled:
        return False
    return account.role is AccountRole.ADMIN or (
        account.role is AccountRole.STAFF and staff_may_pair()
    )


def _holds(account: Account, matter: Matter) -> bool:
    return account.scope.holds(matter) and (not matter.is_pairing or staff_may_pair())


def _refuse(account: Account, action: Action, over: tuple[Matter, ...], owner: int | None) -> None:
    if account.disabled:
        raise Forbidden(DISABLED, action=action)
    if account.role not in WHO[action]:
        raise Forbidden(ROLES.get(WHO[action], NOT_AUDITORS), action=action)
    if account.role is AccountRole.ADMIN:
        return
    if action in OWNED and owner != account.id:
        raise Forbidden(OWN, action=action)
    if action in SCOPED and (left := outside(account, over)):
        raise Forbidden(SCOPE, left, action)
