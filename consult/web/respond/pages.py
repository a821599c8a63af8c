"""What the pages of people who answer show, ready for their templates."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from consult.i18n import Direction
from forms.definition import Kind

LONG_NUMBER: Final = re.compile(r"(\+?\d+(?:[ /()-]+\d+)+)")
"""A number written in groups, like that of a telephone."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a questionnaire or consultation, and the language they are in."""

    words: str
    language: str
    direction: Direction

    @property
    def pieces(self) -> tuple[str, ...]:
        """Return the words in pieces, of which every second one is a long number.

        Among words that run from right to left the groups of a number would change
        places, so that a telephone rings somewhere else.
        """
        return tuple(LONG_NUMBER.split(self.words))


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
class Option:
    """Something to choose; a ruled line parts what ``stands_apart`` from the scale."""

    name: str
    label: Wording
    is_chosen: bool
    stands_apart: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question with what was given so far; ``problem`` is empty where all is well.

    ``about`` names it in few words.
    """

    name: str
    about: Wording
    kind: Kind
    label: Wording
    hint: Wording | None
    longest: int | None
    typed: str
    options: tuple[Option, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class ListedProblem:
    """A problem in the summary at the top; ``about`` names its question."""

    about: Wording | None
    message: str
    address: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is: counted in pages and in named parts, both from 1."""

    page: int
    pages: int
    part: int
    parts: int
    section: Wording


@dataclass(frozen=True, slots=True)
class ToldFact:
    """Something that is told before somebody agrees."""

    term: Wording
    description: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """A page of questions.

    Where there is no ``title`` the only question is the heading. ``nonce`` and
    ``mark`` are those of the page that asks for consent, where ``progress`` is None.
    """

    survey: Wording
    title: Wording | None
    lead: Wording | None
    facts: tuple[ToldFact, ...]
    warning: Wording | None
    help: tuple[Wording, Wording] | None
    questions: tuple[AskedQuestion, ...]
    is_grid: bool
    progress: Progress | None
    problems: tuple[ListedProblem, ...]
    action: str
    may_go_back: bool
    may_skip: bool
    nonce: str = ""
    mark: str = ""
    is_stale: bool = False

    @property
    def heading(self) -> Wording:
        """Return what the page is headed by."""
        return self.title or self.questions[0].label


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A row of the review; without ``values`` the question was left empty."""

    about: Wording
    values: tuple[Wording, ...]
    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """All answers, looked at before they are sent."""

    survey: Wording
    pages: int
    receipt: str
    answers: tuple[GivenAnswer, ...]
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
