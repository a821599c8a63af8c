"""Tells what is open for answers now, and what a consultation says of itself."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.models import Consultation, Wave, WaveState
from consult.errors import Inconsistent
from consult.reports.consultation.findings import PlannedGroup
from consult.services.publishing import questionnaire_of
from forms.definition import Pairs, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a consultation says of itself, and its plan.

    ``planned`` is the number of responses hoped for, ``targets`` how many of each
    group; ``report_on`` is the day the report is promised for, ``contact`` where to
    ask or complain.
    """

    title: Text
    summary: Text
    asked_by: Text
    contact: Text
    planned: int | None = None
    targets: tuple[PlannedGroup, ...] = ()
    report_on: dt.date | None = None

    def to_stored(self) -> dict[str, object]:
        """Return the same as JSON can hold it, for ``Consultation.details``."""
        return {
            "title": dict(self.title.in_languages),
            "summary": dict(self.summary.in_languages),
            "asked_by": dict(self.asked_by.in_languages),
            "contact": dict(self.contact.in_languages),
            "planned": self.planned,
            "targets": [
                {
                    "question": each.question,
                    "choice": each.choice,
                    "people": each.people,
                }
                for each in self.targets
            ],
            "report_on": self.report_on.isoformat() if self.report_on else None,
        }

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> "Details":
        """Return the details that ``to_stored`` made.

        Raises ``Inconsistent`` for anything else.
        """
        try:
            return cls(
                title=Text.of(stored["title"]),
                summary=Text.of(stored["summary"]),
                asked_by=Text.of(stored["asked_by"]),
                contact=Text.of(stored["contact"]),
                planned=stored["planned"],
                targets=tuple(PlannedGroup(**each) for each in stored["targets"]),
                report_on=_day(stored["report_on"]),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise Inconsistent from error


def _day(stored: str | None) -> dt.date | None:
    return None if stored is None else dt.date.fromisoformat(stored)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWave:
    """A survey that takes answers, as the first page announces it.

    ``languages`` are those it can be answered in, ``names`` how its author calls
    them. Every text of a survey that was not ``made_elsewhere`` exists in them.
    ``minutes`` is how long answering takes.
    """

    slug: str
    languages: tuple[str, ...]
    names: Pairs
    made_elsewhere: bool
    title: Text
    summary: Text
    asked_by: Text
    closes_on: dt.date
    minutes: int


def open_waves(session: Session, *, today: dt.date) -> tuple[OpenWave, ...]:
    """Return what can be answered today, by consultation and wave in slug order.

    The order tells nothing of when something was made.
    """
    found = session.execute(
        select(Wave, Consultation)
        .join(Consultation, Wave.consultation_id == Consultation.id)
        .where(Wave.state == WaveState.OPEN)
        .where(Wave.opens_on <= today, Wave.closes_on >= today)
    )
    # Sorted here, since databases do not agree on the order of letters.
    ordered = sorted(found, key=lambda pair: (pair[1].slug, pair[0].slug))
    return tuple(
        _announced(session, wave, consultation) for wave, consultation in ordered
    )


def _announced(session: Session, wave: Wave, consultation: Consultation) -> OpenWave:
    details = Details.from_stored(consultation.details)
    questionnaire = questionnaire_of(session, wave.version_id)
    return OpenWave(
        slug=wave.slug,
        languages=questionnaire.languages,
        names=questionnaire.language_names,
        made_elsewhere=bool(questionnaire.body),
        title=questionnaire.title,
        summary=questionnaire.summary or details.summary,
        asked_by=details.asked_by,
        closes_on=wave.closes_on,
        minutes=wave.minutes,
    )
