"""Consultations in a database, answered as tests say."""

import csv
import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from consult.db.models import Channel, OpenAnswer, Response, Wave
from consult.ids import ConsultationId, ResponseId, WaveId, random_id
from consult.services.announcing import Details
from consult.services.fielding import (
    WaveState,
    create_consultation,
    field_wave,
    store_version,
)
from forms.definition import Questionnaire
from tests.consult.analysis.consultations import a_questionnaire_with_an_index
from tests.questionnaires import said

EXAMPLES: Final = Path(__file__).parents[2] / "examples" / "answers.csv"
OPENS: Final = dt.date(2026, 11, 1)
CLOSES: Final = dt.date(2026, 11, 30)
DELETES: Final = dt.date(2027, 6, 12)
DAY: Final = dt.date(2026, 11, 3)
SLUG: Final = "talvera"
WAVE_SLUG: Final = "talvera-trust"
ANSWERS: Final[Mapping[str, str | list[str]]] = {
    "C_OK": "yes",
    "TO1": "skip",
    "TR01": "2",
    "TA01": "1",
    "TA02": "dk",
    "TA03": "skip",
    "D_GRP": ["youth"],
    "D_Q": "yes",
}


@dataclass(frozen=True, slots=True)
class Fielded:
    """Ids of a consultation and its wave."""

    consultation: ConsultationId
    wave: WaveId


@dataclass(frozen=True, slots=True)
class Given:
    """One response: what was written, and what differs from ``ANSWERS``."""

    text: str = ""
    changes: Mapping[str, str | list[str]] = field(default_factory=dict)
    language: str = "en"
    day: dt.date = DAY


def field_consultation(
    session: Session,
    *,
    slug: str = SLUG,
    state: WaveState = WaveState.OPEN,
    threshold: int = 10,
    questionnaire: Questionnaire | None = None,
) -> Fielded:
    """Return a new consultation with one wave, open in November 2026."""
    consultation = create_consultation(
        session,
        slug=slug,
        details=Details(
            title=said("Daily life in Talvera", "الحياة اليومية في تالفيرا"),
            summary=said("What worries you.", "ما الذي يقلقكم."),
            asked_by=said("the town council", "مجلس البلدة"),
            contact=said("At the library desk.", "في مكتب المكتبة."),
            planned=100,
        ),
        disclosure_threshold=threshold,
        delete_on=DELETES,
    )
    wave = field_wave(
        session,
        consultation,
        version_id=store_version(
            session, questionnaire or a_questionnaire_with_an_index()
        ),
        slug=f"{slug}-trust",
        opens_on=OPENS,
        closes_on=CLOSES,
        minutes=6,
        state=state,
    )
    return Fielded(consultation, wave)


def answer(session: Session, wave: WaveId, given: Iterable[Given]) -> list[ResponseId]:
    """Store responses to a wave and return their ids in the same order."""
    version = session.get_one(Wave, wave).version_id
    ids: list[ResponseId] = []
    for each in given:
        response = Response(
            id=ResponseId(random_id()),
            wave_id=wave,
            version_id=version,
            language=each.language,
            channel=Channel.WEB,
            answered_on=each.day,
            receipt_hash=secrets.token_hex(32),
            answers={
                **ANSWERS,
                **({"TO1": "given"} if each.text else {}),
                **each.changes,
            },
        )
        session.add(response)
        session.flush()
        if each.text:
            session.add(
                OpenAnswer(response_id=response.id, question="TO1", text=each.text)
            )
        ids.append(response.id)
    session.flush()
    return ids


def some_given(number: int, *, quoted_of_five: int = 3) -> list[Given]:
    """Return that many responses in words; of five, so many may be quoted."""
    with EXAMPLES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))[:number]
    return [
        Given(
            row["answer"],
            {"D_Q": "yes" if place % 5 < quoted_of_five else "no"},
            language=row["language"] or "en",
        )
        for place, row in enumerate(rows)
    ]
