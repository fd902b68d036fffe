"""The tables. Importing this package registers all of them with `Base.metadata`."""

from db.models.accounts import (
    Account,
    AccountScope,
    Audit,
    AuditHead,
    KnownDevice,
    OneTimeLink,
    SignIn,
    SignInAttempt,
)
from db.models.base import Base, table_of
from db.models.figures import (
    AgreementTarget,
    Definition,
    FigureArea,
    Metric,
    MetricVersion,
    PublishedFigure,
)
from db.models.imports import (
    BatchScope,
    ImportBatch,
    ImportFile,
    ImportPlan,
    RowHistory,
    StoreRevision,
)
from db.models.meetings import Attendee, Commitment, CommitmentProgress, Meeting
from db.models.places import Area, AreaName, AreaSuccessor, Pairing, Scheme
from db.models.projects import Project
from db.models.snapshots import Snapshot, SnapshotChange, SnapshotProvince
from db.models.visits import Visit, VisitSite

__all__ = [
    "Account",
    "AccountScope",
    "AgreementTarget",
    "Area",
    "AreaName",
    "AreaSuccessor",
    "Attendee",
    "Audit",
    "AuditHead",
    "Base",
    "BatchScope",
    "Commitment",
    "CommitmentProgress",
    "Definition",
    "FigureArea",
    "ImportBatch",
    "ImportFile",
    "ImportPlan",
    "KnownDevice",
    "Meeting",
    "Metric",
    "MetricVersion",
    "OneTimeLink",
    "Pairing",
    "Project",
    "PublishedFigure",
    "RowHistory",
    "Scheme",
    "SignIn",
    "SignInAttempt",
    "Snapshot",
    "SnapshotChange",
    "SnapshotProvince",
    "StoreRevision",
    "Visit",
    "VisitSite",
    "table_of",
]
