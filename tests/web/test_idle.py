"""A session in which nothing is done ends, on an open page as well."""

import time

import pytest

from db.engine import make_engine
from db.terms import AccountRole
from tests.accounts import make, session
from tests.browser.conftest import Serve, Server
from tests.conftest import StoreFactory
from tests.stores import build_small
from tests.web.served import ask, rerun, socket
from tests.web.test_bite import OVER, code

IDLE = 8  # seconds


@pytest.fixture(scope="module")
def url(store_factory: StoreFactory) -> str:
    """On SQLite alone: what a session's end is in the store is tried on both in tests/db."""
    return store_factory.copy("small", build_small, "sqlite")


@pytest.fixture(scope="module")
def server(serve: Serve, url: str) -> Server:
    return serve(url, XIESHOU_READ="signed-in", XIESHOU_IDLE_MINUTES=str(IDLE / 60))


@pytest.fixture(autouse=True)
def same_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIESHOU_IDLE_MINUTES", str(IDLE / 60))


def test_an_open_page_on_which_nothing_is_done_is_closed(server: Server, url: str) -> None:
    engine = make_engine(url)
    token = session(engine, make(engine, AccountRole.VIEWER, "asleep"))
    start = time.monotonic()
    with socket(server, token) as opened:
        opened.send(rerun())
        assert code(opened) == OVER  # without another message of the browser
    assert IDLE / 2 < time.monotonic() - start < 2.5 * IDLE
    assert ask(server, "/account", token=token).status == 401


def test_what_is_done_keeps_a_session(server: Server, url: str) -> None:
    engine = make_engine(url)
    token = session(engine, make(engine, AccountRole.VIEWER, "awake"))
    with socket(server, token) as opened:
        until = time.monotonic() + 1.5 * IDLE
        while time.monotonic() < until:
            opened.send(rerun())
            time.sleep(1)
            opened.recv(timeout=20)
        assert ask(server, "/account", token=token).status == 200


def test_opening_pages_keeps_it_and_what_pages_ask_for_by_themselves_does_not(
    server: Server, url: str
) -> None:
    engine = make_engine(url)
    people = [make(engine, AccountRole.VIEWER, name) for name in ("opening", "polling")]
    opening, polling = (session(engine, person) for person in people)
    for _ in range(IDLE * 3 // 4):
        time.sleep(2)
        own = [("Sec-Fetch-Mode", "cors")]
        last = ask(server, "/meetings", token=polling, page=True, headers=own).status
        assert ask(server, "/meetings", token=opening, page=True).status == 200
    assert last == 303  # to signing in


def test_a_page_that_its_owner_closed_ends_nothing(server: Server, url: str) -> None:
    engine = make_engine(url)
    token = session(engine, make(engine, AccountRole.VIEWER, "closing"))
    with socket(server, token) as opened:
        opened.send(rerun())
        opened.recv(timeout=20)
    assert ask(server, "/account", token=token).status == 200
