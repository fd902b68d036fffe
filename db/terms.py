"""The closed vocabularies of the domain: each term as it is stored, and what pages call it."""

from enum import StrEnum
from typing import Self


def N_(message: str, /) -> str:
    """Mark a message for translation where it is defined."""
    return message


class Term(StrEnum):
    """A term that pages show: the key that is stored, and its word, the English one, which is a
    message of the catalogues. One that goes without saying has none.
    """

    word: str

    def __new__(cls, key: str, word: str = "") -> Self:
        term = str.__new__(cls, key)
        term._value_, term.word = key, word
        return term


class Level(Term):
    """Administrative level of a place, a pairing, a meeting or a visit."""

    NATIONAL = "national", N_("National")
    PROVINCE = "province", N_("Province")
    PREFECTURE = "prefecture", N_("City or prefecture")
    COUNTY = "county", N_("County")


class ZoneKind(Term):
    """What a development zone is called: an economic (经开区) or a high-tech one (高新区), a new
    area (新区), or otherwise.
    """

    ECONOMIC = "economic", N_("Economic development zone")
    HIGH_TECH = "high_tech", N_("High-tech zone")
    NEW_AREA = "new_area", N_("New area")
    OTHER = "other", N_("Other zone")


class AreaDeed(Term):
    """What an office did about a place itself."""

    ENTERED = "entered", N_("entered")
    CLOSED = "closed", N_("ended")
    SUCCEEDED = "succeeded", N_("successor entered")
    TAKEN_BACK = "taken_back", N_("taken back")


class NameKind(Term):
    """Why a place has a further name: it, or what it took the place of, was once called so; or
    people call it so.
    """

    FORMER = "former", N_("Former names")
    EVERYDAY = "everyday", N_("Also called")


class Region(StrEnum):
    """The statistical regions of the National Bureau of Statistics (2011)."""

    EAST = "east"
    CENTRAL = "central"
    WEST = "west"
    NORTHEAST = "northeast"
    UNCLASSIFIED = "unclassified"


class Mechanism(Term):
    """What a pairing is called: cooperation to 2020, from 2021, or counterpart support."""

    POVERTY_ALLEVIATION = "poverty_alleviation", N_("East–west poverty-alleviation cooperation")
    COOPERATION = "cooperation", N_("East–west cooperation")
    COUNTERPART_SUPPORT = "counterpart_support", N_("Counterpart support")


class Confidence(Term):
    """How well a published fact is attested by its source."""

    HIGH = "high", N_("well attested")
    MEDIUM = "medium", N_("attested in part")
    LOW = "low", N_("weakly attested")


class Precision(Term):
    """How exactly a date is known; the stored date is the first day of the month or year."""

    DAY = "day", N_("day")
    MONTH = "month", N_("month")
    YEAR = "year", N_("year")


class Category(Term):
    """What kind of meeting it was."""

    JOINT_MEETING = "joint_meeting", N_("Joint meeting")
    SYMPOSIUM = "symposium", N_("Symposium")
    WORK_MEETING = "work_meeting", N_("Working meeting")
    DEPARTMENT_MEETING = "department_meeting", N_("Departments' meeting")
    NATIONAL_CONFERENCE = "national_conference", N_("National conference")
    INVESTMENT_EVENT = "investment_event", N_("Investment event")
    VISIT = "visit", N_("Delegation's visit")


class Side(Term):
    """Whose person or task it is."""

    HELPER = "helper", N_("Helper")
    RECEIVER = "receiver", N_("Receiver")
    BOTH = "both", N_("Both sides")
    CENTRAL = "central", N_("Central authorities")
    OTHER = "other", N_("Others")


class Role(Term):
    """What a person did at a meeting; `met` received the delegation without attending."""

    CHAIR = "chair", N_("chaired")
    SPEAKER = "speaker", N_("spoke")
    ATTENDEE = "attendee"
    MET = "met", N_("met the delegation")


class CommitmentStatus(Term):
    """How far an agreed item has come."""

    AGREED = "agreed", N_("Agreed")
    UNDER_WAY = "under_way", N_("Under way")
    DONE = "done", N_("Done")
    DROPPED = "dropped", N_("Dropped")


class Industry(Term):
    """Industries of projects, in the fixed order of every legend."""

    TEA = "tea", N_("Tea")
    HERBS = "herbs", N_("Herbal medicine")
    TEXTILES = "textiles", N_("Textiles, clothing")
    ECOMMERCE = "ecommerce", N_("Rural e-commerce")
    CROPS = "crops", N_("Crops")
    LIVESTOCK = "livestock", N_("Livestock")
    PROCESSING = "processing", N_("Food processing")
    TOURISM = "tourism", N_("Culture and tourism")
    PARKS = "parks", N_("Industrial parks")
    WORKSHOPS = "workshops", N_("Workshops")
    LIVELIHOOD = "livelihood", N_("Livelihood")
    OTHER = "other", N_("Other")


class Stage(Term):
    """The ladder of a project, and the two ways off it."""

    SIGNED = "signed", N_("Signed")
    REGISTERED = "registered", N_("Registered")
    STARTED = "started", N_("Started")
    FUNDED = "funded", N_("Funded")
    PRODUCING = "producing", N_("Producing")
    STALLED = "stalled", N_("Stalled")
    CANCELLED = "cancelled", N_("Cancelled")


class WorkshopStatus(StrEnum):
    """Whether a workshop is in use."""

    IN_USE = "in_use"
    IDLE = "idle"


class TalentCategory(StrEnum):
    """Who is sent: an official on a temporary post, or a specialist."""

    CADRE = "cadre"
    SPECIALIST = "specialist"


class Learners(StrEnum):
    """Who is taught, in what is counted by classes or by school years."""

    OFFICIALS = "officials"
    PROFESSIONALS = "professionals"
    LEADERS = "leaders"
    WORKERS = "workers"
    STUDENTS = "students"


class Destination(StrEnum):
    """Where workers went; a ledger may not tell."""

    EAST = "east"
    OWN_PROVINCE = "own_province"
    ELSEWHERE = "elsewhere"
    NOT_TOLD = "not_told"


class PairCategory(StrEnum):
    """What two units of the grass roots are that are paired."""

    TOWNSHIP = "township"
    VILLAGE = "village"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    ENTERPRISE = "enterprise"
    ORGANISATION = "organisation"


class Direction(Term):
    """Which way a delegation travelled, or somebody was sent."""

    EAST_TO_WEST = "east_to_west", N_("East to west")
    WEST_TO_EAST = "west_to_east", N_("West to east")


class Basis(Term):
    """What a published value measures: one period's result, a running total, or a plan."""

    ACTUAL = "actual", N_("Result of the period")
    CUMULATIVE = "cumulative", N_("Running total")
    PLAN = "plan", N_("Plan")


class PeriodKind(Term):
    """How long a period is that a result is reported for."""

    MONTH = "month", N_("Month")
    QUARTER = "quarter", N_("Quarter")
    HALF = "half", N_("Half-year")
    YEAR = "year", N_("Year")


class ReportState(Term):
    """How far a side's report of a period has come. One that is sent back is a draft again."""

    DRAFT = "draft", N_("Draft")
    SUBMITTED = "submitted", N_("Submitted")
    APPROVED = "approved", N_("Approved")


class DifferenceState(Term):
    """What became of a difference between both sides' reports."""

    OPEN = "open", N_("open")
    EXPLAINED = "explained", N_("explained")
    SETTLED = "settled", N_("settled")


class Better(Term):
    """What speaks for a clause: more of it, less of it, or that it was done (1, else 0)."""

    HIGHER = "higher", N_("the more the better")
    LOWER = "lower", N_("the less the better")
    DONE = "done", N_("done or not")


class Qualifier(Term):
    """The word that stood before a published value: none, 约 about, 超 over."""

    EXACT = "exact"
    APPROX = "approx", N_("about")
    OVER = "over", N_("over")


class Scope(Term):
    """What a published figure covers; `city` is a pairing of prefecture-level cities."""

    NATIONAL = "national", N_("National")
    PROVINCE = "province", N_("One province, all its partners")
    PAIRING = "pairing", N_("Couple of provinces")
    CITY = "city", N_("Couple of cities")
    COUNTY = "county", N_("Couple of counties")


class Head(Term):
    """The heads of the assessment measure of 2017, under which indicators stand."""

    LEADERSHIP = "leadership", N_("Organisation and leadership")
    TALENT = "talent", N_("Exchange of talent")
    FUNDS = "funds", N_("Use of funds")
    INDUSTRY = "industry", N_("Industrial cooperation")
    LABOUR = "labour", N_("Labour cooperation")
    GRASS_ROOTS = "grass_roots", N_("Paired grass roots")


class Kind(StrEnum):
    """The ledgers that can be imported."""

    MEETINGS = "meetings"
    PROJECTS = "projects"
    VISITS = "visits"
    AGREEMENTS = "agreements"
    PAIRINGS = "pairings"
    RESULTS = "results"
    WORKSHOPS = "workshops"
    TALENT = "talent"
    TRAINING = "training"
    LABOUR = "labour"
    CONSUMPTION = "consumption"
    GRASS_ROOTS = "grass_roots"
    ACCORDS = "accords"
    FIGURES = "figures"


class BatchStatus(Term):
    """Whether what a batch wrote still stands."""

    COMMITTED = "committed", N_("in force")
    UNDONE = "undone", N_("undone")
    PARTLY_UNDONE = "partly_undone", N_("partly undone")


class Action(StrEnum):
    """What was done to a row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


class AccountRole(Term):
    """What an account may do: read, also the audit, write within its scope, or everything."""

    VIEWER = "viewer", N_("Viewer")
    AUDITOR = "auditor", N_("Auditor")
    STAFF = "staff", N_("Staff")
    ADMIN = "admin", N_("Administrator")


class Way(Term):
    """How a person signed in: with a password, through OpenID Connect, or named by a proxy."""

    PASSWORD = "password", N_("password")
    OPENID = "openid", N_("organisation")
    PROXY = "proxy", N_("gateway")


class Attempt(Term):
    """How an attempt to sign in ended; `pending` while its password is being checked, `refused`
    where that was not looked at.
    """

    PENDING = "pending", N_("not finished")
    SUCCEEDED = "succeeded", N_("succeeded")
    FAILED = "failed", N_("failed")
    REFUSED = "refused", N_("refused as too soon")


class Standing(Term):
    """What speaks for whoever tries to sign in to an account: nothing, an address from which that
    was done before, or the cookie of a browser in which it was.
    """

    STRANGER = "stranger"
    ADDRESS = "address", N_("known address")
    DEVICE = "device", N_("known device")


class Event(Term):
    """What the audit keeps."""

    SIGNED_IN = "signed_in", N_("signed in")
    SIGN_IN_FAILED = "sign_in_failed", N_("sign-in failed")
    SIGN_IN_REFUSED = "sign_in_refused", N_("sign-in refused as too soon")
    SIGNED_OUT = "signed_out", N_("signed out")
    SESSIONS_ENDED = "sessions_ended", N_("sessions ended")
    ACCOUNT_CREATED = "account_created", N_("account made")
    ACCOUNT_CHANGED = "account_changed", N_("account changed")
    ACCOUNT_DISABLED = "account_disabled", N_("account disabled")
    ACCOUNT_ENABLED = "account_enabled", N_("account enabled")
    PASSWORD_SET = "password_set", N_("password set")
    LINK_MADE = "link_made", N_("one-time link made")
    IMPORTED = "imported", N_("ledger imported")
    UNDONE = "undone", N_("import undone")
    EDITED = "edited", N_("record edited")
    DOWNLOADED = "downloaded", N_("original file downloaded")
    EXPORTED = "exported", N_("personal data exported")
    CHART_TAKEN = "chart_taken", N_("chart or list taken along")
    REFUSED = "refused", N_("refused for want of a right")
    AUDIT_EXPORTED = "audit_exported", N_("audit taken along")
    AUDIT_PRUNED = "audit_pruned", N_("old rows of the audit deleted")
    SNAPSHOT_TAKEN = "snapshot_taken", N_("snapshot taken")
    SNAPSHOT_CHANGED = "snapshot_changed", N_("snapshot changed")
    DEMO_REMOVED = "demo_removed", N_("demo data removed")
    REPORT_SUBMITTED = "report_submitted", N_("report submitted")
    REPORT_APPROVED = "report_approved", N_("report approved")
    REPORT_SENT_BACK = "report_sent_back", N_("report sent back")
    DIFFERENCE_JUDGED = "difference_judged", N_("difference judged")
    TOLERANCE_SET = "tolerance_set", N_("tolerance set")
    PERIOD_CLOSED = "period_closed", N_("period closed")
    PERIOD_REOPENED = "period_reopened", N_("period reopened")
    EVIDENCE_ADDED = "evidence_added", N_("evidence added")
    EVIDENCE_REMOVED = "evidence_removed", N_("evidence removed")
    TEMPLATE_KEPT = "template_kept", N_("Word template put in")
    TEMPLATE_REMOVED = "template_removed", N_("Word template taken out")
    RESTORED = "restored", N_("restored from a backup")


class FileType(StrEnum):
    """What a file of evidence is, by its content; the value is the ending of its name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"


class SnapshotPart(Term):
    """What of a snapshot can be changed after it was taken."""

    NAME = "name", N_("Name of the snapshot")
    DESCRIPTION = "description", N_("Description")
    WITHDRAWN = "withdrawn", N_("Withdrawal")
