"""Every table of the database, so that the metadata is complete once imported."""

from consult.db.base import Base
from consult.db.models.analysis import (
    AnalysisRun,
    Assignment,
    Concern,
    Scope,
    Statement,
    Tally,
)
from consult.db.models.consultation import (
    Consultation,
    OfflineForm,
    OpenedForm,
    QuestionnaireVersion,
    Wave,
    WaveState,
)
from consult.db.models.job import Job, JobId, JobState, Scalar, WorkerId
from consult.db.models.label_medium import LabelMedium
from consult.db.models.live_worker import LiveWorker
from consult.db.models.response import (
    Channel,
    Draft,
    OpenAnswer,
    Response,
    SentDraft,
)
from consult.db.models.staff import (
    AuditEntry,
    SignInBudget,
    StaffMember,
    StaffRole,
)
from consult.db.models.upload import Upload

metadata = Base.metadata

__all__ = [
    "AnalysisRun",
    "Assignment",
    "AuditEntry",
    "Channel",
    "Concern",
    "Consultation",
    "Draft",
    "Job",
    "JobId",
    "JobState",
    "LabelMedium",
    "LiveWorker",
    "OfflineForm",
    "OpenAnswer",
    "OpenedForm",
    "QuestionnaireVersion",
    "Response",
    "Scalar",
    "Scope",
    "SentDraft",
    "SignInBudget",
    "StaffMember",
    "StaffRole",
    "Statement",
    "Tally",
    "Upload",
    "Wave",
    "WaveState",
    "WorkerId",
    "metadata",
]
