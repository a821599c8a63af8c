"""What a questionnaire is: immutable values, the same for the web, paper and report.

A published questionnaire never changes; its version is named by the hash of its
canonical form (``forms.fingerprint``). Logic is held as its author wrote it, in
the expression language of the ODK XForms specification, where ``${name}`` stands
for the answer to a question.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from forms.texts import Said, Text

__all__ = [
    "CHOOSING", "OPENED", "UNASKED", "Choice", "ChoiceList", "Consent", "Fact",
    "Group", "Index", "Item", "Kind", "Layout", "Medium", "Missing", "Page", "Pairs",
    "Provenance", "Question", "Questionnaire", "Repeat", "Said", "Section",
    "SideFile", "Text", "Use", "questions_in",
]  # fmt: skip


class Kind(StrEnum):
    """What somebody does to answer a question.

    Positions and attachments are asked only where a consultation opened them
    (``forms.opening``); no questionnaire is published with the open kinds.
    """

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    RANKING = "ranking"
    ACKNOWLEDGE = "acknowledge"
    POSITION = "position"
    ATTACHMENT = "attachment"
    NOTE = "note"
    CALCULATION = "calculation"
    HIDDEN = "hidden"
    METADATA = "metadata"
    OPEN_POSITION = "open position"
    OPEN_ATTACHMENT = "open attachment"

    @property
    def published(self) -> "Kind":
        """The kind as a questionnaire has it when it is published."""
        return _CLOSED.get(self, self)


OPENED: Final[Mapping[Kind, Kind]] = {
    Kind.POSITION: Kind.OPEN_POSITION,
    Kind.ATTACHMENT: Kind.OPEN_ATTACHMENT,
}
"""What becomes of a kind where a consultation asks for it."""

_CLOSED: Final = {opened: kind for kind, opened in OPENED.items()}

UNASKED: Final = frozenset({Kind.NOTE, Kind.CALCULATION, Kind.HIDDEN, Kind.METADATA})
"""The kinds that ask nobody anything."""

CHOOSING: Final = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.RANKING})
"""The kinds that are answered from a list of choices."""


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


Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Names and what they stand for, in the order in which they were given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A picture or recording beside a text: a file name in each language.

    ``role`` is ``image``, ``big-image``, ``audio`` or ``video``.
    """

    role: str
    files: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that can be chosen.

    ``name`` is what is stored. ``value`` is its place on a scale, ``missing``
    tells that choosing it is no answer in substance, and an ``exclusive`` choice
    stands alone among several. ``columns`` are what a choice filter can ask for.
    """

    name: str
    label: Text
    value: int | None = None
    missing: Missing | None = None
    exclusive: bool = False
    media: tuple[Medium, ...] = ()
    columns: Pairs = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceList:
    """Choices in the order in which they are offered; ``name`` as in ``T4``.

    ``file`` names the side file that the choices were read from.
    """

    name: str
    choices: tuple[Choice, ...]
    file: str | None = None

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
    """One question, or something that stands where a question could.

    ``short`` names it in reviews and tables, ``choices`` is the name of a choice
    list, and ``longest`` counts Unicode code points. A ``guarded`` question tells
    religion or minority, so that its tables hold back more. ``variant`` is the type
    of the XLSForm where several come to the same kind (``barcode``, ``geotrace``,
    ``start``). ``least`` and ``most`` bound how many are chosen, ``randomised`` says
    that the choices come in an order drawn for each response.

    What follows from ``relevant`` on are expressions: whether it is asked, what an
    answer must fulfil, what it should fulfil (``soft_constraint``: "are you sure?"),
    when an answer is required or cannot be changed, its value before anybody answers
    (an expression or plain words), its value at all times (``calculation``), which
    choices are offered, and after whose change it is calculated again
    (``trigger``, names of questions).
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
    variant: str = ""
    guidance: Text | None = None
    media: tuple[Medium, ...] = ()
    appearance: str = ""
    parameters: Pairs = ()
    least: int | None = None
    most: int | None = None
    randomised: bool = False
    relevant: str = ""
    constraint: str = ""
    constraint_message: Text | None = None
    soft_constraint: str = ""
    soft_message: Text | None = None
    required_when: str = ""
    required_message: Text | None = None
    read_only: bool = False
    read_only_when: str = ""
    default: str = ""
    calculation: str = ""
    choice_filter: str = ""
    trigger: tuple[str, ...] = ()
    columns: Pairs = ()

    @property
    def is_asked(self) -> bool:
        """Whether somebody is asked something."""
        return self.kind not in UNASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """That a group is answered several times: ``count`` times, else as wished.

    ``count`` is an expression.
    """

    count: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items that belong together, in their order; with ``repeat`` once for each case.

    ``relevant`` and ``read_only_when`` are expressions that hold for all of them.
    """

    name: str
    items: "tuple[Item, ...]"
    label: Text | None = None
    hint: Text | None = None
    guidance: Text | None = None
    media: tuple[Medium, ...] = ()
    appearance: str = ""
    relevant: str = ""
    read_only_when: str = ""
    repeat: Repeat | None = None
    columns: Pairs = ()


Item: TypeAlias = Question | Group
"""What the body of a questionnaire consists of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFile:
    """A table that came with the questionnaire, for ``instance`` and ``pulldata``."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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
    question and field; ``help`` is one tap away, as summary and text. Pages laid
    out by hand have unique names; the pages of a body are made by
    ``forms.paging``.
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

    ``pages`` are laid out by hand. The ``body`` stands after the first of them; how
    its items come onto pages is planned when it is published. The first of the
    ``languages`` is the one it was written in; where every page is laid out by hand
    each text exists in all of them. ``instrument`` names what it was adapted from,
    as in ``trust-short``, or the form id. ``summary`` tells in a sentence what it
    asks about. ``settings`` are those of the XLSForm that mean nothing here, and
    ``language_names`` says how its headers call the languages, by tag.
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
    body: tuple[Item, ...] = ()
    files: tuple[SideFile, ...] = ()
    settings: Pairs = ()
    language_names: Pairs = ()

    def questions(self) -> Iterator[Question]:
        """Give every question in the order in which they are asked."""
        for page in self.pages[:1]:
            yield from page.questions
        yield from questions_in(self.body)
        for page in self.pages[1:]:
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


def questions_in(items: tuple[Item, ...]) -> Iterator[Question]:
    """Give the questions of a body, those in groups too, in order."""
    for item in items:
        if isinstance(item, Group):
            yield from questions_in(item.items)
        else:
            yield item
