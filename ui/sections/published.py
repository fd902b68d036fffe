"""Published figures, a chart a definition."""

from functools import partial

import pandas as pd

import charts.alt
from charts import published as series
from db.terms import Kind, Scope
from ui.drawing import chart_words, clicks, figure, tables
from ui.frame import as_of, definitions, filters, links, provenance, terms
from ui.frame.text import _


def by_scope(name: str, of_metric: pd.DataFrame) -> None:
    """One metric's figures (columns of ui.drawing.published.named), a chart for what they cover:
    those of the nation, of a couple of provinces and of a couple of cities are different things.
    """
    for scope in Scope:
        covered = of_metric[of_metric["scope"] == scope.value]
        if not covered.empty:
            _chart(f"{name} · {terms.label(terms.SCOPES, scope)}", scope, covered)


def _chart(title: str, scope: Scope, covered: pd.DataFrame) -> None:
    """Figures of one year and running totals on axes apart."""
    drawn = covered.assign(
        code=covered["id"].astype(str),
        label=covered["about"],
        published=covered["published_value"] + covered["published_unit"],
    )
    breaks = definitions.series_breaks(covered["metric_key"].iloc[0])
    words = chart_words.published(covered, breaks)
    figure.show(
        figure.Chart(
            key=f"published-{scope.value}",
            title=title,
            **_defined(covered),
            source=provenance.publications(as_of.of_days(covered["as_of"])),
            figure=series.series(drawn, words, figure.mode()),
            rows=len(drawn),
            table=partial(tables.published, covered),
            alt=charts.alt.published(drawn, words),
            empty=filters.nothing_because(_("No published figure is about this selection.")),
            hint=_("A click opens the figure with its source."),
            open=clicks.Lead("ledgers", ("record",), ((links.KIND, Kind.FIGURES.value),)),
        )
    )


def _defined(covered: pd.DataFrame) -> definitions.Defined:
    metric = covered["metric_key"].iloc[0]
    if len(covered) <= series.MOST:
        return definitions.of(metric)
    latest = _("Of each kind the chart has the latest {most}; the table has all.", most=series.MOST)
    return definitions.of(metric, latest)
