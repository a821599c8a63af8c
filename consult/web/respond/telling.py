"""Says answers in words, for the review and for lists of what was added."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from consult.errors import N_
from consult.web.respond.digits import in_digits
from consult.web.respond.filling import Filling
from consult.web.respond.pages import GivenAnswer
from consult.web.respond.surroundings import has_words
from consult.web.respond.survey import Survey
from consult.web.respond.wording import Wording
from forms.definition import CHOOSING, Kind, Question, Text
from forms.fields import told, told_by_author
from forms.logic.keeping import MOST_REPETITIONS
from forms.opening import PICTURE
from forms.positions import boxes_of
from forms.problems import Problem, Rule
from forms.sheets import Sheet

LONGEST_NAME: Final = 120
CONFIRMED: Final = N_("Confirmed")
PHOTO: Final = N_("A photo")
RECORDING: Final = N_("A recording")
ABOUT: Final = N_("%(position)s, to about one kilometre")


def words_at(
    survey: Survey, sheet: Sheet, text: Text, key: str, *, otherwise: str = ""
) -> Wording:
    """Return a text of a question with the answers filled in that it names.

    In what was laid out by hand no marks count. Where there are no words they are
    ``otherwise``, such as the name of a question.
    """
    if key in survey.made_here:
        return survey.worded(text)
    if has_words(text):
        said = sheet.said(text, key, survey.language)
        if said.words.strip():
            return survey.said(
                said, filled=(said.language, said.words) not in text.in_languages
            )
    return survey.told(otherwise)


def problem_told(survey: Survey, sheet: Sheet, problem: Problem) -> Wording:
    """Return what is said about a problem, by its author or by us."""
    said = told_by_author(problem, sheet, survey.language)
    if said is not None:
        return survey.said(said)
    return survey.told(told(survey.interface, problem))


def fullness_told(survey: Survey, sheet: Sheet, repeats: Iterable[str]) -> str:
    """Return that a repeat is full, by the keys of those around; nothing otherwise."""
    full = next((key for key in repeats if sheet.is_full(key)), None)
    if full is None:
        return ""
    problem = Problem(full, Rule.TOO_OFTEN, {"most": MOST_REPETITIONS})
    return told(survey.interface, problem)


def name_of(survey: Survey, sheet: Sheet, key: str) -> Wording:
    """Return the short name of a question, else the question itself, without marks."""
    question = sheet.question(key)
    text = question.short or question.label
    wording = words_at(survey, sheet, text, key, otherwise=question.name)
    return shortened(wording)


def shortened(wording: Wording) -> Wording:
    """Return words without marks, cut where they are too long for a name."""
    words = wording.plain
    if wording.marked and len(words) > LONGEST_NAME:
        words = words[:LONGEST_NAME].rpartition(" ")[0] + "…"
    return Wording(words, wording.language, wording.direction, filled=wording.filled)


def given_answer(filling: Filling, key: str, *, address: str) -> GivenAnswer:
    """Return what was given to a question, in words, with the way to change it."""
    survey, sheet = filling.survey, filling.sheet
    question = sheet.question(key)
    value = filling.answers.get(key, "")
    words = value if isinstance(value, str) and question.kind not in CHOOSING else ""
    values = values_told(survey, sheet, key, value)
    return GivenAnswer(
        about=name_of(survey, sheet, key),
        values=values,
        words="" if values else words,
        address=address,
    )


def values_told(
    survey: Survey, sheet: Sheet, key: str, value: str | Sequence[str]
) -> tuple[Wording, ...]:
    """Return an answer in words of ours or of the questionnaire.

    There are none for what somebody typed, which is shown as it is.
    """
    question = sheet.question(key)
    if not value:
        return ()
    if question.kind in CHOOSING:
        return _choices_told(survey, sheet, key, _names_in(question, value))
    if question.kind is Kind.ACKNOWLEDGE:
        return (survey.told(survey.interface.gettext(CONFIRMED)),)
    if question.kind in (Kind.OPEN_ATTACHMENT, Kind.OPEN_POSITION):
        return _opened_told(survey, question, value)
    if question.kind in (Kind.DATE, Kind.DATETIME) and isinstance(value, str):
        return _moment_told(survey, value)
    return ()


def _opened_told(
    survey: Survey, question: Question, value: str | Sequence[str]
) -> tuple[Wording, ...]:
    """Return that there is a file, or the coarse position that can be read."""
    if question.kind is Kind.OPEN_ATTACHMENT:
        message = PHOTO if question.variant == PICTURE else RECORDING
        return (survey.told(survey.interface.gettext(message)),)
    boxes = (each for each in boxes_of(value) if each)
    told = in_digits(survey.interface, ", ".join(boxes))
    if not told:
        return ()
    return (survey.told(survey.interface.gettext(ABOUT, position=told)),)


def _names_in(question: Question, value: str | Sequence[str]) -> Sequence[str]:
    if not isinstance(value, str):
        return value
    # The name of the one choice may hold a space.
    return [value] if question.kind is Kind.CHOICE else value.split()


def _choices_told(
    survey: Survey, sheet: Sheet, key: str, names: Sequence[str]
) -> tuple[Wording, ...]:
    question = sheet.question(key)
    labels = _labels(survey, sheet, question, key)
    if question.kind is Kind.RANKING:
        told = [labels[name] for name in names if name in labels]
        return tuple(
            _numbered(survey, place, each) for place, each in enumerate(told, 1)
        )
    # In the order in which they are offered, as the page shows them.
    return tuple(label for name, label in labels.items() if name in names)


def _labels(
    survey: Survey, sheet: Sheet, question: Question, key: str
) -> Mapping[str, Wording]:
    offered = sheet.choices(key) or survey.questionnaire.choices_of(question)
    return {
        each.name: shortened(
            words_at(survey, sheet, each.label, key, otherwise=each.name)
        )
        for each in offered
    }


def _numbered(survey: Survey, place: int, label: Wording) -> Wording:
    words = f"{survey.interface.number(place)}. {label.words}"
    return Wording(words, label.language, label.direction)


def _moment_told(survey: Survey, value: str) -> tuple[Wording, ...]:
    day, _, time = value.partition("T")
    try:
        told = survey.interface.day(dt.date.fromisoformat(day))
    except ValueError:
        return ()
    return (survey.told(f"{told} {in_digits(survey.interface, time)}".strip()),)
