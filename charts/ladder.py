"""How far projects have come: a row a stage, their number and their money beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from charts import legend, notes, theme
from charts.amounts import digits
from charts.steps import STOPPED, Step, read
from charts.text import paragraphs, plain
from charts.theme import Mode, Spec
from charts.words import N_, ChartWords, Scale

ROW, HEADER = 44, 26
"""Pixels of a stage, and of the headings."""
BAR, INNER = 0.34, 0.16
"""Height of a bar as a share of its row, and of the solid one within it."""
LOW, NAME = 0.2, -0.2
"""How far the bar lies below the middle of its row, and its name above."""
SPLIT = (0.42, 0.5)
"""Where the panel of counts ends and that of money begins."""


@dataclass(frozen=True)
class StageWords(ChartWords):
    """What the ladder prints: counts, and over the bars of a stage its `amounts`, the agreed one
    outlined, that in place solid.
    """

    stages: Mapping[str, str]
    """Stage key → label."""
    scale: Scale
    projects: str = N_("Projects (number)")
    money: str = N_("Money ({unit})")
    amounts: str = N_("in place {in_place} · agreed {agreed}")
    agreed: str = N_("Agreed money")
    in_place: str = N_("Money in place")
    hover: str = N_("{stage}: {projects} projects\nin place {in_place}, agreed {agreed} {unit}")
    alt: str = N_(
        "{projects} projects by stage, most of them {stage} ({stage_projects}); {agreed} "
        "{unit} agreed, {in_place} {unit} in place; {stopped} stalled or cancelled."
    )
    alt_empty: str = N_("No projects.")


def stages(frame: pd.DataFrame, words: StageWords, mode: Mode) -> Spec:
    """Draw a row a stage: its count on the left, its money on the right.

    `frame`: `stage` str, a key of `theme.STAGES`; `projects` int; `agreed`, `in_place` int, yuan.
    Stages stand in their fixed order whether or not they have projects; stalled and cancelled ones
    apart below, if there are any. Agreed money is an outlined bar, money in place a solid one
    within it. The `customdata` of a bar begins with its stage. No project gives a figure without
    axes.
    """
    steps = read(frame, words.scale.divisor)
    if not sum(step.projects for step in steps):
        return theme.nothing(mode)
    keys = _keys(words, mode)
    bars = [_counts(steps, words, mode), *_money(steps, words, mode)]
    traces = [*bars, *_names(steps, words, mode), *keys]
    return theme.figure(mode, traces, _layout(steps, keys, words, mode))


def alt(frame: pd.DataFrame, words: StageWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    steps = read(frame, words.scale.divisor)
    projects = sum(step.projects for step in steps)
    if not projects:
        return words.alt_empty
    most = max(steps, key=lambda step: step.projects)
    agreed, in_place = digits(
        [sum(step.agreed for step in steps), sum(step.in_place for step in steps)]
    )
    stopped = sum(step.projects for step in steps if step.stage in STOPPED)
    return words.alt.format(
        projects=f"{projects:,}",
        agreed=agreed,
        in_place=in_place,
        unit=words.scale.unit,
        stage=words.stages.get(most.stage, most.stage),
        stage_projects=f"{most.projects:,}",
        stopped=f"{stopped:,}",
    )


def _bars(steps: Sequence[Step], widths: Sequence[float], height: float, mode: Mode) -> Spec:
    """Horizontal bars, one a stage."""
    return {
        "type": "bar", "orientation": "h", "x": list(widths),
        "y": [step.place + LOW for step in steps], "width": height,
        "marker": {"color": [theme.stage_colour(step.stage, mode) for step in steps]},
        "showlegend": False,
    }  # fmt: skip


def _counts(steps: Sequence[Step], words: StageWords, mode: Mode) -> Spec:
    return {
        **_bars(steps, [step.projects for step in steps], BAR, mode),
        "text": [f"{step.projects:,}" for step in steps],
        "textposition": "outside",
        "textfont": {"color": theme.INKS[mode].ink, "size": theme.TEXT_SIZE},
        "cliponaxis": False,
        **_hover(steps, words),
    }


def _money(steps: Sequence[Step], words: StageWords, mode: Mode) -> list[Spec]:
    """What was agreed as an outline, and what is in place within it."""
    outline = _bars(steps, [step.agreed for step in steps], BAR, mode)
    rim = {"color": theme.INKS[mode].muted, "width": 1.2}
    outline["marker"] = {"color": theme.CLEAR, "line": rim}
    solid = _bars(steps, [step.in_place for step in steps], INNER, mode)
    panel = {"xaxis": "x2", **_hover(steps, words)}
    return [{**outline, **panel}, {**solid, **panel}]


def _hover(steps: Sequence[Step], words: StageWords) -> Spec:
    texts = _amounts(steps)
    told = [
        words.hover.format(
            stage=words.stages.get(step.stage, step.stage),
            projects=f"{step.projects:,}",
            in_place=in_place,
            agreed=agreed,
            unit=words.scale.unit,
        )
        for step, (in_place, agreed) in zip(steps, texts, strict=True)
    ]
    data = [[step.stage, paragraphs(text)] for step, text in zip(steps, told, strict=True)]
    return {"customdata": data, "hovertemplate": "%{customdata[1]}<extra></extra>"}


def _amounts(steps: Sequence[Step]) -> list[tuple[str, str]]:
    """In place and agreed as text, with the same digits in all rows."""
    texts = digits([step.in_place for step in steps] + [step.agreed for step in steps])
    return list(zip(texts[: len(steps)], texts[len(steps) :], strict=True))


def _keys(words: StageWords, mode: Mode) -> list[Spec]:
    colour = theme.INKS[mode].muted
    shape = {"symbol": "square", "size": 11}
    line = {"color": colour, "width": 1.2}
    looks = ((words.agreed, theme.CLEAR), (words.in_place, colour))
    return [
        legend.key(name, mode="markers", marker={**shape, "color": fill, "line": line})
        for name, fill in looks
    ]


def _layout(steps: Sequence[Step], keys: Sequence[Spec], words: StageWords, mode: Mode) -> Spec:
    rows = steps[-1].place + 1
    hidden = {"showticklabels": False, "showgrid": False}
    most = max(step.projects for step in steps)
    yuan = max(max(step.agreed, step.in_place) for step in steps) or 1
    titles = [
        notes.axis_title(words.projects, mode),
        notes.axis_title(words.money.format(unit=words.scale.unit), mode, x=SPLIT[1]),
    ]
    return {
        "height": round(ROW * rows) + HEADER + legend.height(keys),
        "margin": {"t": HEADER, "b": legend.MARGIN},
        "barmode": "overlay",
        "xaxis": {"domain": [0, SPLIT[0]], "range": [0, most * 1.3], **hidden},
        "xaxis2": {
            "domain": [SPLIT[1], 1], "range": [0, yuan * 1.02], "anchor": "y", "fixedrange": True,
            "zeroline": False, **hidden,
        },
        "yaxis": {"range": [rows - 0.5, -0.5], **hidden},
        "annotations": titles,
    }  # fmt: skip


def _names(steps: Sequence[Step], words: StageWords, mode: Mode) -> list[Spec]:
    """Over each bar on the left its stage, on the right its amounts."""
    stages = [plain(words.stages.get(step.stage, step.stage)) for step in steps]
    sums = {
        step.place + NAME: plain(words.amounts.format(in_place=in_place, agreed=agreed))
        for step, (in_place, agreed) in zip(steps, _amounts(steps), strict=True)
        if step.agreed or step.in_place
    }
    return [
        notes.row_names(stages, [step.place + NAME for step in steps]),
        notes.row_names([*sums.values()], [*sums], axis="x2", **theme.small(mode)),
    ]
