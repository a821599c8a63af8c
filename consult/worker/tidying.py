"""The job that removes, once a day, what is kept no longer."""

from typing import Final

from consult.services.auditing import SYSTEM, Deed, record
from consult.services.requesting import TIDY
from consult.services.retaining import remove_ended_jobs, remove_what_is_due
from consult.services.withdrawing import empty_log
from consult.worker.task import Outcome, Task

KIND: Final = TIDY


def handle(task: Task) -> Outcome:
    """Remove drafts, answers and ended jobs whose day has come.

    Unlike other jobs it writes at once: the log of the database holds what was
    deleted, and can be cut only afterwards. Doing it twice does no harm.
    """
    today = task.now.date()
    with task.database.writing() as session:
        removed = remove_what_is_due(session, today=today)
        jobs = remove_ended_jobs(session, today=today)
        if removed.responses:
            about = f"responses/{removed.responses}"
            record(session, Deed.ANSWERS_REMOVED, who=SYSTEM, about=about, now=task.now)
    with task.database.reading() as session:
        is_cut = empty_log(session)
    return Outcome(
        {
            "drafts": removed.drafts,
            "responses": removed.responses,
            "jobs": jobs,
            "log_emptied": is_cut,
        }
    )
