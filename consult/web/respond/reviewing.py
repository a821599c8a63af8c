"""Lists all answers before they are sent, by part, each with the way to change it."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from consult.web.respond.filling import Filling
from consult.web.respond.naming import repetition_of
from consult.web.respond.pages import AnsweredPart, GivenAnswer
from consult.web.respond.showing import section_of
from consult.web.respond.telling import given_answer
from consult.web.respond.wording import Wording
from forms.appearances import UNSEEN, is_told
from forms.paging import PageKind, Step

MOST_LISTED: Final = 1_000
"""Of more questions only those that were answered are listed: nobody reads through
thirty thousand that were not, and making such a page would take seconds."""


def answered_parts(filling: Filling) -> Iterator[AnsweredPart]:
    """Give the parts on the path with their questions, answered or not."""
    is_short = sum(len(step.keys) for step in filling.route) <= MOST_LISTED
    for (_, _, _), found in groupby(filling.route, key=_part_of):
        steps = list(found)
        answers = tuple(
            given_answer(filling, key, address=filling.address(step))
            for step in steps
            for key in step.keys
            if (is_short or filling.answers.get(key)) and _is_asked(filling, key)
        )
        if answers:
            yield AnsweredPart(_heading(filling, steps[0]), answers)


def dropped_answers(filling: Filling) -> Iterator[GivenAnswer]:
    """Give the answers to questions that are asked no more, which are not sent."""
    sheet = filling.sheet
    for key in sheet.keys():  # noqa: SIM118 - a sheet is no mapping
        question = sheet.question(key)
        if question.kind in UNSEEN or is_told(question):
            continue
        if filling.answers.get(key) and not sheet.is_relevant(key):
            yield given_answer(filling, key, address="")


def _part_of(step: Step) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
    if step.planned.kind is PageKind.BY_HAND:
        return "", (), ()
    return step.page.section, step.planned.repeats, step.numbers


def _heading(filling: Filling, step: Step) -> Wording | None:
    if step.planned.kind is PageKind.BY_HAND:
        return None
    repetition = repetition_of(filling.survey, filling.sheet, step)
    return repetition or section_of(filling, step)


def _is_asked(filling: Filling, key: str) -> bool:
    question = filling.sheet.question(key)
    is_seen = question.kind not in UNSEEN and not is_told(question)
    return is_seen and filling.sheet.is_relevant(key)
