"""What charts print, in the reader's language."""

from collections.abc import Sequence

import pandas as pd

from charts import words
from charts.statuses import GLYPHS
from charts.words import Dates, Scale
from db.results import RATE
from db.terms import Direction
from ui.frame import terms
from ui.frame.text import _, language

SCALES = {
    "zh": (Scale(10**8, "亿元"), Scale(10**4, "万元")),
    "en": (Scale(10**9, "bn yuan"), Scale(10**6, "m yuan")),
}
"""Units of money on an axis, the larger first."""


def money(placed: pd.DataFrame, breaks: Sequence[words.Break] = ()) -> words.MoneyWords:
    """Words of the chart of `placed` (frames.in_place), its scale that of the tallest bar."""
    scale = scale_for(max(placed.groupby("year")["in_place"].sum(), default=0))
    return words.MoneyWords(
        scale=scale,
        axis=_("Money in place ({unit})", unit=scale.unit),
        industries=terms.labels(terms.INDUSTRIES),
        breaks=breaks,
        alt=_(
            "Stacked bars of money in place, {first} to {last}: {total} {unit} in all; most in "
            "{peak_year} ({peak}), least in {low_year} ({low}); {industry} leads with {share}."
        ),
        alt_one_year=_("Money in place in {last}: {total} {unit}; {industry} leads with {share}."),
        alt_empty=_("No money in place."),
    )


def meetings() -> words.MeetingWords:
    """Words of the timeline of meetings."""
    return words.MeetingWords(
        categories=terms.labels(terms.CATEGORIES),
        dates=dates(),
        national=_("National conferences"),
        other=_("Other couples"),
        lesser=_("Other meetings"),
        demo=_("Demo record"),
        alt=_(
            "{count} meetings from {first} to {last}, of {couples} couples; most of them of "
            "{couple} ({couple_count}); {demo} are demo records."
        ),
        alt_empty=_("No meetings."),
    )


def tiles(links: pd.DataFrame) -> words.TileWords:
    """Words of the tile map, its arcs weighed by money in place."""
    return words.TileWords(
        roles={
            "helper": _("Helper"),
            "receiver": _("Receiver"),
            "both": _("Helps and receives"),
            "none": _("Not paired"),
        },
        scale=scale_for(max(links["in_place"], default=0)),
        least=_("≥ {least} {unit}"),
        between=_("{least}–{most} {unit}"),
        below=_("< {most} {unit}"),
        alt=_(
            "Map of equal squares: {couples} couples of {helpers} helpers and {receivers} "
            "receivers; most money in place: {first}."
        ),
        alt_empty=_("No couple."),
    )


def flows(found: pd.DataFrame) -> words.FlowWords:
    """Words of the flows of money (frames.flows)."""
    return words.FlowWords(
        scale=scale_for(int(found["value"].sum())),
        industries=terms.labels(terms.INDUSTRIES),
        other_helpers=_("Other helpers"),
        other_receivers=_("Other receivers"),
        alt=_(
            "Flows of {total} {unit} from {helpers} helpers through {receivers} receivers to "
            "industries: {helper} gives {helper_share}, {receiver} has {receiver_share}, "
            "{industry} {industry_share}."
        ),
        alt_empty=_("No money in place."),
    )


def coverage(breaks: Sequence[words.Break]) -> words.CoverageWords:
    """Words of the matrix of pairings and years."""
    return words.CoverageWords(
        meeting=_("Meeting"),
        project=_("Project"),
        visit=_("Visit"),
        gap=_("none of the three"),
        unknown=_("no ledger of that year loaded"),
        hollow=_("no record"),
        breaks=breaks,
        hover=_("{pairing} {year}\nmeetings: {meetings} · projects: {projects} · visits: {visits}"),
        alt=_(
            "{couples} pairings from {first} to {last}: {gaps} of {cells} years without meeting, "
            "project or visit, most of them of {couple} ({couple_gaps})."
        ),
        alt_full=_(
            "{couples} pairings from {first} to {last}: each of {cells} years has a record."
        ),
        alt_unknown=_(" Of {unknown} more years no ledger was loaded."),
        alt_empty=_("No pairing."),
    )


def stages(found: pd.DataFrame) -> words.StageWords:
    """Words of the ladder of stages (frames.stages)."""
    scale = scale_for(max(found["agreed"], default=0))
    return words.StageWords(
        stages=terms.labels(terms.STAGES),
        scale=scale,
        projects=_("Projects (number)"),
        money=_("Money ({unit})", unit=scale.unit),
        amounts=_("in place {in_place} · agreed {agreed}"),
        agreed=_("Agreed money"),
        in_place=_("Money in place"),
        hover=_("{stage}: {projects} projects\nin place {in_place}, agreed {agreed} {unit}"),
        alt=_(
            "{projects} projects by stage, most of them {stage} ({stage_projects}); {agreed} "
            "{unit} agreed, {in_place} {unit} in place; {stopped} stalled or cancelled."
        ),
        alt_empty=_("No projects."),
    )


def ranks() -> words.RankWords:
    """Words of a ranking by number of projects."""
    return words.RankWords(
        scale=Scale(1, _("projects")),
        axis=_("Projects (number)"),
        other=_("{count} others"),
        demo=_("of which demo {share}"),
        alt=_(
            "{count} of them with {total} projects: {first} leads with {first_value} "
            "({first_share}), {last} is last with {last_value}."
        ),
        alt_one=_("{first}: {first_value} projects."),
        alt_empty=_("No projects."),
    )


def stops() -> words.RankWords:
    """Words of a ranking of stops by number of visits."""
    return words.RankWords(
        scale=Scale(1, _("visits")),
        axis=_("Visits (number)"),
        other=_("{count} others"),
        demo=_("of which demo {share}"),
        alt=_(
            "The {count} stops that most visits had: {first} leads with {first_value}, {last} is "
            "last of them with {last_value}."
        ),
        alt_one=_("{first}: {first_value} visits."),
        alt_empty=_("No stops."),
    )


def cohorts(breaks: Sequence[words.Break]) -> words.CohortWords:
    """Words of projects by year and stage."""
    return words.CohortWords(
        stages=terms.labels(terms.STAGES),
        unit=_("projects"),
        axis=_("Projects (number)"),
        breaks=breaks,
        alt=_(
            "Stacked bars of projects by year, {first} to {last}: {total} in all, most in "
            "{peak_year} ({peak}); {share} of them are {stage}."
        ),
        alt_empty=_("No projects."),
    )


def visits(breaks: Sequence[words.Break]) -> words.VisitWords:
    """Words of the butterfly of visits."""
    return words.VisitWords(
        directions={
            Direction.EAST_TO_WEST.value: _("East to west (visits)"),
            Direction.WEST_TO_EAST.value: _("West to east (visits)"),
        },
        hover=_("{direction}, {year}: {visits} visits"),
        hover_people=_("{people} people"),
        breaks=breaks,
        alt=_(
            "Visits by year, {first} to {last}: {east_to_west} from east to west, {west_to_east} "
            "from west to east; most in {most_year} ({most})."
        ),
        alt_empty=_("No visits."),
    )


def published(figures: pd.DataFrame, breaks: Sequence[words.Break]) -> words.PublishedWords:
    """Words of the chart of one metric's published figures."""
    unit = figures["unit"].iloc[0]
    largest = int(figures["value"].max())
    qualifiers, space = terms.labels(terms.QUALIFIERS), "" if language() == "zh" else " "
    scale = scale_for(largest) if unit == "yuan" else Scale(1, terms.label(terms.UNITS, unit))
    return words.PublishedWords(
        scale=scale,
        yearly=_("Figures of one year ({unit})", unit=scale.unit),
        cumulative=_("Running totals ({unit})", unit=scale.unit),
        dates=dates(),
        full_year=_("full year or total"),
        part_year=_("part of a year"),
        plan=_("Plan"),
        bases=terms.labels(terms.BASES),
        qualifiers={key: f"{word}{space}" for key, word in qualifiers.items()},
        period=_("{first} to {last}"),
        period_of_one=_("in {year}"),
        since_unknown=_("to {last}, start not told"),
        as_of=_("as of {date}"),
        breaks=breaks,
        alt=_(
            "{count} published figures, {first} to {last}: {yearly} of one year, {cumulative} "
            "running totals, {plans} plans; the newest of one year: {newest} ({newest_year}, "
            "{newest_label})."
        ),
        alt_without_yearly=_(
            "{count} published figures, {first} to {last}: {cumulative} running totals, {plans} "
            "plans, none of one year."
        ),
        alt_empty=_("No published figures."),
    )


def targets() -> words.TargetWords:
    """Words of clauses against their results."""
    return words.TargetWords(
        axis=_("Result as a share of the target (%)"),
        values=_("{result} of {target} · {share}"),
        no_result=_("target {target}, no result yet"),
        target=_("Target"),
        pace=_("Share of the year over {share}"),
        alt=_(
            "{clauses} clauses: {met} met, {behind} behind, {unknown} without a result; best "
            "{best} ({best_share}), last {worst} ({worst_share})."
        ),
        alt_unknown=_("{clauses} clauses, none with a result."),
        alt_empty=_("No clauses."),
    )


def statuses() -> words.MatrixWords:
    """Words of the matrix of clauses."""
    return words.MatrixWords(
        statuses=_statuses(),
        alt=_("{clauses} clauses of {couples} couples: {counts}."),
        count=_("{status} {number}"),
        separator=_(", "),
        alt_empty=_("No clauses."),
    )


def clauses() -> words.ClauseWords:
    """Words of clauses as bars."""
    return words.ClauseWords(
        axis=_("Result as a share of the target (%)"),
        target=_("Target"),
        expected=_("Expected by then"),
        forecast=_("Year's end, forecast"),
        statuses=_statuses(),
        alt=_("{clauses} clauses: {counts}; first {worst} ({worst_status})."),
        count=_("{status} {number}"),
        separator=_(", "),
        alt_empty=_("No clauses."),
    )


def course(frame: pd.DataFrame, scale: Scale) -> words.CourseWords:
    """Words of the course of one clause; `frame` has its series."""
    return words.CourseWords(
        axis=_("Running value ({unit})", unit=scale.unit),
        month=_("end of month {month}"),
        tick_format=",~r" if scale.divisor > 1 else ",~f",
        series={one: series(one) for one in frame["series"].unique()},
        alt=_("Lines: {series}. The last: {last}."),
        separator=_(", "),
        alt_empty=_("Nothing is reported."),
    )


def series(name: str) -> str:
    """Who reports a line of a clause's course, in the reader's words."""
    if name == "target":
        return _("Target, on a straight line")
    if name.isdecimal():
        return _("as in {year}", year=name)
    return terms.label(terms.WHOSE, name)


def status(name: str) -> str:
    """How a clause stands: its shape and its word."""
    return f"{GLYPHS[name]} {terms.label(terms.CLAUSES, name)}"


def _statuses() -> dict[str, str]:
    return {str(name): word for name, word in terms.labels(terms.CLAUSES).items()}


def scale_of(unit: str, largest: float) -> Scale:
    """The scale of an axis for values in a unit of the dictionary."""
    if unit == "yuan":
        return scale_for(int(largest))
    if unit == RATE:
        return Scale(100, "%")
    return Scale(1, terms.label(terms.UNITS, unit))


def dates() -> Dates:
    """Templates of dates."""
    if language() == "zh":
        return Dates("{d.year}年{d.month}月{d.day}日", "{d.year}年{d.month}月", "{d.year}年")
    return Dates("{d.day} {d:%b} {d.year}", "{d:%B} {d.year}", "{d.year}")


def scale_for(largest: int) -> Scale:
    """The larger unit, unless the largest amount is less than one of it."""
    large, small = SCALES[language()]
    return large if largest >= large.divisor else small
