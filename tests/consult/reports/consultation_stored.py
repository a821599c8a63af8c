"""A consultation in a database with answers and what came of them, for pages."""

import datetime as dt
from typing import Final

from sqlalchemy.orm import Session

from consult.db.models import AnalysisRun, Scope
from consult.demonstration import district
from consult.ids import RunId, random_id
from consult.reports.consultation.codec import to_values
from consult.reports.consultation.words import take_out_words
from consult.services.fielding import WaveState
from forms.definition import Questionnaire
from forms.instruments.build import build
from tests.consult.answered import Given, answer, field_consultation
from tests.consult.reports.consultation_builders import a_wave, some_written

SLUG: Final = "talvera"
PEOPLE: Final = 42
LANGUAGES: Final = ("en", "ar")
DAY: Final = dt.date(2026, 11, 20)


def a_survey() -> Questionnaire:
    """Return the packaged survey of trust, in its two first languages."""
    return build("trust-short", district.adaptation(LANGUAGES, DAY))


def store_a_consultation(session: Session) -> None:
    """Store a survey that ``PEOPLE`` answered, with items and concerns found."""
    fielded = field_consultation(
        session, slug=SLUG, state=WaveState.OPEN, questionnaire=a_survey()
    )
    answer(session, fielded.wave, [Given() for _ in range(PEOPLE)])
    items = a_wave().items
    assert items is not None
    written = some_written(questions=((f"{SLUG}-trust", "TO1"),))
    for scope, wave, findings in (
        (Scope.ITEMS, str(fielded.wave), to_values(items)),
        (Scope.CONCERNS, "", to_values(take_out_words(written))),
    ):
        session.add(
            AnalysisRun(
                id=RunId(random_id()),
                consultation_id=fielded.consultation,
                scope=scope,
                wave=wave,
                number=1,
                made_on=DAY,
                responses=PEOPLE,
                input_digest="0" * 64,
                findings=findings,
            )
        )
