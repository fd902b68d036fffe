"""Visits both ways, year by year: east to west on the left, west to east on the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from charts import notes, theme
from charts.text import paragraphs, plain
from charts.theme import Mode, Spec
from charts.wings import BREAK, DIRECTIONS, Year, read
from charts.words import N_, Break, ChartWords

MIDDLE = (0.44, 0.56)
"""Where the left wing ends and the right one begins; the years stand between."""
ROW, HEADER, FOOT = 25, 28, 8
"""Pixels of a year, of the headings, of the room below."""
LABEL_ROOM = 1.3
"""A wing is so much longer than its longest bar, for the number at its end."""


@dataclass(frozen=True)
class VisitWords(ChartWords):
    """What the butterfly prints."""

    directions: Mapping[str, str]
    """Direction key (`east_to_west`, `west_to_east`) → heading."""
    breaks: Sequence[Break]
    hover: str = N_("{direction}, {year}: {visits} visits")
    hover_people: str = N_("{people} people")
    """What follows where the headcount is known."""
    alt: str = N_(
        "Visits by year, {first} to {last}: {east_to_west} from east to west, {west_to_east} "
        "from west to east; most in {most_year} ({most})."
    )
    alt_empty: str = N_("No visits.")


def visits(frame: pd.DataFrame, words: VisitWords, mode: Mode) -> Spec:
    """Draw a row a year, the earliest on top: visits as bars to both sides, with their number.

    `frame`: `year` int; `direction` str: east_to_west, west_to_east; `visits` int; `people` number,
    the sum of headcounts, may be missing. Both wings have one scale. Years without visits
    between others share a row; a dotted rule marks each break. The `customdata` of a bar
    is `[year, direction, text]`. No visit gives a figure without axes.
    """
    rows = read(frame, words.breaks)
    if not rows:
        return theme.nothing(mode)
    wings = [_wing(rows, side, words, mode) for side in (0, 1)]
    return theme.figure(mode, wings, _layout(rows, words, mode))


def alt(frame: pd.DataFrame, words: VisitWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    years = [row for row in read(frame) if sum(row.visits)]
    if not years:
        return words.alt_empty
    most = max(years, key=lambda row: sum(row.visits))
    return words.alt.format(
        first=years[0].year,
        last=years[-1].year,
        east_to_west=f"{sum(row.visits[0] for row in years):,}",
        west_to_east=f"{sum(row.visits[1] for row in years):,}",
        most=f"{sum(most.visits):,}",
        most_year=most.year,
    )


def _wing(rows: Sequence[Year], side: int, words: VisitWords, mode: Mode) -> Spec:
    counts = [row.visits[side] for row in rows]
    return {
        "type": "bar", "orientation": "h", "xaxis": ("x", "x2")[side],
        "x": counts, "y": [row.place for row in rows], "width": 0.66,
        "text": [f"{count:,}" if count else "" for count in counts],
        "textposition": "outside", "cliponaxis": False,
        "textfont": {"color": theme.INKS[mode].ink, "size": theme.TEXT_SIZE},
        "marker": {"color": (theme.HELPER, theme.RECEIVER)[side]},
        "customdata": [[row.year, DIRECTIONS[side], _told(row, side, words)] for row in rows],
        "hovertemplate": "%{customdata[2]}<extra></extra>", "showlegend": False,
    }  # fmt: skip


def _told(row: Year, side: int, words: VisitWords) -> str:
    key = DIRECTIONS[side]
    people = row.people[side]
    text = words.hover.format(
        direction=words.directions.get(key, key), year=row.year, visits=f"{row.visits[side]:,}"
    )
    more = "" if people is None else words.hover_people.format(people=f"{people:,}")
    return paragraphs(text + more)


def _layout(rows: Sequence[Year], words: VisitWords, mode: Mode) -> Spec:
    longest = max(max(row.visits) for row in rows) * LABEL_ROOM
    wing = {"fixedrange": True, "visible": False}
    height = rows[-1].place + 1
    broken = [row for row in rows if row.breaks]
    return {
        "height": HEADER + round(ROW * height) + FOOT,
        "margin": {"t": HEADER, "b": FOOT},
        "xaxis": {**wing, "domain": [0, MIDDLE[0]], "range": [longest, 0]},
        "xaxis2": {**wing, "domain": [MIDDLE[1], 1], "range": [0, longest], "anchor": "y"},
        "yaxis": {"range": [height - 0.5, -0.5], "visible": False, "fixedrange": True},
        "shapes": [_rule(row, mode) for row in broken],
        "annotations": [
            *(_year(row, mode) for row in rows),
            *(_heading(side, words, mode) for side in (0, 1)),
            *(caption for row in broken for caption in _captions(row, mode)),
        ],
    }


def _year(row: Year, mode: Mode) -> Spec:
    text = str(row.year) if row.year == row.last else f"{row.year}–{row.last}"
    return notes.row_name(text, row.place, x=0.5, xanchor="center", font=theme.small(mode))


def _heading(side: int, words: VisitWords, mode: Mode) -> Spec:
    """The direction over its wing, in its colour, beside the middle."""
    inks = theme.INKS[mode]
    key = DIRECTIONS[side]
    return {
        "text": plain(words.directions.get(key, key)),
        "x": MIDDLE[side], "xref": "paper", "xanchor": ("right", "left")[side],
        "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 6,
        "font": {"color": (inks.helper, inks.receiver)[side], "size": theme.TEXT_SIZE},
        **notes.BARE,
    }  # fmt: skip


def _rule(below: Year, mode: Mode) -> Spec:
    """The dotted rule over the first row after breaks."""
    at = below.place - 0.5 - BREAK * len(below.breaks)
    return {
        "type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": at, "y1": at, "layer": "below",
        "line": {"color": theme.INKS[mode].muted, "width": 1, "dash": "dot"},
    }  # fmt: skip


def _captions(below: Year, mode: Mode) -> list[Spec]:
    """What the rule means, below it in the middle, a line a break."""
    first = below.place - 0.5 - BREAK * (len(below.breaks) - 0.5)
    look: Spec = {"x": 0.5, "xanchor": "center", "font": theme.small(mode)}
    return [
        notes.row_name(plain(one.caption), first + BREAK * number, **look)
        for number, one in enumerate(below.breaks)
    ]
