"""Every table of the database, so that the metadata is complete once imported."""

from consult.db.base import Base
from consult.db.models.job import Job, JobId, JobState, Scalar, WorkerId
from consult.db.models.live_worker import LiveWorker

metadata = Base.metadata

__all__ = [
    "Job",
    "JobId",
    "JobState",
    "LiveWorker",
    "Scalar",
    "WorkerId",
    "metadata",
]
