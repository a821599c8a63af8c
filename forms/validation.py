"""Says what is wrong with an answer, the same for the web, paper and import."""

from collections.abc import Sequence

from forms.definition import Kind, Page, Question, Questionnaire
from forms.problems import Problem, Rule
from forms.typed import Raw, normalise_value


def problems_of(
    questionnaire: Questionnaire, raw: Raw, page: Page | None = None
) -> tuple[Problem, ...]:
    """Return the problems of all answers, or of those on one page, in order.

    Names that no question has are passed over.
    """
    asked = questionnaire.questions() if page is None else page.questions
    found = (
        problem_of(questionnaire, question, raw.get(question.name, ""))
        for question in asked
    )
    return tuple(problem for problem in found if problem is not None)


def problem_of(
    questionnaire: Questionnaire, question: Question, value: str | list[str]
) -> Problem | None:
    """Return what is wrong with a value as it was typed, None when nothing is.

    An empty value is wrong only where an answer is required.
    """
    told = normalise_value(value)
    given = [told] if isinstance(told, str) else told
    if not any(given):
        return _problem(question, Rule.CONSENT_NOT_SAID) if question.required else None
    if question.kind is not Kind.CHOICES and len(given) > 1:
        return _problem(question, Rule.ONE_ONLY)
    if question.kind is Kind.TEXT:
        return _problem_of_words(question, given[0])
    return _problem_of_choices(questionnaire, question, given)


def _problem_of_words(question: Question, words: str) -> Problem | None:
    over = 0 if question.longest is None else len(words) - question.longest
    return _problem(question, Rule.TOO_LONG, over=over) if over > 0 else None


def _problem_of_choices(
    questionnaire: Questionnaire, question: Question, given: Sequence[str]
) -> Problem | None:
    offered = {each.name: each for each in questionnaire.choices_of(question)}
    if any(name not in offered for name in given):
        return _problem(question, Rule.CHOICE_UNKNOWN)
    if len(given) > 1 and any(offered[name].exclusive for name in given):
        return _problem(question, Rule.STANDS_ALONE)
    return None


def _problem(question: Question, rule: Rule, **params: int) -> Problem:
    return Problem(question.name, rule, params)
