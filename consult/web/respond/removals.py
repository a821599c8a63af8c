"""Notices that a repetition was removed while a page of another one was open.

Those after it have moved up by one: what is typed on a page shown before would
replace the answers of somebody else.
"""

from collections.abc import Iterator
from typing import Final

from consult.services.responding import Answers
from consult.web.respond.inputs import REMOVALS, Sent
from forms.keys import COUNTED, instance_key
from forms.paging import Plan, Step
from forms.typed import Raw

_REMOVED: Final = f"{COUNTED * 2}removed:"
"""Begins the keys under which removals are counted in a draft; they are not sent."""

_BETWEEN: Final = "."


def removals_at(answers: Raw, step: Step) -> str:
    """Return how often something was removed from each list around a step.

    The list of a list page counts too. Empty where there is none.
    """
    return _BETWEEN.join(_count(answers, key) for key in lists_around(step))


def with_removal(answers: Answers, repeat: str) -> Answers:
    """Return answers in which one more removal from a repeat is counted."""
    return {**answers, _REMOVED + repeat: str(int(_count(answers, repeat)) + 1)}


def is_moved(answers: Raw, step: Step, sent: Sent) -> bool:
    """Whether something was removed since the page was shown that was sent.

    A script may not say what it was shown; it is believed.
    """
    now = removals_at(answers, step)
    return bool(now) and sent.get(REMOVALS, now) != now


def changed_list(plan: Plan, answers: Raw, step: Step, sent: Sent) -> Step | None:
    """Return the page of the outermost list that something was removed from since."""
    shown = sent.get(REMOVALS, "").split(_BETWEEN)
    for place, repeat in enumerate(lists_around(step)):
        if shown[place : place + 1] != [_count(answers, repeat)]:
            return plan.list_of(repeat)
    return None


def lists_around(step: Step) -> Iterator[str]:
    """Give the keys of the repeats around a step; that of a list page too."""
    for depth, repeat in enumerate(step.planned.repeats):
        yield instance_key(repeat, step.numbers[:depth])
    if step.listed is not None:
        yield step.listed


def _count(answers: Raw, repeat: str) -> str:
    kept = answers.get(_REMOVED + repeat, "0")
    return kept if isinstance(kept, str) else "0"
