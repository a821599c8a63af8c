"""Writes down what staff did, in a table that only grows, and checks it.

Each entry holds the hash of the one before it, so that changing, removing or
reordering entries is found. Entries cut off at the end are found by whoever has
kept a later hash (the head) elsewhere: B. Schneier and J. Kelsey, Secure audit
logs to support computer forensics, ACM TISSEC 2 (1999), 159-176.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.db.models import AuditEntry
from consult.errors import N_, Inconsistent
from consult.ids import ConsultationId, StaffId
from consult.roles import Role

NO_HASH: Final = "0" * 64
"""What the first entry holds in place of the hash before it."""

BATCH: Final = 1_000

# Any number serves, as long as nobody else uses it in the same database.
_AUDIT_LOCK: Final = 7_303_014_823

# As in the queue: no answer longer than a word looks like this.
_PLAIN: Final = {
    "actor": re.compile(r"[A-Za-z0-9._-]{1,32}"),
    "about": re.compile(r"[A-Za-z0-9._:/-]{1,64}"),
}

SYSTEM: Final = "system"
COMMAND: Final = "command"
UNKNOWN: Final = "unknown"
Who: TypeAlias = StaffId | str


class Deed(StrEnum):
    """What can have been done."""

    STAFF_ADDED = "staff.added"
    FACILITATOR_GRANTED = "granted.facilitator"
    ANALYST_GRANTED = "granted.analyst"
    COORDINATOR_GRANTED = "granted.coordinator"
    STAFF_REMOVED = "staff.removed"
    PASSWORD_SET = "password.set"  # noqa: S105 - the name of a deed
    SIGNED_IN = "sign_in.done"
    SIGN_IN_REFUSED = "sign_in.refused"
    SIGN_IN_SLOWED = "sign_in.slowed"
    SIGNED_OUT = "signed_out"
    LOOKED = "looked"
    ANALYSIS_QUEUED = "analysis.queued"
    REPORT_OPENED = "report.opened"
    REPORT_DOWNLOADED = "report.downloaded"
    ANSWERS_REMOVED = "answers.removed"
    QUESTIONNAIRE_IMPORTED = "questionnaire.imported"
    SURVEYS_OPENED = "surveys.opened"
    SURVEYS_PAUSED = "surveys.paused"
    SURVEYS_CLOSED = "surveys.closed"
    POSITIONS_OPENED = "positions.opened"
    POSITIONS_CLOSED = "positions.closed"
    ATTACHMENTS_OPENED = "attachments.opened"
    ATTACHMENTS_CLOSED = "attachments.closed"
    ANSWER_TYPED = "answer.typed"


GRANTED: Final[Mapping[Role, Deed]] = MappingProxyType(
    {
        Role.FACILITATOR: Deed.FACILITATOR_GRANTED,
        Role.ANALYST: Deed.ANALYST_GRANTED,
        Role.COORDINATOR: Deed.COORDINATOR_GRANTED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One entry as it is read back."""

    number: int
    at: datetime
    actor: str
    deed: str
    about: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a check of all entries found.

    ``broken`` is the number of the first entry that does not fit to the one
    before it, None when all do. ``head`` is the hash of the last entry that fits.
    """

    broken: int | None
    count: int
    head: str


def record(
    session: Session, deed: Deed, *, who: Who, about: str, now: datetime
) -> Recorded:
    """Append an entry and return it; the moment is kept to the minute.

    ``who`` is a staff id, ``SYSTEM`` or ``COMMAND``; ``about`` an id or a name made
    of plain signs. Raises ``Inconsistent`` when one of them could be words. Two
    transactions that record at the same time wait for each other.
    """
    _require_plain(actor=who, about=about)
    _wait_for_our_turn(session)
    last = _last(session)
    number = last.number + 1 if last else 1
    before = last.hash if last else NO_HASH
    at = now.astimezone(UTC).replace(second=0, microsecond=0)
    own = _hash(number, at, who, deed.value, about, before=before)
    entry = AuditEntry(
        number=number,
        at=at,
        actor=who,
        action=deed.value,
        about=about,
        previous_hash=before,
        hash=own,
    )
    session.add(entry)
    session.flush()
    return _recorded(entry)


def look(
    session: Session,
    *,
    who: StaffId,
    consultation: ConsultationId,
    page: str,
    now: datetime,
) -> Recorded:
    """Record that somebody looked at a page of a consultation.

    ``page`` is made of up to 37 plain signs, such as ``overview`` or
    ``concerns/c12``.
    """
    about = f"{consultation}/{page}"
    return record(session, Deed.LOOKED, who=who, about=about, now=now)


def verify(session: Session) -> Verified:
    """Return whether every entry fits to the one before it."""
    count, head = 0, NO_HASH
    for entry in _all(session):
        expected = _hash(
            count + 1, entry.at, entry.actor, entry.action, entry.about, before=head
        )
        if (entry.number, entry.previous_hash, entry.hash) != (
            count + 1,
            head,
            expected,
        ):
            return Verified(broken=count + 1, count=count, head=head)
        count, head = entry.number, entry.hash
    return Verified(broken=None, count=count, head=head)


def holds(session: Session, head: str) -> bool:
    """Return whether an entry has this hash, or the table was empty with it."""
    found = select(AuditEntry.number).where(AuditEntry.hash == head)
    return head == NO_HASH or session.scalar(found) is not None


def newest(session: Session, *, most: int) -> tuple[Recorded, ...]:
    """Return the last entries, the oldest of them first."""
    entries = session.scalars(
        select(AuditEntry).order_by(AuditEntry.number.desc()).limit(most)
    ).all()
    return tuple(_recorded(entry) for entry in reversed(entries))


def _require_plain(**given: str) -> None:
    for name, value in given.items():
        if not _PLAIN[name].fullmatch(value):
            raise Inconsistent(
                N_("The record of deeds holds ids only, but %(name)s holds text."),
                name=name,
            )


def _wait_for_our_turn(session: Session) -> None:
    # SQLite has one writer at a time anyway.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_AUDIT_LOCK)))


def _last(session: Session) -> AuditEntry | None:
    return session.scalar(
        select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)
    )


def _all(session: Session) -> Iterator[AuditEntry]:
    """Give every entry by number, some at a time."""
    after: int | None = None
    while entries := _some(session, after):
        after = entries[-1].number
        for entry in entries:
            session.expunge(entry)
            yield entry


def _some(session: Session, after: int | None) -> Sequence[AuditEntry]:
    query = select(AuditEntry).order_by(AuditEntry.number).limit(BATCH)
    if after is not None:
        query = query.where(AuditEntry.number > after)
    return session.scalars(query).all()


def _hash(
    number: int, at: datetime, actor: str, action: str, about: str, *, before: str
) -> str:
    # As JSON, so that moving a letter from one part to the next gives another text.
    canonical = json.dumps([before, number, at.isoformat(), actor, action, about])
    return hashlib.sha256(canonical.encode()).hexdigest()


def _recorded(entry: AuditEntry) -> Recorded:
    return Recorded(
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        deed=entry.action,
        about=entry.about,
        hash=entry.hash,
    )
