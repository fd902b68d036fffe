"""Thirty people read while two import: everybody is answered, soon, and memory stays flat."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count

import httpx
import pytest

from bench.numbers import p95, slope
from bench.selections import different
from bench.server import Server, serving
from bench.session import Session
from db.engine import make_engine
from db.settings import session_cookie
from db.terms import AccountRole
from tests.accounts import make, session
from tests.conftest import StoreFactory
from tests.stores import build_demo
from tests.web.loaded import MEETINGS

PAGES = ("", "projects", "meetings", "pairings")
LOOKING, PREPARING = 5.0, 20.0
"""Seconds that a reader looks at what they chose, and an importer at what they will import next."""

SOON = 3.0
SETTLED = 300.0
"""Seconds after which all that the server keeps of its answers is there."""
FLAT = 2.0
"""MB a minute."""


@dataclass
class Met:
    """What readers and importers met with: seconds of each rerun, what each import wrote and took
    back, and the server's memory as (minute, MB).
    """

    reruns: list[float] = field(default_factory=list)
    imports: list[list[int]] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)


def meet(
    url: str, readers: int, importers: int, seconds: float, looking: float, preparing: float
) -> Met:
    """So many at once on one server. A page that fails, or an import, is raised."""
    met = Met()
    engine = make_engine(url)
    signed_in = {session_cookie(): session(engine, make(engine, AccountRole.ADMIN))}
    with serving("tests/web/loaded.py", url) as server:
        asyncio.run(_meet(server, signed_in, readers, importers, seconds, looking, preparing, met))
    return met


async def _meet(
    server: Server,
    cookies: dict[str, str],
    readers: int,
    importers: int,
    seconds: float,
    looking: float,
    preparing: float,
    met: Met,
) -> None:
    async with AsyncExitStack() as stack:
        sessions = []
        for number in range(readers):
            reader = Session(server, PAGES[number % len(PAGES)])
            sessions.append(await stack.enter_async_context(reader))
            await reader.open()
        client = await stack.enter_async_context(
            httpx.AsyncClient(base_url=server.url, cookies=cookies, timeout=60)
        )
        end = time.perf_counter() + seconds
        async with asyncio.TaskGroup() as group:
            for number, reader in enumerate(sessions):
                group.create_task(_read(reader, looking * number / readers, end, looking, met))
            for number in range(importers):
                group.create_task(_import(client, number, end, preparing, met))
            group.create_task(_watch(server, end, met))


async def _read(reader: Session, start: float, end: float, looking: float, met: Met) -> None:
    await asyncio.sleep(start)
    for years in different(round(start * 1000)):
        if time.perf_counter() >= end:
            return
        run = await reader.choose(years)
        met.reruns.append(run.milliseconds / 1000)
        await asyncio.sleep(looking)


async def _import(
    client: httpx.AsyncClient, number: int, end: float, preparing: float, met: Met
) -> None:
    for turn in count():
        if time.perf_counter() >= end:
            return
        answer = await client.post("/load/import", params={"name": f"{number}·{turn}·"})
        met.imports.append(answer.raise_for_status().json())
        await asyncio.sleep(preparing)


async def _watch(server: Server, end: float, met: Met) -> None:
    started = time.perf_counter()
    while (now := time.perf_counter()) < end:
        met.memory.append(((now - started) / 60, server.memory()))
        await asyncio.sleep(1)


def growth(memory: Sequence[tuple[float, float]]) -> float:
    """MB a minute once all is settled."""
    return slope([(minute, mb) for minute, mb in memory if minute * 60 >= SETTLED])


@pytest.mark.parametrize("backend", ["sqlite"])
def test_readers_are_answered_while_others_import(
    store_factory: StoreFactory, backend: str
) -> None:
    url = store_factory.copy("demo", build_demo, backend)
    met = meet(url, readers=4, importers=2, seconds=5, looking=1, preparing=1)
    assert len(met.reruns) >= 4
    assert p95(met.reruns) < SOON
    assert len(met.imports) >= 2
    assert {tuple(done) for done in met.imports} == {(MEETINGS, MEETINGS)}


@pytest.mark.soak
@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_thirty_readers_and_two_importers_for_ten_minutes(
    store_factory: StoreFactory, backend: str
) -> None:
    url = store_factory.copy("demo", build_demo, backend)
    met = meet(url, readers=30, importers=2, seconds=600, looking=LOOKING, preparing=PREPARING)
    assert p95(met.reruns) < SOON
    assert {tuple(done) for done in met.imports} == {(MEETINGS, MEETINGS)}
    assert growth(met.memory) < FLAT
