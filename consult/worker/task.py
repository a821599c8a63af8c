"""What a handler is given and what it hands back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.orm import Session

from consult.db.models import Scalar
from consult.db.session import Database
from consult.worker.queue import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One attempt at a job, as its handler sees it.

    ``report`` may be called as often as there is progress; it is cheap. ``now`` is
    when the attempt began.
    """

    payload: Mapping[str, Scalar]
    database: Database
    report: Callable[[Progress], None]
    now: datetime


def _store_nothing(session: Session) -> None:
    """Leave the database as it is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of a job.

    ``result`` holds ids, numbers and parameters. ``store`` writes everything
    else; it runs in the transaction that ends the job, so its rows are written
    once or not at all, and it has to be quick.
    """

    result: Mapping[str, Scalar] = field(default_factory=dict)
    store: Callable[[Session], None] = _store_nothing


Handler: TypeAlias = Callable[[Task], Outcome]
"""Computes the outcome of a job without writing; it may run more than once.

It raises ``NotReady`` for what may pass, another ``ConsultError`` for what will
not, and anything else for a defect.
"""
