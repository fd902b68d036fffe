"""When something was last done in a session: what a session is not idle by.

It is written down at most once a minute, and on a thread of its own: nobody waits for it, not even
where a long import has the store's lock.
"""

import time
from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Lock

from db.accounts import sessions
from db.engine import SIGN_IN_LOCK, locked
from db.errors import StoreError
from db.reader import store_engine
from db.settings import idle

MOST_SECONDS = 60
MOST_KEPT = 10_000


class Activity:
    """Of the sessions that were active here of late: when that was last written down."""

    def __init__(self, writer: Executor) -> None:
        self._writer = writer
        self._written: dict[str, float] = {}
        self._waiting: set[str] = set()
        self._lock = Lock()

    def note(self, token: str) -> None:
        """Something was done in the session of this token."""
        now = time.monotonic()
        every = min(MOST_SECONDS, idle().total_seconds() / 4)
        with self._lock:
            if now - self._written.get(token, -every) < every:
                return
            if len(self._written) >= MOST_KEPT:
                self._written.clear()
            self._written[token] = now
            first = not self._waiting
            self._waiting.add(token)
        if first:
            self._writer.submit(self._write)

    def _write(self) -> None:
        with self._lock:
            tokens, self._waiting = self._waiting, set()
        try:
            with locked(store_engine(), SIGN_IN_LOCK) as connection:
                sessions.seen(connection, tokens)
        except StoreError:
            with self._lock:  # the next time that something is done there
                for token in tokens:
                    self._written.pop(token, None)


note = Activity(ThreadPoolExecutor(1, "activity")).note
