"""Take the pictures of the README from the running dashboard (`make pictures`).

A server of its own on a store of its own, facts and demo records, photographed by Chromium.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, sync_playwright

from db.demo import load_demo
from db.engine import make_engine
from db.migrate import migrate
from db.reference import load_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1440, 1000
START_SECONDS = 60
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState
    === 'notRunning' && !document.querySelector('[data-testid=stSkeleton]')"""

PICTURES = {
    "overview-zh": ("/?helper=330000&receiver=510000", "zh-CN"),
    "overview-en": ("/", "en-US"),
    "meeting-zh": ("/meetings?q=浙川扶贫协作和对口支援&years=2019-2019", "zh-CN"),
    "projects-en": ("/projects?receiver=510000", "en-US"),
    "pairings-zh": ("/pairings?level=province&years=2016-2025", "zh-CN"),
}
"""File name → address and the reader's language."""


def main() -> None:
    """Write every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with (
        TemporaryDirectory() as folder,
        _server(Path(folder) / "xieshou.db") as base,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, (path, locale) in PICTURES.items():
            _take(browser, base + path, locale, FOLDER / f"{name}.png")
        browser.close()


def _take(browser: Browser, address: str, locale: str, file: Path) -> None:
    context = browser.new_context(locale=locale, viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(QUIET)
    page.wait_for_timeout(1500)  # charts draw themselves after the page is quiet
    page.screenshot(path=file)
    context.close()


@contextmanager
def _server(database: Path) -> "Iterator[str]":
    url = f"sqlite:///{database}"
    engine = make_engine(url)
    migrate(engine)
    load_reference(engine)
    load_demo(engine)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += ["--server.headless", "true", "--server.port", str(port)]
    settings = {"DATABASE_URL": url, "XIESHOU_RENDERER": "off"}
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings)
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(f"{base}/healthz")
        yield base
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


if __name__ == "__main__":
    main()
