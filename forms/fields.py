"""Makes the WTForms form of a page: its fields, and what is wrong with them.

Which answers are right is decided by ``forms.validation`` alone. There is no
token against forged requests here: people who answer have no session to abuse.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeAlias

from wtforms import Field, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined] # newer than its types
    SelectChoice,
)
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta
from wtforms.validators import ValidationError

from forms.definition import Kind, Page, Question, Questionnaire
from forms.problems import Problem
from forms.typed import Raw
from forms.validation import problem_of

if TYPE_CHECKING:
    from wtforms.fields.core import UnboundField

Unbound: TypeAlias = "UnboundField[Any]"


class Translations(Protocol):
    """What the interface does for messages; ``number`` writes as its readers do."""

    def gettext(self, message: str, **params: object) -> str:
        """Return a message translated, its placeholders filled."""

    def ngettext(self, singular: str, plural: str, count: int, **params: object) -> str:
        """Return the form of a message for a count."""

    def number(self, value: float, /) -> str:
        """Return a number in words or digits of the language."""


class _Meta(DefaultMeta):
    csrf = False

    def __init__(self, translations: Translations) -> None:
        self.translations = translations

    def get_translations(self, form: BaseForm) -> Translations:  # noqa: ARG002 - the signature is that of WTForms
        return self.translations


class PageForm(BaseForm):
    """The questions of a page as fields in one language, empty at first.

    Its classes are made by ``PageForms``.

    ``data`` is None where nothing was given, ``errors`` holds messages that are
    translated already.
    """

    fields: ClassVar[Mapping[str, Unbound]]
    kinds: ClassVar[Mapping[str, Kind]]

    def __init__(self, translations: Translations) -> None:
        super().__init__(self.fields, meta=_Meta(translations))
        self.process()

    def fill(self, raw: Raw) -> None:
        """Show what was typed before."""
        fitting = {name: _fitting(kind, raw[name]) for name, kind in self._given(raw)}
        self.process(data=fitting)

    def raw(self) -> dict[str, str | list[str]]:
        """Return what was typed or chosen, valid or not, without what is empty."""
        return {name: value for name, value in self.data.items() if value}

    def _given(self, raw: Raw) -> list[tuple[str, Kind]]:
        return [(name, kind) for name, kind in self.kinds.items() if raw.get(name)]


class PageForms:
    """The forms of one questionnaire; each class is made once and kept."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._made: dict[tuple[str, str], type[PageForm]] = {}

    def of(self, page: Page, language: str) -> type[PageForm]:
        """Return the form class of a page in a language, else in the first one."""
        made = self._made.get((page.name, language))
        if made is None:
            made = self._made[page.name, language] = self._make(page, language)
        return made

    def _make(self, page: Page, language: str) -> type[PageForm]:
        fields = {
            question.name: _field(self.questionnaire, question, language)
            for question in page.questions
        }
        kinds = {question.name: question.kind for question in page.questions}
        return type("PageForm", (PageForm,), {"fields": fields, "kinds": kinds})


def _field(questionnaire: Questionnaire, question: Question, language: str) -> Unbound:
    otherwise = questionnaire.languages[0]
    label = question.label.said_in(language, otherwise=otherwise).words
    validators = [_validator(questionnaire, question)]
    if question.kind is Kind.TEXT:
        return _unbound(TextAreaField(label, validators))
    choices = [
        SelectChoice(each.name, each.label.said_in(language, otherwise=otherwise).words)
        for each in questionnaire.choices_of(question)
    ]
    # Whether a choice exists is among what the validator finds.
    return _unbound(
        CHOOSING[question.kind](
            label, validators, choices=choices, validate_choice=False
        )
    )


def _unbound(field: Any) -> Unbound:
    """Return what WTForms makes of a field without a form: a field yet to be."""
    unbound: Unbound = field
    return unbound


CHOOSING: Final[Mapping[Kind, type[RadioField | SelectMultipleField]]] = {
    Kind.CHOICE: RadioField,
    Kind.CHOICES: SelectMultipleField,
}


def _validator(
    questionnaire: Questionnaire, question: Question
) -> Callable[[PageForm, Field], None]:
    def agree_with_the_questionnaire(form: PageForm, field: Field) -> None:
        problem = problem_of(questionnaire, question, field.data or "")
        if problem is not None:
            raise ValidationError(told(form.meta.translations, problem))

    return agree_with_the_questionnaire


def told(translations: Translations, problem: Problem) -> str:
    """Return what is said about a problem, its numbers as the reader writes them."""
    params = {
        name: translations.number(value) if isinstance(value, int) else value
        for name, value in problem.params.items()
    }
    return translations.gettext(problem.message, **params)


def _fitting(kind: Kind, value: str | list[str]) -> str | list[str]:
    """Return a value in the shape that the field of a kind shows."""
    if kind is Kind.CHOICES:
        return [value] if isinstance(value, str) else value
    return value if isinstance(value, str) else value[0]
