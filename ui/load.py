"""The only cache: whatever was read at a revision of the store is kept under that revision."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from db.reader import answer, check, current_revision
from db.settings import database_url
from ui import state

R = TypeVar("R")

MOST_ANSWERS = 2_000


def open_store() -> None:
    """Make sure of the store and fix the revision that this run reads at.

    Raises:
        StoreError: unreachable, newer than the program, or not migrated.
    """
    _checked(database_url())
    st.session_state[state.REVISION] = current_revision()


def load(query: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    """The answer of a query of db.queries; a copy, so that nobody can change another's."""
    name = f"{query.__module__}.{query.__qualname__}"
    at = (database_url(), st.session_state[state.REVISION])
    found: R = _answer((at, name, args, tuple(sorted(kwargs.items()))), query, args, kwargs)
    return found


@st.cache_data(max_entries=MOST_ANSWERS, show_spinner=False)
def _answer(
    key: tuple[Any, ...], _query: Callable[..., Any], _args: Any, _kwargs: dict[str, Any]
) -> Any:
    return answer(_query, *_args, **_kwargs)


@st.cache_resource(show_spinner=False)
def _checked(url: str) -> bool:
    """Checked once a process and database; a failure is not remembered."""
    check()
    return True
