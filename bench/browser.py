"""(b, c) What a reader sees in Chromium: a filter moved, and a page opened.

Both end when the page was last repainted (a chart's plotly_afterplot, or a change of the main
part's content) and nothing has changed for a while. A blank page with the same slider, measured
alike in the same run, is the yardstick.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.server import BLANK, DASHBOARD, Server, serving

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WATCH = Path(__file__).with_name("watch.js")
VIEWPORT = (1440, 1000)
QUIET_SECONDS = 1.0
WAIT_SECONDS = 60.0
PAUSE = 0.1
WARM_UP = 2

SLIDER = "[data-testid=stSlider] input[type=range]"
IDLE = """() =>
    document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
"""

PAGES = {"overview": "/", "projects": "/projects"}
BEGIN = "?years=2015-2025"
"""Where the moves begin: each one measured leaves a year of projects out, so that charts change."""
BLANK_PAGE = "blank"


@dataclass(frozen=True)
class Seen:
    """Milliseconds: of each change from its input event on, and of each opening of the page from
    the navigation on, with nothing cached in the browser (cold) and with Streamlit's own files
    cached (warm). `seen` is of each change until all was repainted that is in the window, not
    further down the page. `charts` is how many there are on the page.
    """

    changes: list[float]
    seen: list[float]
    cold: list[float]
    warm: list[float]
    charts: int


def pages(url: str, changes: int, openings: int) -> dict[str, Seen]:
    """The blank page, then each page of the dashboard on the store at `url`."""
    with chromium() as browser:
        found: dict[str, Seen] = {}
        with serving(BLANK) as server:
            found[BLANK_PAGE] = _page(browser, server, "/", changes, openings)
        with serving(DASHBOARD, url) as server:
            for name, path in PAGES.items():
                found[name] = _page(browser, server, path, changes, openings)
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that CHROMIUM names, as in the tests."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def _page(browser: Browser, server: Server, path: str, changes: int, openings: int) -> Seen:
    address = server.url + path
    with _tab(browser) as page:  # the server's own first time is not the reader's
        _open(page, address)
    cold = [_in_tab(browser, lambda page: _open(page, address)) for _ in range(openings)]
    with _tab(browser) as page:
        _open(page, address)
        warm = [_open(page, address) for _ in range(openings)]
        charts = int(page.evaluate("document.querySelectorAll('.js-plotly-plot').length"))
        _open(page, address + BEGIN)
        moved = [_move(page, number) for number in range(WARM_UP + changes)]
    whole, window = (list(took) for took in zip(*moved[WARM_UP:], strict=True))
    return Seen(whole, window, cold, warm, charts)


def _in_tab(browser: Browser, work: Callable[[Page], float]) -> float:
    with _tab(browser) as page:
        return work(page)


@contextmanager
def _tab(browser: Browser) -> Iterator[Page]:
    """A tab with a cache of its own."""
    context = browser.new_context(
        locale="zh-CN", viewport={"width": VIEWPORT[0], "height": VIEWPORT[1]}
    )
    context.add_init_script(path=WATCH)
    try:
        yield context.new_page()
    finally:
        context.close()


def _open(page: Page, address: str) -> float:
    page.goto(address)
    page.wait_for_selector(SLIDER, timeout=WAIT_SECONDS * 1000)
    return float(_settled(page)["painted"])


def _move(page: Page, number: int) -> tuple[float, float]:
    """Move the first year on by one: a selection that nobody chose before. How long the whole page
    took, and what is in the window.
    """
    page.evaluate("Object.assign(window.__bench, {moved: null, painted: 0, seen: 0})")
    page.locator(SLIDER).first.press("ArrowRight")
    seen = _settled(page)
    if seen["moved"] is None or not seen["painted"]:
        raise RuntimeError(f"change {number} was not seen on {page.url}: {seen}")
    moved = seen["moved"]
    return float(seen["painted"] - moved), float(seen["seen"] - moved)


def _settled(page: Page) -> dict[str, Any]:
    """What the watch says, once the script has ended and nothing was repainted for a while."""
    deadline = time.monotonic() + WAIT_SECONDS
    last, since = -1.0, time.monotonic()
    while time.monotonic() < deadline:
        seen: dict[str, Any] = page.evaluate("({...window.__bench})")
        if seen["painted"] != last or not seen["painted"] or not page.evaluate(IDLE):
            last, since = seen["painted"], time.monotonic()
        elif time.monotonic() - since > QUIET_SECONDS:
            return seen
        time.sleep(PAUSE)
    raise TimeoutError(f"the page was not quiet within {WAIT_SECONDS} s: {page.url}")
