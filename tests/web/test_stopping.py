"""A server that is told to end lets the import that runs in it finish."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from db.engine import reading
from db.models import ImportBatch, Meeting
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import ledger, meeting
from tests.db.locks import wait_for_writer

ROOT = Path(__file__).parents[2]
MEETINGS = 8_000
START_SECONDS = 60
STOP_SECONDS = 30


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.paired(stores)


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger whose import takes seconds."""
    path = tmp_path / "ledger.csv"
    path.write_bytes(ledger(*(meeting(title=f"第{number}次") for number in range(MEETINGS))))
    return path


@pytest.fixture
def server(engine: Engine, port: int, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    url = engine.url.render_as_string(hide_password=False)
    with (tmp_path / "log").open("wb") as log:
        started = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "--port", str(port), "tests.web.importing_app:app"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": url},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    yield started
    started.kill()
    started.wait()


def ask(server: subprocess.Popen[bytes], port: int, path: str) -> int:
    """The status of an answer, once the server gives any."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("POST", path)
            return connection.getresponse().status
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise AssertionError(f"no server answers: {server.poll()}")


def written(engine: Engine) -> tuple[int | None, ...]:
    """Meetings and batches."""
    with reading(engine) as connection:
        return tuple(
            connection.scalar(select(func.count()).select_from(model))
            for model in (Meeting, ImportBatch)
        )


def test_sigterm_lets_a_running_import_finish(
    server: subprocess.Popen[bytes], engine: Engine, port: int, file: Path
) -> None:
    assert ask(server, port, f"/import?file={file}") == 202
    wait_for_writer(engine)
    assert written(engine) == (0, 0)
    server.send_signal(signal.SIGTERM)
    server.wait(STOP_SECONDS)
    assert written(engine) == (MEETINGS, 1)


def test_sigterm_without_an_import_ends_the_server_at_once(
    server: subprocess.Popen[bytes], port: int
) -> None:
    assert ask(server, port, "/nothing") == 404
    before = time.monotonic()
    server.send_signal(signal.SIGTERM)
    server.wait(STOP_SECONDS)
    assert time.monotonic() - before < 15  # half of what an import would be given
