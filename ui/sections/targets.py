"""Clauses of agreements against their published results."""

from functools import partial

import pandas as pd

from charts import targets
from db.terms import Basis, Scope
from ui.drawing import figure, section
from ui.frame import as_of, definitions, names, numbers, provenance, terms
from ui.frame.page_request import PageRequest
from ui.frame.text import N_, _, either

COUPLE = (Scope.PAIRING.value, Scope.CITY.value, Scope.COUNTY.value)
"""What a figure covers that is of one couple alone."""


def against_results(targets: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The targets with `result` (in the metric's unit) and its `as_of`, missing where none was
    published: the latest result of exactly that year, metric and couple. A demo target has none,
    for it would set a fact against an invention.
    """
    results = figures[
        (figures["basis"] == Basis.ACTUAL.value)
        & figures["scope"].isin(COUPLE)
        & (figures["period_start"] == figures["period_end"])
    ]
    latest = results.sort_values("as_of").drop_duplicates(["metric_key", "period_end"], keep="last")
    joined = targets.merge(
        latest[["metric_key", "period_end", "value", "as_of"]].rename(
            columns={"period_end": "year", "value": "result"}
        ),
        on=["metric_key", "year"],
        how="left",
    )
    invented = joined["demo"].astype(bool)
    return joined.assign(
        result=joined["result"].mask(invented), as_of=joined["as_of"].mask(invented)
    )


def _again(request: PageRequest) -> tuple[pd.DataFrame] | None:
    record = request.record
    if record is None or record.targets.empty:
        return None
    return (against_results(record.targets, record.figures),)


@section.chart("targets", N_("Agreement targets and their results"), again=_again, kept=False)
def progress(of: section.Section[...], compared: pd.DataFrame) -> figure.Chart:
    """The clauses with a result (columns of against_results), the latest year first."""
    held = compared[compared["result"].notna()].sort_values("year", ascending=False, kind="stable")
    clauses = pd.DataFrame(
        {
            "metric": [
                f"{year} · {either(zh, en)}"
                for year, zh, en in zip(held["year"], held["name_zh"], held["name_en"], strict=True)
            ],
            "target": held["target"].astype("float64"),
            "result": held["result"].astype("float64"),
            "target_text": _written(held, "target"),
            "result_text": _written(held, "result"),
            "pace": [
                _pace(year, day) for year, day in zip(held["year"], held["as_of"], strict=True)
            ],
        }
    )
    words = targets.TargetWords.translated(_)
    return figure.Chart(
        of,
        **definitions.counting(
            _(
                "The result in per cent of the target; the thin mark is the share of the year "
                "that was over when the result was counted."
            ),
            *dict.fromkeys(held["metric_key"]),
        ),
        source=provenance.agreements(as_of.of_days(held["as_of"])),
        figure=targets.progress(clauses, words, section.mode()),
        rows=len(clauses),
        table=partial(_table, held),
        alt=targets.alt(clauses, words),
        empty="",
    )


def _table(held: pd.DataFrame) -> pd.DataFrame:
    """A row a clause with a result: year, metric and the version of its definition, target and
    result in the unit, as-of date.
    """
    return pd.DataFrame(
        {
            _("Year"): held["year"],
            _("Metric"): names.chosen(held, "name_zh", "name_en"),
            _("Definition"): [definitions.version(number) for number in held["version"]],
            _("Target"): held["target"],
            _("Result"): held["result"],
            _("Unit"): [terms.label(terms.UNITS, unit) for unit in held["unit"]],
            _("As of"): [numbers.day(day) for day in held["as_of"]],
        }
    )


def _written(held: pd.DataFrame, name: str) -> list[str]:
    return [
        str(numbers.quantity(value, unit))
        for value, unit in zip(held[name], held["unit"], strict=True)
    ]


def _pace(year: int, day: pd.Timestamp) -> float | None:
    """The share of the year that was over; none once it is."""
    return day.dayofyear / 365 if day.year == year and day.month < 12 else None
