"""Projects: how far they are, when, of which industry, and where."""

from functools import partial

import pandas as pd

import charts.alt
from charts import cohorts, ladder, ranked, theme
from db.filters import Filter
from db.queries import projects
from ui import chart_words, clicks, figure, figures, filters, frames, provenance, tables, terms
from ui.load import load
from ui.text import _, either


def stages(grouped: pd.DataFrame, *, lead: clicks.Click | None = None) -> None:
    """The ladder of stages: how many projects, and their money. A click chooses a stage, or leads
    to its projects.
    """
    found = frames.stages(grouped)
    words = chart_words.stages(found)
    figure.show(
        figure.Chart(
            key="stages",
            title=_("Projects by stage"),
            definition=_(
                "Projects of the selection by the stage their ledger states; agreed money and "
                "money in place side by side, never added."
            ),
            source=provenance.ledgers(demo=bool(found["demo"].sum())),
            figure=ladder.stages(found, words, figure.mode()),
            pick=None if lead else clicks.narrow("stage"),
            open=lead,
            rows=len(found),
            table=partial(tables.stages, found),
            alt=charts.alt.stages(found, words),
            empty=filters.nothing_because(_("No project matches this selection.")),
        )
    )


def years(grouped: pd.DataFrame) -> None:
    """Projects by year and stage; a click chooses both."""
    found = frames.years(grouped)
    words = chart_words.cohorts()
    figure.show(
        figure.Chart(
            key="projects-by-year",
            title=_("Projects, by year and stage"),
            definition=_(
                "Projects of the selection by the year of their ledger, and the stage that each "
                "has reached by now. A click chooses year and stage."
            ),
            source=provenance.ledgers(demo=bool(found["demo"].sum())),
            figure=cohorts.projects_by_year(found, words, figure.mode()),
            rows=len(found),
            table=partial(tables.years, found),
            alt=charts.alt.projects_by_year(found, words),
            empty=filters.nothing_because(_("No project matches this selection.")),
            pick=clicks.narrow("years", "stage"),
        )
    )


def industries(grouped: pd.DataFrame) -> None:
    """Projects by industry; a click chooses one."""
    found = frames.industries(grouped)
    found = found.assign(
        key=found["industry"],
        label=[terms.label(terms.INDUSTRIES, key) for key in found["industry"]],
    )
    _ranked("industries", _("Projects by industry"), _("Industry"), found, grouped, "industry")


def places(chosen: Filter, grouped: pd.DataFrame) -> None:
    """Projects by place of work; a click searches the list for it."""
    found = load(projects.by_place, chosen)
    found = found.assign(
        key=found["name_zh"].fillna(""),
        label=[
            either(zh, en) or _("place not coded")
            for zh, en in zip(found["name_zh"], found["name_en"], strict=True)
        ],
    )
    _ranked("places", _("Projects by place"), _("Place"), found, grouped, "q")


def _ranked(
    key: str,
    title: str,
    name: str,
    found: pd.DataFrame,
    grouped: pd.DataFrame,
    parameter: str,
) -> None:
    bars = found.assign(value=found["projects"])
    colours = theme.INDUSTRIES if key == "industries" else theme.RECEIVER
    words = chart_words.ranks()
    figure.show(
        figure.Chart(
            key=key,
            title=title,
            definition=figures.definition("ledger_projects"),
            source=provenance.ledgers(demo=bool(grouped["demo"].any())),
            figure=ranked.bars(bars, words, figure.mode(), colours),
            rows=len(bars),
            table=partial(tables.ranked, found, name),
            alt=charts.alt.bars(bars, words),
            empty=filters.nothing_because(_("No project matches this selection.")),
            pick=clicks.narrow(parameter),
        )
    )
