"""Every chart by its key: a chart that was kept is made anew from here, with its filter of then."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from db.queries import store
from ui import sections
from ui.drawing import figure, section
from ui.frame import terms
from ui.frame.page_request import METRIC, PageRequest
from ui.frame.query_cache import load
from ui.frame.text import _

for found in iter_modules(sections.__path__, f"{sections.__name__}."):
    import_module(found.name)

CHARTS = section.SECTIONS


class NoLonger(Exception):
    """The chart is not made any more, or what it was about is not in the store."""


def made(key: str, request: PageRequest) -> figure.Chart:
    """The chart of a key as a file wants it: light.

    Raises:
        NoLonger: no such chart, or nothing to draw it from.
    """
    chart = CHARTS[key].for_file(request) if key in CHARTS else None
    if chart is None:
        raise NoLonger
    return chart


def unit(key: str, parameters: Mapping[str, str]) -> str:
    """The unit of what a chart counts; empty where it counts several things."""
    if key not in CHARTS:
        return ""
    metric = CHARTS[key].metric
    dictionary = load(store.metrics).set_index("key")["unit"]
    counted = dictionary.get(parameters.get(METRIC, "") if metric is None else metric, "")
    if counted == "yuan":
        return _("yuan in the table; the chart's axis names its own")
    return terms.label(terms.UNITS, counted)


def title(key: str) -> str:
    """What a chart is called in a list; its key where it is not made any more."""
    return _(CHARTS[key].title) if key in CHARTS else key
