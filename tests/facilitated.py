"""A consultation with some tiny groups in a database, and what was found in it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from flask import Flask
from sqlalchemy.orm import Session

from consult.app import create_app
from consult.clock import Clock
from consult.db.models import AnalysisRun, Scope
from consult.db.session import open_database
from consult.demonstration import district
from consult.ids import ConsultationId, ResponseId, RunId, WaveId, random_id
from consult.reports.consultation.codec import to_values
from consult.reports.consultation.findings import ConcernsFinding, PlannedGroup
from consult.reports.consultation.words import take_out_words
from consult.roles import Role
from consult.services.announcing import Details
from consult.services.fielding import (
    WaveState,
    create_consultation,
    field_wave,
    store_version,
)
from consult.settings import INTERFACE_LOCALES
from forms.definition import Questionnaire
from forms.instruments.build import build
from tests.builders import some_settings
from tests.consult.answered import Given, answer
from tests.consult.reports.builders import a_quote
from tests.consult.reports.consultation_builders import (
    a_wave,
    some_concerns,
    some_written,
)
from tests.desks import add_staff
from tests.questionnaires import said

SLUG: Final = "talvera"
SURVEY: Final = "talvera-trust"
LANGUAGES: Final = ("en", "ar")
OPENS: Final = dt.date(2026, 11, 1)
CLOSES: Final = dt.date(2026, 11, 30)
READ_ON: Final = dt.date(2026, 11, 3)
PEOPLE: Final = 60
WORDS: Final = "The lamps on the river road stay off."
FEW: Final = "few"
UNREAD: Final = "unread"
NOBODY_ASKED: Final = "silent"

GROUPS: Final[Mapping[str, Mapping[str, int]]] = {
    "D_GEN": {"woman": 34, "man": 19, "other": 4, "pnts": 3},
    "D_AGE": {"18-24": 12, "25-34": 20, "35-49": 21, "50-64": 7},
    "D_LOC": {"centre": 25, "river": 18, "market": 11, "station": 6},
}
"""How many people of each group there are."""

DAYS: Final[Mapping[dt.date, int]] = {
    dt.date(2026, 11, 1): 28,
    dt.date(2026, 11, 2): 26,
    dt.date(2026, 11, 3): 6,
}
TARGETS: Final = (
    PlannedGroup(question="D_GEN", choice="woman", people=30),
    PlannedGroup(question="D_AGE", choice="25-34", people=28),
    PlannedGroup(question="D_AGE", choice="65+", people=15),
    PlannedGroup(question="D_LOC", choice="station", people=40),
)


@dataclass(frozen=True, slots=True)
class World:
    """Ids of what was stored; ``written`` is who wrote ``WORDS``."""

    consultation: ConsultationId
    wave: WaveId
    written: ResponseId


def store_desk(file: Path) -> World:
    """Store the consultation, one of few people, one unasked, and who works there.

    Staff are named like their roles.
    """
    database = open_database(f"sqlite:///{file}")
    with database.writing() as session:
        world = store_world(session)
        few = add_wave(session, add_consultation(session, FEW), "few-trust")
        answer(session, few, people(7))
        unread = add_wave(session, add_consultation(session, UNREAD), "unread-trust")
        answer(session, unread, people(PEOPLE))
        add_consultation(session, NOBODY_ASKED)
        for role in (Role.FACILITATOR, Role.COORDINATOR):
            roles = {slug: [role] for slug in (SLUG, FEW, UNREAD, NOBODY_ASKED)}
            add_staff(session, role.value, roles)
    database.close()
    return world


def app_on(file: Path, clock: Clock, *more: str) -> Flask:
    """Return the application on a file; ``more`` are tags of further languages."""
    locales = (*INTERFACE_LOCALES, *more)
    settings = some_settings(database_url=f"sqlite:///{file}", locales=locales)
    return create_app(settings, clock=clock)


def a_survey() -> Questionnaire:
    """Return the packaged survey of trust, as it is fielded here."""
    return build("trust-short", district.adaptation(LANGUAGES, OPENS))


def store_world(session: Session, *, threshold: int = 10) -> World:
    """Store a consultation of ``PEOPLE`` that was read and counted."""
    consultation = add_consultation(session, SLUG, threshold=threshold)
    wave = add_wave(session, consultation, SURVEY)
    ids = answer(session, wave, people(PEOPLE))
    store_found(session, consultation, wave, ids[0])
    return World(consultation, wave, ids[0])


def people(number: int) -> list[Given]:
    """Return that many people; 60 are as many of each group as ``GROUPS`` says."""
    columns = {name: spread(sizes) for name, sizes in GROUPS.items()}
    days = spread({day.isoformat(): size for day, size in DAYS.items()})
    return [
        Given(
            WORDS if place == 0 else "",
            {
                **{name: values[place] for name, values in columns.items()},
                "D_GRP": ["women"] if place < 31 else ["religious"],
            },
            language="ar" if place % 9 == 8 else "en",
            day=dt.date.fromisoformat(days[place]),
        )
        for place in range(number)
    ]


def spread(sizes: Mapping[str, int]) -> list[str]:
    """Return each name as often as its size says."""
    return [name for name, size in sizes.items() for _ in range(size)]


def add_consultation(
    session: Session, slug: str, *, threshold: int = 10
) -> ConsultationId:
    """Return a new consultation with a plan and nothing asked."""
    return create_consultation(
        session,
        slug=slug,
        details=Details(
            title=said("Daily life in Talvera", "الحياة اليومية في تالفيرا"),
            summary=said("What worries you.", "ما الذي يقلقكم."),
            asked_by=said("the town council", "مجلس البلدة"),
            contact=said("At the library desk.", "في مكتب المكتبة."),
            planned=100,
            targets=TARGETS,
        ),
        disclosure_threshold=threshold,
        delete_on=dt.date(2027, 6, 12),
    )


def add_wave(session: Session, consultation: ConsultationId, slug: str) -> WaveId:
    """Return a new survey of a consultation, open in November 2026."""
    return field_wave(
        session,
        consultation,
        version_id=store_version(session, a_survey()),
        slug=slug,
        opens_on=OPENS,
        closes_on=CLOSES,
        minutes=6,
        state=WaveState.OPEN,
    )


def store_found(
    session: Session,
    consultation: ConsultationId,
    wave: WaveId,
    writer: ResponseId,
    **changes: Any,
) -> None:
    """Store invented findings as the newest; ``writer`` is quoted."""
    items = a_wave().items
    assert items is not None
    written = some_found(writer, **changes)
    store_run(session, consultation, Scope.ITEMS, to_values(items), wave=wave)
    values = to_values(take_out_words(written))
    store_run(session, consultation, Scope.CONCERNS, values)


def some_found(writer: ResponseId, **changes: Any) -> ConcernsFinding:
    """Return invented concerns; the first is quoted with what was written."""
    first, *others = some_concerns()
    quote = a_quote(WORDS, response_id=f"{writer}/TO1")
    values = {
        "questions": ((SURVEY, "TO1"),),
        "responses": PEOPLE,
        "run_number": 1,
        "concerns": (replace(first, quotes=(quote,)), *others),
    }
    return some_written(**{**values, **changes})


def store_run(
    session: Session,
    consultation: ConsultationId,
    scope: Scope,
    findings: Mapping[str, object],
    *,
    wave: str = "",
) -> None:
    """Store findings as the first run of a scope."""
    session.add(
        AnalysisRun(
            id=RunId(random_id()),
            consultation_id=consultation,
            scope=scope,
            wave=wave,
            number=1,
            made_on=READ_ON,
            responses=PEOPLE,
            input_digest="0" * 64,
            findings=findings,
        )
    )
