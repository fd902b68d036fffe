"""Projects: how far they are, when, of which industry, and where."""

from functools import partial

import pandas as pd

import charts.alt
from charts import cohorts, ladder, ranked, theme
from db.summary import Summary
from ui.drawing import chart_words, clicks, figure, tables
from ui.frame import aggregates, as_of, definitions, filters, names, provenance, terms
from ui.frame.text import _, language


@figure.kept
def stages(ledgers: aggregates.Ledgers, click: clicks.Click) -> figure.Chart:
    """The ladder of stages: how many projects, their money, and what a click on a stage does."""
    found = aggregates.stages(ledgers.projects)
    words = chart_words.stages(found)
    return figure.show(
        figure.Chart(
            key="stages",
            title=_("Projects by stage"),
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
            figure=ladder.stages(found, words, figure.mode()),
            **figure.on_click(click),
            rows=len(found),
            table=partial(tables.stages, found),
            alt=charts.alt.stages(found, words),
            empty=filters.nothing_because(_("No project matches this selection.")),
        )
    )


@figure.kept
def years(ledgers: aggregates.Ledgers) -> figure.Chart:
    """Projects by year and stage; a click chooses both."""
    found = aggregates.years(ledgers.projects)
    words = chart_words.cohorts(definitions.along_years("ledger_projects"))
    return figure.show(
        figure.Chart(
            key="projects-by-year",
            title=_("Projects, by year and stage"),
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
            figure=cohorts.projects_by_year(found, words, figure.mode()),
            rows=len(found),
            table=partial(tables.years, found),
            alt=charts.alt.projects_by_year(found, words),
            empty=filters.nothing_because(_("No project matches this selection.")),
            pick=clicks.Narrow(("years", "stage")),
        )
    )


@figure.kept
def industries(ledgers: aggregates.Ledgers) -> figure.Chart:
    """Projects by industry; a click chooses one."""
    grouped = ledgers.projects
    found = aggregates.industries(grouped)
    found = found.assign(
        key=found["industry"],
        label=[terms.label(terms.INDUSTRIES, key) for key in found["industry"]],
    )
    return _ranked(
        "industries", _("Projects by industry"), _("Industry"), found, grouped, "industry"
    )


@figure.kept
def places(ledgers: aggregates.Ledgers) -> figure.Chart:
    """Projects by place of work; a click narrows the list to it."""
    grouped = ledgers.projects
    found = aggregates.places(ledgers.chosen)
    known = names.of_places(language())
    found = found.assign(
        key=found["adcode"],
        label=[
            known[code][1] if code in known else _("place not coded") for code in found["adcode"]
        ],
    )
    note = _(
        "Former counties count with what they became, development zones with what they lie in."
    )
    return _ranked("places", _("Projects by place"), _("Place"), found, grouped, "place", note)


def _ranked(
    key: str,
    title: str,
    name: str,
    found: pd.DataFrame,
    grouped: Summary,
    parameter: str,
    note: str = "",
) -> figure.Chart:
    bars = found.assign(value=found["projects"])
    colours = theme.INDUSTRIES if key == "industries" else theme.RECEIVER
    words = chart_words.ranks()
    return figure.show(
        figure.Chart(
            key=key,
            title=title,
            **definitions.of("ledger_projects", note),
            source=provenance.ledgers(bool(grouped.demo.any()), as_of.of(grouped)),
            figure=ranked.bars(bars, words, figure.mode(), colours),
            rows=len(bars),
            table=partial(tables.ranked, found, name),
            alt=charts.alt.bars(bars, words),
            empty=filters.nothing_because(_("No project matches this selection.")),
            pick=clicks.Narrow((parameter,)),
        )
    )
