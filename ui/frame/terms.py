"""The closed vocabularies of the store in the reader's words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from db.accounts import Action
from db.importing.kinds import LEDGERS
from db.results import RATE
from db.results.counted import Whose
from db.results.pace import Status
from db.terms import (
    AccountRole,
    Attempt,
    Basis,
    BatchStatus,
    Better,
    Category,
    CommitmentStatus,
    Confidence,
    DifferenceState,
    Direction,
    Event,
    Head,
    Industry,
    Kind,
    Level,
    Mechanism,
    PeriodKind,
    Qualifier,
    ReportState,
    Role,
    Scope,
    Side,
    SnapshotPart,
    Stage,
    Standing,
    Way,
    ZoneKind,
)
from ui.frame.text import N_, _, either

ZONES = {
    ZoneKind.ECONOMIC: N_("Economic development zone"),
    ZoneKind.HIGH_TECH: N_("High-tech zone"),
    ZoneKind.NEW_AREA: N_("New area"),
    ZoneKind.OTHER: N_("Other zone"),
}

LEVELS = {
    Level.NATIONAL: N_("National"),
    Level.PROVINCE: N_("Province"),
    Level.PREFECTURE: N_("City or prefecture"),
    Level.COUNTY: N_("County"),
}

MECHANISMS = {
    Mechanism.POVERTY_ALLEVIATION: N_("East–west poverty-alleviation cooperation"),
    Mechanism.COOPERATION: N_("East–west cooperation"),
    Mechanism.COUNTERPART_SUPPORT: N_("Counterpart support"),
}

STAGES = {
    Stage.SIGNED: N_("Signed"),
    Stage.REGISTERED: N_("Registered"),
    Stage.STARTED: N_("Started"),
    Stage.FUNDED: N_("Funded"),
    Stage.PRODUCING: N_("Producing"),
    Stage.STALLED: N_("Stalled"),
    Stage.CANCELLED: N_("Cancelled"),
}

BASES = {
    Basis.ACTUAL: N_("Result of the period"),
    Basis.CUMULATIVE: N_("Running total"),
    Basis.PLAN: N_("Plan"),
}

SCOPES = {
    Scope.NATIONAL: N_("National"),
    Scope.PROVINCE: N_("One province, all its partners"),
    Scope.PAIRING: N_("Couple of provinces"),
    Scope.CITY: N_("Couple of cities"),
    Scope.COUNTY: N_("Couple of counties"),
}

QUALIFIERS = {
    Qualifier.EXACT: "",
    Qualifier.APPROX: N_("about"),
    Qualifier.OVER: N_("over"),
}

CONFIDENCES = {
    Confidence.HIGH: N_("well attested"),
    Confidence.MEDIUM: N_("attested in part"),
    Confidence.LOW: N_("weakly attested"),
}

CATEGORIES = {
    Category.JOINT_MEETING: N_("Joint meeting"),
    Category.SYMPOSIUM: N_("Symposium"),
    Category.WORK_MEETING: N_("Working meeting"),
    Category.DEPARTMENT_MEETING: N_("Departments' meeting"),
    Category.NATIONAL_CONFERENCE: N_("National conference"),
    Category.INVESTMENT_EVENT: N_("Investment event"),
    Category.VISIT: N_("Delegation's visit"),
}

INDUSTRIES = {
    Industry.TEA: N_("Tea"),
    Industry.HERBS: N_("Herbal medicine"),
    Industry.TEXTILES: N_("Textiles, clothing"),
    Industry.ECOMMERCE: N_("Rural e-commerce"),
    Industry.CROPS: N_("Crops"),
    Industry.LIVESTOCK: N_("Livestock"),
    Industry.PROCESSING: N_("Food processing"),
    Industry.TOURISM: N_("Culture and tourism"),
    Industry.PARKS: N_("Industrial parks"),
    Industry.WORKSHOPS: N_("Workshops"),
    Industry.LIVELIHOOD: N_("Livelihood"),
    Industry.OTHER: N_("Other"),
}

STATUSES = {
    CommitmentStatus.AGREED: N_("Agreed"),
    CommitmentStatus.UNDER_WAY: N_("Under way"),
    CommitmentStatus.DONE: N_("Done"),
    CommitmentStatus.DROPPED: N_("Dropped"),
}

DIRECTIONS = {
    Direction.EAST_TO_WEST: N_("East to west"),
    Direction.WEST_TO_EAST: N_("West to east"),
}

SIDES = {
    Side.HELPER: N_("Helper"),
    Side.RECEIVER: N_("Receiver"),
    Side.BOTH: N_("Both sides"),
    Side.CENTRAL: N_("Central authorities"),
    Side.OTHER: N_("Others"),
}

ROLES = {
    Role.CHAIR: N_("chaired"),
    Role.SPEAKER: N_("spoke"),
    Role.ATTENDEE: "",
    Role.MET: N_("met the delegation"),
}

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

BATCH_STATUSES = {
    BatchStatus.COMMITTED: N_("in force"),
    BatchStatus.UNDONE: N_("undone"),
    BatchStatus.PARTLY_UNDONE: N_("partly undone"),
}


SNAPSHOT_PARTS = {
    SnapshotPart.NAME: N_("Name of the snapshot"),
    SnapshotPart.DESCRIPTION: N_("Description"),
    SnapshotPart.WITHDRAWN: N_("Withdrawal"),
}

LANGUAGES = {"zh": N_("Chinese"), "en": N_("English")}
"""Languages in which a snapshot was taken."""
ACCOUNT_ROLES = {
    AccountRole.VIEWER: N_("Viewer"),
    AccountRole.AUDITOR: N_("Auditor"),
    AccountRole.STAFF: N_("Staff"),
    AccountRole.ADMIN: N_("Administrator"),
}

WAYS = {
    Way.PASSWORD: N_("password"),
    Way.OPENID: N_("organisation"),
    Way.PROXY: N_("gateway"),
}

ATTEMPTS = {
    Attempt.PENDING: N_("not finished"),
    Attempt.SUCCEEDED: N_("succeeded"),
    Attempt.FAILED: N_("failed"),
    Attempt.REFUSED: N_("refused as too soon"),
}

STANDINGS = {
    Standing.STRANGER: "",
    Standing.ADDRESS: N_("known address"),
    Standing.DEVICE: N_("known device"),
}

EVENTS = {
    Event.SIGNED_IN: N_("signed in"),
    Event.SIGN_IN_FAILED: N_("sign-in failed"),
    Event.SIGN_IN_REFUSED: N_("sign-in refused as too soon"),
    Event.SIGNED_OUT: N_("signed out"),
    Event.SESSIONS_ENDED: N_("sessions ended"),
    Event.ACCOUNT_CREATED: N_("account made"),
    Event.ACCOUNT_CHANGED: N_("account changed"),
    Event.ACCOUNT_DISABLED: N_("account disabled"),
    Event.ACCOUNT_ENABLED: N_("account enabled"),
    Event.PASSWORD_SET: N_("password set"),
    Event.LINK_MADE: N_("one-time link made"),
    Event.IMPORTED: N_("ledger imported"),
    Event.UNDONE: N_("import undone"),
    Event.EDITED: N_("record edited"),
    Event.DOWNLOADED: N_("original file downloaded"),
    Event.EXPORTED: N_("personal data exported"),
    Event.CHART_TAKEN: N_("chart or list taken along"),
    Event.REFUSED: N_("refused for want of a right"),
    Event.AUDIT_EXPORTED: N_("audit taken along"),
    Event.AUDIT_PRUNED: N_("old rows of the audit deleted"),
    Event.SNAPSHOT_TAKEN: N_("snapshot taken"),
    Event.SNAPSHOT_CHANGED: N_("snapshot changed"),
    Event.DEMO_REMOVED: N_("demo data removed"),
    Event.REPORT_SUBMITTED: N_("report submitted"),
    Event.REPORT_APPROVED: N_("report approved"),
    Event.REPORT_SENT_BACK: N_("report sent back"),
    Event.DIFFERENCE_JUDGED: N_("difference judged"),
    Event.TOLERANCE_SET: N_("tolerance set"),
    Event.PERIOD_CLOSED: N_("period closed"),
    Event.PERIOD_REOPENED: N_("period reopened"),
    Event.EVIDENCE_ADDED: N_("evidence added"),
    Event.EVIDENCE_REMOVED: N_("evidence removed"),
    Event.TEMPLATE_KEPT: N_("Word template put in"),
    Event.TEMPLATE_REMOVED: N_("Word template taken out"),
    Event.RESTORED: N_("restored from a backup"),
}

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

HEADS = {
    Head.LEADERSHIP: N_("Organisation and leadership"),
    Head.TALENT: N_("Exchange of talent"),
    Head.FUNDS: N_("Use of funds"),
    Head.INDUSTRY: N_("Industrial cooperation"),
    Head.LABOUR: N_("Labour cooperation"),
    Head.GRASS_ROOTS: N_("Paired grass roots"),
}

BETTER = {
    Better.HIGHER: N_("the more the better"),
    Better.LOWER: N_("the less the better"),
    Better.DONE: N_("done or not"),
}
"""What speaks for a clause of an indicator."""

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

DIFFERENCES = {
    DifferenceState.OPEN: N_("open"),
    DifferenceState.EXPLAINED: N_("explained"),
    DifferenceState.SETTLED: N_("settled"),
}

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


REPORT_STATES = {
    ReportState.DRAFT: N_("Draft"),
    ReportState.SUBMITTED: N_("Submitted"),
    ReportState.APPROVED: N_("Approved"),
}

PERIOD_KINDS = {
    PeriodKind.MONTH: N_("Month"),
    PeriodKind.QUARTER: N_("Quarter"),
    PeriodKind.HALF: N_("Half-year"),
    PeriodKind.YEAR: N_("Year"),
}


OF: Mapping[type[StrEnum], Mapping[Any, str]] = {
    Level: LEVELS,
    Mechanism: MECHANISMS,
    Stage: STAGES,
    Industry: INDUSTRIES,
    Category: CATEGORIES,
    CommitmentStatus: STATUSES,
    Direction: DIRECTIONS,
    Side: SIDES,
    Confidence: CONFIDENCES,
    Basis: BASES,
    Scope: SCOPES,
    Qualifier: QUALIFIERS,
    PeriodKind: PERIOD_KINDS,
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
    return {_key(term): _(word) for term, word in names.items() if word}


def _key(term: Any) -> str:
    return term.value if isinstance(term, StrEnum) else str(term)
