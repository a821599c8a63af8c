"""Says whether a value is of the kind that its question asks for.

Values are in one form (``forms.typed``) and not empty.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from forms.appearances import looks_of
from forms.definition import Choice, Kind, Question
from forms.positions import is_position
from forms.problems import Rule
from forms.ranges import range_of
from forms.typed import normalise_words
from forms.typed_moments import is_moment
from forms.typed_numbers import is_number

SAFE: Final = 2**53 - 1
"""Every whole number up to it is exact wherever numbers are floating."""
DIGITS: Final = 17
"""More digits than these say nothing in a floating number."""
LONGEST_WORDS: Final = 20_000

Found: TypeAlias = tuple[Rule, Mapping[str, str | int]]
"""A rule that was broken and what fills its message."""


def not_of_its_kind(
    question: Question, given: Sequence[str], choices: Sequence[Choice]
) -> Found | None:
    """Return what is wrong with the values of an answer, None when nothing is."""
    if question.kind in (Kind.CHOICES, Kind.RANKING):
        return _judge_several(question, given, choices)
    if len(given) > 1 and question.kind not in _IN_BOXES:
        return Rule.ONE_ONLY, {}
    if question.kind is Kind.CHOICE:
        return _judge_choice(given[0], choices)
    judge = _JUDGES.get(question.kind)
    if judge is None:
        return None
    return judge(question, given[0] if len(given) == 1 else "")


def _judge_words(question: Question, words: str) -> Found | None:
    longest = question.longest or LONGEST_WORDS
    over = len(words) - longest
    return (Rule.TOO_LONG, {"over": over}) if over > 0 else None


def _judge_integer(_question: Question, text: str) -> Found | None:
    if not is_number(text, whole=True):
        return Rule.NOT_WHOLE, {}
    return (Rule.NUMBER_TOO_LONG, {}) if abs(int(text)) > SAFE else None


def _judge_decimal(_question: Question, text: str) -> Found | None:
    if not is_number(text):
        return Rule.NOT_A_NUMBER, {}
    digits = text.lstrip("-0.").replace(".", "")
    return (Rule.NUMBER_TOO_LONG, {}) if len(digits) > DIGITS else None


def _judge_range(question: Question, text: str) -> Found | None:
    offered = range_of(question)
    if offered is None:
        return _judge_decimal(question, text)
    if is_number(text) and offered.holds(text):
        return None
    least, most = offered.bounds
    step = abs(offered.step).normalize()
    return Rule.OUT_OF_RANGE, {"least": least, "most": most, "step": f"{step:f}"}


def _judge_moment(question: Question, text: str) -> Found | None:
    return None if is_moment(question, text) else (_moment_rule(question), {})


def _moment_rule(question: Question) -> Rule:
    looks = looks_of(question)
    if question.kind is Kind.TIME:
        return Rule.NOT_A_TIME
    if question.kind is Kind.DATETIME:
        return Rule.NOT_A_MOMENT
    if "month-year" in looks:
        return Rule.NOT_A_MONTH
    return Rule.NOT_A_YEAR if "year" in looks else Rule.NOT_A_DATE


def _judge_position(_question: Question, text: str) -> Found | None:
    return None if is_position(text) else (Rule.NOT_A_POSITION, {})


def _judge_attachment(_question: Question, text: str) -> Found | None:
    return None if ATTACHED.fullmatch(text) else (Rule.FILE_GONE, {})


def _judge_acknowledged(_question: Question, text: str) -> Found | None:
    return None if text == ACKNOWLEDGED else (Rule.CHOICE_UNKNOWN, {})


def _judge_choice(name: str, choices: Sequence[Choice]) -> Found | None:
    if any(each.name == name for each in choices):
        return None
    is_offered = any(normalise_words(each.name) == name for each in choices)
    return None if is_offered else (Rule.CHOICE_UNKNOWN, {})


def _judge_several(
    question: Question, given: Sequence[str], choices: Sequence[Choice]
) -> Found | None:
    offered = {normalise_words(each.name): each for each in choices}
    if question.kind is Kind.RANKING:
        is_order = set(given) == set(offered)
        return None if is_order else (Rule.RANKS_UNCLEAR, {})
    if any(name not in offered for name in given):
        return Rule.CHOICE_UNKNOWN, {}
    if len(given) > 1 and any(offered[name].exclusive for name in given):
        return Rule.STANDS_ALONE, {}
    return _judge_how_many(question, [offered[name] for name in given])


def _judge_how_many(question: Question, chosen: Sequence[Choice]) -> Found | None:
    # Who does not know, or chose what stands alone, need not choose more.
    stands_alone = any(each.exclusive or each.missing for each in chosen)
    if question.least and len(chosen) < question.least and not stands_alone:
        return Rule.TOO_FEW, {"least": question.least}
    if question.most and len(chosen) > question.most:
        return Rule.TOO_MANY, {"most": question.most}
    return None


ACKNOWLEDGED: Final = "OK"
"""What is kept of a box that was ticked."""

ATTACHED: Final = re.compile(r"[a-z0-9]{16,64}\.[a-z0-9]{2,5}")
"""What is kept of an attachment: the name of its file, which says nothing."""

_IN_BOXES: Final = frozenset({Kind.DATE, Kind.TIME, Kind.DATETIME, Kind.OPEN_POSITION})
_JUDGES: Final[Mapping[Kind, Callable[[Question, str], Found | None]]] = {
    Kind.TEXT: _judge_words,
    Kind.INTEGER: _judge_integer,
    Kind.DECIMAL: _judge_decimal,
    Kind.RANGE: _judge_range,
    Kind.DATE: _judge_moment,
    Kind.TIME: _judge_moment,
    Kind.DATETIME: _judge_moment,
    Kind.ACKNOWLEDGE: _judge_acknowledged,
    Kind.OPEN_POSITION: _judge_position,
    Kind.OPEN_ATTACHMENT: _judge_attachment,
}
