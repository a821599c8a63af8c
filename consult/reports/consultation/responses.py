"""What one stored response says: what was chosen, and whether it may be quoted."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from forms.definition import Missing, Question, Questionnaire, Use

Answers: TypeAlias = Mapping[str, str | list[str]]
"""Choice names, a missing code, or ``given``, by the name of the question."""

AGREED: Final = "yes"
"""The choice that lets the words of somebody be shown as they are."""


def chosen(question: Question, answers: Answers) -> tuple[str, ...]:
    """Return the choices made, or the one missing code, as they are stored."""
    given = answers.get(question.name, Missing.NOT_ASKED.value)
    if isinstance(given, str):
        return (given,)
    return tuple(given) or (Missing.SKIPPED.value,)


def groups_of(
    questionnaire: Questionnaire, question: Question, answers: Answers
) -> tuple[str, ...]:
    """Return the groups somebody says to belong to; who did not say is in none."""
    said = chosen(question, answers)
    return tuple(
        choice.name
        for choice in questionnaire.choices_of(question)
        if choice.name in said and choice.missing is None
    )


def may_be_quoted(questionnaire: Questionnaire, answers: Answers) -> bool:
    """Tell whether somebody allows that their words are shown as they are.

    Leave given for a paraphrase is no leave to quote, and nor is silence.
    """
    asked = questionnaire.used_for(Use.QUOTES)
    return bool(asked) and all(answers.get(each.name) == AGREED for each in asked)


def countable(questionnaire: Questionnaire, question: Question) -> tuple[str, ...]:
    """Return what can be stored for a question: every choice and missing code."""
    names = [choice.name for choice in questionnaire.choices_of(question)]
    codes = (Missing.SKIPPED.value, Missing.NOT_ASKED.value)
    return tuple(dict.fromkeys((*names, *codes)))
