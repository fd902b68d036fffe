"""Pictures have a queue of their own: however many are asked for, all else is answered at once."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import anyio
import httpx
import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from db.accounts import Operator, entrance, sessions
from db.accounts.entrance import Caller
from db.snapshots import Snapshot
from export import RendererBusy
from tests.browser.conftest import Server
from tests.conftest import Stores
from tests.db.snapshots.made import take
from tests.db.states import small
from tests.web.served import PASSWORD, Answer, ask
from tests.web.test_signing import with_password
from web import health, queues, signing, snapshots

PICTURES = 45
SOON = 1.0


@pytest.fixture
def engine(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Engine:
    engine = small(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    return engine


@pytest.fixture
def taken(engine: Engine) -> Snapshot:
    return take(engine, Operator("root"))


@asynccontextmanager
async def drawing(go: Event) -> Any:
    """While the queue for pictures is full of work that lasts until `go`."""
    full = 0

    async def draw() -> None:
        nonlocal full
        try:
            await queues.drawn(go.wait, 30)
        except RendererBusy:
            full += 1

    async with anyio.create_task_group() as crowd:
        for _ in range(PICTURES):
            crowd.start_soon(draw)
        await anyio.wait_all_tasks_blocked()
        yield
        go.set()
    assert full == PICTURES - queues.MOST_DRAWN


def asked(*paths: str) -> list[httpx.Response]:
    """The answers while the queue for pictures is full."""

    async def ask() -> list[httpx.Response]:
        routes = [*health.ROUTES, *snapshots.routes()]
        transport = httpx.ASGITransport(Starlette(routes=routes))
        async with (
            drawing(Event()),
            httpx.AsyncClient(transport=transport, base_url="http://here") as client,
        ):
            assert await run_in_threadpool(lambda: True)
            return [await client.get(path) for path in paths]

    return asyncio.run(ask())


def test_a_queue_of_pictures_that_is_full_says_when_to_come_again(taken: Snapshot) -> None:
    (found,) = asked(f"/s/{taken.public_id}.pdf")
    assert (found.status_code, found.headers["retry-after"]) == (503, "30")
    assert "请稍后再试" in found.text
    assert "try again" in found.text


def test_all_else_is_answered_meanwhile(taken: Snapshot) -> None:
    started = time.monotonic()
    found = asked(f"/s/{taken.public_id}.csv", f"/s/{taken.public_id}", "/healthz", "/readyz")
    assert [answer.status_code for answer in found] == [200, 302, 200, 200]
    assert time.monotonic() - started < 5


def test_health_needs_no_connection_that_others_have_in_use(engine: Engine) -> None:
    pool = engine.pool.size() + engine.pool._max_overflow  # type: ignore[attr-defined]

    async def ask() -> list[str]:
        transport = httpx.ASGITransport(Starlette(routes=list(health.ROUTES)))
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return [(await client.get(path)).text for path in ("/healthz", "/readyz")]

    held = [engine.connect() for _ in range(pool)]
    try:
        assert asyncio.run(ask()) == ["ok\n", "ready\n"]
    finally:
        for connection in held:
            connection.close()


def test_health_does_not_wait_for_a_store_that_hangs(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many ask meanwhile, they share one question, and each is answered in time."""
    go = Event()
    monkeypatch.setattr(health, "PATIENCE", 0.2)
    monkeypatch.setattr(health, "_asking", health.Asking())
    monkeypatch.setattr(health, "check", lambda **_: go.wait(30))

    async def ask() -> list[int]:
        transport = httpx.ASGITransport(Starlette(routes=list(health.ROUTES)))
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            found = await asyncio.gather(*(client.get("/healthz") for _ in range(60)))
        return [answer.status_code for answer in found]

    started = time.monotonic()
    try:
        assert asyncio.run(ask()) == [503] * 60
        assert time.monotonic() - started < 5
    finally:
        go.set()


def test_who_is_on_a_known_device_does_not_wait_for_a_crowd_of_guessers(engine: Engine) -> None:
    with_password(engine.url.render_as_string(hide_password=False), "gerda")
    caller = Caller("192.0.2.1", "", timedelta(hours=8))
    device = entrance.with_password(engine, "gerda", PASSWORD, caller).device
    assert device

    async def sign_in(client: httpx.AsyncClient, **cookies: str) -> int:
        cookies |= {"xieshou_visit": "x"}
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        fields = {"name": "gerda", "password": PASSWORD, "proof": sessions.proof("x")}
        return (await client.post("/sign-in", data=fields, headers=headers)).status_code

    async def tried() -> list[int]:
        app = Starlette(routes=[Route("/sign-in", signing.sign_in, methods=["POST"])])
        transport, go = httpx.ASGITransport(app), Event()
        client = httpx.AsyncClient(transport=transport, base_url="http://here")
        async with client, anyio.create_task_group() as guessers:
            for _ in range(queues.MOST):
                guessers.start_soon(queues.strangers, go.wait, 30)
            await anyio.wait_all_tasks_blocked()
            made_up = await sign_in(client, xieshou_device="made-up")
            found = [made_up, await sign_in(client), await sign_in(client, xieshou_device=device)]
            go.set()
        return found

    assert asyncio.run(tried()) == [503, 503, 303]


@pytest.fixture
def server(taken: Snapshot, engine: Engine, tmp_path: Path) -> Iterator[Server]:
    url = engine.url.render_as_string(hide_password=False)
    server = Server(url, tmp_path / "log", XIESHOU_RENDERER="warm", XIESHOU_READ="everyone")
    server.wait_healthy()
    yield server
    server.stop()


def test_a_crowd_that_wants_a_picture_starves_nobody(server: Server, taken: Snapshot) -> None:
    path = f"/s/{taken.public_id}.png"
    assert ask(server, path).status == 200  # Chromium is there

    def health_seconds() -> float:
        started = time.monotonic()
        assert ask(server, "/healthz").status == 200
        return time.monotonic() - started

    with ThreadPoolExecutor(PICTURES) as crowd:
        pictures = [crowd.submit(ask, server, path) for _ in range(PICTURES)]
        waited = [health_seconds() for _ in range(10)]
        answers: list[Answer] = [picture.result() for picture in pictures]
    assert max(waited) < SOON
    refused = [answer for answer in answers if answer.status == 503]
    assert {answer.status for answer in answers} == {200, 503}
    assert {answer.headers["retry-after"] for answer in refused} == {"30"}
    assert "Traceback" not in server.log()
