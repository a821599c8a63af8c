"""Composes what was asked, by whom and when."""

from consult.privacy.disclosure import ReleasedCount, protect_counts, release_count
from consult.reports.consultation.findings import ConsultationFindings, WaveFindings
from consult.reports.consultation.model import Asked, AskedQuestion, Survey
from forms.definition import Question

LOCKED = "locked"
"""The status of a question whose wording was adjudicated in every language."""


def compose_asked(findings: ConsultationFindings) -> Asked:
    """Return what was asked; surveys in the order in which they are given."""
    waves, threshold = findings.waves, findings.threshold
    answers = protect_counts({wave.slug: wave.responses for wave in waves}, threshold)
    counted = protect_counts(
        {wave.slug: wave.participation.responses for wave in waves}, threshold
    )
    return Asked(
        slug=findings.slug,
        title=findings.title,
        summary=findings.summary,
        asked_by=findings.asked_by,
        contact=findings.contact,
        opens_on=min((wave.opens_on for wave in waves), default=None),
        closes_on=max((wave.closes_on for wave in waves), default=None),
        delete_on=findings.delete_on,
        threshold=threshold,
        surveys=tuple(
            _survey(wave, answers[wave.slug], counted[wave.slug], threshold)
            for wave in waves
        ),
    )


def _survey(
    wave: WaveFindings, answers: ReleasedCount, counted: ReleasedCount, threshold: int
) -> Survey:
    asked = wave.questionnaire
    questions = tuple(asked.questions())
    return Survey(
        slug=wave.slug,
        title=asked.title,
        instrument=asked.instrument,
        version=wave.version_id,
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        source_language=asked.languages[0],
        languages=asked.languages,
        questions=tuple(map(_question, questions)),
        answers=answers,
        counted=counted,
        withdrawn=release_count(wave.withdrawn, threshold),
        is_draft=any(map(_is_draft, questions)),
    )


def _question(question: Question) -> AskedQuestion:
    provenance = question.provenance
    return AskedQuestion(
        name=question.name,
        label=question.label,
        use=question.use,
        construct=provenance.construct if provenance else None,
        source=provenance.source if provenance else None,
    )


def _is_draft(question: Question) -> bool:
    provenance = question.provenance
    return provenance is not None and provenance.status != LOCKED
