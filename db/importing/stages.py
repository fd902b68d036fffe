"""How far an import is, for whoever watches it."""

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """What takes an import its time."""

    CHECK = "check"
    WAIT = "wait"
    WRITE = "write"


Tell = Callable[[Stage, int, int], None]
"""Called with the stage, and how many of its rows are done of how many. It must not raise, nor take
long: it is called within the transaction.
"""


def unwatched(_stage: Stage, _done: int, _of: int) -> None:
    """Nobody watches."""
