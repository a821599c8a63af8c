"""Takes in filled forms that clients of ODK send, each once."""

import datetime as dt

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


def take_instance(
    session: Session,
    *,
    wave: FieldedWave,
    instance: Instance,
    instance_hash: str,
    today: dt.date,
    files: Files,
) -> bool:
    """Store a filled form as a response, and tell whether it is held.

    The same one again changes nothing. Of somebody who said no nothing is stored.
    Raises ``SurveyNotOpen``, and ``AnswersRefused`` for answers that break a rule.
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
                language=wave.questionnaire.languages[0],
                channel=Channel.WEB,
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


def _is_held(session: Session, instance_hash: str) -> bool:
    held = select(Response.id).where(Response.receipt_hash == instance_hash)
    return session.scalar(held) is not None
