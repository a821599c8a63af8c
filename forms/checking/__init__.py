"""Finds everything that keeps a questionnaire from being asked."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from forms.checking.bodies import body_problems, list_problems
from forms.checking.choosing import choice_problems, question_problems
from forms.checking.consent import consent_problems
from forms.checking.harm import harm_problems
from forms.checking.indices import index_problems
from forms.checking.names import name_problems
from forms.checking.pages import page_problems
from forms.checking.texts import text_problems
from forms.definition import Questionnaire
from forms.errors import InvalidDefinition
from forms.problems import Problem

Check: TypeAlias = Callable[[Questionnaire], Iterator[Problem]]

CHECKS: Final[tuple[Check, ...]] = (
    name_problems,
    text_problems,
    choice_problems,
    question_problems,
    body_problems,
    list_problems,
    consent_problems,
    page_problems,
    harm_problems,
    index_problems,
)


def problems_of_definition(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """Return every problem of a questionnaire; none when it can be asked.

    A path leads through names, as in ``pages.worry.questions.TO1.label``.
    """
    return tuple(problem for find in CHECKS for problem in find(questionnaire))


def problems_of_draft(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """Return the problems of what is read, kept and written, but not asked yet.

    A body that came without pages has nobody asked for consent so far.
    """
    is_draft = bool(questionnaire.body) and not questionnaire.pages
    checks = (each for each in CHECKS if not is_draft or each is not consent_problems)
    return tuple(problem for find in checks for problem in find(questionnaire))


def check(questionnaire: Questionnaire) -> None:
    """Raise ``InvalidDefinition`` with every problem when there is any."""
    if problems := problems_of_definition(questionnaire):
        raise InvalidDefinition(problems)


def check_draft(questionnaire: Questionnaire) -> None:
    """Raise ``InvalidDefinition`` with every problem that a draft has already."""
    if problems := problems_of_draft(questionnaire):
        raise InvalidDefinition(problems)
