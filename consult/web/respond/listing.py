"""The page of a repeat: what was added so far, and the ways to change it."""

from collections.abc import Iterable, Iterator
from typing import Final

from flask import Response

from consult.errors import N_
from consult.services.receipts import Token
from consult.services.responding import Answers
from consult.web.respond.attending import see_other
from consult.web.respond.filling import Filling, change_filling, load_filling
from consult.web.respond.inputs import LISTED, Go, Sent, button_in, number_in
from consult.web.respond.naming import (
    list_key,
    names_an_answer,
    repetition_named,
    repetition_of,
)
from consult.web.respond.pages import ListedItem, ListPage
from consult.web.respond.removals import (
    is_moved,
    lists_around,
    removals_at,
    with_removal,
)
from consult.web.respond.showing import progress_at
from consult.web.respond.surroundings import has_words
from consult.web.respond.survey import Survey
from consult.web.respond.telling import fullness_told, shortened, values_told
from consult.web.respond.wording import Wording
from forms.paging import Step, beginning_of

REMOVE: Final = "remove"
REMOVE_NOW: Final = "remove-now"
CONFLICT: Final = 409
MOST_TOLD: Final = 3
"""So many answers tell one repetition from another."""


def show_list(
    filling: Filling,
    step: Step,
    *,
    removing: int | None = None,
    is_changed: bool = False,
) -> Response:
    """Return the list; ``removing`` is the one of which is asked whether it goes.

    Where it ``is_changed`` it says that a page was not kept.
    """
    survey = filling.survey
    return survey.counter.renderer.page(
        "respond/list.html",
        survey.interface,
        _view(filling, step, removing=removing, is_changed=is_changed),
        links=survey.links(filling.token, step.address),
        status=CONFLICT if is_changed else 200,
    )


def take_list(survey: Survey, token: Token, step: Step, sent: Sent) -> Response:
    """Add or remove a repetition, or lead where the button says."""
    go, listed = button_in(sent), number_in(sent, LISTED)
    if go is Go.ADD:
        return _added(survey, token, step, listed=listed)
    gone = number_in(sent, REMOVE_NOW)
    if gone is not None:
        filling = change_filling(
            survey, token, lambda each: _without(each, step, gone, sent)
        )
        return see_other(filling.address(filling.nearest(step)))
    filling = load_filling(survey, token)
    removing = number_in(sent, REMOVE)
    is_there = removing is not None and 1 <= removing <= _count(filling, step)
    is_stale = is_moved(filling.answers, step, sent)
    if is_there and not is_stale and filling.is_on_route(step):
        return show_list(filling, step, removing=removing)
    return see_other(filling.address(_led_to(filling, step, go, sent)))


def _led_to(filling: Filling, step: Step, go: Go, sent: Sent) -> Step | None:
    """Return where a button leads that changes nothing; None for the review."""
    if go is Go.BACK:
        return filling.before(step) or filling.nearest(step)
    if go is Go.ON and REMOVE not in sent:
        return filling.after(step)
    return filling.nearest(step)


def _added(survey: Survey, token: Token, step: Step, *, listed: int | None) -> Response:
    counts: list[int] = []

    def more(before: Filling) -> Answers:
        counts.append(_count(before, step))
        may_add = before.is_on_route(step) and before.sheet.may_add(step.listed or "")
        # Who presses twice is led to the one that was added.
        if not may_add or listed not in (None, counts[-1]):
            return before.answers
        return dict(before.program.add(before.answers, step.listed or ""))

    filling = change_filling(survey, token, more)
    count = _count(filling, step)
    was_pressed_twice = listed is not None and count == listed + 1
    if count == counts[-1] and not was_pressed_twice:
        return see_other(filling.address(filling.nearest(step)))
    new = list_key(step, count)
    return see_other(filling.address(beginning_of(filling.route, new) or step))


def _without(before: Filling, step: Step, number: int, sent: Sent) -> Answers:
    """Return the answers without a repetition of those that were listed.

    Who presses twice, or removed another one elsewhere, removes no other by that.
    """
    count = _count(before, step)
    is_there = before.is_on_route(step) and 1 <= number <= count
    is_same = number_in(sent, LISTED) in (None, count)
    if not is_there or not is_same or is_moved(before.answers, step, sent):
        return before.answers
    without = dict(before.program.remove(before.answers, list_key(step, number)))
    return with_removal(without, step.listed or "")


def _count(filling: Filling, step: Step) -> int:
    return filling.sheet.repetitions(step.listed or "")


def _view(
    filling: Filling, step: Step, *, removing: int | None, is_changed: bool
) -> ListPage:
    survey = filling.survey
    items = tuple(
        _item(filling, step, number) for number in range(1, _count(filling, step) + 1)
    )
    return ListPage(
        survey=survey.worded(survey.questionnaire.title),
        above=repetition_of(survey, filling.sheet, step),
        title=_title(filling, step),
        hint=_hint(filling, step),
        items=items,
        removing=items[removing - 1] if removing is not None else None,
        removals=removals_at(filling.answers, step),
        is_changed=is_changed,
        may_add=filling.sheet.may_add(step.listed or ""),
        progress=progress_at(filling, step),
        action=filling.address(step),
        may_go_back=filling.before(step) is not None,
        full=fullness_told(survey, filling.sheet, lists_around(step)),
    )


def _title(filling: Filling, step: Step) -> Wording:
    survey = filling.survey
    label = survey.surroundings.repeats[step.planned.listed or ""].label
    if label is None or not has_words(label) or names_an_answer(label):
        return survey.told(survey.interface.gettext(N_("Your list")))
    return shortened(survey.marked(label))


def _hint(filling: Filling, step: Step) -> Wording | None:
    group = filling.survey.surroundings.repeats[step.planned.listed or ""]
    return (
        filling.survey.marked(group.hint)
        if group.hint and has_words(group.hint)
        else None
    )


def _item(filling: Filling, step: Step, number: int) -> ListedItem:
    survey, repeat = filling.survey, step.planned.listed or ""
    numbers = (*step.numbers, number)
    keys = list(_keys_in(filling, repeat, numbers))
    beginning = beginning_of(filling.route, list_key(step, number))
    return ListedItem(
        number=number,
        name=repetition_named(survey, filling.sheet, repeat, numbers),
        answers=tuple(_told(filling, keys))[:MOST_TOLD],
        address=filling.address(beginning) if beginning else "",
    )


def _keys_in(filling: Filling, repeat: str, numbers: tuple[int, ...]) -> Iterator[str]:
    """Give the keys of what is asked in a repetition now."""
    depth = len(numbers)
    for step in filling.route:
        is_inside = repeat in step.planned.repeats[depth - 1 : depth]
        if is_inside and step.numbers[:depth] == numbers:
            yield from step.keys


def _told(filling: Filling, keys: Iterable[str]) -> Iterator[Wording]:
    """Give the answers of a repetition in words."""
    for key in keys:
        value = filling.answers.get(key)
        question = filling.sheet.question(key)
        if not value or not question.is_asked or not filling.sheet.is_relevant(key):
            continue
        told = values_told(filling.survey, filling.sheet, key, value)
        if told:
            yield from told
        elif isinstance(value, str):
            yield filling.survey.told(value)
