"""Reads and replaces the answers of a draft, which happens on every page."""

import datetime as dt
import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from sqlalchemy import String, bindparam, select, type_coerce, update

from consult.db.models import Consultation, Draft, Wave
from consult.db.prepared import Line, Prepared
from consult.ids import WaveId
from consult.services.fielding import WAVE_COLUMNS
from consult.services.receipts import Ticket
from forms.typed import Raw

_TICKET: Final = "ticket"
_ANSWERS: Final = "kept"
_OWN_COLUMNS: Final = (
    Draft.wave_id,
    Draft.started_on,
    # As text where the database keeps it so: it may be known what follows from it.
    type_coerce(Draft.answers, String).label("typed"),
)
# With the wave, so that one look tells whether it still takes answers.
_SELECTED: Final = (
    select(*_OWN_COLUMNS, *WAVE_COLUMNS)
    .join(Wave, Draft.wave_id == Wave.id)
    .join(Consultation, Wave.consultation_id == Consultation.id)
    .where(Draft.token_hash == bindparam(_TICKET))
)
_FOUND: Final = Prepared(_SELECTED)
_LOCKED: Final = Prepared(_SELECTED.with_for_update(of=Draft))
_REPLACED: Final = Prepared(
    update(Draft)
    .where(Draft.token_hash == bindparam(_TICKET))
    .values(answers=bindparam(_ANSWERS))
)


@dataclass(frozen=True)
class DraftRow:
    """What is kept of a draft: its survey, the day it was begun, and the answers.

    ``draft`` is the hash it is found by, ``stored`` are the answers as the database
    gives them, ``wave`` is the row of the survey as ``WAVE_COLUMNS`` have it.
    """

    draft: str
    wave_id: WaveId
    started_on: dt.date
    stored: Any
    wave: tuple[Any, ...]

    @cached_property
    def answers(self) -> Raw:
        """What was typed so far, by key."""
        stored = self.stored
        read: Raw = json.loads(stored) if isinstance(stored, str) else stored
        return read


def draft_of(line: Line, ticket: Ticket, *, to_change: bool = False) -> DraftRow | None:
    """Return the draft of a ticket, None where there is none.

    Where it is ``to_change`` nobody else changes it until the transaction ends.
    """
    wanted = _LOCKED if to_change else _FOUND
    row = wanted.first(line, {_TICKET: ticket.token_hash})
    if row is None:
        return None
    wave_id, started_on, stored, *wave = row
    return DraftRow(ticket.token_hash, wave_id, started_on, stored, tuple(wave))


def replace_answers(
    line: Line, ticket: Ticket, draft: DraftRow, answers: Raw
) -> DraftRow:
    """Put answers into the place of those of a draft; return it as it is then."""
    values = {_TICKET: ticket.token_hash, _ANSWERS: answers}
    given = _REPLACED.run(line, values)[_ANSWERS]
    stored = given if isinstance(given, str) else answers
    return replace(draft, stored=stored)
