"""The tables behind the charts of clauses, their columns named for the reader."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from charts.words import Scale
from db.results import RATE
from ui.frame import numbers, terms
from ui.frame.text import _
from ui.sections import clauses as cards


def clauses(found: pd.DataFrame) -> pd.DataFrame:
    """A row a clause: everything that the scorecard knows of it; amounts in whole units, shares in
    per cent.
    """
    rows = found.to_dict("records")
    return pd.DataFrame(
        {
            _("Couple"): found["couple"].tolist(),
            _("Metric"): found["name"].tolist(),
            _("Status"): [terms.label(terms.CLAUSES, row["status"]) for row in rows],
            _("Unit"): [terms.label(terms.UNITS, row["unit"]) for row in rows],
            _("Target"): _amounts(rows, "target"),
            _("Result"): _amounts(rows, "value"),
            _("Whose result"): [terms.label(terms.WHOSE, row["whose"]) for row in rows],
            _("As of"): [numbers.day(row["day"]) if row["day"] else "" for row in rows],
            _("Share of the target (%)"): _shares(rows, "share"),
            _("Year gone by then (%)"): _shares(rows, "gone"),
            _("Expected by then (%)"): _shares(rows, "expected"),
            _("Expected, lowest (%)"): _shares(rows, "expected_low"),
            _("Expected, highest (%)"): _shares(rows, "expected_high"),
            _("Set against"): [cards.basis(row) for row in rows],
            _("Year's end"): _amounts(rows, "forecast"),
            _("Year's end, lowest"): _amounts(rows, "forecast_low"),
            _("Year's end, highest"): _amounts(rows, "forecast_high"),
            _("Helper's report"): _amounts(rows, "helper_value"),
            _("Receiver's report"): _amounts(rows, "receiver_value"),
            _("Settled value"): _amounts(rows, "settled_value"),
            _("Published"): _amounts(rows, "published_value"),
            _("From the ledgers"): _amounts(rows, "ledger"),
            _("Last reported"): [
                numbers.day(row["reported"]) if row["reported"] else "" for row in rows
            ],
            _("Remarks"): [_("; ").join(cards.warnings(row)) for row in rows],
            _("Demo record"): [bool(row["demo"] or row["demo_result"]) for row in rows],
        }
    )


def lines(frame: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """A row a mark of a clause's course: whose, month, value in the unit of the axis."""
    told = frame[frame["told"] != ""]
    return pd.DataFrame(
        {
            _("Whose result"): [cards.series(name) for name in told["series"]],
            _("To the end of month"): told["month"].tolist(),
            _("Value ({unit})", unit=scale.unit): told["value"].tolist(),
        }
    )


def _amounts(rows: Iterable[Mapping[Any, Any]], name: str) -> "pd.Series[Any]":
    values = [
        None if row[name] is None else row[name] / 100 if row["unit"] == RATE else round(row[name])
        for row in rows
    ]
    return pd.to_numeric(pd.Series(values, dtype="object"))


def _shares(rows: Iterable[Mapping[Any, Any]], name: str) -> "pd.Series[Any]":
    values = [None if row[name] is None else round(100 * row[name], 1) for row in rows]
    return pd.to_numeric(pd.Series(values, dtype="object"))
