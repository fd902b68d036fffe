"""Values kept by key, the least recently used given up first, and what is out of date."""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

import pandas as pd

R = TypeVar("R")

Key = tuple[Any, ...]
"""A database, the revision of it that was read, and what was asked."""

MEGABYTE = 2**20
TEXT, NUMBER = 100, 9
"""Bytes of a value in a frame; most texts take less, for many rows share them."""


class LRUCache:
    """At most so many values, and so many megabytes of frames.

    As the first value of a newer revision comes, those of older ones go: nobody will ask for them,
    and the collector of garbage, which looks at whatever is kept, would stand in everybody's way.

    A value that several threads ask for at once is made once: the others wait for it. What is
    handed out is a copy that shares its columns until somebody writes to them (pandas copies on
    write), so that it costs microseconds and cannot change what is kept.
    """

    def __init__(
        self,
        most: int,
        megabytes: int = 64,
        *,
        hand_out: Callable[[Any], Any] | None = None,
        weigh: Callable[[Any], int] | None = None,
    ) -> None:
        self._most, self._room = most, megabytes * MEGABYTE
        self._hand_out, self._weigh = hand_out or copied, weigh or weight
        self._held = 0
        self._newest: dict[str, int] = {}
        self._values: OrderedDict[Key, tuple[Any, int]] = OrderedDict()
        self._making: dict[Key, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Key, make: Callable[[], R]) -> R:
        """The value of a key, made where it is not there. What `make` raises is not kept."""
        with self._lock:
            if key in self._values:
                return cast(R, self._taken(key))
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._values:
                    return cast(R, self._taken(key))
            try:
                value = make()
            except BaseException:
                with self._lock:
                    self._making.pop(key, None)
                raise
            with self._lock:
                self._put(key, value)
                self._making.pop(key, None)
                return cast(R, self._taken(key))

    def _taken(self, key: Key) -> Any:
        self._values.move_to_end(key)
        return self._hand_out(self._values[key][0])

    def _put(self, key: Key, value: Any) -> None:
        self._give_up_older(key)
        size = self._weigh(value)
        self._values[key] = (self._hand_out(value), size)
        self._held += size
        while len(self._values) > 1 and (len(self._values) > self._most or self._held > self._room):
            self._give_up(next(iter(self._values)))

    def _give_up_older(self, key: Key) -> None:
        database, revision = key[:2]
        if revision > self._newest.setdefault(database, revision):
            self._newest[database] = revision
            older = [one for one in self._values if one[0] == database and one[1] < revision]
            for other in older:
                self._give_up(other)

    def _give_up(self, key: Key) -> None:
        _value, freed = self._values.pop(key)
        self._held -= freed


def copied(value: Any) -> Any:
    """A value whose frames, dictionaries and lists can be changed without changing the original."""
    if isinstance(value, pd.DataFrame | pd.Series):
        return value.copy(deep=False)
    if isinstance(value, dict | list):
        return value.copy()
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: copied(getattr(value, f.name)) for f in fields(value)})
    return value


def weight(value: Any) -> int:
    """About how many bytes a value takes: frames count, the rest is small."""
    if isinstance(value, pd.DataFrame):
        return len(value) * sum(TEXT if kind == "object" else NUMBER for kind in value.dtypes)
    if is_dataclass(value) and not isinstance(value, type):
        return sum(weight(getattr(value, field.name)) for field in fields(value))
    return sys.getsizeof(value)
