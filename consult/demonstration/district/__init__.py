"""The invented district: what it says of itself, in every language."""

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from consult.i18n import interface_for
from consult.reports.consultation.findings import PlannedGroup
from consult.services.announcing import Details
from forms.definition import Text
from forms.instruments.build import Adaptation

FOLDER: Final = Path(__file__).parent
PLACES: Final = ("centre", "river", "market", "station", "hills")
MINUTES: Final = 6
THRESHOLD: Final = 10
PLANNED: Final = 1500

DAYS_OPEN_BEFORE: Final = 19
DAYS_OPEN_AFTER: Final = 21
DAYS_TO_REPORT: Final = 97
DAYS_TO_DELETION: Final = 203

TARGETS: Final[Mapping[str, Mapping[str, int]]] = {
    "D_GEN": {"woman": 700, "man": 600},
    "D_AGE": {"18-24": 200, "25-34": 250, "35-49": 350, "50-64": 300, "65+": 240},
    "D_LOC": {"centre": 300, "river": 280, "market": 260, "station": 220, "hills": 220},
    "D_GRP": {
        "youth": 150,
        "religious": 240,
        "women": 200,
        "newcomer": 180,
        "disability": 150,
        "work": 150,
    },
}
"""How many of each group the invented council hopes to hear."""


def details(languages: tuple[str, ...], today: dt.date) -> Details:
    """Return what the consultation says of itself and its plan."""
    return Details(
        title=_text("title", languages),
        summary=_text("summary", languages),
        asked_by=_text("asked_by", languages),
        contact=_text("contact", languages),
        planned=PLANNED,
        targets=tuple(
            PlannedGroup(question=question, choice=choice, people=people)
            for question, groups in TARGETS.items()
            for choice, people in groups.items()
        ),
        report_on=today + dt.timedelta(days=DAYS_TO_REPORT),
    )


def adaptation(languages: tuple[str, ...], today: dt.date) -> Adaptation:
    """Return what the instruments have to know about the district."""
    return Adaptation(
        languages=languages,
        organisation=_text("organisation", languages),
        who_asks=_text("who_asks", languages),
        why=_text("why", languages),
        what_can_change=_text("what_can_change", languages),
        already_decided=_text("already_decided", languages),
        funder=_text("funder", languages),
        actor=_text("actor", languages),
        where_results=_text("where_results", languages),
        results_on=_day(today + dt.timedelta(days=DAYS_TO_REPORT), languages),
        delete_on=_day(deletion(today), languages),
        contact=_text("contact", languages),
        urgent=_text("urgent", languages),
        places=tuple((name, _text(f"place.{name}", languages)) for name in PLACES),
        minutes=MINUTES,
        threshold=THRESHOLD,
    )


def deletion(today: dt.date) -> dt.date:
    """Return the day on which single answers are deleted."""
    return today + dt.timedelta(days=DAYS_TO_DELETION)


def _text(key: str, languages: tuple[str, ...]) -> Text:
    return Text.of({tag: _words(tag)[key] for tag in languages})


def _day(day: dt.date, languages: tuple[str, ...]) -> Text:
    return Text.of({tag: interface_for(tag).day(day) for tag in languages})


@cache
def _words(tag: str) -> Mapping[str, str]:
    words: dict[str, str] = json.loads((FOLDER / f"{tag}.json").read_text("utf-8"))
    return words
