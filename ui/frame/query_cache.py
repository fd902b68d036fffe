"""The only cache: whatever was read at a revision of the store is kept under that revision.

What is kept belongs to no session: its key is the database, its revision, and what was asked. All
readers of a process share it, and none can change it.
"""

from collections.abc import Callable, Hashable
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from db.reader import answer, check, with_revision
from db.settings import database_url, demo_wanted
from ui.frame import state
from ui.frame.lru_cache import LRUCache
from ui.frame.text import language

P = ParamSpec("P")
R = TypeVar("R")

_ANSWERS = LRUCache(most=4_000, megabytes=64)


def open_store(query: Callable[..., R | None] = lambda _: None, *args: Any) -> R | None:
    """Make sure of the store and fix the revision that this run reads at; what a query finds there,
    if one is asked as well.

    Raises:
        StoreError: unreachable, newer than the program, or not migrated.
    """
    _checked(database_url())
    st.session_state[state.REVISION], found = answer(with_revision, query, *args)
    return found


def at() -> tuple[Hashable, ...]:
    """The database, the revision that this run reads, and whether demo counts: the beginning of
    every key.
    """
    return database_url(), st.session_state[state.REVISION], demo_wanted()


def load(query: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    """The answer of a query of db.queries; a copy, so that nobody can change another's."""
    return _kept(query, partial(answer, query, *args, **kwargs), args, kwargs)


def derive(make: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What a function makes of what it loads, kept likewise. Its arguments and the store alone
    determine it: it gets the language, where it needs it, as an argument.
    """
    return _kept(make, partial(make, *args, **kwargs), args, kwargs)


def derived(make: Callable[P, R]) -> Callable[P, R]:
    """A function whose answer is kept likewise, for each language."""

    @wraps(make)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        return _kept(make, partial(make, *args, **kwargs), (language(), *args), kwargs)

    return kept


def keep(key: tuple[Hashable, ...], make: Callable[[], R]) -> R:
    """What `make` makes, kept under a key that says all it depends on beside the store."""
    return _ANSWERS.get((*at(), *key), make)


def _kept(named: Callable[..., Any], make: Callable[[], R], args: Any, kwargs: dict[str, Any]) -> R:
    name = f"{named.__module__}.{named.__qualname__}"
    return keep((name, _frozen(args), _frozen(sorted(kwargs.items()))), make)


def _frozen(value: Any) -> Hashable:
    """Arguments as a key: lists as what they hold."""
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value


@st.cache_resource(show_spinner=False)
def _checked(url: str) -> bool:
    """Checked once a process and database; a failure is not remembered."""
    check()
    return True
