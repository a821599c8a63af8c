"""Makes the demonstration ready: its database, its answers, their analysis."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.migrate import upgrade
from consult.db.models import Consultation, Wave
from consult.db.session import Database, open_database
from consult.demonstration.load import CONSULTATION, SURVEYS, is_loaded, load_district
from consult.ids import ConsultationId
from consult.roles import Role
from consult.services.announcing import open_waves
from consult.services.staffing import (
    NoSuchMember,
    add_member,
    grant,
    member_named,
)
from consult.settings import Settings
from consult.web.signing import signing_key
from consult.worker import analysis_job
from consult.worker.queue import Progress
from consult.worker.task import Task
from forms.instruments.wording import offered_languages

STAFF_NAME: Final = "demo"
PASSWORD_SIGNS: Final = 20


class Step(StrEnum):
    """What is being done."""

    ANSWERS = "answers"
    CONCERNS = "concerns"


Report: TypeAlias = Callable[[Step, int, int], None]
"""Is told the step, and how much of how much of it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationSurvey:
    """A survey and its first page in each language, as tag and path."""

    slug: str
    title: str
    languages: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """What there is to see, and how to sign in at the desk."""

    surveys: tuple[DemonstrationSurvey, ...]
    name: str
    password: str


def is_over(database: Database, *, today: dt.date) -> bool:
    """Whether the surveys of a loaded demonstration have closed."""
    with database.reading() as session:
        last = session.scalar(
            select(Wave.closes_on).where(
                Wave.slug.in_([slug for slug, _ in SURVEYS.values()])
            )
        )
    return last is not None and last < today


def remove_demonstration(file: Path) -> None:
    """Delete a demonstration's database with the files beside it, if it is there."""
    for ending in ("", "-wal", "-shm"):
        file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)


def prepare_demonstration(
    settings: Settings, *, now: dt.datetime, report: Report
) -> Demonstration:
    """Return the demonstration in the database of the settings, made if need be.

    What is loaded or analysed already is left as it is, so that the second time
    is quick.
    """
    upgrade(settings.database_url)
    database = open_database(settings.database_url)
    try:
        _load(database, settings, now=now, report=report)
        password = _password(settings)
        with database.writing() as session:
            _employ(session, password, now.date())
        with database.reading() as session:
            return Demonstration(
                surveys=_surveys(session, settings, now.date()),
                name=STAFF_NAME,
                password=password,
            )
    finally:
        database.close()


def _load(
    database: Database, settings: Settings, *, now: dt.datetime, report: Report
) -> None:
    with database.writing() as session:
        if not is_loaded(session):
            load_district(
                session,
                _languages(settings),
                today=now.date(),
                stored=lambda done, total: report(Step.ANSWERS, done, total),
            )
    with database.reading() as session:
        consultation = session.scalars(
            select(Consultation.id).where(Consultation.slug == CONSULTATION)
        ).one()
    _analyse(database, consultation, now=now, report=report)


def _languages(settings: Settings) -> tuple[str, ...]:
    """Return the languages of the surveys: those we have words and pages in."""
    return tuple(tag for tag in offered_languages() if tag in settings.locales)


def _analyse(
    database: Database,
    consultation: ConsultationId,
    *,
    now: dt.datetime,
    report: Report,
) -> None:
    def tell(progress: Progress) -> None:
        report(Step.CONCERNS, progress.done, progress.total)

    task = Task(
        payload={"consultation": consultation}, database=database, report=tell, now=now
    )
    outcome = analysis_job.handle(task)
    with database.writing() as session:
        outcome.store(session)


def _password(settings: Settings) -> str:
    """Return the password of the demonstration, the same as long as the key is."""
    made = hmac.digest(signing_key(settings).encode(), b"demonstration", hashlib.sha256)
    return made.hex()[:PASSWORD_SIGNS]


def _employ(session: Session, password: str, today: dt.date) -> None:
    try:
        staff = member_named(session, STAFF_NAME).staff
    except NoSuchMember:
        staff = add_member(session, STAFF_NAME, password, today)
    for role in (Role.FACILITATOR, Role.COORDINATOR):
        grant(session, staff, CONSULTATION, role)


def _surveys(
    session: Session, settings: Settings, today: dt.date
) -> tuple[DemonstrationSurvey, ...]:
    return tuple(
        DemonstrationSurvey(
            slug=wave.slug,
            title=wave.title.said_in(
                settings.default_locale, otherwise=wave.languages[0]
            ).words,
            languages={tag: f"/{tag}/c/{wave.slug}" for tag in wave.languages},
        )
        for wave in open_waves(session, today=today)
    )
