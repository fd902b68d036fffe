"""Marks of published figures: points of years, lines of longer periods, and their legend."""

from collections.abc import Mapping, Sequence

from charts import legend, theme
from charts.periods import Published, told
from charts.theme import Mode, Spec
from charts.words import PublishedWords

PLAN = {"symbol": "line-ew-open", "size": 17}
Colours = Mapping[str, str]
"""Label → colour."""


def points(
    part: Sequence[Published], colours: Colours, words: PublishedWords, mode: Mode
) -> list[Spec]:
    """Plans as short lines, under the figures of part of a year and of whole years."""
    groups = [
        ([one for one in part if one.basis == "plan"], "plan"),
        ([one for one in part if one.basis != "plan" and one.is_part_year], "part"),
        ([one for one in part if one.basis != "plan" and not one.is_part_year], "full"),
    ]
    return [
        _marks(
            [(one.period_end, one) for one in of],
            _marker(kind, [colours[one.label] for one in of], mode),
            words,
        )
        for of, kind in groups
        if of
    ]


def _marker(kind: str, colour: str | list[str], mode: Mode) -> Spec:
    paper = theme.INKS[mode].paper
    if kind == "plan":
        return {**PLAN, "color": colour, "line": {"color": colour, "width": 2}}
    fill, rim = (paper, colour) if kind == "part" else (colour, paper)
    return {"symbol": "circle", "size": 9, "color": fill, "line": {"color": rim, "width": 1.4}}


def _marks(placed: Sequence[tuple[float, Published]], marker: Spec, words: PublishedWords) -> Spec:
    return {
        "type": "scatter", "mode": "markers", "marker": marker,
        "x": [x for x, _one in placed],
        "y": [one.value / words.scale.divisor for _x, one in placed],
        "customdata": [[one.code, told(one, words)] for _x, one in placed],
        "hovertemplate": "%{customdata[1]}<extra></extra>",
        "showlegend": False, "cliponaxis": False,
    }  # fmt: skip


def spans(
    part: Sequence[Published], edge: float, colours: Colours, words: PublishedWords, mode: Mode
) -> list[Spec]:
    """A line a period, dashed for a plan, and a mark at its end that answers to the pointer.

    Of a period without a known beginning the line comes in from the edge.
    """
    lines = [
        {
            "type": "scatter", "mode": "lines",
            "x": [edge if one.period_start is None else one.period_start - 0.3, one.period_end],
            "y": [one.value / words.scale.divisor] * 2,
            "line": {
                "color": colours[one.label], "width": 2,
                "dash": "dash" if one.basis == "plan" else "solid",
            },
            "hoverinfo": "skip", "showlegend": False,
        }
        for one in part
    ]  # fmt: skip
    ends = [(float(one.period_end), one) for one in part]
    marker = _marker("full", [colours[one.label] for one in part], mode)
    return [*lines, _marks(ends, {**marker, "size": 8}, words)]


def keys(
    found: Sequence[Published], colours: Colours, words: PublishedWords, mode: Mode
) -> list[Spec]:
    """Whose a colour is, and what the marks are that occur."""
    muted = theme.INKS[mode].muted
    named = [
        legend.key(label, mode="markers", marker=_marker("full", colour, mode))
        for label, colour in colours.items()
        if len(set(colours.values())) > 1
    ]
    yearly = [one for one in found if one.is_yearly]
    actual = [one for one in yearly if one.basis != "plan"]
    looks = [
        (words.full_year, "full", any(not one.is_part_year for one in actual)),
        (words.part_year, "part", any(one.is_part_year for one in actual)),
        (words.plan, "plan", any(one.basis == "plan" for one in found)),
    ]
    named += [
        legend.key(name, mode="markers", marker=_marker(kind, muted, mode))
        for name, kind, occurs in looks
        if occurs
    ]
    if len(yearly) < len(found):
        line = {"color": muted, "width": 2}
        named.append(legend.key(words.span, mode="lines", line=line))
    return named
