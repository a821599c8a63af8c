"""What the pages of people who answer show, ready for their templates."""

import datetime as dt
from dataclasses import dataclass

from consult.i18n import Direction
from consult.web.respond.asked import AskedQuestion, Block, Widget
from consult.web.respond.wording import Wording


@dataclass(frozen=True, slots=True)
class SurveyLink:
    """The first page of a survey in one of its languages."""

    path: str
    tag: str
    endonym: str
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """An open survey as the first page announces it.

    ``path`` is its first page in the language of the visitor or, where it is not
    asked in that, in its own; ``links`` are all of them.
    """

    title: Wording
    summary: Wording
    asked_by: Wording
    closes_on: dt.date
    minutes: int
    path: str
    links: tuple[SurveyLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The first page of an installation."""

    announcements: tuple[Announcement, ...]
    disclosure_threshold: int


@dataclass(frozen=True, slots=True)
class ListedProblem:
    """A problem in the summary at the top; ``about`` names its question."""

    about: Wording | None
    message: Wording
    address: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is: counted in pages and in named parts, both from 1.

    Where the parts have no names ``section`` is None. Of ``dots`` so many are ``on``.
    """

    page: int
    pages: int
    part: int
    parts: int
    section: Wording | None
    dots: int
    on: int


@dataclass(frozen=True, slots=True)
class ToldFact:
    """Something that is told before somebody agrees."""

    term: Wording
    description: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """A page of questions.

    Where there is no ``title`` the only question is the heading. ``above`` is what
    the page belongs to, such as the repetition. ``nonce`` and ``mark`` are those of
    the page that asks for consent, where ``progress`` is None. On a ``live`` page
    some questions depend on others. ``typed_in`` is the language in which numbers are
    written here, where there are any. ``removals`` tells in a repetition how often
    one was removed before, ``full`` that there are no more repetitions.
    """

    survey: Wording
    above: Wording | None
    title: Wording | None
    lead: Wording | None
    facts: tuple[ToldFact, ...]
    warning: Wording | None
    help: tuple[Wording, Wording] | None
    blocks: tuple[Block, ...]
    is_made_here: bool
    progress: Progress | None
    problems: tuple[ListedProblem, ...]
    action: str
    may_go_back: bool
    may_skip: bool
    may_leave_empty: bool
    is_live: bool = False
    typed_in: str = ""
    removals: str = ""
    nonce: str = ""
    mark: str = ""
    is_stale: bool = False
    full: str = ""

    @property
    def questions(self) -> tuple[AskedQuestion, ...]:
        """Return the questions of all blocks."""
        return tuple(asked for block in self.blocks for asked in block.questions)

    @property
    def has_search(self) -> bool:
        """Whether a long list is searched, with a button of its own."""
        return any(asked.search for asked in self.questions)

    @property
    def has_sound(self) -> bool:
        """Whether a recording stands beside any words."""
        return any(asked.has_sound for asked in self.questions)

    @property
    def asks_place(self) -> bool:
        """Whether somebody is asked where they are."""
        return any(asked.widget is Widget.POSITION for asked in self.questions)

    @property
    def has_files(self) -> bool:
        """Whether files are sent along, which takes a form of another kind."""
        return any(asked.attachment for asked in self.questions)

    @property
    def has_script(self) -> bool:
        """Whether a script helps on this page, which does without it too."""
        return self.is_live or self.asks_place

    @property
    def is_grid(self) -> bool:
        """Whether there is a grid, which needs more room."""
        return any(block.is_grid for block in self.blocks)

    @property
    def heading(self) -> Wording:
        """Return what the page is headed by."""
        return self.title or self.questions[0].label

    @property
    def tab(self) -> str:
        """Return what the page is called outside of it.

        Browsers remember that, so that no answer is to stand in it.
        """
        return (self.survey if self.heading.filled else self.heading).plain


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """A repetition: what it is called, what was answered, and where to change it."""

    number: int
    name: Wording
    answers: tuple[Wording, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """The repetitions so far, and the way to add, change and remove some.

    ``above`` is what the list belongs to, where it is in a repetition itself, and
    ``removing`` the one of which is asked whether it shall go. A list ``is_changed``
    where something was removed while a page of it was open. ``removals`` tells how
    often that was, ``full`` that nothing more can be added.
    """

    survey: Wording
    above: Wording | None
    title: Wording
    hint: Wording | None
    items: tuple[ListedItem, ...]
    removing: ListedItem | None
    removals: str
    is_changed: bool
    may_add: bool
    progress: Progress
    action: str
    may_go_back: bool
    full: str = ""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A row of the review; without ``values`` the question was left empty."""

    about: Wording
    values: tuple[Wording, ...]
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class AnsweredPart:
    """Answers under the heading of their part, if it has one."""

    heading: Wording | None
    answers: tuple[GivenAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """All answers, looked at before they are sent.

    The ``dropped`` are asked no more, since others were changed.
    """

    survey: Wording
    dots: int
    receipt: str
    parts: tuple[AnsweredPart, ...]
    dropped: tuple[GivenAnswer, ...]
    problems: tuple[ListedProblem, ...]
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksPage:
    """The receipt, and the days of what happens next.

    ``receipt`` has Western digits, ``receipt_shown`` those of the reader.
    """

    survey: Wording
    receipt: str
    receipt_shown: str
    closes_on: dt.date
    report_on: dt.date | None
    delete_on: dt.date
    contact: Wording
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """A page that says one thing; the parts that are there are shown in order."""

    title: str
    survey: Wording | None = None
    messages: tuple[str, ...] = ()
    contact: Wording | None = None
    link: str
    link_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPage:
    """That an answer is held, and the way to take it back."""

    survey: Wording
    code: str
    answered_on: dt.date
    delete_on: dt.date
    contact: Wording
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage:
    """Where a receipt code is typed; ``problem`` is empty where all is well."""

    code: str
    problem: str
    action: str


@dataclass(frozen=True, slots=True)
class KeptSurvey:
    """An open survey, and until when its single answers are kept."""

    title: Wording
    delete_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingPage:
    """What is kept, and for how long."""

    surveys: tuple[KeptSurvey, ...]
    disclosure_threshold: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month as a calendar shows it: weeks of days, None outside the month."""

    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[int | None, ...], ...]
    today: int | None


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """Two months and nothing else."""

    months: tuple[Month, ...]
