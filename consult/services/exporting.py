"""Writes the questionnaire of a survey in the formats that others read."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.models import Consultation, Wave
from consult.errors import N_, NotFound, Rejected
from consult.i18n import interface_for
from consult.ids import VersionId
from consult.services.offline import write_offline
from consult.services.opening import opening_of
from consult.services.publishing import questionnaire_of
from consult.settings import INTERFACE_LOCALES
from forms.canonical import to_json
from forms.codebook import as_csv, codebook
from forms.definition import Questionnaire
from forms.opening import Opening, opened
from forms.xlsform.writing import write_xlsx

XLSX: Final = "xlsx"
JSON: Final = "json"
XFORM: Final = "xform"
PDF: Final = "pdf"
SOURCE: Final = "en"
CODEBOOK: Final = "codebook"
FORMATS: Final = (XLSX, JSON, XFORM, PDF, CODEBOOK)


def export_questionnaire(
    session: Session, slug: str, *, form: str, language: str | None
) -> bytes:
    """Return the questionnaire of a survey, or of a consultation's only survey.

    ``form`` is one of ``FORMATS``; ``language`` matters on paper alone. Raises
    ``NotFound``, and ``Rejected`` when a consultation has several surveys or the
    questionnaire is not in that language.
    """
    wave = _wave_of(session, slug)
    version = wave.version_id
    questionnaire = questionnaire_of(session, version)
    if form == CODEBOOK:
        return as_csv(codebook(_versions_like(session, wave))).encode("utf-8-sig")
    if form == PDF:
        return _paper(questionnaire, version, language)
    if form == XFORM:
        opening = _opening_at(session, wave)
        asked = opened(questionnaire, opening)
        mark = opening.mark if asked != questionnaire else ""
        return write_offline(asked, version, mark=mark).encode()
    return WRITERS[form](questionnaire)


def _wave_of(session: Session, slug: str) -> Wave:
    wave = session.scalar(select(Wave).where(Wave.slug == slug))
    if wave is not None:
        return wave
    waves = session.scalars(
        select(Wave)
        .join(Consultation, Wave.consultation_id == Consultation.id)
        .where(Consultation.slug == slug)
        .order_by(Wave.slug)
    ).all()
    if not waves:
        raise NotFound(N_("There is no such survey."))
    if len({each.version_id for each in waves}) > 1:
        raise Rejected(
            N_("This consultation has several surveys. Name one of them: %(surveys)s."),
            surveys=", ".join(each.slug for each in waves),
        )
    return waves[0]


def _opening_at(session: Session, wave: Wave) -> Opening:
    """Return what the consultation of a survey has switched on."""
    return opening_of(session.get_one(Consultation, wave.consultation_id))


def _versions_like(session: Session, wave: Wave) -> list[Questionnaire]:
    """Return every version of a questionnaire in its consultation, the oldest first."""
    waves = session.scalars(
        select(Wave)
        .where(Wave.consultation_id == wave.consultation_id)
        .order_by(Wave.opens_on, Wave.slug)
    )
    ids = dict.fromkeys(wave.version_id for wave in waves)
    own = questionnaire_of(session, wave.version_id).instrument
    opening = _opening_at(session, wave)
    every = (opened(questionnaire_of(session, each), opening) for each in ids)
    return [each for each in every if each.instrument == own]


def _paper(
    questionnaire: Questionnaire, version: VersionId, language: str | None
) -> bytes:
    from forms.printing import write_pdf  # noqa: PLC0415 - large, and rarely wanted

    tag = language or questionnaire.languages[0]
    if tag not in questionnaire.languages:
        raise Rejected(
            N_("The questionnaire is not in this language. It is in: %(languages)s."),
            languages=", ".join(questionnaire.languages),
        )
    own = tag if tag in INTERFACE_LOCALES else SOURCE
    return write_pdf(
        questionnaire, language=tag, version=version, translations=interface_for(own)
    )


def _as_json(questionnaire: Questionnaire) -> bytes:
    return to_json(questionnaire).encode()


WRITERS: Final[Mapping[str, Callable[[Questionnaire], bytes]]] = MappingProxyType(
    {XLSX: write_xlsx, JSON: _as_json}
)
