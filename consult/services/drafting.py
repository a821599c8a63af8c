"""Reads and replaces the answers of a draft, which happens on every page."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select, update

from consult.db.models import Draft
from consult.db.prepared import Line, Prepared
from consult.ids import WaveId
from consult.services.receipts import Ticket
from forms.typed import Raw

_TICKET: Final = "ticket"
_ANSWERS: Final = "kept"
_SELECTED: Final = select(Draft.wave_id, Draft.started_on, Draft.answers).where(
    Draft.token_hash == bindparam(_TICKET)
)
_FOUND: Final = Prepared(_SELECTED)
_LOCKED: Final = Prepared(_SELECTED.with_for_update())
_REPLACED: Final = Prepared(
    update(Draft)
    .where(Draft.token_hash == bindparam(_TICKET))
    .values(answers=bindparam(_ANSWERS))
)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What is kept of a draft: its survey, the day it was begun, and the answers."""

    wave_id: WaveId
    started_on: dt.date
    answers: Raw


def draft_of(line: Line, ticket: Ticket, *, to_change: bool = False) -> DraftRow | None:
    """Return the draft of a ticket, None where there is none.

    Where it is ``to_change`` nobody else changes it until the transaction ends.
    """
    wanted = _LOCKED if to_change else _FOUND
    row = wanted.first(line, {_TICKET: ticket.token_hash})
    return None if row is None else DraftRow(*row)


def replace_answers(line: Line, ticket: Ticket, answers: Raw) -> None:
    """Put answers into the place of those of a draft."""
    _REPLACED.run(line, {_TICKET: ticket.token_hash, _ANSWERS: dict(answers)})
