"""The one table of what a worker can do."""

from collections.abc import Mapping
from typing import Final

from consult.worker import analysis_job, integrity_check, tidying
from consult.worker.task import Handler

HANDLERS: Final[Mapping[str, Handler]] = {
    analysis_job.KIND: analysis_job.handle,
    integrity_check.KIND: integrity_check.handle,
    tidying.KIND: tidying.handle,
}
