"""Closing the server under a page that imports: the script's thread ends, the import does not."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine

from db.engine import make_engine
from tests.browser.conftest import ROOT, START_SECONDS
from tests.conftest import StoreFactory
from tests.db.ledgers import ledger, meeting
from tests.db.locks import wait_for_writer
from tests.db.states import count
from tests.stores import build_paired

MEETINGS = 8_000
STOP_SECONDS = 30

APPLICATION = """
from functools import partial

import streamlit as st

from web import lifespan

app = st.App("script.py", lifespan=partial(lifespan, address="http://127.0.0.1"))
"""

SCRIPT = """
from pathlib import Path

import streamlit as st

from db.accounts import Operator
from db.engine import make_engine
from db.importing.pipeline import Upload, import_file
from db.settings import database_url
from db.terms import Kind

data = Path("ledger.csv").read_bytes()
upload = Upload(Kind.MEETINGS, data, "ledger.csv", Operator("staff"))
import_file(make_engine(database_url()), upload)
st.text("done")
"""


@pytest.fixture
def engine(store_factory: StoreFactory) -> Engine:
    return make_engine(store_factory.copy("paired", build_paired, "sqlite"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dashboard of one page, which imports a ledger."""
    (tmp_path / "app.py").write_text(APPLICATION)
    (tmp_path / "script.py").write_text(SCRIPT)
    titles = (f"第{number}次" for number in range(MEETINGS))
    (tmp_path / "ledger.csv").write_bytes(ledger(*(meeting(title=title) for title in titles)))
    return tmp_path


@pytest.fixture
def server(folder: Path, engine: Engine) -> Iterator[subprocess.Popen[bytes]]:
    url = engine.url.render_as_string(hide_password=False)
    arguments = "--server.port 0 --server.address 127.0.0.1 --server.headless true"
    with (folder / "log").open("wb") as log:
        started = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", *arguments.split()],
            cwd=folder,
            env=os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    yield started
    started.kill()
    started.wait()


def address(log: Path) -> str:
    """Where the server says that it is."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text()):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_sigterm_lets_the_import_of_an_open_page_finish(
    server: subprocess.Popen[bytes], folder: Path, engine: Engine, browser: Browser
) -> None:
    page = browser.new_page()
    try:
        page.goto(address(folder / "log"))
        wait_for_writer(engine)
        assert count(engine, "meeting") == 0
        server.send_signal(signal.SIGTERM)
        server.wait(STOP_SECONDS)
    finally:
        page.close()
    assert count(engine, "meeting") == MEETINGS
