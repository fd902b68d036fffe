"""A chart of a page as the sheet of a file, and as what a snapshot keeps."""

import json

import streamlit as st

from db.snapshots import Content, tables
from export import Sheet
from export.sheet import caption
from ui.drawing.figure import Chart
from ui.drawing.section import mode
from ui.frame import definitions, state
from ui.frame.page_request import PageRequest
from ui.frame.text import _, language
from ui.snapshots import catalogue


def sheet(chart: Chart, request: PageRequest) -> Sheet:
    """The chart with all that is printed around it, drawn light."""
    light = chart if mode() == "light" else catalogue.made(chart.key, request)
    return Sheet(
        title=chart.title,
        figure=light.spec,
        table=chart.table(),
        definition=definitions.joined(chart.definition, chart.counted),
        unit=catalogue.unit(chart.key, request.parameters),
        source=chart.source.name,
        demo=chart.source.demo,
        as_of=chart.source.as_of,
        dated=chart.source.dated,
        language=language(),
        conditions=request.conditions,
        scope=request.scope,
        alt=chart.alt,
    )


def content(chart: Chart, made: Sheet, request: PageRequest) -> Content:
    """What a snapshot keeps of a chart and its sheet."""
    return Content(
        **caption(made),
        chart=chart.key,
        page=request.page,
        parameters=dict(request.parameters),
        figure=json.dumps(made.figure, ensure_ascii=False),
        data=tables.written(made.table, years()),
        store_revision=st.session_state[state.REVISION],
        versions=dict(chart.versions),
    )


def years() -> tuple[str, ...]:
    """The columns of tables that hold years, which nobody adds up."""
    return (_("Year"),)
