"""A chart of a page as the sheet of a file, and as what a snapshot keeps."""

import json

import streamlit as st
from plotly.utils import PlotlyJSONEncoder

from db.snapshots import Content, tables
from export import Condition, Sheet
from ui.drawing.figure import Chart, mode
from ui.frame import definitions, state
from ui.frame.page_request import Asked
from ui.frame.text import _, language
from ui.snapshots import catalogue


def sheet(chart: Chart, asked: Asked) -> Sheet:
    """The chart with all that is printed around it, drawn light."""
    light = chart if mode() == "light" else catalogue.made(chart.key, asked)
    return Sheet(
        title=chart.title,
        figure=light.spec,
        table=chart.table(),
        definition=definitions.joined(chart.definition, chart.counted),
        unit=catalogue.unit(chart.key, asked.parameters),
        source=chart.source.name,
        demo=chart.source.demo,
        as_of=chart.source.as_of,
        dated=chart.source.dated,
        language=language(),
        filters=conditions(asked),
        scope=asked.scope,
        alt=chart.alt,
    )


def conditions(asked: Asked) -> tuple[Condition, ...]:
    """The filter in words."""
    return tuple(Condition(name, value) for name, value in asked.conditions)


def content(chart: Chart, made: Sheet, asked: Asked) -> Content:
    """What a snapshot keeps of a chart and its sheet."""
    return Content(
        chart=chart.key,
        page=asked.page,
        language=made.language,
        title=made.title,
        definition=made.definition,
        unit=made.unit,
        source=made.source,
        alt=made.alt,
        as_of=made.as_of,
        dated=made.dated,
        demo=made.demo,
        parameters=dict(asked.parameters),
        conditions=tuple((one.name, one.value) for one in made.filters),
        scope=made.scope,
        figure=json.dumps(made.spec, cls=PlotlyJSONEncoder, ensure_ascii=False),
        data=tables.written(made.table, years()),
        store_revision=st.session_state[state.REVISION],
        versions=dict(chart.versions),
    )


def years() -> tuple[str, ...]:
    """The columns of tables that hold years, which nobody adds up."""
    return (_("Year"),)
