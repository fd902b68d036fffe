"""What every test may ask for: databases of both kinds, and an environment of its own.

def test_x(database_url): ...   runs on SQLite and on PostgreSQL, each time on an empty database
def test_y(stores): ...         likewise; stores.copy("reference", build) is the URL of a cheap
                                copy of a database that build(url) filled once
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import cached_property
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
from sqlalchemy import Engine, make_url

from db.engine import make_engine
from tests.folders import RUN, end_run, in_memory, of_run, one_at_a_time
from tests.postgres import Postgres, forget, running
from tests.stores import Build, Upon

BACKENDS = ("sqlite", "postgresql")
NO_DATABASE = "sqlite:////dev/null/this-test-chose-no-database/xieshou.db"

HEARD = ("begin", "commit", "before_cursor_execute", "after_cursor_execute")
OWN = {"sqlite": {"begin"}, "postgresql": {"before_cursor_execute"}}
"""Events of an engine that tests listen to, and those that db.engine listens to itself."""

hypothesis.settings.register_profile("here", deadline=None, max_examples=12)
hypothesis.settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, max_examples=12
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


ON_BOTH = {
    "tests/papers": frozenset[str](),
    "tests/pages": frozenset(["test_every_page", "test_nul", "test_outage"]),
    "tests/db/importing": frozenset(
        [
            *("test_batches", "test_bulk", "test_identity", "test_killed", "test_kinds"),
            *("test_likeness", "test_once", "test_pipeline", "test_sequences", "test_undo"),
            "test_private",
        ]
    ),
}
"""Folder → the tests in it, and in folders below, that run on both databases.

A page or a paper knows no database, and most of the importer none: what they read and write is
tried on both by these and by the rest of tests/db. The others run on SQLite alone: twice the time
would be too long for every change.
"""

ON_SQLITE = frozenset(["test_reference_editions"])
"""Further tests that SQLite alone is tried for: each loads the facts twice, and PostgreSQL has them
loaded for hundreds of others.
"""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what SQLite alone is tried for."""
    left = [item for item in items if _on_sqlite_alone(item)]
    config.hook.pytest_deselected(items=left)
    gone = set(left)
    items[:] = [item for item in items if item not in gone]


def _on_sqlite_alone(item: pytest.Item) -> bool:
    given = getattr(item, "callspec", None)
    if given is None or given.params.get("backend") != "postgresql":
        return False
    folder = item.path.parent.as_posix()
    return item.path.stem in ON_SQLITE or any(
        f"/{of}" in folder and item.path.stem not in on for of, on in ON_BOTH.items()
    )


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are called by their parameter: a ZIP has the time in it, and each process would know
    its tests by another name.
    """
    return argname if isinstance(val, bytes) else None


def pytest_configure() -> None:
    """Keep tests off the developer's own database and settings."""
    for name in [name for name in os.environ if name.startswith("XIESHOU_")]:
        del os.environ[name]
    os.environ["DATABASE_URL"] = NO_DATABASE


def pytest_unconfigure() -> None:
    """Remove what the processes of a run built together, when the first of them ends."""
    if os.getpid() == RUN:
        end_run()
        forget(f"built_{RUN}_")


class StoreFactory:
    """Makes databases: empty ones, and copies of ones that were built once in this run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._built: dict[tuple[str, str], Build] = {}
        self._made: list[str] = []
        self._left: dict[str, list[str]] = {backend: [] for backend in BACKENDS}
        self._open = ExitStack()

    def empty(self, backend: str) -> str:
        """The URL of a new empty database."""
        name = f"test_{uuid4().hex}"
        url = self._sqlite(name) if backend == "sqlite" else self._postgres.create(name)
        self._made.append(url)
        return url

    def copy(self, name: str, build: Build, backend: str, *, again: bool = False) -> str:
        """The URL of a new copy of the database `name`, which build(url) fills the first time.

        `again`: where there is one, the URL of a database that was dropped. Its engine has compiled
        most statements by now, which takes a fifth of the time of a test of db/.
        """
        original = self._original(name, build, backend)
        left = self._left[backend] if again else []
        copy = left.pop() if left else f"test_{uuid4().hex}"
        if backend == "sqlite":
            url = self._sqlite(copy)
            duplicate(self._built_file(original), self._file(copy))
        else:
            url = self._postgres.create(copy, template=original)
        self._made.append(url)
        return url

    def drop(self, url: str) -> None:
        """Remove a database made here."""
        self._made.remove(url)
        where = make_url(url)
        assert where.database
        if _let_go(make_engine(url)):
            self._left[where.get_backend_name()].append(Path(where.database).stem)
        if where.get_backend_name() == "sqlite":
            for suffix in ("", "-wal", "-shm", "-journal"):
                Path(where.database + suffix).unlink(missing_ok=True)
            make_engine(url).dispose()  # what a thread opened meanwhile is of the file that went
        else:
            self._postgres.drop(where.database)

    def close(self) -> None:
        with self._open:
            for url in [*self._made]:
                self.drop(url)

    def _original(self, name: str, build: Build, backend: str) -> str:
        """The name of a built store, which the first process of the run that asks for it builds."""
        original = f"built_{RUN}_{name}"
        if known := self._built.get((name, backend)):
            if known is not build:
                raise ValueError(f"the store {name!r} is built by {known}, not by {build}")
            return original
        with one_at_a_time(f"{backend}-{name}"):
            if backend == "sqlite":
                self._build_sqlite(original, build)
            else:
                self._build_postgres(original, build)
        self._built[name, backend] = build
        return original

    def _build_sqlite(self, original: str, build: Build) -> None:
        if self._built_file(original).exists():
            return
        working, fill = f"{original}_{uuid4().hex}", build
        if isinstance(build, Upon):
            base = self._original(build.name, build.base, "sqlite")
            duplicate(self._built_file(base), self._file(working))
            fill = build.fill
        fill(self._sqlite(working))
        whole = self._built_file(working)
        duplicate(self._file(working), whole)
        whole.rename(self._built_file(original))

    def _build_postgres(self, original: str, build: Build) -> None:
        if self._postgres.is_frozen(original):
            return
        template, fill = "template0", build
        if isinstance(build, Upon):
            template, fill = self._original(build.name, build.base, "postgresql"), build.fill
        self._postgres.drop(original)  # of a process that was killed in the midst of it
        fill(self._postgres.create(original, template=template))
        self._postgres.freeze(original)

    def _built_file(self, name: str) -> Path:
        return of_run() / f"{name}.db"

    @cached_property
    def _postgres(self) -> Postgres:
        return self._open.enter_context(running())

    def _sqlite(self, name: str) -> str:
        return f"sqlite:///{self._file(name)}"

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.db"


def _let_go(engine: Engine) -> bool:
    """Close its connections; whether no test has put an ear to it."""
    engine.dispose()
    heard = {name: len(getattr(engine.dispatch, name)) for name in HEARD}
    return heard == {name: int(name in OWN[engine.dialect.name]) for name in HEARD}


def duplicate(source: Path, target: Path) -> None:
    """Copy a SQLite database whole, also what is still in the log beside it."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


class Stores:
    """The databases of one test, all of one kind, dropped when it ends."""

    def __init__(self, factory: StoreFactory, backend: str, *, again: bool = False) -> None:
        self.backend = backend
        self._factory = factory
        self._again = again
        self._urls: list[str] = []

    def empty(self) -> str:
        return self._keep(self._factory.empty(self.backend))

    def copy(self, name: str, build: Build) -> str:
        return self._keep(self._factory.copy(name, build, self.backend, again=self._again))

    def drop(self) -> None:
        for url in self._urls:
            self._factory.drop(url)

    def _keep(self, url: str) -> str:
        self._urls.append(url)
        return url


@pytest.fixture(scope="session")
def store_factory() -> Iterator[StoreFactory]:
    """Databases for fixtures that outlive a test. A test itself asks for `stores`."""
    with in_memory() as folder:
        factory = StoreFactory(folder)
        yield factory
        factory.close()


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database; a test that asks for it runs once with each."""
    return str(request.param)


@pytest.fixture
def stores(
    request: pytest.FixtureRequest, store_factory: StoreFactory, backend: str
) -> Iterator[Stores]:
    # What keeps things by the address of a database is above db/.
    made = Stores(store_factory, backend, again="/tests/db/" in request.path.as_posix())
    yield made
    made.drop()


@pytest.fixture
def database_url(stores: Stores) -> str:
    """A new empty database, on SQLite and on PostgreSQL."""
    return stores.empty()
