"""Reads an answer as expressions see it: text, empty where it cannot be read.

What somebody typed stays as it is in the answers; here it only does not count.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from forms.definition import CHOOSING, Choice, Kind, Question
from forms.expressions.numbers import NOT_A_NUMBER, to_number
from forms.expressions.values import to_text
from forms.positions import is_position

Reading = Callable[[object], str]
"""From what stands in the answers, which may be anything, to the text it counts as."""

_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,30}")
_GREATEST: Final = 2**63
_DAY: Final = len("2026-11-21")
_DATED: Final = re.compile(r"\s*[0-9]{4}-[0-9]")
_AGREED: Final = "OK"
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]{1,30}\.?[0-9]{0,30}|\.[0-9]{1,30})")


def words(raw: object) -> str:
    """Return text as it is."""
    return raw if isinstance(raw, str) else ""


def nothing(_raw: object) -> str:
    """Return that nothing is known, which the policy wants of some kinds."""
    return ""


def names(raw: object) -> str:
    """Return names joined by spaces."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, list):
        return " ".join(each for each in raw if isinstance(each, str))
    return ""


def whole_number(raw: object) -> str:
    """Return a whole number in digits alone."""
    if isinstance(raw, str) and _WHOLE.fullmatch(raw):
        return str(int(raw))
    return ""


def number(raw: object) -> str:
    """Return a number with its point, ``17.0`` for 17, as ODK's clients have it."""
    if isinstance(raw, str) and _NUMBER.fullmatch(raw):
        return _with_point(float(raw))
    return ""


def position(raw: object) -> str:
    """Return a coarse position, of which nothing else is ever kept."""
    return raw if isinstance(raw, str) and is_position(raw) else ""


def _with_point(value: float) -> str:
    if not math.isfinite(value):
        return ""
    text = to_text(value)
    return text if "." in text or "e" in text else f"{text}.0"


def _moment(parse: Callable[[str], object]) -> Reading:
    def read(raw: object) -> str:
        if not isinstance(raw, str):
            return ""
        try:
            parse(raw)
        except ValueError:
            return ""
        return raw

    return read


OFF: Final = frozenset({Kind.POSITION, Kind.ATTACHMENT})
"""The kinds that are never asked unless the wave allows them."""

DAY: Final = "today"
"""The only metadata that is kept: the day. All others would tell of a person."""

READINGS: Final[Mapping[Kind, Reading]] = {
    Kind.TEXT: words,
    Kind.CHOICE: words,
    Kind.CHOICES: names,
    Kind.RANKING: names,
    Kind.INTEGER: whole_number,
    Kind.DECIMAL: number,
    Kind.RANGE: number,
    Kind.DATE: _moment(dt.date.fromisoformat),
    Kind.TIME: _moment(dt.time.fromisoformat),
    Kind.DATETIME: _moment(dt.datetime.fromisoformat),
    Kind.ACKNOWLEDGE: words,
    Kind.POSITION: nothing,
    Kind.ATTACHMENT: nothing,
    Kind.OPEN_POSITION: position,
    Kind.OPEN_ATTACHMENT: words,
    Kind.NOTE: words,
    Kind.CALCULATION: words,
    Kind.HIDDEN: words,
    Kind.METADATA: words,
}


def reading_of(question: Question, choices: Sequence[Choice]) -> Reading:
    """Return how answers to a question are read, choices it does not offer left out.

    Several choices come in the order of the list, as ODK's clients have them.
    """
    if question.kind is Kind.RANGE and not _has_parts(question):
        return whole_number
    if question.kind is Kind.METADATA and question.variant != DAY:
        return nothing
    if question.choices is None or question.kind not in CHOOSING:
        return READINGS[question.kind]
    if question.kind is Kind.RANKING:
        return names
    order = {choice.name: place for place, choice in enumerate(choices)}
    return _one_of(order) if question.kind is Kind.CHOICE else _several_of(order)


def _has_parts(question: Question) -> bool:
    """Say whether a range goes on by less than a whole."""
    told = dict(question.parameters)
    return any("." in told.get(each, "") for each in ("start", "end", "step"))


def shaped(kind: Kind, text: str) -> str:
    """Return a value that was worked out as answers of the kind are read."""
    if kind is Kind.INTEGER:
        whole = _worked_out(text)
        return str(int(whole)) if abs(whole) < _GREATEST else ""
    if kind in {Kind.DECIMAL, Kind.RANGE}:
        return _with_point(_worked_out(text))
    if kind is Kind.DATE:
        return READINGS[kind](text[:_DAY])
    if kind is Kind.ACKNOWLEDGE:
        return _AGREED if text.upper() == _AGREED else ""
    return text


def _worked_out(text: str) -> float:
    """Return the number that a calculation gave; a date is none, as in ODK's clients.

    In an expression it would count as days, but here it is the result.
    """
    return NOT_A_NUMBER if _DATED.match(text) else to_number(text)


def _one_of(order: Mapping[str, int]) -> Reading:
    def read(raw: object) -> str:
        return raw if isinstance(raw, str) and raw in order else ""

    return read


def _several_of(order: Mapping[str, int]) -> Reading:
    def read(raw: object) -> str:
        given = {name: order[name] for name in names(raw).split() if name in order}
        return " ".join(sorted(given, key=given.__getitem__))

    return read
