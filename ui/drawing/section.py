"""What describes a chart once, and how it is made again: for all readers, and for files."""

import re
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, ParamSpec

import streamlit as st

from charts.theme import Mode
from db import clock
from db.filters import Filter
from ui.drawing.figure import Chart, show
from ui.frame import filters
from ui.frame.aggregates import Ledgers
from ui.frame.lru_cache import LRUCache
from ui.frame.page_request import PageRequest
from ui.frame.query_cache import at
from ui.frame.text import language

P = ParamSpec("P")

MOST_KEPT, MEGABYTES_KEPT = 4_000, 128
"""How many charts are kept drawn, and how much room they have."""

TABLE_KEPT = 20_000
"""Bytes of what the table of a chart is made of; its drawing comes on top."""


@dataclass(frozen=True)
class Section(Generic[P]):
    """One chart of the dashboard, described once: pages, lists, files and snapshots read it.

    `key` names it in the session and in snapshots; `title` is what it is called, in English;
    `metric` the key of what it counts in the dictionary, empty where that is several things, and
    None where the page asks for one. `make` makes it for a page; `again` says what it is made of
    when the same is asked for once more, None where nothing is there to make it of. What is `kept`
    is made once and shown to all: what it is follows from the arguments, the store, the filter in
    force, the language, the mode and the year: that of today is not over.
    """

    key: str
    title: str
    metric: str | None
    make: Callable[Concatenate["Section[P]", P], Chart]
    again: Callable[[PageRequest], tuple[Any, ...] | None]
    kept: bool

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Show it on the page."""
        show(self._made(*args, **kwargs))

    def for_file(self, request: PageRequest) -> Chart | None:
        """As a file wants it: light; None where there is nothing to make it of."""
        token = _LIGHT.set(True)
        try:
            args = self.again(request)
            return None if args is None else self._made(*args)
        finally:
            _LIGHT.reset(token)

    def _made(self, *args: Any, **kwargs: Any) -> Chart:
        if not self.kept:
            return self.make(self, *args, **kwargs)
        common: tuple[Hashable, ...] = (
            *(filters.current().filter, language(), mode()),
            clock.today().year,
        )
        key = (*at(), self.key, *common, args, tuple(sorted(kwargs.items())))
        return _CHARTS.get(key, lambda: self.make(self, *args, **kwargs))


SECTIONS: dict[str, Section[...]] = {}
"""Every section by its key, in the order in which they are defined."""


def chart(
    key: str,
    title: str,
    metric: str | None = "",
    *,
    again: Callable[[PageRequest], tuple[Any, ...] | None],
    kept: bool = True,
) -> Callable[[Callable[Concatenate[Section[P], P], Chart]], Section[P]]:
    """Make a section of what makes a chart (see Section).

    Raises:
        ValueError: another one has its key, or one that no snapshot holds; or it has no title.
    """

    def described(make: Callable[Concatenate[Section[P], P], Chart]) -> Section[P]:
        place = named(make)
        if not KEY.fullmatch(key) or not title:
            raise ValueError(f"chart {key!r} ({place}) needs a key as {KEY.pattern} and a title")
        known = SECTIONS.get(key)
        if known is not None and (other := named(known.make)) != place:
            raise ValueError(f"two charts are called {key!r}: {other} and {place}")
        SECTIONS[key] = found = Section(key, title, metric, make, again, kept)
        return found

    return described


def of_ledgers(request: PageRequest) -> tuple[Ledgers]:
    """A chart of the ledgers that a page's filter lets through."""
    return (request.ledgers,)


def of_filter(request: PageRequest) -> tuple[Filter]:
    """A chart that reads the store by a page's filter."""
    return (request.filter,)


def named(make: Callable[..., object]) -> str:
    """Where a function is defined."""
    return f"{make.__module__}.{make.__qualname__}"


KEY = re.compile("[a-z][a-z-]{0,59}")
"""What a chart may be called, in the store and in addresses."""

_LIGHT: ContextVar[bool] = ContextVar("light", default=False)
"""Whether a chart is made for a file."""


def mode() -> Mode:
    """Whether this reader's page is light or dark; what becomes a file is light."""
    if _LIGHT.get():
        return "light"
    return "dark" if st.context.theme.type == "dark" else "light"


_CHARTS: LRUCache = LRUCache(
    MOST_KEPT,
    MEGABYTES_KEPT,
    hand_out=lambda chart: chart,
    weigh=lambda chart: len(chart.drawing) + TABLE_KEPT,
)
