"""Taking turns where much is asked of the machine: where passwords are hashed and files made.

Hashing takes a core and 64 MiB (db.accounts.passwords lets two go on at once), a picture a Chromium
that draws one after the other. Whoever waits for that waits here, and not in one of the threads
with which the Gate asks the store for everybody: a crowd of guesses, or of readers of pictures,
would otherwise stop all pages.
"""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from db.accounts.passwords import AT_ONCE, Busy
from export import RendererBusy

P = ParamSpec("P")
R = TypeVar("R")

MOST = 30
"""About as many as are served while somebody still waits: a hash takes a tenth of a second."""


class Queue:
    """So many threads, and a queue for them; `full` is raised where it is full."""

    def __init__(self, threads: int, most: int, full: Callable[[], Exception]) -> None:
        self._threads = CapacityLimiter(threads)
        self._most = most
        self._full = full
        self._here = 0

    async def take(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What a function returns that takes its turn.

        Raises:
            what `full` says: too many are here already.
        """
        if self._here >= self._most:
            raise self._full()
        self._here += 1
        try:
            return await to_thread.run_sync(
                partial(function, *args, **kwargs), limiter=self._threads
            )
        finally:
            self._here -= 1


# One thread more than are hashed at once: the next has been looked up when its turn comes.
strangers = Queue(AT_ONCE + 1, MOST, Busy).take
"""For those of whom nothing is known yet: a crowd of guessers waits for itself."""
known = Queue(AT_ONCE + 1, MOST, Busy).take
"""For who holds a session, a one-time link, or the token of a known device."""

DRAWING, MOST_DRAWN = 2, 16
"""Chromium draws one at a time: a second thread has the next ready. Seconds' worth may wait."""
MAKING, MOST_MADE = 2, 60

drawn = Queue(DRAWING, MOST_DRAWN, lambda: RendererBusy(MOST_DRAWN)).take
"""For what needs Chromium."""
made = Queue(MAKING, MOST_MADE, lambda: RendererBusy(MOST_MADE)).take
"""For all other files, and for looking up what is asked for."""
