"""The one look of all charts: colours, type and the template."""

from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

Mode = Literal["light", "dark"]

FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
TEXT_SIZE = 12
SMALL_SIZE = 11

HELPER = "#C8553D"
RECEIVER = "#2A6F97"

INDUSTRIES = {
    "tea": "#63904D",
    "herbs": "#D4BA7B",
    "textiles": "#834C72",
    "ecommerce": "#5FA5AE",
    "crops": "#6B6420",
    "livestock": "#EBC0B0",
    "processing": "#6F76A8",
    "tourism": "#C27A84",
    "parks": "#2F6948",
    "workshops": "#A9AFDE",
    "livelihood": "#9C7838",
    "other": "#B4B4B0",
}
"""Industry → colour, in the order of stacks and legends. Neighbours differ in lightness as well as
in hue, so that they stay apart for colour-blind eyes (tests/charts/test_theme.py)."""

STAGES: dict[Mode, dict[str, str]] = {
    "light": {
        "signed": "#CFE5DC",
        "registered": "#8FBDAB",
        "started": "#5C9782",
        "funded": "#32735E",
        "producing": "#134D3C",
        "stalled": "#7A7A78",
        "cancelled": "#C4C4C2",
    },
    "dark": {
        "signed": "#2F5348",
        "registered": "#437564",
        "started": "#619B86",
        "funded": "#8CC1AC",
        "producing": "#C6E8DA",
        "stalled": "#85878A",
        "cancelled": "#515559",
    },
}
"""Stage → colour: the further a project is, the more it stands out from the page."""


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


INKS: dict[Mode, Inks] = {
    "light": Inks("#FFFFFF", "#22262A", "#5F656B", "#E3E5E7", "#B5472F", "#2A6F97"),
    "dark": Inks("#15181C", "#E8EAEC", "#A2A9B0", "#30353B", "#E5836C", "#6FB1D6"),
}


def industry_colour(key: str) -> str:
    """The colour of an industry on every page; an unknown one is drawn as `other`."""
    return INDUSTRIES.get(key, INDUSTRIES["other"])


def stage_colour(key: str, mode: Mode) -> str:
    """The colour of a stage."""
    return STAGES[mode][key]


def small(mode: Mode) -> dict[str, object]:
    """The font of notes inside a figure."""
    return {"color": INKS[mode].muted, "size": SMALL_SIZE}


def figure(mode: Mode, height: int) -> go.Figure:
    """An empty figure in our look, of a height in pixels; the width is the page's."""
    layout = go.Layout(template=TEMPLATES[mode], height=height)
    return go.Figure(layout=layout)


def nothing(mode: Mode) -> go.Figure:
    """A figure without axes for zero rows: the page says why it is empty."""
    fig = figure(mode, height=40)
    return fig.update_layout(xaxis_visible=False, yaxis_visible=False)


def _template(inks: Inks) -> go.layout.Template:
    axis = {
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "linecolor": inks.rule,
        "tickcolor": inks.rule,
        "tickfont": {"color": inks.muted, "size": SMALL_SIZE},
        "automargin": True,
    }
    layout = go.Layout(
        font={"family": FONT, "size": TEXT_SIZE, "color": inks.ink},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        separators=".,",
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        dragmode=False,
        hovermode="closest",
        hoverlabel={
            "bgcolor": inks.paper,
            "bordercolor": inks.muted,
            "font": {"family": FONT, "size": TEXT_SIZE, "color": inks.ink},
            "align": "left",
        },
        xaxis={**axis, "showgrid": False},
        yaxis={**axis, "showgrid": True, "gridcolor": inks.rule, "gridwidth": 1},
        legend=_legend(inks),
        colorway=list(INDUSTRIES.values()),
    )
    return go.layout.Template(layout=layout)


def _legend(inks: Inks) -> dict[str, object]:
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
        "bgcolor": "rgba(0,0,0,0)",
    }


TEMPLATES: dict[Mode, go.layout.Template] = {mode: _template(inks) for mode, inks in INKS.items()}
