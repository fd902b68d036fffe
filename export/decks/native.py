"""A figure as a chart that PowerPoint itself draws, where it can draw the same.

Decided from the traces: bars (beside or upon each other, upright or lying) and lines on one pair
of axes. Whatever else stands in a figure (maps, flows, second axes, marks between axes) needs the
picture.
"""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Literal

import numpy as np

from charts.notes import ROWS
from charts.theme import INDUSTRIES
from export.sheet import Spec

Kind = Literal["column", "bar", "line"]
Trace = Mapping[str, Any]
Value = float | None

MOST_CATEGORIES, MOST_SERIES = 60, 24
"""What a slide still shows."""
LINE_BREAK = re.compile(r"<br\s*/?>")
BETWEEN_WORDS = re.compile(r"(?<=[!-~])<br\s*/?>(?=[!-~])")
TAG = re.compile(r"</?[a-z][^>]*>")
COLOUR = re.compile(r"rgba?\((\d+),\s*(\d+),\s*(\d+)(?:,\s*([\d.]+))?\)")
ROW = 0.5
"""How far, in rows, a bar's name may stand from it."""


@dataclass(frozen=True)
class Series:
    """A series: a colour (RRGGBB) of all or one a value, none where it is only outlined."""

    name: str
    values: tuple[Value, ...]
    colours: tuple[str | None, ...]
    outline: str | None
    hatched: bool
    dashed: bool
    texts: tuple[str, ...]
    """What the figure prints at each value; empty where it prints nothing."""


@dataclass(frozen=True)
class Native:
    """A chart by categories."""

    kind: Kind
    stacked: bool
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str
    """What the values are, with their unit."""
    remarks: tuple[str, ...]
    """What the figure notes besides."""


def read(spec: Spec) -> Native | None:
    """The chart of a figure, or None where only a picture shows the same."""
    layout = spec["layout"]
    drawn = [trace for trace in spec["data"] if not _is_silent(trace)]
    kind = _kind(drawn)
    if not kind or len(drawn) > MOST_SERIES or any(_elsewhere(trace) for trace in drawn):
        return None
    mode = layout.get("barmode", "group")
    if kind != "line" and len(drawn) > 1 and mode not in ("group", "stack", "relative"):
        return None
    notes = _Notes.read(spec["data"], layout, kind)
    if notes is None:
        return None
    along, across = ("y", "x") if kind == "bar" else ("x", "y")
    positions = [_values(trace.get(along)) for trace in drawn]
    categories = _categories(positions, layout, along, notes)
    if categories is None or not 0 < len(categories) <= MOST_CATEGORIES:
        return None
    return Native(
        kind=kind,
        stacked=kind != "line" and mode in ("stack", "relative") and len(drawn) > 1,
        categories=tuple(categories.values()),
        series=tuple(
            _series(trace, number, list(categories), at, across)
            for number, (trace, at) in enumerate(zip(drawn, positions, strict=True))
        ),
        axis=notes.axis or text((layout.get(f"{across}axis") or {}).get("title") or {}),
        remarks=tuple(notes.remarks),
    )


def text(written: object) -> str:
    """A text of a figure without its markup."""
    if isinstance(written, Mapping):
        written = written.get("text") or ""
    return unescape(TAG.sub("", LINE_BREAK.sub("", BETWEEN_WORDS.sub(" ", str(written))))).strip()


def _is_silent(trace: Trace) -> bool:
    """Whether a trace draws no mark: a line of the legend, or texts over others."""
    if trace.get("visible") in (False, "legendonly"):
        return True
    xs, ys = _values(trace.get("x")), _values(trace.get("y"))
    if not any(x is not None for x in xs) and trace.get("type") == "scatter":
        return True
    if trace.get("mode") == "text":
        return True
    colour = (trace.get("marker") or {}).get("color")
    values = xs if trace.get("orientation") == "h" else ys
    unseen = isinstance(colour, str) and _rgb(colour) is None and colour.startswith("rgba")
    return trace.get("type") == "bar" and unseen and not any(values)


def _kind(drawn: Sequence[Trace]) -> Kind | None:
    types = {trace.get("type", "scatter") for trace in drawn}
    if types == {"bar"}:
        ways = {trace.get("orientation", "v") for trace in drawn}
        return None if len(ways) > 1 else "bar" if ways == {"h"} else "column"
    lines = all("lines" in str(trace.get("mode", "")) for trace in drawn)
    return "line" if types == {"scatter"} and lines else None


def _elsewhere(trace: Trace) -> bool:
    """Whether a trace is drawn in a way or a place that a plain chart has not."""
    axes = (trace.get("xaxis") or "x", trace.get("yaxis") or "y")
    odd = ("base", "offset", "fill", "stackgroup", "error_y", "error_x")
    return axes != ("x", "y") or any(trace.get(name) not in (None, "none") for name in odd)


@dataclass
class _Notes:
    """The texts of a figure by what they are for."""

    axis: str
    rows: list[tuple[float, str]]
    """Names of rows and where they stand."""
    remarks: list[str]

    @classmethod
    def read(
        cls, traces: Sequence[Trace], layout: Mapping[str, Any], kind: Kind
    ) -> "_Notes | None":
        """None where something stands in the figure that a plain chart would lose."""
        for shape in layout.get("shapes") or ():
            upright = shape.get("type") == "line" and shape.get("x0") == shape.get("x1")
            if kind == "bar" or not upright:
                return None
        notes = cls("", _row_names(traces), [])
        for one in layout.get("annotations") or ():
            at_top = one.get("yref") == "paper" and one.get("y") == 1
            at_left = one.get("xref") == "paper" and one.get("x") == 0
            if at_top and at_left and not notes.axis:
                notes.axis = text(one)
            elif at_top:
                notes.remarks.append(text(one))
            elif kind == "bar" and at_left and _is_number(one.get("y")):
                notes.rows.append((float(one["y"]), text(one)))
            else:
                return None
        return notes


def _row_names(traces: Sequence[Trace]) -> list[tuple[float, str]]:
    """What `charts.notes.row_names` names, and where."""
    naming = [trace for trace in traces if trace.get("meta") == ROWS]
    return [
        (float(at), text(name))
        for trace in naming
        for at, name in zip(_values(trace["y"]), trace["text"], strict=True)
    ]


def _categories(
    positions: Sequence[Sequence[Any]], layout: Mapping[str, Any], along: str, notes: _Notes
) -> dict[Any, str] | None:
    """Position → name, in the order in which they are drawn."""
    axis = layout.get(f"{along}axis") or {}
    found = list(dict.fromkeys(at for of in positions for at in of if at is not None))
    named = dict(zip(axis.get("tickvals") or (), axis.get("ticktext") or (), strict=False))
    if not found:
        return None
    if not all(_is_number(at) for at in found):
        order = list(axis.get("categoryarray") or ())
        ordered = sorted(found, key=lambda at: order.index(at) if at in order else len(order))
        return {at: text(named.get(at, at)) for at in ordered}
    ends = axis.get("range") or (0, 1)
    found.sort(reverse=along == "x" and ends[0] > ends[-1])
    if notes.rows:
        return _rows(found, notes.rows)
    if named:
        return {at: text(named.get(at, f"{at:g}")) for at in found}
    if all(float(at).is_integer() for at in found) and max(found) - min(found) < MOST_CATEGORIES:
        found = list(range(int(min(found)), int(max(found)) + 1))
    return {at: f"{at:g}" for at in found}


def _rows(found: Sequence[float], rows: Sequence[tuple[float, str]]) -> dict[Any, str] | None:
    """The names that stand beside bars, if each bar has exactly one."""
    names: dict[Any, str] = {}
    for at in found:
        near = [name for y, name in rows if abs(y - at) < ROW]
        if len(near) != 1:
            return None
        names[at] = near[0]
    return names if len(rows) == len(names) else None


def _series(
    trace: Trace, number: int, categories: Sequence[Any], at: Sequence[Any], across: str
) -> Series:
    values = dict(zip(at, _values(trace.get(across)), strict=False))
    marker, line = trace.get("marker") or {}, trace.get("line") or {}
    own = marker.get("color") if trace.get("type") == "bar" else line.get("color")
    usual = list(INDUSTRIES.values())[number % len(INDUSTRIES)]
    colours = _values(own) if isinstance(own, list | tuple | dict) else [own or usual] * len(at)
    coloured = dict(zip(at, colours, strict=False))
    written = dict(zip(at, _texts(trace), strict=False))
    rim = (marker.get("line") or {}).get("color")
    return Series(
        name=text(_name(trace)),
        values=tuple(_finite(values.get(one)) for one in categories),
        colours=tuple(_rgb(coloured.get(one, usual)) for one in categories),
        outline=_rgb(rim) if isinstance(rim, str) else None,
        hatched=bool((marker.get("pattern") or {}).get("shape")),
        dashed=line.get("dash", "solid") != "solid",
        texts=tuple(text(written.get(one) or "") for one in categories),
    )


def _name(trace: Trace) -> object:
    """Its whole name: the legend may have a shorter one."""
    whole = trace.get("meta")
    return whole if isinstance(whole, str) else trace.get("name") or ""


def _texts(trace: Trace) -> Iterator[Any]:
    if trace.get("type") == "bar" and trace.get("textposition") not in (None, "none"):
        yield from _values(trace.get("text"))


def _values(given: object) -> list[Any]:
    """A list as it is, or as Plotly packs it: base64 of numbers."""
    if isinstance(given, Mapping) and "bdata" in given:
        packed = base64.b64decode(given["bdata"])
        return list(np.frombuffer(packed, dtype=np.dtype(given["dtype"])).tolist())
    if isinstance(given, np.ndarray):
        return list(given.tolist())
    return list(given) if isinstance(given, list | tuple) else []


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _finite(value: Any) -> Value:
    return value if _is_number(value) and np.isfinite(value) else None


def _rgb(colour: object) -> str | None:
    """RRGGBB; None for what cannot be seen, and for names."""
    if isinstance(colour, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        return colour[1:].upper()
    found = COLOUR.fullmatch(str(colour).replace(" ", ""))
    if found is None or (found[4] and float(found[4]) == 0):
        return None
    return "".join(f"{int(part):02X}" for part in found.groups()[:3])
