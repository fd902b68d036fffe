"""Noting in the audit what is no write itself, on a thread of its own: whoever takes a chart along
does not wait for an import that has the store's lock.
"""

import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any

from db.accounts import audit
from db.accounts.account import Author
from db.engine import SIGN_IN_LOCK, locked, make_engine, utc_now
from db.errors import StoreError
from db.settings import database_url
from db.terms import Event

log = logging.getLogger("xieshou")

TRIES = 5
SECONDS = 2
"""Before it is tried again; the lock itself is waited for much longer."""

_writer = ThreadPoolExecutor(1, "audit")


def note(event: Event, by: Author | None, *, address: str = "", **details: Any) -> Future[None]:
    """Add a row for something that happens now. The future is done when it is kept, or given up and
    said so in the log.
    """
    return _writer.submit(_note, database_url(), event, by, utc_now(), address, details)


def settle() -> None:
    """Wait for what was noted so far."""
    _writer.submit(lambda: None).result()


def _note(
    url: str, event: Event, by: Author | None, at: datetime, address: str, details: dict[str, Any]
) -> None:
    for attempt in range(TRIES):
        try:
            with locked(make_engine(url), SIGN_IN_LOCK) as connection:
                audit.note(connection, event, by, at=at, address=address, **details)
        except StoreError as error:
            log.error("the audit could not be written to: %s", error)
            time.sleep(SECONDS * (attempt + 1))
        else:
            return
    log.error("not in the audit: %s by %s", event.value, by.name if by else "nobody")
