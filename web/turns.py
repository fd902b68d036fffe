"""Taking turns where passwords are hashed.

Hashing takes a core and 64 MiB (db.accounts.passwords lets two go on at once). Whoever waits for
that waits here, and not in one of the threads with which the Gate asks the store for everybody:
a crowd of guesses would otherwise stop all pages.
"""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from db.accounts.passwords import AT_ONCE, Busy

P = ParamSpec("P")
R = TypeVar("R")

MOST = 30
"""About as many as are served while somebody still waits: a hash takes a tenth of a second."""


class Turns:
    """So many threads, and a queue for them."""

    def __init__(self, threads: int, most: int) -> None:
        self._threads = CapacityLimiter(threads)
        self._most = most
        self._here = 0

    async def take(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What a function that hashes passwords returns.

        Raises:
            Busy: too many are here already.
        """
        if self._here >= self._most:
            raise Busy
        self._here += 1
        try:
            return await to_thread.run_sync(
                partial(function, *args, **kwargs), limiter=self._threads
            )
        finally:
            self._here -= 1


# One thread more than are hashed at once: the next has been looked up when its turn comes.
in_turn = Turns(AT_ONCE + 1, MOST).take
