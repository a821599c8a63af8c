"""Queues a job for the worker; leasing and doing it is the worker's business."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.db.models import Job, JobId, JobState, Scalar
from consult.errors import N_, Inconsistent
from consult.ids import random_id

MAX_ATTEMPTS: Final = 5

# A sentence has spaces, and most scripts are not this one; an id or a parameter
# is short and plain. So no answer longer than a word gets into the queue.
_ID_OR_PARAMETER: Final = re.compile(r"[A-Za-z0-9._:/-]{0,128}")


@dataclass(frozen=True, slots=True)
class Queued:
    """The job that stands for a request, and whether this request made it."""

    job_id: JobId
    is_new: bool


def enqueue(
    session: Session,
    *,
    kind: str,
    payload: Mapping[str, Scalar],
    key: str,
    now: datetime,
    max_attempts: int = MAX_ATTEMPTS,
) -> Queued:
    """Return the job with this idempotency key, queueing it when there is none.

    The payload holds ids and parameters. It must not name a response: the row
    says when it was queued, and that would be when somebody answered. The
    moment is kept to the minute. Raises ``Inconsistent`` when the payload or the
    key holds text.
    """
    require_no_text({**payload, "kind": kind, "key": key})
    job_id = JobId(random_id())
    minute = now.replace(second=0, microsecond=0)
    statement = _insert(session).values(
        id=job_id,
        kind=kind,
        payload=dict(sorted(payload.items())),
        idempotency_key=key,
        state=JobState.QUEUED,
        queued_at=minute,
        due_at=minute,
        attempts=0,
        max_attempts=max_attempts,
    )
    session.execute(statement)
    stored = session.scalars(select(Job.id).where(Job.idempotency_key == key)).one()
    return Queued(stored, is_new=stored == job_id)


def require_no_text(values: Mapping[str, Scalar]) -> None:
    """Return when every value is an id, a number, a yes or no, or nothing.

    Raises ``Inconsistent`` naming the first value that could be an answer.
    """
    for name, value in values.items():
        if isinstance(value, str) and not _ID_OR_PARAMETER.fullmatch(value):
            raise Inconsistent(
                N_("A job holds ids and parameters only, but %(name)s holds text."),
                name=name,
            )


def _insert(session: Session) -> Insert:
    """Return an insert that leaves a row with the same key as it is."""
    columns = [Job.idempotency_key]
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(Job).on_conflict_do_nothing(index_elements=columns)
    return postgresql.insert(Job).on_conflict_do_nothing(index_elements=columns)
