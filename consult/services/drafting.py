"""Reads and replaces the answers of a draft, which happens on every page.

The statements are made once and need no object that stands for a row: on a small
machine those cost more than the database itself.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from consult.db.models import Draft
from consult.ids import WaveId
from consult.services.receipts import Ticket
from forms.typed import Raw

_TICKET: Final = "ticket"
_ANSWERS: Final = "kept"
_TABLE: Final = Draft.__table__
_FOUND: Final = select(_TABLE.c.wave_id, _TABLE.c.started_on, _TABLE.c.answers).where(
    _TABLE.c.token_hash == bindparam(_TICKET)
)
_LOCKED: Final = _FOUND.with_for_update()
_REPLACED: Final = (
    update(Draft)
    .where(_TABLE.c.token_hash == bindparam(_TICKET))
    .values(answers=bindparam(_ANSWERS))
)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What is kept of a draft: its survey, the day it was begun, and the answers."""

    wave_id: WaveId
    started_on: dt.date
    answers: Raw


def draft_of(
    session: Session, ticket: Ticket, *, to_change: bool = False
) -> DraftRow | None:
    """Return the draft of a ticket, None where there is none.

    Where it is ``to_change`` nobody else changes it until the session ends.
    """
    wanted = _LOCKED if to_change else _FOUND
    found = session.connection().execute(wanted, {_TICKET: ticket.token_hash})
    row = found.one_or_none()
    return None if row is None else DraftRow(*row)


def replace_answers(session: Session, ticket: Ticket, answers: Raw) -> None:
    """Put answers into the place of those of a draft."""
    session.connection().execute(
        _REPLACED, {_TICKET: ticket.token_hash, _ANSWERS: dict(answers)}
    )
