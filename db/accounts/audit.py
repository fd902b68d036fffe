"""The audit: what happened, by whom, to whose account. Rows are only ever added."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection

from db.accounts import chain, syslog
from db.accounts.account import Author
from db.engine import at_the_end, utc_now
from db.terms import Event


def note(
    connection: Connection,
    event: Event,
    by: Author | None,
    *,
    subject: int | None = None,
    address: str = "",
    at: datetime | None = None,
    **details: Any,
) -> None:
    """Add a row, as the last of the caller's write transaction: what is undone was never noted.

    `by` is None where nobody is signed in; `subject` is the account it was done to; `address` is
    where it came from, `at` when it was (now, if not given). Details are few and small, and never
    a secret.
    """
    row = {
        "at": at or utc_now(),
        "event": event,
        "account_id": by.id if by else None,
        "actor": by.name if by else "",
        "subject_id": subject,
        "address": address[:45],
        "details": orjson.loads(orjson.dumps(details)),  # as it will be read
    }
    at_the_end(connection, _keep, row)


def _keep(connection: Connection, rows: list[dict[str, Any]]) -> Callable[[], None]:
    chain.append(connection, rows)
    return lambda: syslog.tell(rows)
