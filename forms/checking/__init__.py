"""Finds everything that keeps a questionnaire from being asked."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

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


def check(questionnaire: Questionnaire) -> None:
    """Raise ``InvalidDefinition`` with every problem when there is any."""
    if problems := problems_of_definition(questionnaire):
        raise InvalidDefinition(problems)
