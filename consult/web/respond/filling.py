"""What somebody filled in so far: what follows from it, and the way through it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from consult.services.drafting import DraftRow
from consult.services.receipts import Ticket, Token
from consult.services.reckoning import program_of, worked_out, worked_out_again
from consult.services.remembering import Remembered
from consult.services.responding import Answers, look, revise
from consult.web.addresses import page_path
from consult.web.respond.inputs import REVIEW
from consult.web.respond.survey import Survey
from forms.keys import instance_key
from forms.logic import Program, Sheet
from forms.paging import Route, Step, after, before, position
from forms.validation import is_missing


@dataclass(frozen=True)
class Way:
    """The steps that are asked, in order, and the names of the parts they are in."""

    route: Route

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts, in order."""
        return tuple(dict.fromkeys(step.page.section for step in self.route))


class Place(NamedTuple):
    """How far somebody is: counted in pages and in named parts, both from 1."""

    page: int
    pages: int
    part: int
    parts: int


class Filling:
    """The answers of somebody, and what they lead to, worked out when it is needed."""

    def __init__(
        self,
        survey: Survey,
        token: Token,
        answers: Answers,
        row: DraftRow | None = None,
    ) -> None:
        self.survey = survey
        self.token = token
        self.answers = answers
        self.row = row

    @classmethod
    def of(cls, survey: Survey, token: Token, row: DraftRow) -> "Filling":
        """Return the filling of a draft, with what is remembered of it."""
        known = survey.counter.memory.take(row, _about(survey))
        if known is None:
            return cls(survey, token, dict(row.answers), row)
        filling = cls(survey, token, dict(known.answers), row)
        filling.sheet = known.sheet
        if known.way is not None:
            filling.way = known.way
        return filling

    def remember(self) -> None:
        """Let the next page know what followed from what is stored now.

        Nothing of this filling is to be used any more.
        """
        known = vars(self)
        if self.row is None or "sheet" not in known:
            return
        about, way = _about(self.survey), known.get("way")
        found = Remembered(self.row.stored, about, self.answers, self.sheet, way)
        self.survey.counter.memory.hold(self.row.draft, found)

    def changed_to(self, answers: Answers) -> "Filling":
        """Return the filling of other answers, which takes the place of this one."""
        if answers == self.answers:
            return self
        known, after_it = vars(self), Filling(self.survey, self.token, answers)
        if "sheet" not in known:
            return after_it
        shape = self.sheet.shape
        after_it.sheet = worked_out_again(
            self.survey.wave,
            self.sheet,
            answers,
            today=self.survey.today,
            language=self.survey.language,
        )
        if "way" in known and after_it.sheet.shape is shape:
            after_it.way = self.way
        return after_it

    @cached_property
    def sheet(self) -> Sheet:
        """The answers with all that follows from them today."""
        return sheet_of(self.survey, self.answers)

    @cached_property
    def way(self) -> Way:
        """The way through all pages."""
        return Way(self.survey.plan.route(self.sheet))

    @property
    def route(self) -> Route:
        """Return the steps that are asked, in order."""
        return self.way.route

    @property
    def program(self) -> Program:
        """Return the logic of the questionnaire."""
        return program_of(self.survey.wave)

    def is_on_route(self, step: Step) -> bool:
        """Whether a step is asked as things are."""
        return position(self.route, step) is not None

    def place_of(self, step: Step) -> Place:
        """Return where on the way a step is that is asked now."""
        place = position(self.route, step)
        parts = self.way.parts
        return Place(
            page=0 if place is None else place + 1,
            pages=len(self.route),
            part=parts.index(step.page.section) + 1,
            parts=len(parts),
        )

    def exists(self, step: Step) -> bool:
        """Whether the repetition that a step is for is there, asked or not."""
        return all(
            number <= self.sheet.repetitions(instance_key(key, step.numbers[:depth]))
            for depth, (key, number) in enumerate(
                zip(step.planned.repeats, step.numbers, strict=True)
            )
        )

    def nearest(self, step: Step) -> Step | None:
        """Return the step, else the next one on the path; None for the review."""
        return step if self.is_on_route(step) else self.after(step)

    def can_be_answered(self, key: str) -> bool:
        """Whether a question is shown, and its answer can be changed."""
        return self.sheet.is_relevant(key) and not self.sheet.is_read_only(key)

    def address(self, step: Step | None) -> str:
        """Return the address of a step, for none that of the review."""
        place = step.address if step else REVIEW
        return page_path(self.survey.tag, self.survey.wave.slug, self.token, place)

    def after(self, step: Step) -> Step | None:
        """Return the next step on the path, None where all were shown."""
        return after(self.route, step)

    def unfinished(self) -> Step | None:
        """Return the first step where a needed answer was not given.

        A later answer may have made it needed. What was given and does not count is
        told where everything is sent.
        """
        sheet, answers = self.sheet, self.answers
        return next(
            (
                step
                for step in self.route
                for key in step.keys
                if not answers.get(key) and is_missing(sheet, key)
            ),
            None,
        )

    def before(self, step: Step) -> Step | None:
        """Return the step before on the path, None for the first."""
        return before(self.route, step)


def sheet_of(survey: Survey, answers: Answers) -> Sheet:
    """Return answers with all that follows from them today."""
    return worked_out(
        survey.wave, answers, today=survey.today, language=survey.language
    )


def load_filling(survey: Survey, token: Token) -> Filling:
    """Return what was filled in so far; raises like ``look``."""
    row = look(
        survey.counter.storage,
        wave=survey.wave,
        ticket=ticket_of(survey, token),
        today=survey.today,
    )
    return Filling.of(survey, token, row)


def change_filling(
    survey: Survey, token: Token, change: Callable[[Filling], Answers]
) -> Filling:
    """Return what is filled in after a change; raises like ``look``.

    What follows from the answers is kept with them, since some of it is by chance
    or counts what was done.
    """
    made: list[Filling] = []

    def changed(row: DraftRow) -> Answers | None:
        before = Filling.of(survey, token, row)
        known = before.answers
        after_it = before.changed_to(change(before))
        after_it.answers = _kept(after_it)
        made.append(after_it)
        return None if after_it.answers == known else after_it.answers

    row = revise(
        survey.counter.storage,
        wave=survey.wave,
        ticket=ticket_of(survey, token),
        today=survey.today,
        change=changed,
    )
    made[-1].row = row
    return made[-1]


def ticket_of(survey: Survey, token: Token) -> Ticket:
    """Return what a token stands for."""
    return survey.counter.keys.ticket_of(token)


def _kept(filling: Filling) -> Answers:
    if not filling.survey.questionnaire.body:
        return filling.answers
    return filling.sheet.answers()


def _about(survey: Survey) -> tuple[object, ...]:
    """Return what decides beside the answers what follows from them."""
    return survey.wave.asking, survey.language, survey.today
