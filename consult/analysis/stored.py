"""Reads what was answered in a consultation, as it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.models import Consultation, OpenAnswer, Response, Wave, WaveState
from consult.errors import NotFound
from consult.ids import ConsultationId, ResponseId, WaveId
from consult.reports.consultation.responses import Answers
from consult.services.publishing import questionnaire_of
from forms.definition import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResponse:
    """One response; ``texts`` are the words by question, ``answers`` the rest."""

    id: ResponseId
    language: str
    answers: Answers
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredWave:
    """One wave with its responses, in no order that means anything."""

    id: WaveId
    slug: str
    questionnaire: Questionnaire
    responses: tuple[StoredResponse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredConsultation:
    """A consultation with its waves, the one that opened first at the beginning."""

    id: ConsultationId
    waves: tuple[StoredWave, ...]

    @property
    def language(self) -> str | None:
        """The first language of the latest questionnaire: titles are best in it."""
        return self.waves[-1].questionnaire.languages[0] if self.waves else None

    @property
    def responses(self) -> int:
        """How many responses there are in all waves together."""
        return sum(len(wave.responses) for wave in self.waves)


def read_stored(session: Session, consultation: ConsultationId) -> StoredConsultation:
    """Return everything that was answered; raises ``NotFound`` for another id."""
    if session.get(Consultation, consultation) is None:
        raise NotFound
    waves = session.scalars(
        select(Wave).where(
            Wave.consultation_id == consultation, Wave.state != WaveState.DRAFT
        )
    )
    # Sorted here, since databases do not agree on the order of letters.
    ordered = sorted(waves, key=lambda wave: (wave.opens_on, wave.slug))
    return StoredConsultation(
        id=consultation, waves=tuple(_wave(session, wave) for wave in ordered)
    )


def _wave(session: Session, wave: Wave) -> StoredWave:
    texts = _texts(session, wave.id)
    query = select(Response.id, Response.language, Response.answers).where(
        Response.wave_id == wave.id
    )
    return StoredWave(
        id=wave.id,
        slug=wave.slug,
        questionnaire=questionnaire_of(session, wave.version_id),
        responses=tuple(
            StoredResponse(
                id=row.id,
                language=row.language,
                answers=row.answers,
                texts=texts.get(row.id, {}),
            )
            for row in session.execute(query)
        ),
    )


def _texts(session: Session, wave: WaveId) -> dict[ResponseId, dict[str, str]]:
    query = (
        select(OpenAnswer.response_id, OpenAnswer.question, OpenAnswer.text)
        .join(Response, Response.id == OpenAnswer.response_id)
        .where(Response.wave_id == wave)
    )
    texts: dict[ResponseId, dict[str, str]] = {}
    for response, question, text in session.execute(query):
        texts.setdefault(response, {})[question] = text
    return texts
