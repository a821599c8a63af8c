"""Checks that people are asked before anything else, and forced to nothing else."""

from collections.abc import Iterator

from forms.checking.choosing import choices_by_name, questions_of_pages
from forms.definition import Kind, Question, Questionnaire, Use
from forms.problems import Problem, Rule


def consent_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Give what is wrong with the first page, and every other required question."""
    name = questionnaire.consent.question
    by_hand = questions_of_pages(questionnaire)
    first = questionnaire.pages[0].questions if questionnaire.pages else ()
    if [each.name for each in first] != [name]:
        yield Problem("consent.question", Rule.CONSENT_NOT_FIRST)
    for question in by_hand:
        if question.name == name and not _asks_for_consent(questionnaire, question):
            yield Problem("consent", Rule.CONSENT_UNUSABLE)
        if question.name != name and question.required:
            yield Problem(f"questions.{question.name}.required", Rule.REQUIRED)
    for question in questionnaire.questions():
        if question.use is Use.CONSENT and (question.name != name or not by_hand):
            yield Problem(f"questions.{question.name}.use", Rule.USE_UNUSABLE)


def _asks_for_consent(questionnaire: Questionnaire, question: Question) -> bool:
    choices = choices_by_name(questionnaire).get(question.choices or "")
    names = {each.name for each in choices.choices} if choices else set()
    return (
        question.required
        and question.kind is Kind.CHOICE
        and question.use is Use.CONSENT
        and questionnaire.consent.agreed in names
        and len(names) > 1
    )
