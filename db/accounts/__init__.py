"""Who may do what: accounts and their rights, sessions, signing in, and the audit.

A function that writes takes `by`, who does it, and asks `require` in its own transaction:

    with writing(engine) as connection:
        require(connection, by, Action.EDIT, over=[matter_of(record)])
        …
        audit.note(connection, Event.EDITED, by, table="project", id=7)

`by` is an Account, which is read afresh, or an Operator: whoever has a shell on the server. `may`
tells a page what to offer; it is never a check.
"""

from db.accounts.account import Account, Author, Matter, Operator, Scope, matter_of
from db.accounts.rights import Action, Forbidden, may, may_pair, outside, require

__all__ = [
    "Account",
    "Action",
    "Author",
    "Forbidden",
    "Matter",
    "Operator",
    "Scope",
    "matter_of",
    "may",
    "may_pair",
    "outside",
    "require",
]
