"""Checks what can be chosen, and that each question fits its kind and use."""

from collections.abc import Iterator
from typing import Final

from forms.definition import Choice, ChoiceList, Kind, Question, Questionnaire, Use
from forms.problems import Problem, Rule

FEWEST_CHOICES: Final = 2
MISSING_NAMES: Final = ("dk", "pnts")
SCALED: Final = (Use.TRUST, Use.NEED)
"""What is counted along a scale."""


def choices_by_name(questionnaire: Questionnaire) -> dict[str, ChoiceList]:
    """Return the choice lists by name."""
    return {each.name: each for each in questionnaire.choice_lists}


def questions_of_pages(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Return the questions of the pages laid out by hand."""
    return tuple(each for page in questionnaire.pages for each in page.questions)


def lists_of_pages(questionnaire: Questionnaire) -> tuple[ChoiceList, ...]:
    """Return the choice lists that are not only those of a body."""
    if not questionnaire.body:
        return questionnaire.choice_lists
    asked = {each.choices for each in questions_of_pages(questionnaire)}
    return tuple(each for each in questionnaire.choice_lists if each.name in asked)


def choice_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Give every choice list that contradicts itself or its use."""
    several = {
        each.choices
        for each in questions_of_pages(questionnaire)
        if each.kind is Kind.CHOICES
    }
    for choices in lists_of_pages(questionnaire):
        path = f"choice_lists.{choices.name}"
        if len(choices.choices) < FEWEST_CHOICES:
            yield Problem(path, Rule.CHOICES_TOO_FEW)
        for choice in choices.choices:
            if _is_misnamed(choice):
                yield Problem(f"{path}.choices.{choice.name}", Rule.MISSING_MISNAMED)
            if choices.name in several and choice.missing and not choice.exclusive:
                yield Problem(path, Rule.EXCLUSIVE_MISSING, {"name": choice.name})
        if not _has_usable_scale(choices):
            yield Problem(path, Rule.SCALE_UNUSABLE)


def _is_misnamed(choice: Choice) -> bool:
    if choice.missing is None:
        return choice.name in MISSING_NAMES
    return choice.name not in MISSING_NAMES or choice.name != choice.missing.value


def _has_usable_scale(choices: ChoiceList) -> bool:
    """Say whether there is no scale, or one on which each place is told apart."""
    if not choices.scale:
        return True
    steps = [each for each in choices.choices if each.missing is None]
    return (
        len(choices.scale) == len(set(choices.scale)) == len(steps) >= FEWEST_CHOICES
        and all(each.value is not None for each in steps)
    )  # fmt: skip


def question_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Give every question whose choices, length or use do not fit its kind."""
    lists = choices_by_name(questionnaire)
    for page in questionnaire.pages:
        for question in page.questions:
            path = f"pages.{page.name}.questions.{question.name}"
            yield from _problems_of(question, lists, path)


def _problems_of(
    question: Question, lists: dict[str, ChoiceList], path: str
) -> Iterator[Problem]:
    is_text = question.kind is Kind.TEXT
    if is_text != (question.choices is None):
        yield Problem(path, Rule.CHOICES_MISPLACED)
    elif question.choices is not None and question.choices not in lists:
        yield Problem(path, Rule.CHOICES_MISSING, {"name": question.choices})
    if question.longest is not None and (not is_text or question.longest < 1):
        yield Problem(path, Rule.LENGTH_UNUSABLE)
    if not serves(question, lists):
        yield Problem(path, Rule.USE_UNUSABLE)


def serves(question: Question, lists: dict[str, ChoiceList]) -> bool:
    """Say whether the answers to a question can be used as it says."""
    if question.use is Use.CONCERNS:
        # What is said in a recording can be typed.
        return question.kind.published in (Kind.TEXT, Kind.ATTACHMENT)
    if question.use is Use.GROUP:
        return question.kind is not Kind.TEXT
    if question.use in SCALED:
        choices = lists.get(question.choices or "")
        return question.kind is Kind.CHOICE and (not choices or bool(choices.scale))
    return True
