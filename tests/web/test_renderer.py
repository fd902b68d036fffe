"""The server keeps a Chromium warm for pictures, and takes it along when it ends."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Server
from tests.conftest import StoreFactory
from tests.stores import build_reference

SECONDS = 60


def drawing(server: Server) -> list[int]:
    """The processes through which a server holds a Chromium."""
    lists = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    children = [int(child) for one in lists for child in one.read_text().split()]
    return [pid for pid in children if "chromium" in command(pid)]


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def start(tmp_path: Path, store_factory: StoreFactory) -> Iterator[Callable[..., Server]]:
    """`start(XIESHOU_RENDERER="warm")` is a healthy server; a test may end it."""
    started: list[Server] = []

    def healthy(**env: str) -> Server:
        url = store_factory.copy("reference", build_reference, "sqlite")
        server = Server(url, tmp_path / f"{len(started)}.log", **env)
        started.append(server)
        server.wait_healthy()
        return server

    yield healthy
    for server in started:
        server.stop()


def test_a_server_keeps_a_chromium_until_it_ends(start: Callable[..., Server]) -> None:
    server = start(XIESHOU_RENDERER="warm")
    until(lambda: len(drawing(server)) == 1)
    held = drawing(server)
    server.stop()
    until(lambda: not any(map(command, held)))
    assert "Traceback" not in server.log()


def test_a_server_without_a_chromium_says_so_in_one_line(start: Callable[..., Server]) -> None:
    server = start(XIESHOU_RENDERER="warm", CHROMIUM="/no/such/chromium")
    until(lambda: "/no/such/chromium" in server.log())
    assert "Traceback" not in server.log()
    assert drawing(server) == []


def test_a_server_that_is_told_to_does_without(start: Callable[..., Server]) -> None:
    server = start(XIESHOU_RENDERER="off", CHROMIUM="/no/such/chromium")
    server.stop()
    assert "/no/such/chromium" not in server.log()
