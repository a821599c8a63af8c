"""Reads what the worker found, for the desk and the report.

Words of answers are looked up where they stand: an answer that was taken back is
in no quote and no title any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.models import (
    AnalysisRun,
    Consultation,
    OpenAnswer,
    Response,
    Scope,
    Wave,
    WaveState,
)
from consult.errors import NotFound
from consult.ids import ConsultationId, ResponseId, VersionId
from consult.reports.consultation.codec import from_values
from consult.reports.consultation.findings import (
    ConcernsFinding,
    ConsultationFindings,
    ItemsFinding,
    WaveFindings,
)
from consult.reports.consultation.responses import may_be_quoted
from consult.reports.consultation.words import (
    AnswerKey,
    answer_key,
    answers_named,
    put_back_words,
    split_key,
)
from consult.services.announcing import Details
from consult.services.overseeing import count_responses, participation
from consult.services.publishing import questionnaire_of

# Databases take a limited number of values in one statement.
MOST_AT_ONCE: Final = 500


def consultation_findings(session: Session, slug: str) -> ConsultationFindings:
    """Return everything that is known of a consultation, not yet protected.

    Waves come in the order in which they opened; those that were never in the
    field are left out. Raises ``NotFound`` for an unknown slug.
    """
    consultation = session.scalar(select(Consultation).where(Consultation.slug == slug))
    if consultation is None:
        raise NotFound
    details = Details.from_stored(consultation.details)
    return ConsultationFindings(
        slug=consultation.slug,
        title=details.title,
        summary=details.summary,
        asked_by=details.asked_by,
        contact=details.contact,
        planned=details.planned,
        targets=details.targets,
        delete_on=consultation.delete_on,
        threshold=consultation.disclosure_threshold,
        waves=tuple(
            _wave(session, wave, consultation.disclosure_threshold)
            for wave in _waves(session, consultation.id)
        ),
        concerns=_concerns(session, consultation.id),
    )


def newest_run(
    session: Session, consultation: ConsultationId, scope: Scope, wave: str = ""
) -> AnalysisRun | None:
    """Return the last run of a scope; ``wave`` is the id of a wave for items."""
    return session.scalar(
        select(AnalysisRun)
        .where(
            AnalysisRun.consultation_id == consultation,
            AnalysisRun.scope == scope,
            AnalysisRun.wave == wave,
        )
        .order_by(AnalysisRun.number.desc())
        .limit(1)
    )


def _waves(session: Session, consultation: ConsultationId) -> Sequence[Wave]:
    query = select(Wave).where(
        Wave.consultation_id == consultation, Wave.state != WaveState.DRAFT
    )
    # Sorted here, since databases do not agree on the order of letters.
    return sorted(session.scalars(query), key=lambda wave: (wave.opens_on, wave.slug))


def _wave(session: Session, wave: Wave, threshold: int) -> WaveFindings:
    run = newest_run(session, wave.consultation_id, Scope.ITEMS, wave.id)
    return WaveFindings(
        slug=wave.slug,
        version_id=wave.version_id,
        questionnaire=questionnaire_of(session, wave.version_id),
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        responses=count_responses(session, wave.id),
        withdrawn=wave.withdrawn,
        participation=participation(session, wave.id, threshold),
        items=None if run is None else from_values(ItemsFinding, run.findings),
    )


def _concerns(session: Session, consultation: ConsultationId) -> ConcernsFinding | None:
    run = newest_run(session, consultation, Scope.CONCERNS)
    if run is None:
        return None
    stored = from_values(ConcernsFinding, run.findings)
    texts = _quotable(session, answers_named(stored))
    return replace(put_back_words(stored, texts), run_number=run.number)


def _quotable(session: Session, keys: Sequence[AnswerKey]) -> dict[AnswerKey, str]:
    """Return the answers that are still there and may be quoted."""
    wanted = frozenset(keys)
    responses = list(dict.fromkeys(split_key(key)[0] for key in keys))
    found: dict[AnswerKey, str] = {}
    for start in range(0, len(responses), MOST_AT_ONCE):
        some = _texts_of(session, responses[start : start + MOST_AT_ONCE])
        found |= {key: text for key, text in some.items() if key in wanted}
    return found


def _texts_of(
    session: Session, responses: Sequence[ResponseId]
) -> Mapping[AnswerKey, str]:
    query = (
        select(
            OpenAnswer.response_id,
            OpenAnswer.question,
            OpenAnswer.text,
            Response.answers,
            Response.version_id,
        )
        .join(Response, Response.id == OpenAnswer.response_id)
        .where(OpenAnswer.response_id.in_(responses))
    )
    texts: dict[AnswerKey, str] = {}
    for row in session.execute(query):
        asked = questionnaire_of(session, VersionId(row.version_id))
        if may_be_quoted(asked, row.answers):
            texts[answer_key(row.response_id, row.question)] = row.text
    return texts
