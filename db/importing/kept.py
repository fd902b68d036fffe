"""What a stage found, kept for the next who asks: a file is read once and checked once.

A key holds all that the value depends on, so that whoever finds nothing here (another process, or
this one after others' files) makes the same anew.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")

MOST = 4
"""So many files are kept at each stage. Their rows are packed (db.importing.spool): what takes room
is what is to be said about them.
"""


class Kept(Generic[V]):
    """The last values, of which the one that was not asked for longest goes first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value of a key; made where it is not there. What `make` raises is not kept."""
        found = self.find(key)
        return self.keep(key, make()) if found is None else found

    def find(self, key: Hashable) -> V | None:
        """The value of a key, if it is there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, key: Hashable, value: V) -> V:
        """Keep a value."""
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value
