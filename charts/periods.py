"""Published figures: which period each is for, and what the hover tells of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from charts.details import written
from charts.text import plain, plain_lines, shorten
from charts.words import N_, Break, ChartWords, Dates, Scale

WIDTH = 34
"""Columns of a line in the hover."""
SOURCE = 64
"""Most columns of a source there."""


@dataclass(frozen=True)
class PublishedWords(ChartWords):
    """What the chart of one metric's published figures prints."""

    scale: Scale
    dates: Dates
    bases: Mapping[str, str]
    """Basis (`actual`, `cumulative`, `plan`) → label."""
    qualifiers: Mapping[str, str]
    """Qualifier (`exact`, `approx`, `over`) → what stands before the printed value, space included:
    约."""
    breaks: Sequence[Break]
    yearly: str = N_("Figures of one year ({unit})")
    cumulative: str = N_("Running totals ({unit})")
    full_year: str = N_("full year or total")
    """What a solid bar is."""
    part_year: str = N_("part of a year")
    """What an outlined bar is."""
    plan: str = N_("Plan")
    """What a short line is."""
    period: str = N_("{first} to {last}")
    period_of_one: str = N_("in {year}")
    since_unknown: str = N_("to {last}, start not told")
    as_of: str = N_("as of {date}")
    alt: str = N_(
        "{count} published figures, {first} to {last}: {yearly} of one year, {cumulative} "
        "running totals, {plans} plans; the newest of one year: {newest} ({newest_year}, "
        "{newest_label})."
    )
    alt_without_yearly: str = N_(
        "{count} published figures, {first} to {last}: {cumulative} running totals, {plans} "
        "plans, none of one year."
    )
    alt_empty: str = N_("No published figures.")


class Published(NamedTuple):
    """A row of the frame of `published.series`."""

    code: str
    period_start: int | None
    period_end: int
    as_of: dt.date
    value: float
    basis: str
    qualifier: str
    label: str
    source: str
    published: str

    @property
    def is_yearly(self) -> bool:
        """Whether it is of one year, so that it may stand beside others of one year."""
        one_year = self.period_start in (None, self.period_end)
        return self.basis != "cumulative" and one_year

    @property
    def is_part_year(self) -> bool:
        """Whether its year was not over: counted up to November or earlier."""
        return (self.as_of.year, self.as_of.month) < (self.period_end, 12)


def read(frame: pd.DataFrame) -> list[Published]:
    """The figures of a frame of `published.series`, the oldest first."""
    columns = {name: frame[name].tolist() for name in Published._fields}
    columns["as_of"] = frame["as_of"].dt.date.tolist()
    columns["period_start"] = [
        None if pd.isna(year) else int(year) for year in columns["period_start"]
    ]
    rows = [Published(*row) for row in zip(*columns.values(), strict=True)]
    return sorted(rows, key=lambda one: (one.period_end, one.as_of, one.code))


def when(one: Published, words: PublishedWords) -> str:
    """The period of a figure."""
    if one.is_yearly:
        return words.period_of_one.format(year=one.period_end)
    if one.period_start is None:
        return words.since_unknown.format(last=one.period_end)
    return words.period.format(first=one.period_start, last=one.period_end)


def said(one: Published, words: PublishedWords) -> str:
    """The figure as it was printed, as of when, and that it is a plan if it is one."""
    parts = [words.as_of.format(date=written(one.as_of, "day", words.dates))]
    if one.basis == "plan":
        parts.append(words.plan)
    return f"<b>{plain(_number(one, words))}</b>\u2002{plain(' · '.join(parts))}"


def told(one: Published, words: PublishedWords) -> str:
    """The figure as it was printed, whose it is, for when, as of when, on which basis, by whom."""
    as_of = words.as_of.format(date=written(one.as_of, "day", words.dates))
    basis = words.bases.get(one.basis, one.basis)
    facts = [one.label, f"{when(one, words)} · {basis}", as_of, shorten(one.source, SOURCE)]
    return "<br>".join(
        [
            f"<b>{plain(_number(one, words))}</b>",
            *(plain_lines(fact, WIDTH) for fact in facts if fact),
        ]
    )


def _number(one: Published, words: PublishedWords) -> str:
    return words.qualifiers.get(one.qualifier, "") + one.published
