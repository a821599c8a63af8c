"""What a question is answered with on a page."""

from enum import StrEnum
from typing import Final

from forms.appearances import looks_of
from forms.definition import Kind, Question
from forms.ranges import FEW, range_of


class Control(StrEnum):
    """What somebody types into or chooses from.

    ``TOLD`` is for what is only shown; ``SCALE`` are radio buttons of numbers.
    """

    TOLD = "told"
    LINE = "line"
    LINES = "lines"
    NUMBER = "number"
    SCALE = "scale"
    RADIOS = "radios"
    SELECT = "select"
    CHECKBOXES = "checkboxes"
    RANKS = "ranks"
    BOXES = "boxes"
    TICK = "tick"
    POSITION = "position"
    FILE = "file"


_SIMPLE: Final = {
    Kind.INTEGER: Control.NUMBER,
    Kind.DECIMAL: Control.NUMBER,
    Kind.DATE: Control.BOXES,
    Kind.TIME: Control.BOXES,
    Kind.DATETIME: Control.BOXES,
    Kind.CHOICES: Control.CHECKBOXES,
    Kind.RANKING: Control.RANKS,
    Kind.ACKNOWLEDGE: Control.TICK,
    Kind.OPEN_POSITION: Control.POSITION,
    Kind.OPEN_ATTACHMENT: Control.FILE,
}


def control_of(question: Question, *, is_by_hand: bool = False) -> Control:
    """Return the control of a question; a text of a page by hand has several lines."""
    if question.kind is Kind.TEXT:
        is_long = is_by_hand or not looks_of(question).isdisjoint(_LONG)
        return Control.LINES if is_long else Control.LINE
    if question.kind is Kind.CHOICE:
        return Control.SELECT if "minimal" in looks_of(question) else Control.RADIOS
    if question.kind is Kind.RANGE:
        offered = range_of(question)
        is_short = offered is not None and offered.size <= FEW
        return Control.SCALE if is_short else Control.NUMBER
    return _SIMPLE.get(question.kind, Control.TOLD)


_LONG: Final = frozenset({"multiline", "multi-line"})


def keyboard_of(question: Question) -> str:
    """Return which keyboard a phone shows, as ``inputmode`` calls it; empty for any."""
    looks = looks_of(question)
    if question.kind is Kind.INTEGER:
        return "numeric"
    if question.kind in (Kind.DECIMAL, Kind.RANGE):
        return "decimal"
    if not looks.isdisjoint({"numbers", "number"}):
        return "tel"
    if "url" in looks:
        return "url"
    return "email" if "email" in looks or question.variant == "email" else ""
