"""One survey as somebody meets it: in a language, on a day, with its addresses."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from unicodedata import bidirectional

from consult.clock import Clock
from consult.errors import NotFound
from consult.i18n import Direction, Interface
from consult.services.fielding import FieldedWave
from consult.services.receipts import Keys
from consult.services.remembering import Memory
from consult.services.storage import Storage
from consult.web.addresses import survey_path
from consult.web.languages import (
    UNDETERMINED,
    direction_of,
    endonym_of,
    primary_of,
)
from consult.web.render import LanguageLink, Renderer
from consult.web.respond.marking import kept_plain
from consult.web.respond.stencils import Stencils
from consult.web.respond.surroundings import Surroundings
from consult.web.respond.wording import Wording
from forms.definition import Questionnaire, Said, Text
from forms.fields import PageForm, PageForms
from forms.paging import Plan, Step, plan


def worded(text: Text, tag: str, *, otherwise: str) -> Wording:
    """Return a text in the language ``tag``, else in the language ``otherwise``."""
    said = text.said_in(tag, otherwise=otherwise)
    return Wording(said.words, said.language, direction_of_words(said))


def direction_of_words(said: Said) -> Direction:
    """Return in which direction words run, by their first letter if need be."""
    if said.language != UNDETERMINED:
        return direction_of(said.language)
    strong = (bidirectional(sign) for sign in said.words)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"


def tongues_of(
    languages: Sequence[str], *, offered: Sequence[str], is_made_elsewhere: bool
) -> tuple[str, ...]:
    """Return the languages in which a survey can be opened, in the order shown.

    A survey of ours can be opened in all those of the interface, one that was made
    elsewhere in those it is in, of which the first ones are those of the interface.
    Where nobody said what they are, the visitor chooses at least that of the frame.
    """
    spoken = [tag for tag in languages if tag != UNDETERMINED]
    if not is_made_elsewhere or not spoken:
        return tuple(offered)
    first = [tag for tag in offered if tag in spoken]
    return tuple(dict.fromkeys((*first, *spoken)))


@dataclass(frozen=True, slots=True)
class Made:
    """What is made of a version once: the plan of its pages, their forms."""

    plan: Plan
    forms: PageForms
    surroundings: Surroundings
    made_here: frozenset[str]


class Versions:
    """What was made of every version that this process has shown."""

    def __init__(self) -> None:
        self._made: dict[str, Made] = {}

    def made_of(self, wave: FieldedWave) -> Made:
        """Return what is made of the version that a wave asks."""
        made = self._made.get(wave.asking)
        if made is None:
            asked = wave.questionnaire
            by_hand = (each.name for page in asked.pages for each in page.questions)
            made = Made(
                plan(asked),
                PageForms(asked),
                Surroundings.of(asked),
                frozenset(by_hand),
            )
            self._made[wave.asking] = made
        return made


@dataclass(frozen=True, slots=True)
class Counter:
    """What the addresses of people who answer have in common."""

    renderer: Renderer
    storage: Storage
    keys: Keys
    clock: Clock
    versions: Versions
    memory: Memory = field(default_factory=Memory)
    stencils: Stencils = field(default_factory=Stencils)

    @property
    def today(self) -> dt.date:
        """Return the day it is, in UTC; nothing here asks for the time of day."""
        return self.clock().date()


@dataclass(frozen=True, slots=True)
class Survey:
    """A wave as it is answered today, in the language ``tag`` of its address.

    The interface is in the nearest language it speaks.
    """

    counter: Counter
    tag: str
    interface: Interface
    wave: FieldedWave
    today: dt.date
    made: Made = field(init=False, repr=False, compare=False)
    language: str = field(init=False)
    """The one the questions are shown in: that in which they were written, where they
    are not translated into the language of the address."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "made", self.counter.versions.made_of(self.wave))
        object.__setattr__(self, "language", self._language())

    @property
    def questionnaire(self) -> Questionnaire:
        """Return what is asked."""
        return self.wave.questionnaire

    def _language(self) -> str:
        spoken = self.questionnaire.languages
        if self.tag in spoken:
            return self.tag
        kindred = (tag for tag in spoken if primary_of(tag) == primary_of(self.tag))
        return next(kindred, spoken[0])

    def links(self, *parts: str) -> tuple[LanguageLink, ...]:
        """Return a page of the survey in every language it can be opened in."""
        names = dict(self.questionnaire.language_names)
        tongues = tongues_of(
            self.questionnaire.languages,
            offered=[each.tag for each in self.counter.renderer.languages.offered],
            is_made_elsewhere=bool(self.questionnaire.body),
        )
        return tuple(
            LanguageLink(
                tag=tag,
                endonym=endonym_of(tag, names),
                direction=direction_of(tag),
                path="/".join((survey_path(tag, self.wave.slug), *parts)),
                is_current=tag == self.tag,
            )
            for tag in tongues
        )

    @property
    def plan(self) -> Plan:
        """Return the plan of the pages."""
        return self.made.plan

    @property
    def surroundings(self) -> Surroundings:
        """Return the groups around each question."""
        return self.made.surroundings

    @property
    def made_here(self) -> frozenset[str]:
        """Return the names of the questions on pages laid out by hand."""
        return self.made.made_here

    @property
    def consent(self) -> Step:
        """Return the page that asks for consent."""
        return Step(self.plan.pages[0])

    def step_at(self, address: str) -> Step:
        """Return the step at an address, whether it is asked now or not.

        Raises NotFound where the questionnaire has no such page after the first.
        """
        step = self.plan.step_at(address)
        if step is None or step.planned is self.plan.pages[0]:
            raise NotFound
        return step

    def worded(self, text: Text) -> Wording:
        """Return a text of the questionnaire in the language it is shown in."""
        return worded(text, self.language, otherwise=self.questionnaire.languages[0])

    def marked(self, text: Text) -> Wording:
        """Return a text of the body, in which the marks of its author count."""
        otherwise = self.questionnaire.languages[0]
        return self.said(text.said_in(self.language, otherwise=otherwise))

    def said(self, said: Said, *, filled: bool = False) -> Wording:
        """Return words of the body, in which the marks of its author count.

        In the answers that are filled in nothing is a mark.
        """
        words, direction = kept_plain(said.words, said.typed), direction_of_words(said)
        return Wording(words, said.language, direction, marked=True, filled=filled)

    def told(self, words: str) -> Wording:
        """Return words of the interface."""
        return Wording(words, self.interface.tag, self.interface.direction)

    def form(self, step: Step, *, typed_in: str = "") -> PageForm:
        """Return the form of a step, empty, for what is typed in a language.

        It is that of the page unless another one of the questionnaire is given.
        """
        spoken = typed_in in self.questionnaire.languages
        return self.made.forms.of(step, typed_in if spoken else self.language)(
            self.interface
        )
