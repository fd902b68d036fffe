"""The store of the settings: how pages and routes read it, and reach it to write."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from db.engine import make_engine, reading, revision
from db.migrate import migrate, require_current
from db.settings import database_url

P = ParamSpec("P")
R = TypeVar("R")


def store_engine() -> Engine:
    """The engine of the store, for those who write."""
    return make_engine(database_url())


def answer(query: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What a query of db.queries finds in the store.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    with reading(store_engine()) as connection:
        return query(connection, *args, **kwargs)


def check(*, pooled: bool = True) -> None:
    """Return if the store can be used by this program; asked without `pooled` over a connection
    of its own, which nobody else can have in use.

    Raises:
        StoreError: unreachable, newer than the program, or not migrated.
    """
    require_current(make_engine(database_url(), pooled=pooled))


def prepare() -> None:
    """Bring the store to this program's version.

    Raises:
        StoreError: unreachable, or newer than the program.
    """
    migrate(store_engine())


def with_revision(
    connection: Connection,
    query: Callable[Concatenate[Connection, P], R],
    *args: P.args,
    **kwargs: P.kwargs,
) -> tuple[int, R]:
    """The store's revision, and what a query finds at it."""
    return revision(connection), query(connection, *args, **kwargs)
