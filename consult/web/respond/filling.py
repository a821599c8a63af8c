"""What somebody filled in so far: what follows from it, and the way through it."""

from collections.abc import Callable
from functools import cached_property

from consult.services.receipts import Ticket, Token
from consult.services.reckoning import program_of, worked_out
from consult.services.responding import Answers, load, revise
from consult.web.addresses import page_path
from consult.web.respond.inputs import REVIEW
from consult.web.respond.survey import Survey
from forms.keys import instance_key
from forms.logic import Program, Sheet
from forms.paging import Route, Step, after, before
from forms.validation import is_missing


class Filling:
    """The answers of somebody, and what they lead to, worked out when it is needed."""

    def __init__(self, survey: Survey, token: Token, answers: Answers) -> None:
        self.survey = survey
        self.token = token
        self.answers = answers

    @cached_property
    def sheet(self) -> Sheet:
        """The answers with all that follows from them today."""
        return sheet_of(self.survey, self.answers)

    @cached_property
    def route(self) -> Route:
        """The steps that are asked, in order."""
        return self.survey.plan.route(self.sheet)

    @property
    def program(self) -> Program:
        """Return the logic of the questionnaire."""
        return program_of(self.survey.wave)

    def is_on_route(self, step: Step) -> bool:
        """Whether a step is asked as things are."""
        return step in self.route

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
    """Return what was filled in so far; raises like ``load``."""
    answers = load(
        survey.counter.storage,
        wave=survey.wave,
        ticket=ticket_of(survey, token),
        today=survey.today,
    )
    return Filling(survey, token, answers)


def change_filling(
    survey: Survey, token: Token, change: Callable[[Filling], Answers]
) -> Filling:
    """Return what is filled in after a change; raises like ``load``.

    What follows from the answers is kept with them, since some of it is by chance
    or counts what was done.
    """
    made: list[Filling] = []

    def changed(answers: Answers) -> Answers:
        after_it = Filling(survey, token, change(Filling(survey, token, answers)))
        made.append(after_it)
        return _kept(after_it)

    revise(
        survey.counter.storage,
        wave=survey.wave,
        ticket=ticket_of(survey, token),
        today=survey.today,
        change=changed,
    )
    return made[-1]


def ticket_of(survey: Survey, token: Token) -> Ticket:
    """Return what a token stands for."""
    return survey.counter.keys.ticket_of(token)


def _kept(filling: Filling) -> Answers:
    if not filling.survey.questionnaire.body:
        return filling.answers
    return dict(filling.sheet.answers())
