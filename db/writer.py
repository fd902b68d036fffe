"""Writing to the store of the settings what stands beside the ledgers, such as snapshots."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from db.engine import locked, make_engine
from db.settings import database_url

P = ParamSpec("P")
R = TypeVar("R")


def record(action: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Do it in one transaction. What pages have read of the ledgers still holds after it.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    with locked(make_engine(database_url())) as connection:
        return action(connection, *args, **kwargs)
