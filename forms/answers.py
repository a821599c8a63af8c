"""Seals what was typed into answers as they are stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from forms.definition import Kind, Missing, Question, Questionnaire
from forms.errors import InvalidAnswers
from forms.problems import Problem, Rule
from forms.typed import Raw, normalise, raw_of_page
from forms.validation import problems_of

__all__ = [
    "GIVEN",
    "Raw",
    "Sealed",
    "has_consented",
    "normalise",
    "raw_of_page",
    "seal",
]

GIVEN: Final = "given"
"""Stands where the words are kept apart."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """Answers to a whole questionnaire.

    ``closed`` gives every question a value: a choice name, a list of them in the
    order in which they are offered, ``given`` for words, or ``skip``. ``open``
    holds the words, by question.
    """

    closed: Mapping[str, str | list[str]]
    open: Mapping[str, str]


def seal(questionnaire: Questionnaire, raw: Raw) -> Sealed:
    """Return the answers as they are stored.

    Names that no question has are left out. Raises ``InvalidAnswers`` with every
    problem, or when consent was not given.
    """
    if problems := problems_of(questionnaire, raw):
        raise InvalidAnswers(problems)
    if not has_consented(questionnaire, raw):
        name = questionnaire.consent.question
        raise InvalidAnswers([Problem(name, Rule.CONSENT_NOT_GIVEN)])
    told = normalise(raw)
    closed: dict[str, str | list[str]] = {}
    words: dict[str, str] = {}
    for question in questionnaire.questions():
        value = told.get(question.name)
        closed[question.name] = _stored(questionnaire, question, value)
        if value is not None and question.kind is Kind.TEXT:
            words[question.name] = _single(value)
    return Sealed(closed, words)


def has_consented(questionnaire: Questionnaire, raw: Raw) -> bool:
    """Say whether the consent question was answered as it has to be."""
    value = normalise(raw).get(questionnaire.consent.question, "")
    return value in (questionnaire.consent.agreed, [questionnaire.consent.agreed])


def _stored(
    questionnaire: Questionnaire, question: Question, value: str | list[str] | None
) -> str | list[str]:
    if value is None:
        return Missing.SKIPPED.value
    if question.kind is Kind.TEXT:
        return GIVEN
    if question.kind is Kind.CHOICE:
        return _single(value)
    chosen = [value] if isinstance(value, str) else value
    offered = questionnaire.choices_of(question)
    # In the order offered, since the order of clicking tells of the person.
    return [each.name for each in offered if each.name in chosen]


def _single(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[0]
