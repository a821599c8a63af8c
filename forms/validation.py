"""Says what is wrong with an answer, the same for the web, paper and import."""

from collections.abc import Iterable, Sequence

from forms.appearances import UNSEEN, is_told
from forms.definition import CHOOSING, Kind, Page, Question, Questionnaire, Text, Use
from forms.judging import not_of_its_kind
from forms.keys import split_key
from forms.problems import Problem, Rule
from forms.sheets import Sheet
from forms.typed import Raw, normalise_value, normalise_words

__all__ = ["is_asked_now", "is_missing", "is_needed", "problem_of", "problems_of"]


def problems_of(
    questionnaire: Questionnaire,
    raw: Raw,
    page: Page | None = None,
    *,
    sheet: Sheet | None = None,
    keys: Iterable[str] | None = None,
    is_sure: bool = True,
) -> tuple[Problem, ...]:
    """Return the problems of all answers, or of some, in order.

    Without a ``sheet`` every question counts as asked, or those on one ``page``.
    With one it is the questions that are relevant now, or those with ``keys``. Names
    that no question has are passed over. Where not everything could be worked out,
    all the answers have that one problem at least.
    """
    if sheet is None:
        asked = questionnaire.questions() if page is None else page.questions
        of_page = [(question.name, question) for question in asked]
    else:
        wanted = sheet.keys() if keys is None else keys
        of_page = [(key, sheet.question(key)) for key in wanted]
    found = (
        problem_of(
            questionnaire,
            question,
            raw.get(key, ""),
            sheet=sheet,
            key=key,
            is_sure=is_sure,
        )
        for key, question in of_page
    )
    problems = tuple(problem for problem in found if problem is not None)
    if sheet is None or keys is not None or sheet.is_complete:
        return problems
    return (Problem(_nearest_asked(sheet), Rule.TOO_MUCH), *problems)


def problem_of(
    questionnaire: Questionnaire,
    question: Question,
    value: str | list[str],
    *,
    sheet: Sheet | None = None,
    key: str = "",
    is_sure: bool = True,
) -> Problem | None:
    """Return what is wrong with a value as it was typed, None when nothing is.

    An empty value is wrong only where an answer is required. The ``sheet`` has to be
    the one of these answers; without it nothing is known of logic, and a text may be
    as long as its question allows. Who ``is_sure`` is not asked again about an answer
    that breaks a soft constraint.
    """
    told = normalise_value(value)
    given = [told] if isinstance(told, str) else told
    given = [each for each in given if each]
    if sheet is None:
        return _problem_alone(questionnaire, question, given)
    if not is_asked_now(sheet, key):
        return None
    return _problem_on(sheet, key, given, is_sure=is_sure)


def is_asked_now(sheet: Sheet, key: str) -> bool:
    """Whether somebody is asked a question now, and can answer it."""
    if not sheet.is_relevant(key):
        return False
    question = sheet.question(key)
    if question.kind in UNSEEN or is_told(question):
        return False
    return not sheet.is_read_only(key)


def is_missing(sheet: Sheet, key: str) -> bool:
    """Whether an answer is needed and was not given."""
    is_open = is_asked_now(sheet, key) and not normalise_words(sheet.value(key))
    return is_open and is_needed(sheet, key)


def is_needed(sheet: Sheet, key: str) -> bool:
    """Whether nobody gets on without an answer.

    Where nothing is left to choose from, nothing can be asked for.
    """
    can_answer = sheet.question(key).kind not in CHOOSING or bool(sheet.choices(key))
    return can_answer and sheet.is_required(key)


def _nearest_asked(sheet: Sheet) -> str:
    """Return a question near the place from which on nothing was worked out."""
    keys, stopped = sheet.keys(), sheet.stopped_at
    place = keys.index(stopped) if stopped in keys else len(keys)
    numbers = split_key(stopped)[1]
    asked = [key for key in keys if is_asked_now(sheet, key)] or list(keys)
    beside = [key for key in asked if split_key(key)[1] == numbers] or asked
    before = [key for key in beside if key in keys[:place]]
    return before[-1] if before else beside[0]


def _problem_alone(
    questionnaire: Questionnaire, question: Question, given: Sequence[str]
) -> Problem | None:
    if not given:
        is_needed = question.required and not is_told(question)
        return Problem(question.name, _needed(question)) if is_needed else None
    if question.kind is Kind.TEXT and question.longest is None:
        return _too_many_texts(question, given)
    found = not_of_its_kind(question, given, questionnaire.choices_of(question))
    return Problem(question.name, *found) if found else None


def _too_many_texts(question: Question, given: Sequence[str]) -> Problem | None:
    return Problem(question.name, Rule.ONE_ONLY) if len(given) > 1 else None


def _problem_on(
    sheet: Sheet, key: str, given: Sequence[str], *, is_sure: bool
) -> Problem | None:
    question = sheet.question(key)
    if not given:
        wanted = question.required_message
        return _said(key, _needed(question), wanted) if is_needed(sheet, key) else None
    choices = sheet.choices(key) if question.kind in CHOOSING else ()
    found = not_of_its_kind(question, given, choices)
    if found:
        return Problem(key, *found)
    if not sheet.satisfies(key):
        return _said(key, Rule.DOES_NOT_FIT, question.constraint_message)
    if not is_sure and not sheet.satisfies_softly(key):
        return _said(key, Rule.UNLIKELY, question.soft_message)
    return None


def _needed(question: Question) -> Rule:
    is_consent = question.use is Use.CONSENT
    return Rule.CONSENT_NOT_SAID if is_consent else Rule.ANSWER_NEEDED


def _said(key: str, rule: Rule, words: Text | None) -> Problem:
    return Problem(key, rule, said=words)
