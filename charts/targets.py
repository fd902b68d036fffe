"""Agreement clauses against their results, a row each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from charts import legend, notes, shares, theme
from charts.colours import mix
from charts.marks import marks
from charts.text import plain, shorten
from charts.theme import Mode, Spec
from charts.words import N_, ChartWords

ROW = 62
"""Pixels of a clause."""
BAR, LOW, NAME, VALUES = 0.2, 0.24, -0.3, -0.03
"""Height of a bar as a share of its row; how far below its middle it lies, and the texts above."""


class Clause(NamedTuple):
    """A row of the frame of `progress`."""

    metric: str
    target: float
    result: float | None
    target_text: str
    result_text: str
    pace: float | None

    @property
    def share(self) -> float | None:
        """Result / target; no share of a target of 0."""
        if self.result is None or not self.target:
            return None
        return self.result / self.target


@dataclass(frozen=True)
class TargetWords(ChartWords):
    """What clauses beside their published results print."""

    axis: str = N_("Result as a share of the target (%)")
    values: str = N_("{result} of {target} · {share}")
    no_result: str = N_("target {target}, no result yet")
    target: str = N_("Target")
    """What the line at 100 % is."""
    pace: str = N_("Share of the year over {share}")
    """What the thin tick is."""
    alt: str = N_(
        "{clauses} clauses: {met} met, {behind} behind, {unknown} without a result; best "
        "{best} ({best_share}), last {worst} ({worst_share})."
    )
    alt_unknown: str = N_("{clauses} clauses, none with a result.")
    alt_empty: str = N_("No clauses.")


def progress(frame: pd.DataFrame, words: TargetWords, mode: Mode) -> Spec:
    """Draw a bar a clause, its result in per cent of its target.

    `frame`: `metric` str, its name; `target` number; `result` number, may be missing;
    `target_text`, `result_text` str, both with unit; `pace` float from 0 to 1, the share of the
    year that is gone, may be missing. Clauses keep their order. A line stands at 100 %, a thin
    tick at the pace. A clause without a result says so. No clause gives a figure without axes.
    """
    clauses = read(frame)
    if not clauses:
        return theme.nothing(mode)
    end = shares.end(clause.share or 0 for clause in clauses)
    keys = _keys(clauses, words, mode)
    traces = [_bars(clauses, end, mode), *keys]
    return theme.figure(mode, traces, _layout(clauses, end, keys, words, mode))


def alt(frame: pd.DataFrame, words: TargetWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    clauses = read(frame)
    known = [(clause, clause.share) for clause in clauses if clause.share is not None]
    if not clauses:
        return words.alt_empty
    if not known:
        return words.alt_unknown.format(clauses=len(clauses))
    best, best_share = max(known, key=lambda one: one[1])
    worst, worst_share = min(known, key=lambda one: one[1])
    return words.alt.format(
        clauses=len(clauses),
        met=sum(share >= 1 for _clause, share in known),
        behind=sum(share < (1 if clause.pace is None else clause.pace) for clause, share in known),
        unknown=len(clauses) - len(known),
        best=best.metric,
        best_share=f"{best_share:.0%}",
        worst=worst.metric,
        worst_share=f"{worst_share:.0%}",
    )


def read(frame: pd.DataFrame) -> list[Clause]:
    """The clauses of a frame of `progress`."""
    return marks(frame, Clause)


def _bars(clauses: Sequence[Clause], end: float, mode: Mode) -> Spec:
    """A bar beyond the end of the axis is cut off there; its text says how far it goes."""
    inks = theme.INKS[mode]
    return {
        "type": "bar", "orientation": "h",
        "x": [min(clause.share or 0, end) for clause in clauses],
        "y": [place + LOW for place in range(len(clauses))], "width": BAR,
        "marker": {"color": mix(inks.muted, inks.paper, 0.5)},
        "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def _keys(clauses: Sequence[Clause], words: TargetWords, mode: Mode) -> list[Spec]:
    ink = theme.INKS[mode].ink
    looks = [(words.target, 13, 1.6)]
    paces = {clause.pace for clause in clauses if clause.pace is not None}
    if paces:
        share = f"{max(paces):.0%}" if len(paces) == 1 else ""
        looks.append((words.pace.format(share=share).rstrip(), 8, 1))
    return [
        legend.key(name, mode="markers", marker=shares.tick(size, width, ink))
        for name, size, width in looks
    ]


def _layout(
    clauses: Sequence[Clause], end: float, keys: Sequence[Spec], words: TargetWords, mode: Mode
) -> Spec:
    return {
        **shares.layout(len(clauses), ROW, end, keys),
        "shapes": [tick for row in enumerate(clauses) for tick in _ticks(*row, mode)],
        "annotations": [
            notes.axis_title(words.axis, mode),
            *(note for row in enumerate(clauses) for note in _texts(*row, words, mode)),
        ],
    }


def _ticks(place: int, clause: Clause, mode: Mode) -> list[Spec]:
    """The line at the target, over the whole bar, and the shorter tick at the pace."""
    ink = theme.INKS[mode].ink
    marks = [(1.0, BAR * 0.95, 1.6)]
    if clause.pace is not None and clause.share is not None:
        marks.append((clause.pace, BAR * 0.62, 1))
    return [shares.line(at, place + LOW, half, width, ink) for at, half, width in marks]


def _texts(place: int, clause: Clause, words: TargetWords, mode: Mode) -> list[Spec]:
    """The clause's name, and below it its numbers."""
    if clause.result is None:
        told = words.no_result.format(target=clause.target_text)
    else:
        share = "–" if clause.share is None else f"{clause.share:.0%}"
        told = words.values.format(
            result=clause.result_text, target=clause.target_text, share=share
        )
    return [
        notes.row_name(plain(shorten(clause.metric, shares.LABEL)), place + NAME),
        notes.row_name(plain(told), place + VALUES, font=theme.small(mode)),
    ]
