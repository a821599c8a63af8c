"""The job that reads the whole database, for databases too large to wait for."""

from typing import Final

from consult.db.integrity import check_integrity
from consult.errors import N_, ConsultError
from consult.worker.queue import Progress
from consult.worker.task import Outcome, Task

KIND: Final = "integrity_check"


class DatabaseDamaged(ConsultError):
    """The database cannot be read as a whole."""

    code = "C541"
    message = N_(
        "The database is damaged (%(places)s). Stop the programs, keep a copy of "
        "the database as it is, and restore the last backup."
    )


def handle(task: Task) -> Outcome:
    """Read the whole database; raises ``DatabaseDamaged`` when that fails."""
    with task.database.reading() as session:
        found = check_integrity(
            session, lambda done, total: task.report(Progress(done, total))
        )
    if not found.is_sound:
        raise DatabaseDamaged(places=", ".join(found.damaged))
    return Outcome({"checked": found.checked})
