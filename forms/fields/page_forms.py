"""Makes the WTForms form of a page: its fields, and what is wrong with them.

Which answers are right is decided by ``forms.validation`` alone. There is no
token against forged requests here: people who answer have no session to abuse.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined] # newer than its types
    SelectChoice,
)
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from forms.appearances import UNSEEN, is_told
from forms.definition import Kind, Page, Question, Questionnaire
from forms.fields.controls import Control, control_of
from forms.fields.kinds import FIELDS, SURE, AnswerField
from forms.fields.messages import Translations, told, told_by_author
from forms.fields.naming import input_names
from forms.keys import instance_key
from forms.logic.keeping import fingerprint, sure_key
from forms.paging import PageKind, Step
from forms.problems import Problem
from forms.sheets import Sheet
from forms.typed import Raw
from forms.typed_moments import MOMENTS
from forms.validation import problem_of

if TYPE_CHECKING:
    from wtforms.fields.core import UnboundField

Unbound: TypeAlias = "UnboundField[Any]"

_IN_LISTS: Final = frozenset({Kind.CHOICES, Kind.RANKING})
_IN_BOXES: Final = MOMENTS | {Kind.OPEN_POSITION}


class _Meta(DefaultMeta):
    csrf = False

    def __init__(self, translations: Translations) -> None:
        self.translations = translations

    def get_translations(self, form: BaseForm) -> Translations:  # noqa: ARG002 - the signature is that of WTForms
        return self.translations


class PageForm(BaseForm):
    """The questions of a page as fields in one language, empty at first.

    Its classes are made by ``PageForms``. Fields have the keys of their questions,
    with ``numbers`` in a repetition, and their inputs ``input_name``. ``data``
    is None or empty where nothing was given, ``errors`` holds messages that are
    translated already and ``problems`` what they are about, both after ``validate``.
    """

    fields: ClassVar[Mapping[str, Unbound]]
    asked: ClassVar[Mapping[str, Question]]
    names: ClassVar[Mapping[str, str]]
    questionnaire: ClassVar[Questionnaire]
    language: ClassVar[str]
    is_by_hand: ClassVar[bool]

    def __init__(
        self, translations: Translations, numbers: tuple[int, ...] = ()
    ) -> None:
        self.questions: Mapping[str, Question] = self.asked
        fields, names = self.fields, self.names
        if numbers:
            keys = {key: instance_key(key, numbers) for key in self.asked}
            self.questions = {keys[key]: each for key, each in self.asked.items()}
            fields = {keys[key]: each for key, each in fields.items()}
            names = input_names(self.questions)
        super().__init__(fields, meta=_Meta(translations))
        for key, name in names.items():
            self._fields[key].name = name
        self.problems: Mapping[str, Problem] = MappingProxyType({})
        self._sure: frozenset[str] = frozenset()
        if self.is_by_hand:
            self.process()

    def process(self, formdata: Any = None, *args: Any, **options: Any) -> None:
        """Take what was sent, else what was kept."""
        super().process(formdata, *args, **options)
        if formdata is not None:
            self._sure = frozenset(
                key
                for key, question in self.questions.items()
                if question.soft_constraint
                and formdata.get(self.input_name(key) + SURE) == "1"
            )

    def fill(self, raw: Raw) -> None:
        """Show what was typed before."""
        fitting = {
            key: _fitting(question.kind, raw[key])
            for key, question in self.questions.items()
            if raw.get(key)
        }
        self.process(data=fitting)

    def raw(self) -> dict[str, str | list[str]]:
        """Return what was typed or chosen, valid or not, without what is empty."""
        return {name: value for name, value in self.data.items() if value}

    def merged(
        self, answers: Raw, shown: Sheet | None = None
    ) -> dict[str, str | list[str]]:
        """Return all answers with what was typed here among them.

        ``shown`` is the sheet the page was shown with: what was not on it is not
        taken for emptied, and what was read-only there is not taken at all.
        """
        merged = dict(answers)
        typed = self.raw()
        for key in self.questions:
            was_there = shown is None or shown.is_relevant(key)
            if was_there and shown is not None and shown.is_read_only(key):
                continue
            if key in typed:
                merged[key] = typed[key]
            elif was_there:
                merged.pop(key, None)
        return merged

    def assured(self, answers: Raw) -> dict[str, str | list[str]]:
        """Return all answers with a note on each that was said here to be right.

        A note goes when its answer changes.
        """
        noted = dict(answers)
        for key, question in self.questions.items():
            if not question.soft_constraint:
                continue
            note = _note_on(answers.get(key, ""))
            if note and key in self._sure:
                noted[sure_key(key)] = note
            elif noted.get(sure_key(key)) != note:
                noted.pop(sure_key(key), None)
        return noted

    def trust(self, answers: Raw) -> None:
        """Ask no more about what was said to be right, by the notes among answers."""
        typed = self.raw()
        self._sure |= {
            key
            for key, question in self.questions.items()
            if question.soft_constraint
            and key in typed
            and answers.get(sure_key(key)) == _note_on(typed[key])
        }

    def validate(self, sheet: Sheet | None = None) -> bool:  # type: ignore[override] # judged by the sheet, not by extra validators
        """Say whether nothing is wrong, and find what is.

        The ``sheet`` is the one of all answers, those typed here among them.
        """
        self.problems = dict(self._found(sheet))
        for key, field in self._fields.items():
            problem = self.problems.get(key)
            field.errors = [] if problem is None else [self.told(problem, sheet)]
        return not self.problems

    def told(self, problem: Problem, sheet: Sheet | None) -> str:
        """Return a problem in words: the author's, else those of the interface."""
        said = told_by_author(problem, sheet, self.language)
        return told(self.meta.translations, problem) if said is None else said.words

    def control(self, key: str) -> Control:
        """Return what a question is answered with."""
        return control_of(self.questions[key], is_by_hand=self.is_by_hand)

    def input_name(self, key: str) -> str:
        """Return the name of the input of a question, with which its parts begin."""
        name: str = self._fields[key].name
        return name

    def _found(self, sheet: Sheet | None) -> "list[tuple[str, Problem]]":
        found = []
        for key, question in self.questions.items():
            problem = problem_of(
                self.questionnaire,
                question,
                self._fields[key].data or "",
                sheet=sheet,
                key=key,
                is_sure=key in self._sure,
            )
            if problem is not None:
                found.append((key, problem))
        return found


class PageForms:
    """The forms of one questionnaire; each class is made once and kept."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._made: dict[tuple[str, str], type[PageForm]] = {}

    def of(self, shown: Page | Step, language: str) -> Callable[..., PageForm]:
        """Return what makes the form of a page or step from translations.

        Its words are in the language, else in the first one of the questionnaire.
        """
        page = shown if isinstance(shown, Page) else shown.page
        made = self._made.get((page.name, language))
        if made is None:
            made = self._made[page.name, language] = self._make(shown, language)
        if isinstance(shown, Page) or not shown.numbers:
            return made
        return partial(made, numbers=shown.numbers)

    def _make(self, shown: Page | Step, language: str) -> type[PageForm]:
        page, keys, is_by_hand = _laid_out(shown)
        asked = {
            key: question
            for key, question in zip(keys, page.questions, strict=True)
            if question.kind not in UNSEEN and not is_told(question)
        }
        fields = {
            key: self._field(question, language, is_by_hand=is_by_hand)
            for key, question in asked.items()
        }
        members = {
            "fields": fields,
            "asked": asked,
            "names": input_names(asked),
            "questionnaire": self.questionnaire,
            "language": language,
            "is_by_hand": is_by_hand,
        }
        return type("PageForm", (PageForm,), members)

    def _field(self, question: Question, language: str, *, is_by_hand: bool) -> Unbound:
        make = _BY_HAND.get(question.kind) if is_by_hand else None
        if make is not None:
            return make(self.questionnaire, question, language)
        return _unbound(FIELDS.get(question.kind, AnswerField)(question, language))


def _note_on(value: str | list[str]) -> str:
    """Return a fingerprint of an answer, empty for none."""
    return fingerprint([value] if isinstance(value, str) else value)


def _laid_out(shown: Page | Step) -> tuple[Page, tuple[str, ...], bool]:
    if isinstance(shown, Page):
        return shown, tuple(each.name for each in shown.questions), True
    is_by_hand = shown.planned.kind is PageKind.BY_HAND
    return shown.page, shown.planned.keys, is_by_hand


def _lines(questionnaire: Questionnaire, question: Question, language: str) -> Unbound:
    label = _worded(questionnaire, question, language)
    return _unbound(TextAreaField(label))


def _choosing(
    make: type[RadioField | SelectMultipleField],
) -> Callable[[Questionnaire, Question, str], Unbound]:
    def field(
        questionnaire: Questionnaire, question: Question, language: str
    ) -> Unbound:
        otherwise = questionnaire.languages[0]
        choices = [
            SelectChoice(
                each.name, each.label.said_in(language, otherwise=otherwise).words
            )
            for each in questionnaire.choices_of(question)
        ]
        label = _worded(questionnaire, question, language)
        # Whether a choice exists is among what validation finds.
        return _unbound(make(label, choices=choices, validate_choice=False))

    return field


def _worded(questionnaire: Questionnaire, question: Question, language: str) -> str:
    return question.label.said_in(language, otherwise=questionnaire.languages[0]).words


_BY_HAND: Final[Mapping[Kind, Callable[[Questionnaire, Question, str], Unbound]]] = {
    Kind.TEXT: _lines,
    Kind.CHOICE: _choosing(RadioField),
    Kind.CHOICES: _choosing(SelectMultipleField),
}


def _unbound(field: Any) -> Unbound:
    """Return what WTForms makes of a field without a form: a field yet to be."""
    unbound: Unbound = field
    return unbound


def _fitting(kind: Kind, value: str | list[str]) -> str | list[str]:
    """Return a value in the shape that the field of a kind shows."""
    if kind in _IN_LISTS:
        return [value] if isinstance(value, str) else value
    if isinstance(value, str) or kind in _IN_BOXES:
        return value
    return value[0]
