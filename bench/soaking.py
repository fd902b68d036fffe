"""Thirty people read while two import, signed in, behind nginx: what they meet with, and what the
server's memory does meanwhile.
"""

import asyncio
import os
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Self

import httpx
from websockets.exceptions import WebSocketException

from bench import machine
from bench.selections import different
from bench.server import Server
from bench.session import PageFailed, Run, Session, Years
from bench.shipped import PASSWORD, behind_nginx, enrol
from bench.visitor import NotIn, Site, Visitor
from db.engine import make_engine
from db.terms import AccountRole

PROGRAM = "bench/loaded.py"
PAGES = ("", "projects", "meetings", "pairings")
LOOKING, PREPARING = 5.0, 20.0
"""Seconds that a reader looks at what they chose, and an importer at what they will import next."""
WATCHED = 1.0
"""Seconds from one look at the server's memory to the next."""
MOST_SAID = 3_000
WRONG = re.compile(r" \[(error|crit|alert|emerg)\] ")

FAILURES = (PageFailed, NotIn, WebSocketException, httpx.HTTPError, OSError, TimeoutError)
"""What somebody may meet with instead of an answer."""


@dataclass(frozen=True)
class Crowd:
    """How many read and import, for how long, and how many seconds they pause in between."""

    readers: int
    importers: int
    seconds: float
    looking: float = LOOKING
    preparing: float = PREPARING


@dataclass(frozen=True)
class Rerun:
    """A change of the years: when (seconds from the start), how long it took, its messages."""

    at: float
    seconds: float
    messages: int


@dataclass(frozen=True)
class Import:
    """A ledger that came and went: when, how long that took, how many meetings came and went."""

    at: float
    seconds: float
    came: int
    went: int


@dataclass(frozen=True)
class Look:
    """A look at the machine: when; the server's memory in MB; CPU seconds of all processes and of
    those besides ours since the start; the load average.
    """

    at: float
    memory: float
    used: float
    others: float
    average: float


@dataclass
class Met:
    """What they met with. `errors`: when, and what was said; `lasted`: seconds in all."""

    reruns: list[Rerun] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    errors: list[tuple[float, str]] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    lasted: float = 0.0


def meet(
    url: str,
    crowd: Crowd,
    roots: tuple[int, ...] = (),
    ending: Callable[[asyncio.Event], object] = lambda over: None,
) -> Met:
    """Let them all at a server on the store at `url`, each signed in at the beginning.

    `roots`: processes besides our own that work for this, a database server's; `ending` is told
    the event that ends it before its time.
    """
    engine = make_engine(url)
    names = [
        *enrol(engine, AccountRole.VIEWER, crowd.readers),
        *enrol(engine, AccountRole.STAFF, crowd.importers),
    ]
    engine.dispose()
    met = Met()
    with behind_nginx(PROGRAM, url) as (site, server):
        gathering = _Gathering(site, server, crowd, (os.getpid(), *roots), met)
        asyncio.run(gathering.hold(names, ending))
    return met


class _Gathering:
    """One crowd on one server."""

    def __init__(
        self, site: Site, server: Server, crowd: Crowd, roots: tuple[int, ...], met: Met
    ) -> None:
        self.site, self.server, self.crowd, self.met = site, server, crowd, met
        self.roots = roots
        self.over = asyncio.Event()
        self.start = 0.0

    async def hold(self, names: list[str], ending: Callable[[asyncio.Event], object]) -> None:
        """Sign everybody in, one after the other; then let them go on until it is over."""
        ending(self.over)
        silent = len(self.server.log())
        async with AsyncExitStack() as stack:
            visitors = []
            for number, name in enumerate(names):
                visitor = await stack.enter_async_context(Visitor(self.site, number))
                await visitor.sign_in(name, PASSWORD)
                visitors.append(visitor)
            readers = []
            for number, visitor in enumerate(visitors[: self.crowd.readers]):
                page = PAGES[number % len(PAGES)]
                readers.append(await stack.enter_async_context(_Reader(visitor, page)))
            self.start = time.perf_counter()
            async with asyncio.TaskGroup() as group:
                group.create_task(self._watch())
                for number, reader in enumerate(readers):
                    group.create_task(self._read(reader, number))
                for number, visitor in enumerate(visitors[self.crowd.readers :]):
                    group.create_task(self._import(visitor, number))
                await self._pause(self.crowd.seconds)
                self.met.lasted = self._now()
                self.over.set()
        if said := self.server.log()[silent:].strip():
            self.met.errors.append((self.met.lasted, f"the server said: {said[-MOST_SAID:]}"))
        wrong = [line for line in self.site.log.read_text().splitlines() if WRONG.search(line)]
        self.met.errors += [(self.met.lasted, f"nginx said: {line}") for line in wrong]

    async def _read(self, reader: "_Reader", number: int) -> None:
        await self._pause(self.crowd.looking * number / self.crowd.readers)
        years = different(number)
        while not self.over.is_set():
            await self._try(self._change(reader, years))
            await self._pause(self.crowd.looking)

    async def _change(self, reader: "_Reader", years: Iterator[Years]) -> None:
        at = self._now()
        run = await reader.choose(next(years))
        self.met.reruns.append(Rerun(at, run.milliseconds / 1000, run.messages))

    async def _import(self, visitor: Visitor, number: int) -> None:
        for turn in count():
            if self.over.is_set():
                return
            await self._try(self._come_and_go(visitor, f"{number}·{turn}·"))
            await self._pause(self.crowd.preparing)

    async def _come_and_go(self, visitor: Visitor, name: str) -> None:
        at = self._now()
        answer = await visitor.post("/load/import", {}, name=name)
        came, went = answer.raise_for_status().json()
        self.met.imports.append(Import(at, self._now() - at, came, went))

    async def _try(self, deed: Awaitable[None]) -> None:
        try:
            await deed
        except FAILURES as error:
            self.met.errors.append((self._now(), f"{type(error).__name__}: {error}"))

    async def _watch(self) -> None:
        all_then, ours_then = machine.all_seconds(), machine.seconds_of(self.roots)
        while not self.over.is_set():
            if self.server.process.poll() is not None:
                self.met.errors.append((self._now(), "the server has ended"))
                return self.over.set()
            used = machine.all_seconds() - all_then
            others = used - (machine.seconds_of(self.roots) - ours_then)
            average = os.getloadavg()[0]
            self.met.looks.append(
                Look(self._now(), self.server.memory(), used, max(0.0, others), average)
            )
            await self._pause(WATCHED)

    async def _pause(self, seconds: float) -> None:
        """Until so many seconds have gone by, or it is over."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), seconds)

    def _now(self) -> float:
        return time.perf_counter() - self.start


class _Reader:
    """Somebody on a page, who opens it anew once it has failed them."""

    def __init__(self, visitor: Visitor, page: str) -> None:
        self._visitor, self._page = visitor, page
        self._session: Session | None = None

    async def __aenter__(self) -> Self:
        await self._open()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._close()

    async def choose(self, years: Years) -> Run:
        """Move the slider; a page that had to be opened anew for that took the longer."""
        try:
            if self._session is None:
                await self._open()
            assert self._session
            return await self._session.choose(years)
        except BaseException:
            await self._close()
            raise

    async def _open(self) -> None:
        session = Session(self._visitor, self._page)
        await session.__aenter__()
        self._session = session
        await session.open()

    async def _close(self) -> None:
        session, self._session = self._session, None
        if session:
            await session.__aexit__(None, None, None)
