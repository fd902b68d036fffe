"""A server to measure: the dashboard, or the blank page, in a process of its own."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.settings import ROOT

START_SECONDS = 60
STOP_SECONDS = 20
LOG_SHOWN = 3_000
DASHBOARD = "dashboard.py"
BLANK = "bench/blank.py"


@dataclass(frozen=True)
class Times:
    """What the stopwatch of bench.served wrote, in milliseconds, in order.

    script: on the clock; cpu: of the script's thread; collections: full garbage collections.
    """

    script: list[float]
    cpu: list[float]
    collections: list[float]


class Server:
    """A running server on a free port of the loopback."""

    def __init__(self, program: str, database_url: str, folder: Path, env: dict[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._times = folder / "times.txt"
        self._log = folder / "server.log"
        with self._log.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "bench.served", str(self._times), "run", program),
                    *("--server.address", "127.0.0.1", "--server.port", str(self.port)),
                    *("--server.headless", "true"),
                ],
                cwd=ROOT,
                env=os.environ | {"DATABASE_URL": database_url} | env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # what ends us lets us end it
            )

    @property
    def stream(self) -> str:
        """The address of a page's websocket."""
        return f"ws://127.0.0.1:{self.port}/_stcore/stream"

    @property
    def connecting(self) -> dict[str, Any]:
        """What it takes besides to open it, for somebody who has not signed in: nothing."""
        return {}

    def wait(self) -> None:
        """Return when the server answers; raise, with its log, when it never does."""
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server does not answer:\n{self.log()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End the server, in any case."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def log(self) -> str:
        """All that the server has said."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def memory(self) -> float:
        """Resident memory in MB, as /proc tells it."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def mark(self) -> int:
        """A place in what the stopwatch writes, for `times`."""
        return self._times.stat().st_size if self._times.exists() else 0

    def times(self, since: int = 0) -> Times:
        """What the stopwatch has written from a mark on."""
        with self._times.open() as file:
            file.seek(since)
            lines = [line.split() for line in file if line.endswith("\n")]
        scripts = [line for line in lines if line[0] == "script"]
        return Times(
            [float(line[1]) for line in scripts],
            [float(line[2]) for line in scripts],
            [float(line[1]) for line in lines if line[0] == "gc"],
        )

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/_stcore/health")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()


@contextmanager
def serving(program: str, database_url: str = "", **env: str) -> Iterator[Server]:
    """A server that ends with the block; `env` is added to its environment."""
    with tempfile.TemporaryDirectory(prefix="xieshou-bench-") as folder:
        server = Server(program, database_url, Path(folder), env)
        try:
            server.wait()
            yield server
        except Exception as error:
            error.add_note(f"The server said:\n{server.log()[-LOG_SHOWN:]}")
            raise
        finally:
            server.stop()
