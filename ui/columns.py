"""What the columns of records are called, and their values in words: for changes, old and new."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from db.queries import store
from db.terms import Role
from ui import frames, numbers, terms
from ui.load import derive, load
from ui.text import N_, Language, _, either, language

NAMES = {
    "helper_adcode": N_("Helper"),
    "receiver_adcode": N_("Receiver"),
    "date_start": N_("Date"),
    "date_end": N_("End date"),
    "title": N_("Title"),
    "code": N_("Code"),
    "place": N_("Place"),
    "level": N_("Level"),
    "category": N_("Kind"),
    "ordinal": N_("Ordinal"),
    "signed_projects": N_("Projects signed"),
    "agreed_amount": N_("Agreed money"),
    "summary": N_("What was said"),
    "year": N_("Year"),
    "code_year": N_("Year of the code"),
    "industry": N_("Industry"),
    "stage": N_("Stage"),
    "content": N_("Content"),
    "total_investment": N_("Total investment"),
    "in_place": N_("Money in place"),
    "fiscal_aid": N_("Fiscal aid"),
    "social_aid": N_("Social aid"),
    "jobs": N_("Jobs"),
    "beneficiaries": N_("People benefiting"),
    "start_date": N_("Start of work"),
    "end_date": N_("Completion"),
    "implementer": N_("Implementer"),
    "meeting_id": N_("Meeting (number)"),
    "commitment_id": N_("Agreed item (number)"),
    "direction": N_("Direction"),
    "head": N_("Led by"),
    "post": N_("Post"),
    "headcount": N_("Headcount"),
    "purpose": N_("Purpose"),
    "metric_key": N_("Metric"),
    "target": N_("Target"),
    "source": N_("Source"),
    "note": N_("Note"),
    "name": N_("Name"),
    "side": N_("Side"),
    "role": N_("Part"),
    "text": N_("Agreed item"),
    "responsible": N_("In charge"),
    "due": N_("Due"),
    "status": N_("Status"),
    "number": N_("No."),
    "position": N_("No."),
    "day": N_("Date"),
    "evidence": N_("Evidence"),
    "pairing_id": N_("Pairing (number)"),
    "scheme": N_("Scheme"),
    "mechanism": N_("Kind of work"),
    "year_from": N_("First year"),
    "year_to": N_("Last year"),
    "confidence": N_("Attested"),
    "place_adcode": N_("Code of the place"),
    "date_precision": N_("Exactness of the date"),
    "start_precision": N_("Exactness of the start"),
    "end_precision": N_("Exactness of the completion"),
    "due_precision": N_("Exactness of the due date"),
    "day_precision": N_("Exactness of the date"),
}

GROUPS = {
    "commitments": N_("Agreed item {n}"),
    "attendees": N_("Person {n}"),
    "sites": N_("Stop {n}"),
    "progress": N_("Progress {n}"),
}
"""Rows that belong to a record."""

FOLLOWING = frozenset(name for name in NAMES if name.endswith(("_precision", "place_adcode"))) | {
    "pairing_id"
}
"""Columns that only follow from others: left out where something else changed as well."""

MONEY = frozenset(["agreed_amount", "total_investment", "in_place", "fiscal_aid", "social_aid"])
TERMS: dict[str, Mapping[Any, str]] = {
    "level": terms.LEVELS,
    "category": terms.CATEGORIES,
    "industry": terms.INDUSTRIES,
    "stage": terms.STAGES,
    "direction": terms.DIRECTIONS,
    "side": terms.SIDES,
    "role": {**terms.ROLES, Role.ATTENDEE: N_("attended")},
    "status": terms.STATUSES,
    "mechanism": terms.MECHANISMS,
    "confidence": terms.CONFIDENCES,
}
PRECISIONS = {"day": N_("day"), "month": N_("month"), "year": N_("year")}

_CHILD = re.compile(r"(\w+)\[(.*)\]\.(\w+)")

Change = tuple[str, Any, Any]
"""(column, old, new), as RowPlan.diff has them."""


def shown(changes: Iterable[Change]) -> list[Change]:
    """The changes without those that only follow from others, and empty ones."""
    every = [
        change for change in changes if change[1] not in (None, "") or change[2] not in (None, "")
    ]
    told = [change for change in every if not _follows(_bare(change[0]))]
    return told or every


def _follows(column: str) -> bool:
    """Whether a column changes only with another one; a translation goes with its original."""
    return column in FOLLOWING or column.endswith("_en")


def name(column: str) -> str:
    """A column in words: 议定事项 1 · 状态."""
    child = _CHILD.fullmatch(column)
    if not child:
        return _(NAMES[column]) if column in NAMES else column
    group, number, own = child.groups()
    return f"{_(GROUPS[group], n=number)} · {name(own)}" if group in GROUPS else name(own)


def value(column: str, given: Any) -> str:
    """A value in words, as typed or as history keeps it; a dash where there is none."""
    column = _bare(column)
    if given is None or given == "":
        return "—"
    if column.endswith("_adcode"):
        return derive(_places, language()).get(str(given), str(given))
    if column == "scheme":
        return frames.scheme_names().get(str(given), str(given))
    if column in TERMS:
        return terms.label(TERMS[column], given) or str(given)
    if column in MONEY:
        return str(numbers.exact_money(given))
    if column.endswith("_precision"):
        return _(PRECISIONS[str(given)])
    if isinstance(given, bool):
        return _("yes") if given else _("no")
    if isinstance(given, int) and column not in (
        "year",
        "year_from",
        "year_to",
        "code_year",
        "meeting_id",
        "commitment_id",
        "pairing_id",
    ):
        return numbers.count(given)
    return given.isoformat() if isinstance(given, date) else str(given)


def _bare(column: str) -> str:
    return column.rpartition(".")[2]


def _places(_language: Language) -> dict[str, str]:
    places = load(store.places)
    columns = (places[name].tolist() for name in ("adcode", "name_zh", "name_en"))
    return {adcode: either(zh, en) for adcode, zh, en in zip(*columns, strict=True)}
