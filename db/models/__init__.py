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
from db.models.agreements import Accord
from db.models.assessment import (
    AssessmentHead,
    AssessmentIndicator,
    AssessmentMeasure,
    Narrative,
)
from db.models.base import Base, table_of
from db.models.evidence import Evidence, EvidenceFile
from db.models.figures import (
    AgreementTarget,
    Definition,
    FigureArea,
    Metric,
    MetricVersion,
    PublishedFigure,
)
from db.models.heads import Consumption, GrassRootsPair, Labour, Talent
from db.models.imports import (
    BatchScope,
    Confirmation,
    ImportBatch,
    ImportFile,
    ImportPlan,
    RowHistory,
    StoreRevision,
)
from db.models.measures import Measure, MeasureUnit, ProjectMeasure
from db.models.meetings import Attendee, Commitment, CommitmentProgress, Meeting
from db.models.places import Area, AreaChange, AreaName, AreaSuccessor, Pairing, Scheme
from db.models.projects import Project
from db.models.results import (
    Closing,
    Report,
    ReportStep,
    Result,
    Settlement,
    SettlementStep,
    Tolerance,
)
from db.models.rollups import ClauseRollup, DifferenceRollup, MeasureRollup, ProjectRollup
from db.models.snapshots import Snapshot, SnapshotChange, SnapshotProvince
from db.models.templates import WordTemplate
from db.models.training import Training
from db.models.visits import Visit, VisitSite
from db.models.workshops import Workshop

__all__ = [
    "Accord",
    "Account",
    "AccountScope",
    "AgreementTarget",
    "Area",
    "AreaChange",
    "AreaName",
    "AreaSuccessor",
    "AssessmentHead",
    "AssessmentIndicator",
    "AssessmentMeasure",
    "Attendee",
    "Audit",
    "AuditHead",
    "Base",
    "BatchScope",
    "ClauseRollup",
    "Closing",
    "Commitment",
    "CommitmentProgress",
    "Confirmation",
    "Consumption",
    "Definition",
    "DifferenceRollup",
    "Evidence",
    "EvidenceFile",
    "FigureArea",
    "GrassRootsPair",
    "ImportBatch",
    "ImportFile",
    "ImportPlan",
    "KnownDevice",
    "Labour",
    "Measure",
    "MeasureRollup",
    "MeasureUnit",
    "Meeting",
    "Metric",
    "MetricVersion",
    "Narrative",
    "OneTimeLink",
    "Pairing",
    "Project",
    "ProjectMeasure",
    "ProjectRollup",
    "PublishedFigure",
    "Report",
    "ReportStep",
    "Result",
    "RowHistory",
    "Scheme",
    "Settlement",
    "SettlementStep",
    "SignIn",
    "SignInAttempt",
    "Snapshot",
    "SnapshotChange",
    "SnapshotProvince",
    "StoreRevision",
    "Talent",
    "Tolerance",
    "Training",
    "Visit",
    "VisitSite",
    "WordTemplate",
    "Workshop",
    "table_of",
]
