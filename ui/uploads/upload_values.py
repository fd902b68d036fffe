"""What planned records hold, in words that the store has: what they point to, and their metrics."""

from collections.abc import Iterable, Sequence
from typing import Any

from db.importing.kinds import LEDGERS
from db.importing.kinds.attributes import Form
from db.importing.rows import RowPlan
from db.queries import records
from db.terms import Kind
from ui.frame import columns
from ui.frame.names import of_record
from ui.frame.query_cache import load


class Said:
    """Words for what the plans of a page hold; what they need is read once."""

    def __init__(self, kind: Kind, plans: Sequence[RowPlan]) -> None:
        self._ledger = LEDGERS[kind]
        self._table = self._ledger.spec.table.name
        self._titles = {
            attribute.name: load(records.titles, attribute.table, ids)
            for attribute in self._ledger.attributes.values()
            if attribute.form is Form.RECORD
            and (ids := tuple(sorted(set(_ids(plans, attribute.name)))))
        }

    def title(self, plan: RowPlan) -> str:
        """What a record is called."""
        known = _known(plan)
        called = (name for name in self._ledger.called if known.get(name))
        return " ".join(self.value(plan, name, known[name]) for name in called)

    def name(self, column: str) -> str:
        """A column in words."""
        return columns.name(self._table, column)

    def value(self, plan: RowPlan, column: str, given: Any) -> str:
        """A value in words."""
        title = self._titles.get(column, {}).get(given)
        if title is not None:
            return of_record(title)
        return columns.value(self._table, column, given, _known(plan))


def _known(plan: RowPlan) -> dict[str, Any]:
    return (plan.base or {}) | plan.values


def _ids(plans: Sequence[RowPlan], column: str) -> Iterable[int]:
    for plan in plans:
        for values in (plan.base or {}, plan.values):
            if values.get(column) is not None:
                yield values[column]
