"""`python -m bench.signed`: what a message costs more of somebody who has signed in.

    python -m bench.signed                      # on SQLite and PostgreSQL, and the README's table
    python -m bench.signed --database postgres  # on one of them, no README

Two servers on one store, one that anybody may read and one that takes a session; the same years
are chosen on the same page, on one and then on the other. Given are medians, and the median of what
each pair differs by.
"""

import argparse
import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bench import machine, report
from bench.numbers import median
from bench.selections import different
from bench.server import DASHBOARD, Server, serving
from bench.session import Session
from bench.soak import DATABASES, store
from bench.targets import Row
from db.engine import make_engine
from db.settings import session_cookie
from db.terms import AccountRole
from tests.accounts import make, session

PAGE = "projects"
WARM_UP, CHANGES = 10, 60
QUIET = 0.05
"""Seconds after an answer in which the server tidies up."""
MOST_MS = 2.0

Cost = tuple[float, float]
"""Milliseconds on the clock, and of the server's CPU."""


@dataclass(frozen=True)
class Holder:
    """The way to a server for who has a session."""

    server: Server
    token: str

    @property
    def stream(self) -> str:
        return self.server.stream

    @property
    def connecting(self) -> dict[str, Any]:
        return {"additional_headers": {"Cookie": f"{session_cookie()}={self.token}"}}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.signed", description="What signing in costs.")
    parser.add_argument("--database", choices=DATABASES, help="no README")
    given = parser.parse_args()
    found: list[Row] = []
    for database in [given.database] if given.database else DATABASES:
        with store(database) as (url, _):
            for row in rows(url, database):
                found.append(row)
                print(" | ".join(filter(None, (row.what, row.measured, row.verdict))), flush=True)
    if not given.database:
        report.rewrite(report.SIGNED, report.where("A change of the years"), found)


def rows(url: str, database: str) -> Iterator[Row]:
    """The lines of a database."""
    engine = make_engine(url)
    token = session(engine, make(engine, AccountRole.VIEWER))
    engine.dispose()
    with (
        serving(DASHBOARD, url, XIESHOU_READ="everyone") as free,
        serving(DASHBOARD, url, XIESHOU_READ="signed-in") as gated,
    ):
        pairs = asyncio.run(_in_turns(free, Holder(gated, token)))
    for what, which in (("on the clock", 0), ("of the server's CPU", 1)):
        open_, signed, more = (
            median(values)
            for values in (
                [one[which] for one, _ in pairs],
                [other[which] for _, other in pairs],
                [other[which] - one[which] for one, other in pairs],
            )
        )
        yield Row(
            f"{DATABASES[database]}, {what}",
            f"open {open_:.1f} ms, signed in {signed:.1f}; {more:+.2f} ms, pair by pair",
            "",
            f"< {MOST_MS:g} ms",
            more < MOST_MS,
        )


async def _in_turns(free: Server, holder: Holder) -> list[tuple[Cost, Cost]]:
    async with Session(free, PAGE) as one, Session(holder, PAGE) as other:
        await one.open()
        await other.open()
        pairs = [
            (await _cost(free, one, years), await _cost(holder.server, other, years))
            for years in islice(different(), WARM_UP + CHANGES)
        ]
    return pairs[WARM_UP:]


async def _cost(server: Server, reader: Session, years: tuple[int, int]) -> Cost:
    clock = machine.cpu_clock(server.process.pid)
    before = time.clock_gettime(clock)
    run = await reader.choose(years)
    await asyncio.sleep(QUIET)
    return run.milliseconds, (time.clock_gettime(clock) - before) * 1000


if __name__ == "__main__":
    main()
