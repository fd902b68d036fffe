"""Published figures, a chart a definition."""

from functools import partial

import pandas as pd

from charts import published as series
from charts.periods import PublishedWords
from db.terms import Kind, Scope
from ui.drawing import clicks, figure, scales, section
from ui.drawing import published as figures_of
from ui.frame import as_of, definitions, filters, links, numbers, provenance, terms
from ui.frame.page_request import PageRequest
from ui.frame.text import N_, _, either, language


def by_scope(name: str, of_metric: pd.DataFrame) -> None:
    """One metric's figures (columns of ui.drawing.published.named), a chart for what they cover:
    those of the nation, of a couple of provinces and of a couple of cities are different things.
    """
    for scope, chart in CHARTS.items():
        covered = of_metric[of_metric["scope"] == scope.value]
        if not covered.empty:
            chart(name, scope, covered)


def _again(scope: Scope, request: PageRequest) -> tuple[str, Scope, pd.DataFrame] | None:
    found = figures_of.named(request.figures)
    covered = found[found["scope"] == scope.value]
    if covered.empty:
        return None
    return either(found["name_zh"].iloc[0], found["name_en"].iloc[0]), scope, covered


def _chart(
    of: section.Section[...], name: str, scope: Scope, covered: pd.DataFrame
) -> figure.Chart:
    """Figures of one year and running totals on axes apart."""
    drawn = covered.assign(
        code=covered["id"].astype(str),
        label=covered["about"],
        published=covered["published_value"] + covered["published_unit"],
    )
    words = _words(covered)
    return figure.Chart(
        of,
        called=f"{name} · {terms.label(terms.SCOPES, scope)}",
        **_defined(covered),
        source=provenance.publications(as_of.of_days(covered["as_of"])),
        figure=series.series(drawn, words, section.mode()),
        rows=len(drawn),
        table=partial(_table, covered),
        alt=series.alt(drawn, words),
        empty=filters.nothing_because(_("No published figure is about this selection.")),
        hint=_("A click opens the figure with its source."),
        open=clicks.Lead("ledgers", ("record",), ((links.KIND, Kind.FIGURES.value),)),
    )


CHARTS = {
    scope: section.chart(
        f"published-{scope.value}",
        N_("Published figures"),
        None,
        again=partial(_again, scope),
        kept=False,
    )(_chart)
    for scope in Scope
}
"""What figures cover → their chart."""


def _words(covered: pd.DataFrame) -> PublishedWords:
    qualifiers, space = terms.labels(terms.QUALIFIERS), "" if language() == "zh" else " "
    return PublishedWords.translated(
        _,
        scale=scales.of(covered["unit"].iloc[0], covered["value"].max()),
        dates=scales.dates(),
        bases=terms.labels(terms.BASES),
        qualifiers={key: f"{word}{space}" for key, word in qualifiers.items()},
        breaks=definitions.series_breaks(covered["metric_key"].iloc[0]),
    )


def _table(figures: pd.DataFrame) -> pd.DataFrame:
    """A row a figure: value as printed, period, as-of date, basis, the version of the definition,
    whom it is about, source.
    """
    rows = [row for _index, row in figures.iterrows()]
    return pd.DataFrame(
        {
            _("Value as printed"): [figures_of.printed(row) for row in rows],
            _("Period"): [figures_of.period(row) for row in rows],
            _("As of"): [numbers.day(row["as_of"]) for row in rows],
            _("Basis"): [terms.label(terms.BASES, row["basis"]) for row in rows],
            _("Definition"): [definitions.version(row["version"]) for row in rows],
            _("About"): figures["about"].tolist(),
            _("Source"): [figures_of.sourced(text) for text in figures["source"]],
        }
    )


def _defined(covered: pd.DataFrame) -> definitions.Defined:
    metric = covered["metric_key"].iloc[0]
    if len(covered) <= series.MOST:
        return definitions.of(metric)
    latest = _("Of each kind the chart has the latest {most}; the table has all.", most=series.MOST)
    return definitions.of(metric, latest)
