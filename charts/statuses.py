"""How clauses stand: a shape and a colour each, and all couples by clause."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from charts import grid, legend, theme
from charts.marks import marks
from charts.palette import STATUSES
from charts.text import WIDE_LETTER, columns, paragraphs, plain, shorten
from charts.theme import Mode, Spec
from charts.words import N_, ChartWords

SYMBOLS = {
    "missed": "x",
    "behind": "triangle-down",
    "unknown": "circle-open",
    "open": "square-open",
    "on_pace": "circle",
    "ahead": "triangle-up",
    "met": "diamond",
}
"""Status → the shape of its mark, the worst first; those of `open` and `unknown` are hollow."""
GLYPHS = {
    "missed": "×",
    "behind": "▼",
    "unknown": "○",
    "open": "□",
    "on_pace": "●",
    "ahead": "▲",
    "met": "◆",
}
"""The same shapes as text."""
STANDS_OUT = ("missed", "behind")
"""Their cells are tinted."""

ROW, LINE, LETTER = 34, 15, 6.2
"""Pixels of a row, of a line of a column's name, and of half a Chinese character in it."""
HEAD, PIECE = 34, 4
"""Columns of a clause's name, and of a line of it in Chinese."""
HALF = (0.47, 0.44)
"""Half the width and the height of a cell's ground."""


class Cell(NamedTuple):
    """A row of the frame of `matrix`."""

    couple: str
    metric: str
    clause: int
    status: str
    told: str


class Place(NamedTuple):
    """A cell, and where in the picture it is."""

    cell: Cell
    x: int
    y: int


def colour(status: str, mode: Mode) -> str:
    """The colour of a status's mark."""
    return STATUSES[mode][status]


def marker(status: str, size: int, mode: Mode) -> Spec:
    """The mark of a status."""
    ink = colour(status, mode)
    return {
        "symbol": SYMBOLS[status], "size": size, "color": ink,
        "line": {"color": ink, "width": 1.6 if status in ("unknown", "open") else 0},
    }  # fmt: skip


@dataclass(frozen=True)
class MatrixWords(ChartWords):
    """What the matrix of clauses prints."""

    statuses: Mapping[str, str]
    """Status (the keys of SYMBOLS) → label."""
    alt: str = N_("{clauses} clauses of {couples} couples: {counts}.")
    count: str = N_("{status} {number}")
    separator: str = N_(", ")
    alt_empty: str = N_("No clauses.")

    def counts(self, found: Iterable[str]) -> str:
        """Each status with its number, the worst first."""
        number = Counter(found)
        return self.separator.join(
            self.count.format(status=self.statuses[key], number=number[key])
            for key in SYMBOLS
            if number[key]
        )


def matrix(frame: pd.DataFrame, words: MatrixWords, mode: Mode) -> Spec:
    """Draw a row a couple, a column a metric, and in each cell how that clause stands.

    `frame`: `couple` str, its name; `metric` str; `clause` int, its id; `status` one of SYMBOLS;
    `told` str, what the cell says when it is touched. Couples and metrics keep the order of their
    first rows; what was not promised is blank. The `customdata` of a cell is `[clause, told]`. No
    clause gives a figure without axes.
    """
    places = _places(read(frame))
    if not places:
        return theme.nothing(mode)
    shown = [s for s in SYMBOLS if any(place.cell.status == s for place in places)]
    keys = [
        legend.key(words.statuses[s], mode="markers", marker=marker(s, 10, mode)) for s in shown
    ]
    loud = ((place.x, place.y) for place in places if place.cell.status in STANDS_OUT)
    told = [[place.cell.clause, paragraphs(place.cell.told)] for place in places]
    traces = [
        grid.ground(loud, HALF, theme.INKS[mode].gap),
        *(_marks(places, s, mode) for s in shown),
        grid.handles([(place.x, place.y) for place in places], told),
    ]
    return theme.figure(mode, [*traces, *keys], _layout(places, keys, mode))


def alt(frame: pd.DataFrame, words: MatrixWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    cells = read(frame)
    if not cells:
        return words.alt_empty
    return words.alt.format(
        clauses=len(cells),
        couples=len({cell.couple for cell in cells}),
        counts=words.counts(cell.status for cell in cells),
    )


def read(frame: pd.DataFrame) -> list[Cell]:
    """The cells of a frame of `matrix`."""
    return marks(frame, Cell)


def _places(cells: Sequence[Cell]) -> list[Place]:
    couples = {name: row for row, name in enumerate(dict.fromkeys(c.couple for c in cells))}
    metrics = {name: column for column, name in enumerate(dict.fromkeys(c.metric for c in cells))}
    return [Place(cell, metrics[cell.metric], couples[cell.couple]) for cell in cells]


def _marks(places: Sequence[Place], status: str, mode: Mode) -> Spec:
    part = [place for place in places if place.cell.status == status]
    return {
        "type": "scatter", "mode": "markers",
        "x": [place.x for place in part], "y": [place.y for place in part],
        "marker": marker(status, 11, mode),
        "hoverinfo": "skip", "showlegend": False, "cliponaxis": False,
    }  # fmt: skip


def _layout(places: Sequence[Place], keys: Sequence[Spec], mode: Mode) -> Spec:
    couples = {place.y: place.cell.couple for place in places}
    metrics = {place.x: place.cell.metric for place in places}
    heads = _Heads(list(metrics.values()))
    return {
        "height": heads.height + ROW * len(couples) + legend.height(keys),
        "margin": {"t": heads.height, "b": legend.MARGIN},
        "xaxis": {
            "range": [-0.6, len(metrics) - 0.4], "side": "top", "automargin": False,
            "tickvals": list(metrics), "ticktext": heads.texts, "tickangle": heads.angle,
        },
        "yaxis": grid.axis(couples),
        "shapes": grid.rules(couples, mode),
    }  # fmt: skip


class _Heads:
    """Names above narrow columns: Chinese in lines of two characters, others upright."""

    def __init__(self, names: Sequence[str]) -> None:
        short = [shorten(name, HEAD) for name in names]
        upright = any(not WIDE_LETTER.search(name) for name in short)
        self.angle = -90 if upright else 0
        if upright:
            self.texts = [plain(name) for name in short]
            self.height = round(max(columns(name) for name in short) * LETTER) + 12
        else:
            lines = [_pieces(name) for name in short]
            self.texts = ["<br>".join(map(plain, pieces)) for pieces in lines]
            self.height = max(map(len, lines)) * LINE + 12


def _pieces(name: str) -> list[str]:
    """A name in lines of at most PIECE columns."""
    pieces = [""]
    for letter in name:
        if columns(pieces[-1] + letter) > PIECE:
            pieces.append("")
        pieces[-1] += letter
    return pieces
