"""What planned records hold, in words that the store has: metrics, meetings, agreed items."""

from collections.abc import Iterable, Sequence
from typing import Any

from db.importing.rows import RowPlan
from db.queries import records, store
from ui import columns, numbers
from ui.load import load
from ui.text import N_, _, either

LINKED = {
    "meeting_id": ("meeting", N_("Meeting")),
    "commitment_id": ("commitment", N_("Agreed item")),
}
"""Columns that hold the number of another record: its table, and what the column is called."""


class Said:
    """Words for what the plans of a page hold; what they need is read once."""

    def __init__(self, plans: Sequence[RowPlan]) -> None:
        metrics = load(store.metrics)
        self._metrics = {
            key: (either(zh, en), unit)
            for key, zh, en, unit in zip(
                *(metrics[name] for name in ("key", "name_zh", "name_en", "unit")), strict=True
            )
        }
        self._titles = {
            column: load(records.titles, table, tuple(sorted(set(_ids(plans, column)))))
            for column, (table, _name) in LINKED.items()
        }

    def title(self, plan: RowPlan) -> str:
        """What a record is called: of an agreement its metric and target."""
        known = _known(plan)
        if metric := known.get("metric_key"):
            target = self.value(plan, "target", known.get("target"))
            return f"{self.value(plan, 'metric_key', metric)} {target}"
        return str(known.get("title") or known.get("purpose") or "")

    def name(self, column: str) -> str:
        """A column in words."""
        return _(LINKED[column][1]) if column in LINKED else columns.name(column)

    def value(self, plan: RowPlan, column: str, given: Any) -> str:
        """A value in words."""
        if given is None or given == "":
            return columns.value(column, given)
        if column == "metric_key" and given in self._metrics:
            return self._metrics[given][0]
        if column == "target":
            _name, unit = self._metrics.get(_known(plan).get("metric_key"), ("", ""))
            return str(numbers.exact(given, unit))
        title = self._titles[column].get(given) if column in LINKED else None
        return either(title.zh, title.en) if title else columns.value(column, given)


def _known(plan: RowPlan) -> dict[str, Any]:
    return (plan.base or {}) | plan.values


def _ids(plans: Sequence[RowPlan], column: str) -> Iterable[int]:
    for plan in plans:
        for values in (plan.base or {}, plan.values):
            if values.get(column) is not None:
                yield values[column]
