"""Takes a questionnaire made elsewhere into a consultation, as a survey of its own."""

import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.models import Consultation, Wave, WaveState
from consult.errors import N_
from consult.i18n import interface_for
from consult.ids import ConsultationId, VersionId
from consult.services.announcing import Details
from consult.services.fielding import create_consultation, field_wave
from consult.services.publishing import questionnaire_of, store_version
from forms.definition import Questionnaire, Text
from forms.instruments.consent import Terms, ask_consent_first
from forms.instruments.wording import offered_languages

DAYS_OPEN: Final = 30
DAYS_KEPT: Final = 180
LONGEST_SLUG: Final = 64
SECONDS_A_QUESTION: Final = 15
NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")

WHO_ASKS: Final = N_("The people who run this consultation.")
CONTACT: Final = N_("Ask the person who gave you the address of this survey.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The survey that an import led to; ``is_new`` where it was not there before.

    ``before`` is the version of the same questionnaire asked last in the
    consultation, where that is another one.
    """

    survey: str
    version_id: VersionId
    title: Text
    languages: tuple[str, ...]
    is_new: bool
    consultation_is_new: bool
    before: VersionId | None


def take_in(
    session: Session,
    questionnaire: Questionnaire,
    *,
    consultation: str,
    threshold: int,
    today: dt.date,
) -> Imported:
    """Return the survey in which the questionnaire is answered, not open yet.

    A consultation that does not exist is made, open for answers during 30 days from
    today, single answers kept for 180; it says of itself what can be said without
    knowing it. The same questionnaire again gives the same survey. Raises
    ``Rejected`` for a questionnaire that must not be asked or an unusable name.
    """
    known = session.scalar(
        select(Consultation).where(Consultation.slug == consultation)
    )
    is_new = known is None
    if known is None:
        made = _make(session, questionnaire, consultation, threshold, today)
        known = session.get_one(Consultation, made)
    asked = ask_consent_first(questionnaire, _terms(known))
    version = store_version(session, asked)
    before = _version_before(session, known.id, asked, version)
    wave = _wave_with(session, known.id, version)
    slug = wave.slug if wave else _field(session, known, asked, version, today)
    return Imported(
        survey=slug,
        version_id=version,
        title=asked.title,
        languages=asked.languages,
        is_new=wave is None,
        consultation_is_new=is_new,
        before=before,
    )


def _make(
    session: Session,
    questionnaire: Questionnaire,
    slug: str,
    threshold: int,
    today: dt.date,
) -> ConsultationId:
    details = Details(
        title=questionnaire.title,
        summary=questionnaire.summary or questionnaire.title,
        asked_by=_in_our_languages(WHO_ASKS),
        contact=_in_our_languages(CONTACT),
    )
    return create_consultation(
        session,
        slug=slug,
        details=details,
        disclosure_threshold=threshold,
        delete_on=today + dt.timedelta(days=DAYS_KEPT),
    )


def _in_our_languages(message: str) -> Text:
    return Text.of(
        {tag: interface_for(tag).gettext(message) for tag in offered_languages()}
    )


def _terms(consultation: Consultation) -> Terms:
    details = Details.from_stored(consultation.details)
    day = consultation.delete_on
    return Terms(
        who_asks=details.asked_by,
        contact=details.contact,
        delete_on=Text.of(
            {tag: interface_for(tag).day(day) for tag in offered_languages()}
        ),
        threshold=consultation.disclosure_threshold,
    )


def _wave_with(
    session: Session, consultation: ConsultationId, version: VersionId
) -> Wave | None:
    """Return the survey that asks this version already and is not closed."""
    return session.scalars(
        select(Wave)
        .where(Wave.consultation_id == consultation, Wave.version_id == version)
        .where(Wave.state != WaveState.CLOSED)
        .order_by(Wave.slug)
    ).first()


def _version_before(
    session: Session,
    consultation: ConsultationId,
    questionnaire: Questionnaire,
    version: VersionId,
) -> VersionId | None:
    """Return the other version of a questionnaire that was asked last, if any."""
    waves = session.scalars(
        select(Wave)
        .where(Wave.consultation_id == consultation, Wave.version_id != version)
        .order_by(Wave.opens_on.desc(), Wave.slug.desc())
    )
    for wave in waves:
        other = questionnaire_of(session, wave.version_id)
        if other.instrument == questionnaire.instrument:
            return wave.version_id
    return None


def _field(
    session: Session,
    consultation: Consultation,
    questionnaire: Questionnaire,
    version: VersionId,
    today: dt.date,
) -> str:
    slug = _free_slug(session, consultation.slug, questionnaire.instrument)
    asked = sum(question.is_asked for question in questionnaire.questions())
    field_wave(
        session,
        consultation.id,
        version_id=version,
        slug=slug,
        opens_on=today,
        closes_on=min(today + dt.timedelta(days=DAYS_OPEN), consultation.delete_on),
        minutes=math.ceil(asked * SECONDS_A_QUESTION / 60),
    )
    return slug


def _free_slug(session: Session, consultation: str, form: str) -> str:
    """Return an address that is free: the consultation's, with the form's after it."""
    plain = unicodedata.normalize("NFKD", form).encode("ascii", "ignore").decode()
    parts = (consultation, NOT_PLAIN.sub("-", plain.lower()).strip("-"))
    stem = "-".join(filter(None, parts))[: LONGEST_SLUG - 5].rstrip("-")
    slug, number = stem, 1
    while session.scalar(select(Wave.id).where(Wave.slug == slug)) is not None:
        number += 1
        slug = f"{stem}-{number}"
    return slug
