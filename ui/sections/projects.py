"""Projects: how far they are, when, of which industry, and where."""

from functools import partial

import pandas as pd

from charts import cohorts, ladder, ranked, theme
from charts.words import Scale
from db.summary import Summary
from ui.drawing import clicks, figure, scales, section
from ui.frame import aggregates, as_of, definitions, filters, names, provenance, terms
from ui.frame.text import N_, _


@section.chart("stages", N_("Projects by stage"), "ledger_projects", again=section.of_ledgers)
def stages(
    of: section.Section[...], ledgers: aggregates.Ledgers, click: clicks.Click = clicks.NONE
) -> figure.Chart:
    """The ladder of stages: how many projects, their money, and what a click on a stage does."""
    found = aggregates.stages(ledgers.projects)
    words = ladder.StageWords.translated(
        _,
        stages=terms.labels(terms.STAGES),
        scale=scales.money(max(found["agreed"], default=0)),
    )
    return figure.Chart(
        of,
        **definitions.counting(
            _(
                "Projects of the selection by the stage their ledger states; agreed money and "
                "money in place side by side, never added."
            ),
            "ledger_projects",
            "ledger_agreed_amount",
            "ledger_in_place",
        ),
        source=provenance.ledgers(bool(found["demo"].sum()), as_of.of(ledgers.projects)),
        figure=ladder.stages(found, words, section.mode()),
        **figure.on_click(click),
        rows=len(found),
        table=partial(_stages, found),
        alt=ladder.alt(found, words),
        empty=filters.nothing_because(_("No project matches this selection.")),
    )


def _stages(found: pd.DataFrame) -> pd.DataFrame:
    """A row a stage: projects, money agreed and in place in whole yuan."""
    return pd.DataFrame(
        {
            _("Stage"): [terms.label(terms.STAGES, key) for key in found["stage"]],
            _("Projects"): found["projects"],
            _("of which demo"): found["demo"],
            _("Agreed (yuan)"): found["agreed"],
            _("Money in place (yuan)"): found["in_place"],
        }
    )


@section.chart(
    "projects-by-year",
    N_("Projects, by year and stage"),
    "ledger_projects",
    again=section.of_ledgers,
)
def years(of: section.Section[...], ledgers: aggregates.Ledgers) -> figure.Chart:
    """Projects by year and stage; a click chooses both."""
    found = aggregates.years(ledgers.projects)
    words = cohorts.CohortWords.translated(
        _,
        stages=terms.labels(terms.STAGES),
        breaks=definitions.along_years("ledger_projects"),
    )
    return figure.Chart(
        of,
        **definitions.counting(
            definitions.joined(
                _(
                    "Projects of the selection by the year of their ledger, and the stage that "
                    "each has reached by now."
                ),
                definitions.so_far(found["year"]),
            ),
            "ledger_projects",
        ),
        hint=_("A click chooses year and stage."),
        source=provenance.ledgers(bool(found["demo"].sum()), as_of.of(ledgers.projects)),
        figure=cohorts.projects_by_year(found, words, section.mode()),
        rows=len(found),
        table=partial(_years, found),
        alt=cohorts.alt(found, words),
        empty=filters.nothing_because(_("No project matches this selection.")),
        pick=clicks.Narrow(("years", "stage")),
    )


def _years(found: pd.DataFrame) -> pd.DataFrame:
    """A row a year and stage: projects, and how many of them are demo records."""
    return pd.DataFrame(
        {
            _("Year"): found["year"],
            _("Stage"): [terms.label(terms.STAGES, key) for key in found["stage"]],
            _("Projects"): found["projects"],
            _("of which demo"): found["demo"],
        }
    )


@section.chart(
    "industries", N_("Projects by industry"), "ledger_projects", again=section.of_ledgers
)
def industries(of: section.Section[...], ledgers: aggregates.Ledgers) -> figure.Chart:
    """Projects by industry; a click chooses one."""
    grouped = ledgers.projects
    found = aggregates.industries(grouped)
    found = found.assign(
        key=found["industry"],
        label=[terms.label(terms.INDUSTRIES, key) for key in found["industry"]],
    )
    return _ranked(of, _("Industry"), found, grouped, "industry")


@section.chart("places", N_("Projects by place"), "ledger_projects", again=section.of_ledgers)
def places(of: section.Section[...], ledgers: aggregates.Ledgers) -> figure.Chart:
    """Projects by place of work; a click narrows the list to it."""
    grouped = ledgers.projects
    found = aggregates.places(ledgers.chosen)
    known = names.of_places()
    found = found.assign(
        key=found["adcode"],
        label=[
            known[code][1] if code in known else _("place not coded") for code in found["adcode"]
        ],
    )
    note = _(
        "Former counties count with what they became, development zones with what they lie in."
    )
    return _ranked(of, _("Place"), found, grouped, "place", note)


def _ranked(
    of: section.Section[...],
    name: str,
    found: pd.DataFrame,
    grouped: Summary,
    parameter: str,
    note: str = "",
) -> figure.Chart:
    bars = found.assign(value=found["projects"])
    colours = theme.INDUSTRIES if parameter == "industry" else theme.RECEIVER
    words = ranked.RankWords.translated(
        _,
        scale=Scale(1, _("projects")),
        axis=_("Projects (number)"),
        alt=_(
            "{count} of them with {total} projects: {first} leads with {first_value} "
            "({first_share}), {last} is last with {last_value}."
        ),
        alt_one=_("{first}: {first_value} projects."),
        alt_empty=_("No projects."),
    )
    return figure.Chart(
        of,
        **definitions.of("ledger_projects", note),
        source=provenance.ledgers(bool(grouped.demo.any()), as_of.of(grouped)),
        figure=ranked.bars(bars, words, section.mode(), colours),
        rows=len(bars),
        table=partial(_ranking, found, name),
        alt=ranked.alt(bars, words),
        empty=filters.nothing_because(_("No project matches this selection.")),
        pick=clicks.Narrow((parameter,)),
    )


def _ranking(found: pd.DataFrame, name: str) -> pd.DataFrame:
    """A row a label: projects and money in place in whole yuan."""
    return pd.DataFrame(
        {
            name: found["label"],
            _("Projects"): found["projects"],
            _("Money in place (yuan)"): found["in_place"],
        }
    )
