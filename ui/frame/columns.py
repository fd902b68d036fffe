"""What the columns of records are called, and their values in words: for changes, old and new.

Both stand in the descriptors of the ledgers: db.importing.kinds.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from db.importing.kinds import ATTRIBUTES, RECORDS
from db.importing.kinds.attributes import Attribute, Form, follows
from db.queries import store
from db.terms import Role
from ui.frame import aggregates, measures, numbers, terms
from ui.frame.query_cache import derived, load
from ui.frame.text import N_, _, either, said

TOLD: Mapping[Any, Mapping[Any, str]] = {
    Role: {**terms.ROLES, Role.ATTENDEE: N_("attended")},
}
"""Vocabularies of which a change says more than a page does."""

NOTHING: Mapping[str, Any] = {}

_PART = re.compile(r"(\w+)\[(.*)\]\.(\w+)")

Change = tuple[str, Any, Any]
"""(column, old, new), as RowPlan.diff has them."""


def shown(changes: Iterable[Change]) -> list[Change]:
    """The changes without those that only follow from others, and empty ones."""
    every = [
        change for change in changes if change[1] not in (None, "") or change[2] not in (None, "")
    ]
    told = [change for change in every if not follows(change[0].rpartition(".")[2])]
    return told or every


def attribute(table: str, column: str) -> Attribute | None:
    """A column of a table of records or parts; one of a part may be named `commitments[1].text`."""
    part = _PART.fullmatch(column)
    if part and table in RECORDS:
        table, column = RECORDS[table].spec.children[part[1]].table.name, part[3]
    return ATTRIBUTES[table].get(column)


def name(table: str, column: str) -> str:
    """A column in words: 议定事项 1 · 状态."""
    found = attribute(table, column)
    own = said(found.words) if found else column
    part = _PART.fullmatch(column)
    if not part or table not in RECORDS:
        return own
    child = RECORDS[table].spec.children[part[1]]
    number = measures.every()[part[2]].name if part[2] in measures.every() else part[2]
    return f"{said(child.one.format(n=number))} · {own}"


def value(table: str, column: str, given: Any, record: Mapping[str, Any] = NOTHING) -> str:
    """A value in words, as typed, as read or as history keeps it; a dash where there is none.
    `record` has the metric whose unit it is in, where it is in one.
    """
    if given is None or given == "" or given is pd.NaT or given is pd.NA or given != given:
        return "—"
    found = attribute(table, column)
    match found.form if found else Form.TEXT:
        case Form.PLACE:
            return _places().get(str(given), str(given))
        case Form.NAMED:
            return _names(found.table if found else "").get(str(given), str(given))
        case Form.TERM:
            return term(found, given) if found else str(given)
        case Form.MONEY:
            return str(numbers.exact_money(given))
        case Form.YUAN:
            return _("{n} yuan", n=numbers.count(given))
        case Form.MEASURE if record.get("metric_key"):
            return str(numbers.exact(given, units().get(record["metric_key"], "")))
        case Form.AMOUNT:
            part = _PART.fullmatch(column)
            return measures.amount(part[2] if part else record.get("measure_key", ""), given)
        case Form.COUNT | Form.MEASURE:
            return numbers.count(given)
        case Form.TRUTH:
            return _("yes") if given else _("no")
    return given.isoformat()[:10] if isinstance(given, date) else str(given)


def term(found: Attribute, given: Any) -> str:
    """A term of a column's vocabulary in words: those of the pages, or of the ledgers."""
    vocabulary: Any = found.vocabulary
    names: Mapping[Any, str] = TOLD.get(vocabulary) or terms.OF.get(vocabulary, {})
    if names:
        return terms.label(names, given) or str(given)
    known = vocabulary(given)
    return either(found.terms[known][0], known.value.replace("_", " ").capitalize())


@derived
def units() -> dict[str, str]:
    """Metric → its unit."""
    known = load(store.metrics)
    return dict(zip(known["key"], known["unit"], strict=True))


def _names(table: str) -> dict[str, str]:
    if table == "measure":
        return {key: measure.name for key, measure in measures.every().items()}
    return aggregates.scheme_names() if table == "scheme" else metrics()


@derived
def metrics() -> dict[str, str]:
    """Metric → its name in the reader's language."""
    known = load(store.metrics)
    columns = (known[name].tolist() for name in ("key", "name_zh", "name_en"))
    return {key: either(zh, en) for key, zh, en in zip(*columns, strict=True)}


@derived
def _places() -> dict[str, str]:
    places = load(store.places)
    columns = (places[name].tolist() for name in ("adcode", "name_zh", "name_en"))
    return {adcode: either(zh, en) for adcode, zh, en in zip(*columns, strict=True)}
