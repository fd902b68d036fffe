"""(a) What a change of the years costs the server, on a page and a size of the store.

Measured at the websocket of the real server, from the request of a run to the message that says it
is finished: that is what a reader waits for, the collection of garbage after the run and the
sending included. Beside it, from a stopwatch in the server, the script thread's own time on the
clock and of the CPU; the last hardly depends on what else the machine does.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from bench.ledgers import touch
from bench.numbers import median
from bench.selections import different
from bench.server import DASHBOARD, Server, serving
from bench.session import Session
from db import summaries
from db.engine import make_engine, reading

PAGES = {"overview": "", "projects": "projects"}
"""Page → its address."""

WARM_UP = 3
READS = 5

SUMMARIES: dict[str, Callable[[Connection], Any]] = {
    "projects": summaries.projects,
    "meetings": summaries.meetings,
    "visits": summaries.visits,
}


@dataclass(frozen=True)
class Changes:
    """Milliseconds of each change: at the websocket, and of the script: on the clock, CPU."""

    waited: list[float]
    script: list[float]
    cpu: list[float]
    collections: list[float]
    size: float
    """Bytes sent for a change, median."""


@dataclass(frozen=True)
class PageCost:
    """A page: changes to years not chosen before, changes back to them, and the first run after a
    write (milliseconds at the websocket).
    """

    new: Changes
    again: Changes
    after_write: float


def pages(url: str, repetitions: int) -> dict[str, PageCost]:
    """The costs of each page on the store at `url`, in a fresh process."""
    with serving(DASHBOARD, url) as server:
        return {
            name: asyncio.run(_page(server, address, url, repetitions))
            for name, address in PAGES.items()
        }


def reads(url: str) -> dict[str, float]:
    """Seconds to read each summary, median."""
    found: dict[str, float] = {}
    for name, query in SUMMARIES.items():
        took = []
        for _ in range(READS):
            started = time.perf_counter()
            with reading(make_engine(url)) as connection:
                query(connection)
            took.append(time.perf_counter() - started)
        found[name] = median(took)
    return found


async def _page(server: Server, address: str, url: str, repetitions: int) -> PageCost:
    async with Session(server, address) as session:
        await session.open()
        ranges = list(islice(different(), WARM_UP + repetitions))
        await _changes(server, session, ranges[:WARM_UP])
        new = await _changes(server, session, ranges[WARM_UP:])
        again = await _changes(server, session, ranges[WARM_UP:])
        touch(make_engine(url))
        after = await session.choose(ranges[0])
    return PageCost(new, again, after.milliseconds)


async def _changes(server: Server, session: Session, ranges: list[tuple[int, int]]) -> Changes:
    since = server.mark()
    runs = [await session.choose(years) for years in ranges]
    times = server.times(since)
    return Changes(
        [run.milliseconds for run in runs],
        times.script,
        times.cpu,
        times.collections,
        median(run.size for run in runs),
    )
