"""Draws what the invented people chose: the same for everybody at every run.

Each person has a generator of their own, seeded by their key, so that one more
person changes nobody else. The figures are made up; they say nothing about any
place.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from consult.demonstration.answers import InventedResponse
from forms.definition import Question, Questionnaire, Use

SEED: Final = 2026
DAYS_SO_FAR: Final = 19
WEEKEND: Final = 5
WEEKEND_SHARE: Final = 0.4

LEAN: Final[Mapping[str, float]] = MappingProxyType(
    {
        "TR01": 0.48,
        "TA01": 0.44,
        "TA02": 0.46,
        "TA03": 0.36,
        "TA08": 0.62,
        "TA11": 0.66,
        "TV01": 0.42,
        "N01": 0.46,
        "N03": 0.38,
        "N04": 0.52,
        "N05": 0.40,
        "N06": 0.62,
        "N08": 0.50,
        "N10": 0.54,
        "N15": 0.56,
    }
)
"""Where on the scale people stand on average, from 0 to 1."""

SPREAD_BETWEEN_PEOPLE: Final = 0.24
SPREAD_BETWEEN_ITEMS: Final = 0.16

PLACES_LEAN: Final[Mapping[tuple[str, str], float]] = MappingProxyType(
    {
        ("hills", "N08"): 0.26,
        ("hills", "N04"): 0.16,
        ("river", "N01"): 0.20,
        ("river", "N10"): 0.14,
        ("station", "N03"): 0.14,
    }
)
GROUPS_LEAN: Final[Mapping[tuple[str, str], float]] = MappingProxyType(
    {
        ("youth", "N15"): 0.22,
        ("youth", "TA02"): -0.14,
        ("student", "N06"): 0.10,
        ("religious", "TA08"): 0.14,
        ("newcomer", "N03"): 0.18,
        ("disability", "N04"): 0.14,
    }
)
NOT_SAID: Final[Mapping[str, float]] = MappingProxyType({"TA02": 0.05, "TA03": 0.04})
UNKNOWN: Final[Mapping[str, float]] = MappingProxyType(
    {"TA11": 0.13, "TA08": 0.05, "TA03": 0.05}
)
RARELY: Final = 0.02


def chosen(
    person: InventedResponse, questionnaire: Questionnaire
) -> dict[str, str | list[str]]:
    """Return what a person chose on every scale, and what they tell of themselves.

    A question left empty is not in it.
    """
    generator = _generator(person.key)
    leaning = generator.normal(0, SPREAD_BETWEEN_PEOPLE)
    answers: dict[str, str | list[str]] = {}
    for question in questionnaire.questions():
        if question.use in {Use.TRUST, Use.NEED, Use.VOICE}:
            step = _step(person, question, questionnaire, leaning, generator)
            if step is not None:
                answers[question.name] = step
    consent = questionnaire.consent
    return {consent.question: consent.agreed, **answers, **person.about}


def answered_on(person: InventedResponse, today: dt.date) -> dt.date:
    """Return the day a person answered on: one of the last, fewer at weekends."""
    days = [today - dt.timedelta(days=back) for back in range(1, DAYS_SO_FAR + 1)]
    weights = np.array(
        [WEEKEND_SHARE if day.weekday() >= WEEKEND else 1.0 for day in days]
    )
    generator = _generator(f"day of {person.key}")
    return days[generator.choice(len(days), p=weights / weights.sum())]


def _generator(name: str) -> np.random.Generator:
    digest = hashlib.sha256(name.encode()).digest()
    return np.random.default_rng([SEED, int.from_bytes(digest[:8])])


def _step(
    person: InventedResponse,
    question: Question,
    questionnaire: Questionnaire,
    leaning: float,
    generator: np.random.Generator,
) -> str | None:
    fate, noise = generator.random(), generator.normal(0, SPREAD_BETWEEN_ITEMS)
    unknown = UNKNOWN.get(question.name, RARELY)
    not_said = unknown + NOT_SAID.get(question.name, RARELY)
    if fate < unknown:
        return "dk"
    if fate < not_said:
        return "pnts"
    if fate < not_said + RARELY:
        return None
    assert question.choices is not None  # noqa: S101 - a question with a scale has them
    scale = questionnaire.choice_list(question.choices).scale
    # Who trusts less has bigger needs; it is one leaning with two signs.
    sign = -1 if question.use is Use.NEED else 1
    place = LEAN[question.name] + sign * leaning + noise + _group_lean(person, question)
    return str(scale[round(min(1.0, max(0.0, place)) * (len(scale) - 1))])


def _group_lean(person: InventedResponse, question: Question) -> float:
    groups = person.about.get("D_GRP", [])
    return PLACES_LEAN.get((str(person.about.get("D_LOC")), question.name), 0.0) + sum(
        GROUPS_LEAN.get((group, question.name), 0.0) for group in groups
    )
