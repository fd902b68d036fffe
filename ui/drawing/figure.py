"""A chart as it is always shown: title, definition, the picture or its table, and its source."""

from collections.abc import Callable, Mapping
from dataclasses import InitVar, dataclass, field
from typing import Any, Protocol, TypedDict

import pandas as pd
import streamlit as st

from charts.theme import Spec
from db import clock
from ui.drawing import download, plot
from ui.drawing.clicks import Lead, Narrow
from ui.frame import audited, current_user, definitions, filters, markup, state
from ui.frame.insides import DeltaGenerator
from ui.frame.provenance import Source
from ui.frame.text import _

WITH_SEPARATORS = 10_000
"""Columns that reach this number are printed with separators."""

TABLE = "table"
"""What a chart is shown as where its table is."""


class Described(Protocol):
    """What a chart is one of (ui.drawing.section.Section)."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...


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

    of: Described
    definition: str
    source: Source
    figure: InitVar[Spec]
    rows: int
    table: Callable[[], pd.DataFrame]
    alt: str
    empty: str
    called: InitVar[str] = ""
    hint: str = ""
    pick: Callable[[Any], None] | None = None
    open: Callable[[Any], None] | None = None
    counted: str = ""
    versions: Mapping[str, int] = field(default_factory=dict)
    drawing: bytes = field(init=False)
    """What the page is sent, written once for all readers. The figure itself takes ten times as
    much room, and is read from it where a file wants it.
    """
    title: str = field(init=False)
    """What stands above it, in its reader's language."""
    height: int = field(init=False)
    """Pixels; 0 where the figure leaves it to the page."""

    def __post_init__(self, figure: Spec, called: str) -> None:
        object.__setattr__(self, "title", called or _(self.of.title))
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
