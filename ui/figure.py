"""A chart as it is always shown: title, definition, the picture or its table, and its source."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from ui import markup, state
from ui.text import _

WITH_SEPARATORS = 10_000
"""Columns that reach this number are printed with separators."""

Mode = Literal["light", "dark"]


@dataclass(frozen=True)
class Chart:
    """A figure and all that must stand with it.

    `key` names it in the session and in file names; `definition` says what is counted, in which
    unit; `source` where it comes from and as of when; `table` is what the figure was drawn from,
    its columns named for the reader. `empty` is said instead where there is nothing to draw.
    """

    key: str
    title: str
    definition: str
    source: str
    figure: go.Figure
    table: pd.DataFrame
    alt: str
    empty: str


def mode() -> Mode:
    """Whether this reader's page is light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show(chart: Chart) -> None:
    """Draw the chart, or its table where the reader prefers that."""
    markup.section(chart.title, chart.definition)
    if chart.table.empty:
        markup.notice(chart.empty)
        return
    names = {"chart": _("Chart"), "table": _("Table")}
    shown = st.segmented_control(
        _("Show as"),
        list(names),
        format_func=names.__getitem__,
        default="chart",
        required=True,
        key=state.shown_as(chart.key),
        label_visibility="collapsed",
    )
    if shown == "table":
        st.dataframe(
            chart.table, hide_index=True, alt=chart.title, column_config=_columns(chart.table)
        )
    else:
        st.plotly_chart(
            chart.figure,
            theme=None,
            key=chart.key,
            alt=chart.alt,
            config=_config(chart.key),
        )
    markup.draw('<p class="x-source">{source}</p>', source=chart.source)


def _columns(table: pd.DataFrame) -> dict[str, object]:
    """Amounts with separators; years and the like as they are."""
    return {
        name: st.column_config.NumberColumn(format="localized")
        for name in table.select_dtypes("number")
        if len(table) and table[name].max() >= WITH_SEPARATORS
    }


def _config(name: str) -> dict[str, object]:
    """No tools over the picture but one that saves it."""
    return {
        "displaylogo": False,
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"filename": name, "format": "png", "scale": 2},
        "responsive": True,
    }
