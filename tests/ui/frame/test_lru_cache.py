"""What is kept: shared, bounded, made once, and changed by nobody."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, Event
from typing import Any

import pandas as pd
import pytest

from ui.frame.lru_cache import MEGABYTE, TEXT, Key, LRUCache


@dataclass(frozen=True)
class Record:
    facts: dict[str, int]
    rows: pd.DataFrame


def asked(what: object, *, database: str = "a.db", revision: int = 1) -> Key:
    return database, revision, what


def of(value: Any) -> Any:
    return lambda: value


def refuse() -> Any:
    raise AssertionError("it is kept, and need not be made")


def test_a_value_is_made_once() -> None:
    cache = LRUCache(most=2)
    assert [cache.get(asked("a"), of(1)), cache.get(asked("a"), refuse)] == [1, 1]


def test_the_least_recently_used_value_goes_first() -> None:
    cache = LRUCache(most=2)
    for key in ("a", "b"):
        cache.get(asked(key), of(key))
    cache.get(asked("a"), refuse)
    cache.get(asked("c"), of("c"))
    assert cache.get(asked("a"), refuse) == "a"
    assert cache.get(asked("b"), of("new")) == "new"


def test_what_was_read_at_an_older_revision_goes_with_the_first_of_a_newer() -> None:
    cache = LRUCache(most=9)
    old, new, elsewhere = asked("x"), asked("x", revision=2), asked("x", database="b.db")
    for key in (old, new, elsewhere):
        cache.get(key, of("kept"))
    cache.get(asked("y"), of("late"))  # a run that began before
    assert cache.get(old, of("new")) == "new"
    assert cache.get(new, refuse) == "kept"
    assert cache.get(elsewhere, refuse) == "kept"


def test_frames_are_kept_as_far_as_there_is_room() -> None:
    cache = LRUCache(most=100, megabytes=1)
    third = pd.DataFrame({"text": ["…"] * (MEGABYTE // TEXT // 3)}, dtype="object")
    for key in range(4):
        cache.get(asked(key), of(third))
    assert [len(cache.get(asked(key), of([]))) > 0 for key in (1, 2, 3)] == [True] * 3
    assert cache.get(asked(0), of([])) == []


def test_a_frame_larger_than_the_room_is_handed_out_all_the_same() -> None:
    large = pd.DataFrame({"text": ["…"] * MEGABYTE}, dtype="object")
    assert len(LRUCache(most=9, megabytes=1).get(asked("large"), of(large))) == MEGABYTE


def test_nobody_can_change_what_is_kept() -> None:
    cache = LRUCache(most=9)
    record = Record({"id": 1}, pd.DataFrame({"n": [1, 2]}))
    for _time in range(2):  # the one who had it made, and the next one
        mine = cache.get(asked("record"), of(record))
        mine.rows.loc[0, "n"] = 99
        mine.rows["more"] = 0
        mine.facts["id"] = 99
    record.rows.loc[1, "n"] = 99
    kept = cache.get(asked("record"), refuse)
    assert (kept.facts, kept.rows.to_dict("list")) == ({"id": 1}, {"n": [1, 2]})


def test_many_who_ask_at_once_wait_for_one_maker() -> None:
    cache, made, together, go = LRUCache(most=9), [], Barrier(8), Event()

    def make() -> int:
        made.append(1)
        go.wait(10)
        return len(made)

    def ask() -> int:
        together.wait(10)
        return cache.get(asked("slow"), make)

    with ThreadPoolExecutor(8) as readers:
        answers = [readers.submit(ask) for _reader in range(7)]
        together.wait(10)
        assert cache.get(asked("other"), of(2)) == 2  # no one else has to wait
        go.set()
        assert [answer.result(10) for answer in answers] == [1] * 7
    assert made == [1]


def test_a_failure_is_not_kept() -> None:
    cache = LRUCache(most=9)

    def fail() -> Any:
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        cache.get(asked("a"), fail)
    assert cache.get(asked("a"), of(1)) == 1
