"""Clauses of agreements against their published results."""

from functools import partial

import pandas as pd

import charts.alt
from charts import targets
from ui.drawing import chart_words, figure, tables
from ui.frame import as_of, definitions, numbers, provenance
from ui.frame.text import _, either


def progress(compared: pd.DataFrame) -> None:
    """The clauses with a result (columns of ui.targets.against_results), the latest year first."""
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
    words = chart_words.targets()
    figure.show(
        figure.Chart(
            key="targets",
            title=_("Agreement targets and their results"),
            **definitions.counting(
                _(
                    "The result in per cent of the target; the thin mark is the share of the year "
                    "that was over when the result was counted."
                ),
                *dict.fromkeys(held["metric_key"]),
            ),
            source=provenance.agreements(as_of.of_days(held["as_of"])),
            figure=targets.progress(clauses, words, figure.mode()),
            rows=len(clauses),
            table=partial(tables.clauses, held),
            alt=charts.alt.progress(clauses, words),
            empty="",
        )
    )


def _written(held: pd.DataFrame, name: str) -> list[str]:
    return [
        str(numbers.quantity(value, unit))
        for value, unit in zip(held[name], held["unit"], strict=True)
    ]


def _pace(year: int, day: pd.Timestamp) -> float | None:
    """The share of the year that was over; none once it is."""
    return day.dayofyear / 365 if day.year == year and day.month < 12 else None
