"""A real Chromium, and a real server for it to visit.

    def test_x(serve, open_tab, stores):
        server = serve(stores.copy("reference", build_reference), XIESHOU_READ="signed-in")
        tab = open_tab(server)
        tab.go("/meetings")
        assert tab.page.get_by_text("联席会议").is_visible()
        assert tab.errors == []

CHROMIUM names the browser, /usr/bin/chromium where it is not set. A tab that asks another host
for anything fails its test.
"""

import http.client
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    WebSocket,
    expect,
    sync_playwright,
)

from tests.conftest import StoreFactory
from tests.ports import free_port, usual_port
from tests.stores import build_demo

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--disable-gpu-rasterization",  # Debian's own flags ask for it, and no GPU is there
]
USUAL = {"PYTHONUNBUFFERED": "1", "XIESHOU_RENDERER": "off"}
"""Of every server, unless its test says otherwise: a Chromium of its own is only a few tests'."""
START_SECONDS = 120
STOP_SECONDS = 60
QUIET_SECONDS = 60
POLLING = 100
"""Milliseconds between two looks at a page. Looks at each frame would have it drawn for them."""
SETTLE_SECONDS = 10

expect.set_options(timeout=40_000)  # where other work keeps the machine busy

# The script is not running, and nothing on the page is stale or still to be drawn. Streamlit fills
# the place of a chart after the page around it.
QUIET = """() =>
    document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stBidiComponentRegular]')]
        .every(place => place.querySelector('.x-chart, .x-grid'))
    && [...document.querySelectorAll('.x-plot')]
        .every(chart => chart.querySelector('svg.main-svg'))
"""

MOVE = """path => {
    history.pushState({}, '', path);
    dispatchEvent(new PopStateEvent('popstate', {state: {}}));
}"""


class Server:
    """The dashboard as its users run it: a process of its own on a free port of the loopback."""

    def __init__(self, database_url: str, log: Path, port: int = 0, /, **env: str) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log
        arguments = f"--server.address 127.0.0.1 --server.port {self.port} --server.headless true"
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "dashboard.py", *arguments.split()],
                cwd=ROOT,
                env=os.environ | USUAL | env | {"DATABASE_URL": database_url},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def log(self) -> str:
        """Everything the server has written so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def wait_healthy(self) -> None:
        """Return when /healthz answers 200; raise, with the log, when it never does."""
        deadline = time.monotonic() + START_SECONDS
        while (status := self._health()) != 200:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended: {self.process.returncode}\n{self.log()}")
            if time.monotonic() > deadline:
                raise TimeoutError(f"/healthz after {START_SECONDS} s: {status}\n{self.log()}")
            time.sleep(0.1)

    def stop(self) -> int:
        """Ask the server to end, wait until it has, and return its exit code.

        That is -SIGTERM after an orderly end too: uvicorn shuts down, then lets the signal win.
        """
        self.process.terminate()
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise

    def _health(self) -> int | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status
        except OSError:
            return None
        finally:
            connection.close()


class Serve(Protocol):
    def __call__(self, database_url: str, **env: str) -> Server: ...


class Tab:
    """A page of a browser that remembers what it asked of other hosts, and what went wrong."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.outside: list[str] = []
        self.errors: list[str] = []
        self._sockets: list[WebSocket] = []
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", self._keep)
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def go(self, path: str = "/") -> Self:
        """Open a path of the server and wait until the page is quiet."""
        self.page.goto(self.base + path)
        wait_quiet(self.page)
        return self

    def walk(self, paths: Iterable[str]) -> Iterator[str]:
        """Show one path after the other, and give each when the page is quiet.

        The first is opened. The others take its place as with the browser's back and forward, for
        a third of the cost: the document stays, and all scripts that it has loaded.
        """
        first, *others = paths
        self.go(first)
        yield first
        for path in others:
            with self.answered():
                self.page.evaluate(MOVE, path)
            wait_quiet(self.page)
            yield path

    @contextmanager
    def answered(self) -> Iterator[None]:
        """Wait at the block's end until the server begins to answer what was asked in it."""
        with self._sockets[-1].expect_event("framereceived"):
            yield

    def _keep(self, socket: WebSocket) -> None:
        self._sockets.append(socket)
        self._note(socket.url)

    def _note(self, url: str) -> None:
        asked = urlsplit(url)
        if asked.scheme not in ("data", "blob") and asked.netloc != urlsplit(self.base).netloc:
            self.outside.append(url)


class OpenTab(Protocol):
    def __call__(
        self, server: Server, *, locale: str = "zh-CN", width: int = 1440, **context: Any
    ) -> Tab: ...


def wait_shown(page: Page) -> None:
    """Wait until the page shows all of what Streamlit has sent."""
    page.wait_for_function(QUIET, timeout=QUIET_SECONDS * 1000, polling=POLLING)


def wait_quiet(page: Page) -> None:
    """Wait until Streamlit has run its script and the page shows all of it.

    It has to be so twice, a moment apart: between a click and the server's answer the page looks
    quiet as well. Where the answer is known, expect() it instead.
    """
    deadline = time.monotonic() + QUIET_SECONDS
    while time.monotonic() < deadline:
        wait_shown(page)
        page.wait_for_timeout(300)
        if page.evaluate(QUIET):
            return
    raise TimeoutError(f"the page was not quiet within {QUIET_SECONDS} s: {page.url}")


def wait_title(page: Page, title: str) -> None:
    """Wait until the page has one title, this one, and shows all of itself.

    While one page takes another's place both are there, and so are their titles.
    """
    expect(page.get_by_role("heading", level=1)).to_have_text([title])
    wait_shown(page)


def wait_empty(page: Page, script: str) -> list[str]:
    """What a script finds on the page, in the end: charts may still be changing their size."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while (found := page.evaluate(script)) and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    return list(found)


# Not for the whole session: while Playwright runs, no other test in the process can asyncio.run().
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """serve(database_url, **env) starts the dashboard; it ends with the test."""
    yield from servers(tmp_path)


@pytest.fixture(scope="module")
def serve_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Like `serve`, for a server that all tests of a file share."""
    yield from servers(tmp_path_factory.mktemp("servers"))


@pytest.fixture(scope="package")
def demo_server(
    tmp_path_factory: pytest.TempPathFactory, store_factory: StoreFactory
) -> Iterator[Server]:
    """A server on facts and demo records, for all tests that only read."""
    for serve in servers(tmp_path_factory.mktemp("demo")):
        yield serve(store_factory.copy("demo", build_demo, "sqlite"))


def servers(logs: Path) -> Iterator[Serve]:
    started: list[Server] = []

    def serve(database_url: str, **env: str) -> Server:
        log = logs / f"server-{len(started)}.log"
        server = Server(database_url, log, usual_port(), **env)
        started.append(server)
        server.wait_healthy()
        return server

    with ExitStack() as at_end:
        at_end.callback(lambda: [s.stop() for s in started if s.process.poll() is None])
        yield serve


class Contexts:
    """Contexts of one browser: each is lent out without cookies, and its cache stays warm.

    A new context would fetch and compile megabytes of scripts anew, which is most of a short test.
    Each keeps an empty page besides those of the test, and so its window: for every new one
    Chromium also runs the pages of its own address bar.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = defaultdict(list)

    def lend(self, options: dict[str, Any]) -> BrowserContext:
        if free := self._free[self._key(options)]:
            return free.pop()
        context = self._browser.new_context(**options)
        context.new_page()
        return context

    def take_back(self, context: BrowserContext, options: dict[str, Any], origin: str) -> None:
        """Close the test's pages and forget what they stored, all but the cache."""
        empty, *theirs = context.pages
        for page in theirs:
            page.close()
        context.new_cdp_session(empty).send(
            "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"}
        )
        context.clear_cookies()
        context.clear_permissions()
        self._free[self._key(options)].append(context)

    @staticmethod
    def _key(options: dict[str, Any]) -> str:
        return repr(sorted(options.items()))


@pytest.fixture(scope="package")
def contexts(browser: Browser) -> Contexts:
    return Contexts(browser)


@pytest.fixture
def open_tab(contexts: Contexts) -> Iterator[OpenTab]:
    """open_tab(server, locale=…, width=…) is a tab with cookies of its own."""
    tabs: list[Tab] = []
    lent: list[tuple[BrowserContext, dict[str, Any], str]] = []

    def open_tab(server: Server, *, locale: str = "zh-CN", width: int = 1440, **more: Any) -> Tab:
        # Frames between two states cost more than the states.
        usual = {"viewport": ViewportSize(width=width, height=1000), "reduced_motion": "reduce"}
        options = {"locale": locale} | usual | more
        context = contexts.lend(options)
        lent.append((context, options, server.url))
        page = context.new_page()
        page.set_default_timeout(QUIET_SECONDS * 1000)
        tabs.append(Tab(page, server.url))
        return tabs[-1]

    yield open_tab
    for context, options, origin in lent:
        contexts.take_back(context, options, origin)
    assert [url for tab in tabs for url in tab.outside] == []


@pytest.fixture(scope="module")
def server(demo_server: Server) -> Server:
    """The server that a file's tests read from, unless the file has one of its own."""
    return demo_server


@pytest.fixture
def tab(server: Server, open_tab: OpenTab) -> Tab:
    """An empty tab of the file's server."""
    return open_tab(server)
