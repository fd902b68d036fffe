"""The audit: what happened, by whom, to whose account. Rows are only ever added."""

from typing import Any

from sqlalchemy import Connection, insert

from db.accounts.account import Author
from db.engine import utc_now
from db.models import Audit
from db.terms import Event


def note(
    connection: Connection,
    event: Event,
    by: Author | None,
    *,
    subject: int | None = None,
    address: str = "",
    **details: Any,
) -> None:
    """Add a row, in the caller's transaction: what is undone was never noted.

    `by` is None where nobody is signed in; `subject` is the account it was done to; `address` is
    where it came from. Details are few and small, and never a secret.
    """
    connection.execute(
        insert(Audit).values(
            at=utc_now(),
            event=event,
            account_id=by.id if by else None,
            actor=by.name if by else "",
            subject_id=subject,
            address=address[:45],
            details=details,
        )
    )
