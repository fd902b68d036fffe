"""The closed vocabularies of the store in the reader's words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from db import terms
from db.accounts import Action
from db.importing.kinds import LEDGERS
from db.results import RATE
from db.results.counted import Whose
from db.results.pace import Status
from db.terms import Kind, Term
from ui.frame.text import N_, _, either


def _words(vocabulary: type[Term]) -> dict[Term, str]:
    return {term: term.word for term in vocabulary}


ZONES = _words(terms.ZoneKind)
LEVELS = _words(terms.Level)
MECHANISMS = _words(terms.Mechanism)
STAGES = _words(terms.Stage)
BASES = _words(terms.Basis)
SCOPES = _words(terms.Scope)
QUALIFIERS = _words(terms.Qualifier)
CONFIDENCES = _words(terms.Confidence)
CATEGORIES = _words(terms.Category)
INDUSTRIES = _words(terms.Industry)
STATUSES = _words(terms.CommitmentStatus)
DIRECTIONS = _words(terms.Direction)
SIDES = _words(terms.Side)
ROLES = _words(terms.Role)
BATCH_STATUSES = _words(terms.BatchStatus)
SNAPSHOT_PARTS = _words(terms.SnapshotPart)
ACCOUNT_ROLES = _words(terms.AccountRole)
WAYS = _words(terms.Way)
ATTEMPTS = _words(terms.Attempt)
STANDINGS = _words(terms.Standing)
EVENTS = _words(terms.Event)
HEADS = _words(terms.Head)
BETTER = _words(terms.Better)
"""What speaks for a clause of an indicator."""
DIFFERENCES = _words(terms.DifferenceState)
REPORT_STATES = _words(terms.ReportState)
PERIOD_KINDS = _words(terms.PeriodKind)

WORK = {
    "edit": N_("Edit"),
    "undo": N_("Undo"),
    "reference": N_("Reference facts"),
}
"""What a batch was that is not the import of a ledger."""

DEEDS = {
    "added": N_("Added by hand"),
    "corrected": N_("Correction"),
    "progress": N_("Progress of an agreed item"),
    "deleted": N_("Removal"),
    "merged": N_("Merger of two records"),
}
"""What was done on a record's page."""

OUTCOMES = {
    "accept": N_("ready to import"),
    "accept_with_note": N_("ready to import, with notes"),
    "need_choice": N_("has questions to answer"),
    "reject_rows": N_("has errors"),
    "reject_file": N_("cannot be read"),
}
"""What a preview came to."""

LANGUAGES = {"zh": N_("Chinese"), "en": N_("English")}
"""Languages in which a snapshot was taken."""
ACTIONS = {
    Action.IMPORT: N_("import"),
    Action.UNDO: N_("undo an import"),
    Action.EDIT: N_("edit a record"),
    Action.UPLOADS: N_("see imports"),
    Action.SNAPSHOT: N_("save a snapshot"),
    Action.WITHDRAW: N_("change a snapshot"),
    Action.AUDIT: N_("read the audit"),
    Action.ADMINISTER: N_("administer"),
}
"""What takes a right."""

DETAILS = {
    "name": N_("name"),
    "role": N_("role"),
    "pairings": N_("pairings"),
    "provinces": N_("provinces"),
    "sessions_ended": N_("sessions ended"),
    "way": N_("signed in by"),
    "batch": N_("batch"),
    "batches": N_("batches"),
    "file": N_("file"),
    "kind": N_("kind"),
    "table": N_("table"),
    "charts": N_("charts"),
    "snapshot": N_("snapshot"),
    "action": N_("what was tried"),
    "standing": N_("known by"),
    "since": N_("since"),
    "rows": N_("rows"),
    "through": N_("up to row"),
    "sha256": N_("whose hash is"),
    "id": N_("number"),
    "metric": N_("indicator"),
    "version": N_("version"),
}
"""What the audit's details are about."""

CLAUSES = {
    Status.MISSED: N_("missed"),
    Status.BEHIND: N_("behind"),
    Status.UNKNOWN: N_("not reported"),
    Status.OPEN: N_("to be done"),
    Status.ON_PACE: N_("on pace"),
    Status.AHEAD: N_("ahead"),
    Status.MET: N_("met"),
}
"""How a clause of an agreement stands, the worst first."""

WHOSE = {
    Whose.SETTLED: N_("settled"),
    Whose.HELPER: N_("helper's report"),
    Whose.RECEIVER: N_("receiver's report"),
    Whose.PUBLISHED: N_("published"),
}
"""Whose figure a clause is counted by."""

UNITS = {
    "yuan": N_("yuan"),
    "persons": N_("persons"),
    "person_times": N_("person-times"),
    "enterprises": N_("enterprises"),
    "projects": N_("projects"),
    "parks": N_("parks"),
    "workshops": N_("workshops"),
    "villages": N_("villages"),
    "counties": N_("counties"),
    "contracts": N_("contracts"),
    "batches": N_("delegations"),
    "pairs": N_("pairs"),
    "items": N_("items"),
    "meetings": N_("meetings"),
    "visits": N_("visits"),
    RATE: "%",
}
"""Units of the metric dictionary."""


OF: Mapping[type[StrEnum], Mapping[Any, str]] = {
    vocabulary: _words(vocabulary)
    for vocabulary in (
        terms.Level,
        terms.Mechanism,
        terms.Stage,
        terms.Industry,
        terms.Category,
        terms.CommitmentStatus,
        terms.Direction,
        terms.Side,
        terms.Confidence,
        terms.Basis,
        terms.Scope,
        terms.Qualifier,
        terms.PeriodKind,
        terms.Precision,
    )
}
"""Vocabularies of records with a word of the pages'; others go by those of their ledgers."""


def kind(key: str) -> str:
    """What a ledger is called, or else what a batch was; a kind that nobody knows by its key."""
    if key in set(Kind):
        title = LEDGERS[Kind(key)].title
        return either(title.zh, title.en.capitalize())
    return label(WORK, key) or key


def label(names: Mapping[Any, str], term: Any) -> str:
    """The reader's word for a term or its key; nothing where there is no term."""
    word = names.get(term, "") if isinstance(term, str) else ""
    return _(word) if word else ""


def labels(names: Mapping[Any, str]) -> dict[str, str]:
    """Key → the reader's word, for a chart."""
    return {str(term): _(word) for term, word in names.items() if word}
