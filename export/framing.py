"""A figure with all that belongs to it inside the picture: a pure function of a sheet.

A picture leaves the page it was taken from. Title, filters and definition stand above the plot,
source, date and number below it, as annotations in margins that grow for them.
"""

from collections.abc import Sequence
from html import unescape
from typing import Any, NamedTuple, TypeGuard

from charts import legend
from charts.text import plain
from charts.theme import INKS, SMALL_SIZE, TEXT_SIZE
from export.measure import width as width_of
from export.measure import wrap
from export.sheet import Sheet, Spec

WIDTH = 820
"""Pixels of a picture: a column of text in a report, its small type still 7.5 points there."""
NARROWEST = 320
HEIGHT = 450
"""Of a figure that names none, as Plotly has it."""
PAD = 24
"""Pixels of paper around everything."""
TITLE_SIZE = 18
LEADING = 1.3
"""Plotly's lines are so many times their type apart."""
TICK = 4
"""Pixels between a label and its axis."""
AFTER_TITLE, AFTER_HEAD, BEFORE_FOOT, AFTER_RULE = 6, 18, 12, 10
MARGINS = {"l": 80, "r": 80, "t": 100, "b": 80}
"""Plotly's own, of a figure that names none."""
INTERACTIVE = ("title", "updatemenus", "sliders", "width", "autosize")

Layout = dict[str, Any]
INK = INKS["light"]


class Line(NamedTuple):
    """A line of text, escaped, and its size in pixels."""

    text: str
    size: float


def framed(sheet: Sheet, width: int = WIDTH) -> Spec:
    """The sheet's figure with title, filters and definition above it, its source below it.

    `width` in pixels is the picture's; its height is in the layout, the plot's own height kept.
    """
    width = max(width, NARROWEST)
    room = width - 2 * PAD
    title = _broken(sheet.title, TITLE_SIZE, room, bold=True)
    about = [
        *_broken(sheet.filters_line, TEXT_SIZE, room),
        *_broken(sheet.definition_line, TEXT_SIZE, room),
    ]
    top = PAD + _tall(title) + AFTER_TITLE + _tall(about) + AFTER_HEAD
    foot = _broken(sheet.source_line, SMALL_SIZE, room)
    bottom = BEFORE_FOOT + AFTER_RULE + _tall(foot) + PAD * 0.75
    spec = grown(sheet.spec, top=round(top), bottom=round(bottom), sides=PAD)
    _lift(spec, width)
    layout = spec["layout"]
    layout["width"] = width
    margin = layout["margin"]
    box = {"x": 1, "xanchor": "right", "xshift": margin["r"] - PAD, "width": room}
    down = margin["t"] - PAD
    layout["annotations"] += [
        _block(title, {**box, "y": 1, "yshift": down}, INK.ink),
        _block(
            about,
            {**box, "y": 1, "yshift": down - _tall(title) - AFTER_TITLE},
            INK.muted,
        ),
        _block(foot, {**box, "y": 0, "yshift": -_under(spec, bottom) - AFTER_RULE}, INK.muted),
    ]
    right = margin["r"] - PAD
    layout["shapes"].append(_rule(_under(spec, bottom), (1, right - room, right)))
    return spec


def captioned(sheet: Sheet, width: int = WIDTH) -> Spec:
    """The figure for a page whose own camera button must do: all words stand below the plot.

    The page draws it as wide as it likes; lines break for `width` pixels. Beside a title on the
    page it repeats little, and what the button saves has title, filters, definition and source.
    """
    room = max(width, NARROWEST) - 2 * PAD
    told = (sheet.title, sheet.filters_line, sheet.definition_line, sheet.source_line)
    foot = [line for text in told for line in _broken(text, SMALL_SIZE, room)]
    bottom = BEFORE_FOOT + AFTER_RULE + _tall(foot) + PAD / 3
    spec = grown(sheet.spec, top=0, bottom=round(bottom), sides=0)
    _lift(spec, width)
    down = _under(spec, bottom)
    place = {"x": 0, "xanchor": "left", "y": 0, "yshift": -down - AFTER_RULE}
    spec["layout"]["annotations"].append(_block(foot, place, INK.muted))
    spec["layout"]["shapes"].append(_rule(down, (0, 0, room)))
    return spec


def bare(sheet: Sheet, width: int | None = WIDTH) -> Spec:
    """The figure alone on paper, for a page or slide that prints the words itself; with no width it
    is as wide as its place.
    """
    spec = grown(sheet.spec, top=0, bottom=0, sides=0)
    spec["layout"].pop("width", None)
    if width is not None:
        spec["layout"]["width"] = width
    return spec


def size(spec: Spec) -> tuple[int, int]:
    """Width and height of a figure in pixels."""
    layout = spec["layout"]
    return round(layout.get("width") or WIDTH), round(layout.get("height") or HEIGHT)


def grown(spec: Spec, top: int, bottom: int, sides: int) -> Spec:
    """A figure on white paper with so many pixels more around it, its plot as large as before."""
    layout: Layout = {k: v for k, v in (spec.get("layout") or {}).items() if k not in INTERACTIVE}
    template = (layout.get("template") or {}).get("layout") or {}
    before = _number(layout.get("height"), _number(template.get("height"), HEIGHT))
    given = {**MARGINS, **(template.get("margin") or {}), **(layout.get("margin") or {})}
    height = before + top + bottom
    layout["height"] = height
    layout["margin"] = {
        **given,
        "l": max(given["l"], sides + _labels(layout, template) if sides else 0),
        "r": max(given["r"], sides),
        "t": given["t"] + top,
        "b": given["b"] + bottom,
    }
    layout["paper_bgcolor"] = INK.paper
    layout["annotations"] = list(layout.get("annotations") or [])
    layout["shapes"] = list(layout.get("shapes") or [])
    legends = {name for name in (*layout, *template) if name.startswith("legend")} | {"legend"}
    for name in legends:
        own = layout.get(name) or {}
        whole = {**(template.get("legend") or {}), **own}
        layout[name] = {**own, **_kept(whole, before, height, bottom, sides)}
    return {"data": list(spec.get("data") or []), "layout": layout}


def _lift(spec: Spec, width: int) -> None:
    """Let the plot end above its legend, which has a margin for one row, where it needs more rows:
    its columns are as wide as its longest name. The figure is high enough for a telephone's rows.
    """
    margin = spec["layout"]["margin"]
    room = width - margin["l"] - margin["r"]
    names = [
        width_of(unescape(trace["name"]), SMALL_SIZE) + legend.MARK
        for trace in spec["data"]
        if trace.get("name") and trace.get("showlegend") is not False
    ]
    if sum(names) > room:
        across = max(1, int(room // max(names)))
        margin["b"] += legend.ROW * (-(-len(names) // across) - 1)


def _kept(whole: Layout, before: float, height: float, bottom: int, sides: int) -> Layout:
    """Where a legend that is placed in the whole picture goes when that grows."""
    moved: Layout = {}
    if whole.get("yref") == "container":
        moved["y"] = (_number(whole.get("y"), 1) * before + bottom) / height
    if whole.get("xref") == "container" and whole.get("xanchor") == "left" and sides:
        moved["x"] = _number(whole.get("x"), 0) + sides / WIDTH
    return moved


def _number(value: object, otherwise: float) -> float:
    return value if isinstance(value, int | float) else otherwise


def _broken(text: str, points: float, room: float, bold: bool = False) -> list[Line]:
    mark = "<b>{}</b>" if bold else "{}"
    return [Line(mark.format(plain(line)), points) for line in wrap(text, points, room, bold)]


def _tall(lines: Sequence[Line]) -> float:
    return sum(line.size * LEADING for line in lines)


def _block(lines: Sequence[Line], place: Layout, colour: str) -> Layout:
    """Lines of one size, from their upper left corner on."""
    points = lines[0].size if lines else TEXT_SIZE
    return {
        "text": "<br>".join(line.text for line in lines),
        "xref": "paper", "yref": "paper", "yanchor": "top", "align": "left",
        "showarrow": False, "borderpad": 0, "borderwidth": 0,
        "font": {"size": points, "color": colour}, **place,
    }  # fmt: skip


def _under(spec: Spec, bottom: float) -> int:
    """Pixels from the plot down to the rule over the footer."""
    return int(spec["layout"]["margin"]["b"]) - round(bottom) + BEFORE_FOOT


def _rule(down: int, across: tuple[float, float, float]) -> Layout:
    """A thin line, `down` pixels below the plot; `across`: from where, and its ends from there."""
    anchor, left, right = across
    return {
        "type": "line", "line": {"color": INK.rule, "width": 1},
        "xref": "paper", "xsizemode": "pixel", "xanchor": anchor, "x0": left, "x1": right,
        "yref": "paper", "ysizemode": "pixel", "yanchor": 0, "y0": -down, "y1": -down,
    }  # fmt: skip


def _labels(layout: Layout, template: Layout) -> float:
    """Pixels of the widest label beside the vertical axes on the left."""
    widest = 0.0
    for name, own in layout.items():
        if not name.startswith("yaxis"):
            continue
        axis = {**(template.get("yaxis") or {}), **(own or {})}
        shown = axis.get("visible", True) and axis.get("showticklabels", True)
        if not shown or axis.get("side") == "right":
            continue
        points = (axis.get("tickfont") or {}).get("size", SMALL_SIZE)
        texts = [
            line for text in axis.get("ticktext") or () for line in str(text).split("<br>")
        ] or [_longest_number(axis.get("range"))]
        widest = max(widest, *(width_of(unescape(text), points) for text in texts))
    return widest + TICK if widest else 0


def _longest_number(ends: object) -> str:
    """About the longest label of an axis of numbers from one end to the other."""
    largest = max((abs(end) for end in ends), default=0) if _numbers(ends) else 9999
    return f"{largest:,.0f}" if largest >= 10 else f"{largest:.1f}"


def _numbers(ends: object) -> TypeGuard[Sequence[float]]:
    return isinstance(ends, list | tuple) and all(isinstance(end, int | float) for end in ends)
