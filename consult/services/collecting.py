"""Takes in filled forms that clients of ODK send, each once."""

import datetime as dt
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.db.models import Channel, Response
from consult.services.accepting import require_finishing
from consult.services.fielding import FieldedWave
from consult.services.responding import AnswersRefused, store_response
from consult.services.uploading import Files
from forms.answers import has_consented
from forms.errors import InvalidAnswers
from forms.xform.instances import Instance

UNKNOWN: Final = "und"
"""What stands for a language that nobody knows (BCP 47, section 4.1)."""


def take_instance(
    session: Session,
    *,
    wave: FieldedWave,
    instance: Instance,
    instance_hash: str,
    today: dt.date,
    files: Files,
    language: str = "",
) -> bool:
    """Store a filled form as a response, and tell whether it is held.

    ``language`` is the one the form was fetched in, empty where the client did not
    say; no filled form tells which one was read. The same one again changes nothing.
    Of somebody who said no nothing is stored. Raises ``SurveyNotOpen``, and
    ``AnswersRefused`` for answers that break a rule.
    """
    require_finishing(wave, today=today)
    if not has_consented(wave.questionnaire, instance.answers):
        return False
    if _is_held(session, instance_hash):
        return True
    try:
        with session.begin_nested():
            store_response(
                session,
                wave=wave,
                raw=instance.answers,
                language=_language_of(wave, language),
                channel=Channel.OFFLINE,
                receipt_hash=instance_hash,
                today=today,
                files=files,
            )
    except InvalidAnswers as error:
        raise AnswersRefused(error.problems) from error
    except IntegrityError:
        # Clients send again when the line is slow: the same form just came in twice.
        if not _is_held(session, instance_hash):
            raise
    return True


def _language_of(wave: FieldedWave, told: str) -> str:
    """Return the language of a filled form, ``und`` where nobody knows."""
    languages = wave.questionnaire.languages
    if told in languages:
        return told
    return languages[0] if len(languages) == 1 else UNKNOWN


def _is_held(session: Session, instance_hash: str) -> bool:
    held = select(Response.id).where(Response.receipt_hash == instance_hash)
    return session.scalar(held) is not None
