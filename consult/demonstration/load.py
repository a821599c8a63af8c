"""Puts the invented district and its answers into a database, once."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.db.models import Channel, Consultation, OpenAnswer, Response
from consult.demonstration import district
from consult.demonstration.answers import InventedResponse, invented_responses
from consult.demonstration.draw import answered_on, chosen
from consult.ids import ConsultationId, WaveId, random_id
from consult.services.fielding import (
    WaveState,
    create_consultation,
    field_wave,
    store_version,
)
from forms.answers import seal
from forms.definition import Questionnaire
from forms.instruments.build import build

CONSULTATION: Final = "talvera"
SURVEYS: Final[Mapping[str, tuple[str, str]]] = {
    "trust": ("talvera-trust", "trust-short"),
    "needs": ("talvera-needs", "needs-short"),
}
"""From what the answers call a survey to its slug and its instrument."""


@dataclass(frozen=True, slots=True)
class _Fielded:
    wave_id: WaveId
    version_id: str
    questionnaire: Questionnaire


def is_loaded(session: Session) -> bool:
    """Whether the district is in the database already."""
    found = select(Consultation.id).where(Consultation.slug == CONSULTATION)
    return session.scalar(found) is not None


def load_district(
    session: Session,
    languages: tuple[str, ...],
    *,
    today: dt.date,
    stored: Callable[[int, int], None],
) -> ConsultationId:
    """Store the consultation, both surveys and everybody's answers.

    ``stored`` is told how many answers are in, and of how many.
    """
    consultation_id = create_consultation(
        session,
        slug=CONSULTATION,
        details=district.details(languages, today),
        disclosure_threshold=district.THRESHOLD,
        delete_on=district.deletion(today),
    )
    fielded = {
        survey: _field(session, consultation_id, slug, instrument, languages, today)
        for survey, (slug, instrument) in SURVEYS.items()
    }
    people = [each for each in invented_responses() if each.language in languages]
    for survey, where in fielded.items():
        own = [each for each in people if each.survey == survey]
        _store(session, own, where, today)
        stored(len(own), len(people))
    return consultation_id


def _field(  # noqa: PLR0917 - every one of them is another kind of thing
    session: Session,
    consultation_id: ConsultationId,
    slug: str,
    instrument: str,
    languages: tuple[str, ...],
    today: dt.date,
) -> _Fielded:
    questionnaire = build(instrument, district.adaptation(languages, today))
    version_id = store_version(session, questionnaire)
    wave_id = field_wave(
        session,
        consultation_id,
        version_id=version_id,
        slug=slug,
        opens_on=today - dt.timedelta(days=district.DAYS_OPEN_BEFORE),
        closes_on=today + dt.timedelta(days=district.DAYS_OPEN_AFTER),
        minutes=district.MINUTES,
        state=WaveState.OPEN,
    )
    return _Fielded(wave_id, version_id, questionnaire)


def _store(
    session: Session,
    people: Sequence[InventedResponse],
    where: _Fielded,
    today: dt.date,
) -> None:
    responses, words = [], []
    for person in people:
        response_id = random_id()
        raw = {**chosen(person, where.questionnaire), **person.words}
        sealed = seal(where.questionnaire, raw)
        responses.append(
            {
                "id": response_id,
                "wave_id": where.wave_id,
                "version_id": where.version_id,
                "language": person.language,
                "channel": Channel(person.channel),
                "answered_on": answered_on(person, today),
                # Nobody holds a receipt for an invented answer.
                "receipt_hash": random_id(),
                "answers": dict(sealed.closed),
            }
        )
        words += [
            {"response_id": response_id, "question": question, "text": text}
            for question, text in sealed.open.items()
        ]
    session.execute(insert(Response), responses)
    session.execute(insert(OpenAnswer), words)
