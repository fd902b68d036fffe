"""A grid of cells, a row a couple: its tinted grounds, what answers to the pointer, its rules."""

from collections.abc import Iterable, Mapping, Sequence

from charts import theme
from charts.text import couple_name
from charts.theme import Mode, Spec

NAME = 16
"""Columns of a line of a couple's name, beside its row."""


def ground(cells: Iterable[tuple[float, float]], half: tuple[float, float], colour: str) -> Spec:
    """A tinted box around each middle, `half` as wide and as high to each side."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for x, y in cells:
        left, right, top, bottom = x - half[0], x + half[0], y - half[1], y + half[1]
        xs += [left, right, right, left, left, None]
        ys += [top, top, bottom, bottom, top, None]
    return {
        "type": "scatter", "mode": "lines", "x": xs, "y": ys,
        "fill": "toself", "fillcolor": colour, "line": {"width": 0},
        "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def handles(
    cells: Iterable[tuple[float, float]], customdata: Sequence[Sequence[object]], size: int = 26
) -> Spec:
    """Unseen squares to touch; the last part of the customdata is what they say."""
    xs, ys = zip(*cells, strict=True)
    return {
        "type": "scatter", "mode": "markers", "x": list(xs), "y": list(ys),
        "customdata": customdata,
        "marker": {"symbol": "square", "size": size, "opacity": 0},
        "unselected": {"marker": {"opacity": 0}},
        "hovertemplate": f"%{{customdata[{len(customdata[0]) - 1}]}}<extra></extra>",
        "showlegend": False,
    }  # fmt: skip


def axis(couples: Mapping[int, str]) -> Spec:
    """The axis of rows, from the top: row → the couple's name."""
    return {
        "range": [len(couples) - 0.5, -0.5],
        "tickvals": list(couples),
        "ticktext": [couple_name(couple, NAME) for couple in couples.values()],
        "showgrid": False,
    }


def rules(couples: Mapping[int, str], mode: Mode) -> list[Spec]:
    """A thin line between rows, from edge to edge."""
    return [
        {
            "type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": row - 0.5, "y1": row - 0.5,
            "layer": "below", "line": {"color": theme.INKS[mode].rule, "width": 1},
        }
        for row in range(1, len(couples))
    ]  # fmt: skip
