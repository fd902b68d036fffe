"""The one look of all charts: colours, type and the template."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.colours import mix
from charts.palette import (
    HELPER,
    INDUSTRIES,
    RECEIVER,
    STAGES,
    VOICES,
    Mode,
    industry_colour,
    stage_colour,
)

__all__ = [
    "CLEAR",
    "FONT",
    "HELPER",
    "INDUSTRIES",
    "INKS",
    "NO_AXES",
    "RECEIVER",
    "SMALL_SIZE",
    "STAGES",
    "TEMPLATES",
    "TEXT_SIZE",
    "VOICES",
    "Inks",
    "Mode",
    "Spec",
    "figure",
    "industry_colour",
    "neutral",
    "nothing",
    "small",
    "stage_colour",
]

Spec = dict[str, Any]
"""A figure or a part of one, such as a trace or a layout, as Plotly's JSON has it."""

FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
TEXT_SIZE = 12
SMALL_SIZE = 11

CLEAR = "rgba(0,0,0,0)"
NO_AXES: Spec = {"xaxis": {"visible": False}, "yaxis": {"visible": False}}


@dataclass(frozen=True)
class Inks:
    """What changes between a light and a dark page."""

    paper: str
    ink: str
    muted: str
    rule: str
    helper: str
    """Terracotta dark or light enough for text, 4.5:1 on `paper`."""
    receiver: str
    gap: str
    """Ground of what is missing."""
    unknown: str
    """Ground of what nobody can say."""


INKS: dict[Mode, Inks] = {
    "light": Inks(
        "#FFFFFF", "#22262A", "#5F656B", "#E3E5E7", "#B5472F", "#2A6F97", "#FBE7AE", "#E9EBED"
    ),
    "dark": Inks(
        "#15181C", "#E8EAEC", "#A2A9B0", "#30353B", "#E5836C", "#6FB1D6", "#594815", "#2A2F35"
    ),
}


def small(mode: Mode) -> Spec:
    """The font of notes inside a figure."""
    return {"color": INKS[mode].muted, "size": SMALL_SIZE}


def neutral(mode: Mode) -> str:
    """The colour of bars that stand for nothing that has one of its own."""
    inks = INKS[mode]
    return mix(inks.muted, inks.paper, 0.6)


def figure(mode: Mode, traces: Sequence[Spec], layout: Spec) -> Spec:
    """A figure in our look, as it is sent to the browser; its height is in pixels, its width the
    page's. Nobody changes it: figures share their template.

    Plotly's own class, which checks every property, takes 10 to 60 ms to build one. The tests check
    each figure instead (tests/charts/checked.py).
    """
    return {"data": list(traces), "layout": {"template": TEMPLATES[mode], **layout}}


def nothing(mode: Mode, height: int = 40) -> Spec:
    """A figure without axes for zero rows: the page says why it is empty."""
    return figure(mode, [], {"height": height, **NO_AXES})


def _template(inks: Inks) -> Spec:
    axis = {
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "linecolor": inks.rule,
        "tickcolor": inks.rule,
        "tickfont": {"color": inks.muted, "size": SMALL_SIZE},
        "automargin": True,
    }
    font = {"family": FONT, "size": TEXT_SIZE, "color": inks.ink}
    layout = {
        "font": font,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "separators": ".,",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": inks.paper,
            "bordercolor": inks.muted,
            "font": font,
            "align": "left",
        },
        "xaxis": {**axis, "showgrid": False},
        "yaxis": {**axis, "showgrid": True, "gridcolor": inks.rule, "gridwidth": 1},
        "legend": _legend(inks),
        "colorway": list(INDUSTRIES.values()),
    }
    return {"layout": layout, "data": _data()}


def _data() -> Spec:
    """A click on one mark does not pale the others."""
    chosen = {"unselected": {"marker": {"opacity": 1}}}
    return {"scatter": [chosen], "bar": [chosen]}


def _legend(inks: Inks) -> Spec:
    """Below the plot, from the left edge, quiet; a click does not hide a part of a total."""
    return {
        "orientation": "h",
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": 0,
        "yref": "container",
        "yanchor": "bottom",
        "traceorder": "normal",
        "font": {"color": inks.muted, "size": SMALL_SIZE},
        "itemclick": False,
        "itemdoubleclick": False,
        "bgcolor": CLEAR,
    }


TEMPLATES: dict[Mode, Spec] = {mode: _template(inks) for mode, inks in INKS.items()}
