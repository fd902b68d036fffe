"""Couples by year: where nothing happened."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from charts import grid, legend, theme, years
from charts.cells import Cell, read
from charts.text import paragraphs
from charts.theme import Mode, Spec
from charts.words import N_, Break, ChartWords

KINDS = {"meetings": "circle", "projects": "square", "visits": "triangle-up"}
"""What is counted → the shape of its mark, as on the timeline; in a cell one above the other."""
PLACES = {"meetings": -0.25, "projects": 0.0, "visits": 0.25}
SIZES = {"circle": 6, "square": 6, "triangle-up": 7}
ROW, HEADER = 42, 26
"""Pixels of a row, and of the years above."""
HALF = (0.46, 0.42)
"""Half the width and the height of a cell's ground."""
MOST_YEARS = 6
"""Up to so many years each is printed beside the names on a telephone."""
FEWEST_SLOTS = 5
"""A single year is as narrow as one of five."""


@dataclass(frozen=True)
class CoverageWords(ChartWords):
    """What the matrix prints."""

    breaks: Sequence[Break]
    meeting: str = N_("Meeting")
    project: str = N_("Project")
    visit: str = N_("Visit")
    gap: str = N_("none of the three")
    """What a tinted cell is."""
    unknown: str = N_("no ledger of that year loaded")
    """What a grey cell is."""
    hollow: str = N_("no record")
    """What a hollow mark is."""
    hover: str = N_(
        "{pairing} {year}\nmeetings: {meetings} · projects: {projects} · visits: {visits}"
    )
    alt: str = N_(
        "{couples} pairings from {first} to {last}: {gaps} of {cells} years without meeting, "
        "project or visit, most of them of {couple} ({couple_gaps})."
    )
    alt_full: str = N_(
        "{couples} pairings from {first} to {last}: each of {cells} years has a record."
    )
    alt_unknown: str = N_(" Of {unknown} more years no ledger was loaded.")
    alt_empty: str = N_("No pairing.")


def coverage(frame: pd.DataFrame, words: CoverageWords, mode: Mode) -> Spec:
    """Draw a row a couple, a column a year, and in each cell in force three marks, or none.

    `frame`: `pairing_id` int; `pairing` str, the couple's name; `year` int; `meetings`, `projects`,
    `visits` int; `loaded` bool, whether any ledger of that year is there; `in_force` bool. Couples
    stand in the order of their first rows. A mark is filled where there is at least one, hollow
    where there is none; a cell without any is tinted instead, or grey where no ledger of that year
    could say; years not in force are blank. A dotted rule marks the 2021 re-pairing where the years
    run across it. The `customdata` of a cell is `[pairing_id, year, text]`. No cell in force gives
    a figure without axes.
    """
    cells = read(frame)
    if not cells:
        return theme.nothing(mode)
    keys = _keys(cells, words, mode)
    inks = theme.INKS[mode]
    grounds = [
        grid.ground(((c.year, c.row) for c in cells if c.is_gap), HALF, inks.gap),
        grid.ground(((c.year, c.row) for c in cells if c.is_unknown), HALF, inks.unknown),
    ]
    told = [[cell.pairing_id, cell.year, _told(cell, words)] for cell in cells]
    handles = grid.handles([(cell.year, cell.row) for cell in cells], told)
    traces = [*grounds, *_marks(cells, mode), handles, *keys]
    return theme.figure(mode, traces, _layout(cells, keys, words, mode))


def alt(frame: pd.DataFrame, words: CoverageWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    cells = read(frame)
    if not cells:
        return words.alt_empty
    gaps = Counter(cell.row for cell in cells if cell.is_gap)
    unknown = sum(cell.is_unknown for cell in cells)
    names = {cell.row: cell.pairing for cell in cells}
    row = min(gaps or names, key=lambda row: (-gaps[row], row))
    told = (words.alt if gaps else words.alt_full).format(
        couples=len(names),
        first=min(cell.year for cell in cells),
        last=max(cell.year for cell in cells),
        gaps=gaps.total(),
        cells=len(cells) - unknown,
        couple=names[row],
        couple_gaps=gaps[row],
    )
    return told + (words.alt_unknown.format(unknown=unknown) if unknown else "")


def _marks(cells: Sequence[Cell], mode: Mode) -> list[Spec]:
    """Two traces a kind: where there is none, and where there is at least one. An empty cell has no
    marks: its ground says it.
    """
    busy = [cell for cell in cells if not cell.is_empty]
    return [
        {
            "type": "scatter", "mode": "markers",
            "x": [cell.year for cell in part],
            "y": [cell.row + PLACES[kind] for cell in part],
            "marker": _marker(symbol, filled, mode),
            "hoverinfo": "skip", "showlegend": False, "cliponaxis": False,
        }
        for kind, symbol in KINDS.items()
        for filled in (False, True)
        if (part := [cell for cell in busy if bool(getattr(cell, kind)) == filled])
    ]  # fmt: skip


def _marker(symbol: str, filled: bool, mode: Mode) -> Spec:
    inks = theme.INKS[mode]
    colour = inks.ink if filled else theme.CLEAR
    line = {"color": inks.ink if filled else inks.muted, "width": 1}
    return {"symbol": symbol, "size": SIZES[symbol], "color": colour, "line": line}


def _told(cell: Cell, words: CoverageWords) -> str:
    told = paragraphs(words.hover.format(**cell._asdict()))
    return f"{told}<br>{paragraphs(words.unknown)}" if cell.is_unknown else told


def _keys(cells: Sequence[Cell], words: CoverageWords, mode: Mode) -> list[Spec]:
    names = {"meetings": words.meeting, "projects": words.project, "visits": words.visit}
    shown = [(names[kind], _marker(symbol, True, mode)) for kind, symbol in KINDS.items()]
    if any(not all(cell[3:6]) for cell in cells if not cell.is_empty):
        shown.append((words.hollow, _marker("circle", False, mode)))
    inks = theme.INKS[mode]
    for name, ground, occurs in (
        (words.gap, inks.gap, any(cell.is_gap for cell in cells)),
        (words.unknown, inks.unknown, any(cell.is_unknown for cell in cells)),
    ):
        if occurs:
            shown.append((name, {"symbol": "square", "size": 13, "color": ground}))
    return [legend.key(name, mode="markers", marker=marker) for name, marker in shown]


def _layout(cells: Sequence[Cell], keys: Sequence[Spec], words: CoverageWords, mode: Mode) -> Spec:
    couples = {cell.row: cell.pairing for cell in cells}
    first, last = min(cell.year for cell in cells), max(cell.year for cell in cells)
    spare = max(0, FEWEST_SLOTS - (last - first + 1)) / 2
    span = (first - 0.6 - spare, last + 0.6 + spare)
    rule = years.rules(first, last, span, words.breaks, mode)
    header = HEADER + rule.room
    return {
        "height": header + ROW * len(couples) + legend.height(keys),
        "margin": {"t": header, "b": legend.MARGIN},
        "xaxis": {
            "range": list(span),
            "side": "top",
            "tickvals": years.ticks(first, last, MOST_YEARS),
            "tickangle": 0,
            "tickformat": "d",
        },
        "yaxis": grid.axis(couples),
        "shapes": [*rule.shapes, *grid.rules(couples, mode)],
        "annotations": [
            {**note, "yshift": HEADER - years.GAP + note["yshift"]} for note in rule.annotations
        ],
    }
