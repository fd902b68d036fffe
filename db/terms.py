"""The closed vocabularies of the domain, as they are stored; ui/frame/terms.py has their labels."""

from enum import StrEnum


class Level(StrEnum):
    """Administrative level of a place, a pairing, a meeting or a visit."""

    NATIONAL = "national"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class ZoneKind(StrEnum):
    """What a development zone is called: an economic (经开区) or a high-tech one (高新区), a new
    area (新区), or otherwise.
    """

    ECONOMIC = "economic"
    HIGH_TECH = "high_tech"
    NEW_AREA = "new_area"
    OTHER = "other"


class AreaDeed(StrEnum):
    """What an office did about a place itself."""

    ENTERED = "entered"
    CLOSED = "closed"
    SUCCEEDED = "succeeded"
    TAKEN_BACK = "taken_back"


class NameKind(StrEnum):
    """Why a place has a further name: it, or what it took the place of, was once called so; or
    people call it so.
    """

    FORMER = "former"
    EVERYDAY = "everyday"


class Region(StrEnum):
    """The statistical regions of the National Bureau of Statistics (2011)."""

    EAST = "east"
    CENTRAL = "central"
    WEST = "west"
    NORTHEAST = "northeast"
    UNCLASSIFIED = "unclassified"


class Mechanism(StrEnum):
    """What a pairing is called: cooperation to 2020, from 2021, or counterpart support."""

    POVERTY_ALLEVIATION = "poverty_alleviation"
    COOPERATION = "cooperation"
    COUNTERPART_SUPPORT = "counterpart_support"


class Confidence(StrEnum):
    """How well a published fact is attested by its source."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Precision(StrEnum):
    """How exactly a date is known; the stored date is the first day of the month or year."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Category(StrEnum):
    """What kind of meeting it was."""

    JOINT_MEETING = "joint_meeting"
    SYMPOSIUM = "symposium"
    WORK_MEETING = "work_meeting"
    DEPARTMENT_MEETING = "department_meeting"
    NATIONAL_CONFERENCE = "national_conference"
    INVESTMENT_EVENT = "investment_event"
    VISIT = "visit"


class Side(StrEnum):
    """Whose person or task it is."""

    HELPER = "helper"
    RECEIVER = "receiver"
    BOTH = "both"
    CENTRAL = "central"
    OTHER = "other"


class Role(StrEnum):
    """What a person did at a meeting; `met` received the delegation without attending."""

    CHAIR = "chair"
    SPEAKER = "speaker"
    ATTENDEE = "attendee"
    MET = "met"


class CommitmentStatus(StrEnum):
    """How far an agreed item has come."""

    AGREED = "agreed"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


class Industry(StrEnum):
    """Industries of projects, in the fixed order of every legend."""

    TEA = "tea"
    HERBS = "herbs"
    TEXTILES = "textiles"
    ECOMMERCE = "ecommerce"
    CROPS = "crops"
    LIVESTOCK = "livestock"
    PROCESSING = "processing"
    TOURISM = "tourism"
    PARKS = "parks"
    WORKSHOPS = "workshops"
    LIVELIHOOD = "livelihood"
    OTHER = "other"


class Stage(StrEnum):
    """The ladder of a project, and the two ways off it."""

    SIGNED = "signed"
    REGISTERED = "registered"
    STARTED = "started"
    FUNDED = "funded"
    PRODUCING = "producing"
    STALLED = "stalled"
    CANCELLED = "cancelled"


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


class Direction(StrEnum):
    """Which way a delegation travelled, or somebody was sent."""

    EAST_TO_WEST = "east_to_west"
    WEST_TO_EAST = "west_to_east"


class Basis(StrEnum):
    """What a published value measures: one period's result, a running total, or a plan."""

    ACTUAL = "actual"
    CUMULATIVE = "cumulative"
    PLAN = "plan"


class PeriodKind(StrEnum):
    """How long a period is that a result is reported for."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class ReportState(StrEnum):
    """How far a side's report of a period has come. One that is sent back is a draft again."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"


class DifferenceState(StrEnum):
    """What became of a difference between both sides' reports."""

    OPEN = "open"
    EXPLAINED = "explained"
    SETTLED = "settled"


class Better(StrEnum):
    """What speaks for a clause: more of it, less of it, or that it was done (1, else 0)."""

    HIGHER = "higher"
    LOWER = "lower"
    DONE = "done"


class Qualifier(StrEnum):
    """The word that stood before a published value: none, 约 about, 超 over."""

    EXACT = "exact"
    APPROX = "approx"
    OVER = "over"


class Scope(StrEnum):
    """What a published figure covers; `city` is a pairing of prefecture-level cities."""

    NATIONAL = "national"
    PROVINCE = "province"
    PAIRING = "pairing"
    CITY = "city"
    COUNTY = "county"


class Head(StrEnum):
    """The heads of the assessment measure of 2017, under which indicators stand."""

    LEADERSHIP = "leadership"
    TALENT = "talent"
    FUNDS = "funds"
    INDUSTRY = "industry"
    LABOUR = "labour"
    GRASS_ROOTS = "grass_roots"


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


class BatchStatus(StrEnum):
    """Whether what a batch wrote still stands."""

    COMMITTED = "committed"
    UNDONE = "undone"
    PARTLY_UNDONE = "partly_undone"


class Action(StrEnum):
    """What was done to a row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


class AccountRole(StrEnum):
    """What an account may do: read, also the audit, write within its scope, or everything."""

    VIEWER = "viewer"
    AUDITOR = "auditor"
    STAFF = "staff"
    ADMIN = "admin"


class Way(StrEnum):
    """How a person signed in: with a password, through OpenID Connect, or named by a proxy."""

    PASSWORD = "password"  # noqa: S105 - a word, not a secret
    OPENID = "openid"
    PROXY = "proxy"


class Attempt(StrEnum):
    """How an attempt to sign in ended; `pending` while its password is being checked, `refused`
    where that was not looked at.
    """

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    REFUSED = "refused"


class Standing(StrEnum):
    """What speaks for whoever tries to sign in to an account: nothing, an address from which that
    was done before, or the cookie of a browser in which it was.
    """

    STRANGER = "stranger"
    ADDRESS = "address"
    DEVICE = "device"


class Event(StrEnum):
    """What the audit keeps."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    SESSIONS_ENDED = "sessions_ended"
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    PASSWORD_SET = "password_set"  # noqa: S105 - a word, not a secret
    LINK_MADE = "link_made"
    IMPORTED = "imported"
    UNDONE = "undone"
    EDITED = "edited"
    DOWNLOADED = "downloaded"
    EXPORTED = "exported"
    CHART_TAKEN = "chart_taken"
    REFUSED = "refused"
    AUDIT_EXPORTED = "audit_exported"
    AUDIT_PRUNED = "audit_pruned"
    SNAPSHOT_TAKEN = "snapshot_taken"
    SNAPSHOT_CHANGED = "snapshot_changed"
    DEMO_REMOVED = "demo_removed"
    REPORT_SUBMITTED = "report_submitted"
    REPORT_APPROVED = "report_approved"
    REPORT_SENT_BACK = "report_sent_back"
    DIFFERENCE_JUDGED = "difference_judged"
    TOLERANCE_SET = "tolerance_set"
    PERIOD_CLOSED = "period_closed"
    PERIOD_REOPENED = "period_reopened"
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_REMOVED = "evidence_removed"
    TEMPLATE_KEPT = "template_kept"
    TEMPLATE_REMOVED = "template_removed"
    RESTORED = "restored"


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


class SnapshotPart(StrEnum):
    """What of a snapshot can be changed after it was taken."""

    NAME = "name"
    DESCRIPTION = "description"
    WITHDRAWN = "withdrawn"
