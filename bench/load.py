"""(d, e) Many readers at once: how long they wait, and what the server's memory does."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import islice

from bench.numbers import slope
from bench.selections import different
from bench.server import DASHBOARD, Server, serving
from bench.session import Session

SESSIONS = (1, 5, 20)
EVERY = 1.0
"""Seconds from a reader's change to the next."""

PAGES = ("", "projects")
SETTLE = 600.0
"""Seconds at the start of a load that the slope of its memory leaves out, or its half where that is
less. What is kept of answers fills up first, and a table of Python's own is once made anew, 4 MB
larger: bench/README.md (d).
"""
LONG_ENOUGH = SETTLE + 600.0
"""Seconds after which one can say that memory is flat."""


@dataclass(frozen=True)
class Load:
    """What so many sessions met with: milliseconds of each change at the websocket and of each
    script on the clock, changes a second, MB of the server before and after, and the slope of its
    memory in MB a minute, in a load of so many seconds.
    """

    sessions: int
    waited: list[float]
    script: list[float]
    rate: float
    before: float
    after: float
    slope: float
    seconds: float


def loads(url: str, lasting: Mapping[int, float]) -> list[Load]:
    """A load of each number of sessions for so many seconds, one after the other, on one server on
    the store at `url`.
    """
    with serving(DASHBOARD, url) as server:
        return [asyncio.run(_load(server, *one)) for one in lasting.items()]


async def _load(server: Server, count: int, seconds: float) -> Load:
    async with AsyncExitStack() as stack:
        readers = []
        for number in range(count):
            reader = await stack.enter_async_context(Session(server, PAGES[number % len(PAGES)]))
            await reader.open()
            readers.append(reader)
        since, before = server.mark(), server.memory()
        started = time.perf_counter()
        watching = asyncio.create_task(_watch(server, started + seconds))
        waited = await asyncio.gather(
            *(
                _read(reader, number, started + number / count * EVERY, started + seconds)
                for number, reader in enumerate(readers)
            )
        )
        took = time.perf_counter() - started
        memory = await watching
        changes = [milliseconds for one in waited for milliseconds in one]
        return Load(
            count,
            changes,
            server.times(since).script,
            len(changes) / took,
            before,
            server.memory(),
            slope([(second / 60, mb) for second, mb in memory]),
            seconds,
        )


async def _read(reader: Session, number: int, start: float, end: float) -> list[float]:
    """Change the years once a second; where the answer takes longer, as soon as it is there."""
    waited: list[float] = []
    due = start
    for years in islice(different(number), round((end - start) / EVERY)):
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        if time.perf_counter() >= end:
            break
        waited.append((await reader.choose(years)).milliseconds)
        due = max(due + EVERY, time.perf_counter())
    return waited


async def _watch(server: Server, end: float) -> list[tuple[float, float]]:
    """(second, MB) twice a second, from when the load has settled to its end."""
    started = time.perf_counter()
    settled = started + min(SETTLE, (end - started) / 2)
    found: list[tuple[float, float]] = []
    while (now := time.perf_counter()) < end:
        if now >= settled:
            found.append((now - started, server.memory()))
        await asyncio.sleep(0.5)
    return found
