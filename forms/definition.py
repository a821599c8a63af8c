"""What a questionnaire is: immutable values, the same for the web, paper and report.

A published questionnaire never changes; its version is named by the hash of its
canonical form (``forms.fingerprint``). Texts exist in every language of the
questionnaire.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What somebody does to answer a question."""

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"


class Missing(StrEnum):
    """Why there is no answer; the four are stored apart.

    The first two are choices of a question, the others are not.
    """

    DONT_KNOW = "dk"
    NOT_SAID = "pnts"
    SKIPPED = "skip"
    NOT_ASKED = "na"


class Use(StrEnum):
    """What an answer serves for, from the page to the report."""

    CONSENT = "consent"
    CONCERNS = "concerns"
    TRUST = "trust"
    NEED = "need"
    VOICE = "voice"
    GROUP = "group"
    QUOTES = "quotes"
    OTHER = "other"


class Layout(StrEnum):
    """How the questions of a page stand: one under another, or rows of a grid."""

    LIST = "list"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Said:
    """Words and the language they are in, which may not be the one asked for."""

    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the languages it exists in, as pairs of tag and words."""

    in_languages: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, words: Mapping[str, str]) -> "Text":
        """Return the text of a mapping from language tag to words."""
        return cls(tuple(sorted(words.items())))

    def said_in(self, language: str, *, otherwise: str) -> Said:
        """Return the words in a language, else in the language ``otherwise``.

        Raises KeyError when there are none in either.
        """
        words = dict(self.in_languages)
        if language in words:
            return Said(words[language], language)
        return Said(words[otherwise], otherwise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that can be chosen.

    ``name`` is what is stored. ``value`` is its place on a scale, ``missing``
    tells that choosing it is no answer in substance, and an ``exclusive`` choice
    stands alone among several.
    """

    name: str
    label: Text
    value: int | None = None
    missing: Missing | None = None
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceList:
    """Choices in the order in which they are offered; ``name`` as in ``T4``."""

    name: str
    choices: tuple[Choice, ...]

    @property
    def scale(self) -> tuple[int, ...]:
        """Return the values of the scale in order; none for a list without one."""
        values = (choice.value for choice in self.choices)
        return tuple(sorted(value for value in values if value is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the idea of a question comes from; the wording is our own."""

    construct: str
    source: str
    status: str = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    ``short`` names it in reviews and tables, ``choices`` is the name of a choice
    list, and ``longest`` counts Unicode code points. A ``guarded`` question tells
    religion or minority, so that its tables hold back more.
    """

    name: str
    kind: Kind
    label: Text
    use: Use = Use.OTHER
    short: Text | None = None
    hint: Text | None = None
    choices: str | None = None
    required: bool = False
    longest: int | None = None
    guarded: bool = False
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something a person is told, as a term and what there is to say about it."""

    name: str
    term: Text
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands on one screen.

    ``title`` is the heading where the questions have none in common with it: a
    page of one question is headed by its label. ``warning`` stands between
    question and field; ``help`` is one tap away, as summary and text.
    """

    name: str
    section: str
    questions: tuple[Question, ...]
    title: Text | None = None
    lead: Text | None = None
    facts: tuple[Fact, ...] = ()
    warning: Text | None = None
    help: tuple[Text, Text] | None = None
    layout: Layout = Layout.LIST


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the questionnaire, as progress names it."""

    name: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The question that has to be answered in one way for the rest to be asked."""

    question: str
    agreed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A mean over items, from 0 to 100, where ``least`` of them were answered."""

    name: str
    title: Text
    items: tuple[str, ...]
    least: int
    reversed_items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """A whole questionnaire; the first page asks for consent.

    ``languages`` are those every text exists in, the first one the language it
    was written in. ``instrument`` names what it was adapted from, as in
    ``trust-short``. ``summary`` tells in a sentence what it asks about.
    """

    instrument: str
    title: Text
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    pages: tuple[Page, ...]
    choice_lists: tuple[ChoiceList, ...]
    consent: Consent
    indices: tuple[Index, ...] = field(default=())
    summary: Text | None = None

    def questions(self) -> Iterator[Question]:
        """Give every question in the order in which they are asked."""
        for page in self.pages:
            yield from page.questions

    def question(self, name: str) -> Question:
        """Return the question with a name; raises KeyError when there is none."""
        for question in self.questions():
            if question.name == name:
                return question
        raise KeyError(name)

    def page(self, name: str) -> Page:
        """Return the page with a name; raises KeyError when there is none."""
        for page in self.pages:
            if page.name == name:
                return page
        raise KeyError(name)

    def choice_list(self, name: str) -> ChoiceList:
        """Return the choices with a name; raises KeyError when there are none."""
        for choices in self.choice_lists:
            if choices.name == name:
                return choices
        raise KeyError(name)

    def choices_of(self, question: Question) -> tuple[Choice, ...]:
        """Return what can be chosen in answer to a question."""
        if question.choices is None:
            return ()
        return self.choice_list(question.choices).choices

    def used_for(self, use: Use) -> tuple[Question, ...]:
        """Return the questions that serve a use, in the order they are asked."""
        return tuple(each for each in self.questions() if each.use is use)
