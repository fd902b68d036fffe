"""Changing the store of the settings: what pages and routes use, for what is no ledger's."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from db.engine import locked
from db.reader import store_engine

P = ParamSpec("P")
R = TypeVar("R")


def change(write: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What a function of db.accounts returns, its changes kept; all or nothing of them.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    with locked(store_engine()) as connection:
        return write(connection, *args, **kwargs)
