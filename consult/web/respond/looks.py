"""Tells what decides how a page looks, where what was answered does not.

A page looks the same for everybody whose page asks the same questions, with the same
need of an answer, at the same place of the way. Words into which answers are filled,
and choices that answers decide about, are on no such page.
"""

from collections.abc import Hashable, Iterator
from typing import Final

from consult.web.respond.filling import Filling
from consult.web.respond.removals import lists_around, removals_at
from consult.web.respond.searching import LONG_LIST
from consult.web.respond.surroundings import Surroundings
from forms.appearances import UNSEEN, is_told
from forms.definition import Group, Kind, Question, Questionnaire, Text
from forms.fields import Control, PageForm, control_of
from forms.keys import split_key
from forms.paging import PageKind, PlannedPage, Step
from forms.validation import is_needed

FILLED_IN: Final = frozenset(
    {Control.LINE, Control.LINES, Control.NUMBER, Control.SCALE, Control.RADIOS}
    | {Control.SELECT, Control.CHECKBOXES, Control.BOXES, Control.TICK}
)
"""What is answered with these looks the same, whatever the answer."""


def look_of(filling: Filling, step: Step, form: PageForm) -> Hashable | None:
    """Return what decides how a page looks; None where answers do."""
    survey, sheet = filling.survey, filling.sheet
    page = (survey.wave.asking, step.page.name)
    is_same = survey.counter.stencils.is_alike(
        page,
        lambda: is_alike(survey.questionnaire, survey.surroundings, step.planned),
    )
    if form.problems or not is_same:
        return None
    shown = tuple(filter(sheet.is_relevant, step.keys))
    if any(map(sheet.is_read_only, shown)):
        return None
    return (
        page,
        survey.wave.slug,
        survey.tag,
        step.numbers,
        shown,
        tuple(is_needed(sheet, key) for key in shown),
        filling.place_of(step),
        removals_at(filling.answers, step),
        any(map(sheet.is_full, lists_around(step))),
    )


def is_alike(
    questionnaire: Questionnaire, surroundings: Surroundings, planned: PlannedPage
) -> bool:
    """Whether a page looks the same whatever was answered elsewhere."""
    is_by_hand = planned.kind is PageKind.BY_HAND
    asked = [each for each in planned.page.questions if each.kind not in UNSEEN]
    return all(
        _is_simple(questionnaire, each, is_by_hand=is_by_hand) for each in asked
    ) and not any(
        "{" in words
        for text in _texts(questionnaire, surroundings, planned)
        for _, words in text.in_languages
    )


def _is_simple(
    questionnaire: Questionnaire, question: Question, *, is_by_hand: bool
) -> bool:
    if question.kind is Kind.NOTE:
        return not question.media
    control = control_of(question, is_by_hand=is_by_hand)
    if is_told(question) or control not in FILLED_IN:
        return False
    if question.choice_filter or question.randomised:
        return False
    choices = questionnaire.choices_of(question)
    if question.media or any(each.media for each in choices):
        return False
    is_long = len(choices) > LONG_LIST
    return is_by_hand or not is_long


def _texts(
    questionnaire: Questionnaire, surroundings: Surroundings, planned: PlannedPage
) -> Iterator[Text]:
    """Give all texts of a page, those of what is around it too."""
    around: list[Group] = [*planned.groups]
    for key in planned.keys:
        around += surroundings.around.get(split_key(key)[0], ())
    texts: list[Text | None] = [planned.page.title, planned.section_title]
    for group in around:
        texts += (group.label, group.hint)
    for question in planned.page.questions:
        texts += (question.label, question.hint, question.guidance, question.short)
        texts += (each.label for each in questionnaire.choices_of(question))
    yield from (each for each in texts if each is not None)
