"""Names what pages are about: groups, and the repetitions of those repeated."""

from consult.errors import N_
from consult.web.respond.surroundings import has_words
from consult.web.respond.survey import Survey
from consult.web.respond.telling import shortened, words_at
from consult.web.respond.wording import Wording
from forms.definition import Text
from forms.keys import instance_key
from forms.paging import PageKind, Step
from forms.sheets import Sheet

NUMBERED = N_("%(name)s %(number)s")


def title_of(survey: Survey, sheet: Sheet, step: Step) -> Wording:
    """Return what a page of several questions is headed by."""
    titles = (step.page.title, step.planned.section_title)
    title = next(filter(has_words, titles), None)
    if step.planned.kind is PageKind.BY_HAND and title is not None:
        return survey.worded(title)
    repetition = repetition_of(survey, sheet, step)
    if repetition is not None and _is_of_repeat(step):
        return repetition
    if title is None or not step.keys:
        return survey.worded(title or survey.questionnaire.title)
    return words_at(survey, sheet, title, step.keys[0])


def above_of(survey: Survey, sheet: Sheet, step: Step) -> Wording | None:
    """Return what stands small above the heading: the repetition, or the group."""
    if step.planned.kind is PageKind.BY_HAND:
        return None
    repetition = repetition_of(survey, sheet, step)
    if repetition is not None or not has_words(step.page.title) or not step.keys:
        return repetition
    title = step.page.title or survey.questionnaire.title
    return shortened(words_at(survey, sheet, title, step.keys[0]))


def repetition_of(survey: Survey, sheet: Sheet, step: Step) -> Wording | None:
    """Return the name of the repetition that a step is for, None outside of any."""
    if not step.numbers:
        return None
    repeat = step.planned.repeats[len(step.numbers) - 1]
    return repetition_named(survey, sheet, repeat, step.numbers)


def repetition_named(
    survey: Survey, sheet: Sheet, repeat: str, numbers: tuple[int, ...]
) -> Wording:
    """Return what a repetition is called: by its label, with its number.

    A label that names an answer tells the repetitions apart by itself.
    """
    label = survey.surroundings.repeats[repeat].label
    if label is not None and has_words(label) and names_an_answer(label):
        key = instance_key(repeat, numbers)
        told = shortened(words_at(survey, sheet, label, key))
        if told.words:
            return told
    name = shortened(survey.marked(label)) if label and has_words(label) else None
    number = survey.interface.number(numbers[-1])
    if name is None:
        return survey.told(
            survey.interface.gettext(N_("Number %(number)s"), number=number)
        )
    words = survey.interface.gettext(NUMBERED, name=name.words, number=number)
    return Wording(words, name.language, name.direction)


def names_an_answer(label: Text) -> bool:
    """Whether a label is filled in with an answer."""
    return any("${" in words for _, words in label.in_languages)


def _is_of_repeat(step: Step) -> bool:
    """Whether the title of a page is that of the repeat around it."""
    groups = step.planned.groups
    labelled = next((each for each in reversed(groups) if has_words(each.label)), None)
    return labelled is not None and labelled.repeat is not None


def list_key(step: Step, number: int) -> str:
    """Return the key of a repetition on a list page."""
    listed = step.planned.listed or ""
    return instance_key(listed, (*step.numbers, number))
