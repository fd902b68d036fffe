"""A chart as it is always shown: title, definition, the picture or its table, and its source."""

import re
from collections.abc import Callable, Hashable, Mapping
from contextvars import ContextVar
from dataclasses import InitVar, dataclass, field
from typing import Any, Concatenate, Generic, ParamSpec, TypedDict

import pandas as pd
import streamlit as st

from charts.theme import Mode, Spec
from db import clock
from ui.drawing import download, plot
from ui.drawing.clicks import Lead, Narrow
from ui.frame import audited, current_user, definitions, filters, markup, state
from ui.frame.insides import DeltaGenerator
from ui.frame.lru_cache import Shelf
from ui.frame.page_request import Asked
from ui.frame.provenance import Source
from ui.frame.query_cache import at
from ui.frame.text import _, language

P = ParamSpec("P")

MOST_KEPT, MEGABYTES_KEPT = 4_000, 128
"""How many charts are kept drawn, and how much room they have."""

TABLE_KEPT = 20_000
"""Bytes of what the table of a chart is made of; its drawing comes on top."""

WITH_SEPARATORS = 10_000
"""Columns that reach this number are printed with separators."""

TABLE = "table"
"""What a chart is shown as where its table is."""


@dataclass(frozen=True)
class Chart:
    """A figure and all that must stand with it.

    `of` is what it is one of; it is `called` otherwise than that one where it says so. `definition`
    says what is counted, in which unit, `counted` which metrics those are, `versions` by which
    version of each one's definition, and `hint` what a click does, which no file repeats; `source`
    where it comes from and as of when; `table` makes what the figure was drawn from, its columns
    named for the reader, and `rows` is how many rows that has; `empty` is said instead where there
    are none.
    A click on a mark hands its customdata to `pick`, which changes the address before the page is
    drawn again, or to `open`, which leads to another page.
    """

    of: "Section[...]"
    definition: str
    source: Source
    figure: InitVar[Spec]
    rows: int
    table: Callable[[], pd.DataFrame]
    alt: str
    empty: str
    called: str = ""
    hint: str = ""
    pick: Callable[[Any], None] | None = None
    open: Callable[[Any], None] | None = None
    counted: str = ""
    versions: Mapping[str, int] = field(default_factory=dict)
    drawing: bytes = field(init=False)
    """What the page is sent, written once for all readers. The figure itself takes ten times as
    much room, and is read from it where a file wants it.
    """
    height: int = field(init=False)
    """Pixels; 0 where the figure leaves it to the page."""

    def __post_init__(self, figure: Spec) -> None:
        drawing = plot.drawing(figure, self.alt, self._words(), clicks=self.clicks)
        object.__setattr__(self, "drawing", drawing)
        object.__setattr__(self, "height", int(figure["layout"].get("height") or 0))

    def _words(self) -> dict[str, str]:
        return {
            "title": self.title,
            "note": self.note,
            "source": str(self.source),
            "as": _("Show as"),
            "chart": _("Chart"),
            TABLE: _("Table"),
            "defined": _("In the dictionary:"),
            "menu": _("Picture and data"),
        }

    @property
    def key(self) -> str:
        """Its name in the session, in snapshots and in file names."""
        return self.of.key

    @property
    def title(self) -> str:
        """What stands above it."""
        return self.called or _(self.of.title)

    @property
    def spec(self) -> Spec:
        """The `data` and `layout` of its figure, as Plotly's JSON has them."""
        return plot.figure(self.drawing)

    @property
    def note(self) -> str:
        """The line below its title."""
        return definitions.joined(self.definition, self.hint)

    @property
    def clicks(self) -> bool:
        """Whether a click on a mark does anything."""
        return bool(self.pick or self.open)


@dataclass(frozen=True)
class Shown:
    """A chart that stands on the page, and its menu where it is open, which ui.snapshots fills."""

    chart: Chart
    menu: DeltaGenerator | None


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
    again: Callable[[Asked], tuple[Any, ...] | None]
    kept: bool

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Show it on the page."""
        show(self._made(*args, **kwargs))

    def for_file(self, asked: Asked) -> Chart | None:
        """As a file wants it: light; None where there is nothing to make it of."""
        token = _LIGHT.set(True)
        try:
            args = self.again(asked)
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


def section(
    key: str,
    title: str,
    metric: str | None = "",
    *,
    again: Callable[[Asked], tuple[Any, ...] | None],
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


_CHARTS: Shelf = Shelf(
    MOST_KEPT,
    MEGABYTES_KEPT,
    hand_out=lambda chart: chart,
    weigh=lambda chart: len(chart.drawing) + TABLE_KEPT,
)


def show(chart: Chart) -> None:
    """Draw the chart, or its table where the reader prefers that."""
    if not chart.rows:
        markup.section(chart.title, chart.note)
        markup.notice(chart.empty)
        return
    table = st.session_state.get(state.shown_as(chart.key)) == TABLE
    open_ = bool(st.session_state.get(state.menu(chart.key)))
    whole = not (table or open_)
    entries = definitions.linked(chart.versions)
    parts = plot.Parts(True, whole, source=whole, table=table, menu=open_, defined=entries)
    clicked = plot.show(chart.key, chart.drawing, parts, _heard(chart))
    menu = st.container() if open_ else None
    if table:
        _tabulate(chart)
    elif open_:
        clicked = plot.show(state.below_menu(chart.key), chart.drawing, heard=_heard(chart))
    if not whole:
        markup.draw('<p class="x-source">{source}</p>', source=chart.source)
    st.session_state.setdefault(state.SHOWN, []).append(Shown(chart, menu))
    if chart.open and clicked is not None:
        chart.open(clicked)


def _heard(chart: Chart) -> dict[str, Callable[[Any], None]]:
    """What follows from what a reader does with a chart, before the page is drawn again."""

    def put(key: str) -> Callable[[Any], None]:
        return lambda value: st.session_state.update({key: value})

    heard = {plot.TURNED: put(state.shown_as(chart.key)), plot.MENU: put(state.menu(chart.key))}
    return heard | ({plot.CLICKED: chart.pick or (lambda _mark: None)} if chart.clicks else {})


class OnClick(TypedDict, total=False):
    """The part of a Chart that a click is."""

    pick: Callable[[Any], None]
    open: Callable[[Any], None]


def on_click(click: Narrow | Lead) -> OnClick:
    """A click as the part of a Chart that it is."""
    return {"pick": click} if isinstance(click, Narrow) else {"open": click}


def _tabulate(chart: Chart) -> None:
    """The table, and its file."""
    table, person = chart.table(), current_user.account()

    def data() -> bytes:
        audited.taken([chart.title], "csv", person)
        return download.table(table)

    st.dataframe(table, hide_index=True, alt=chart.title, column_config=columns(table))
    st.download_button(
        _("Table as CSV"),
        data=data,
        file_name=download.file_name(chart.title, filters.current().words, str(clock.today())),
        mime="text/csv",
        on_click="ignore",
        key=state.control(f"csv_{chart.key}"),
    )


def columns(table: pd.DataFrame) -> dict[str, Any]:
    """Amounts with separators; years and the like as they are."""
    return {
        str(name): st.column_config.NumberColumn(format="localized")
        for name in table.select_dtypes("number")
        if len(table) and table[name].max() >= WITH_SEPARATORS
    }
