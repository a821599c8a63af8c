"""The job that reads the whole database, for databases too large to wait for."""

from typing import Final

from consult.db.integrity import require_integrity
from consult.services.checking import INTEGRITY_CHECK
from consult.worker.queue import Progress
from consult.worker.task import Outcome, Task

KIND: Final = INTEGRITY_CHECK


def handle(task: Task) -> Outcome:
    """Read the whole database; raises ``DatabaseDamaged`` when that fails."""
    with task.database.reading() as session:
        checked = require_integrity(
            session, lambda done, total: task.report(Progress(done, total))
        )
    return Outcome({"checked": checked})
