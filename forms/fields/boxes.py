"""Reads the boxes of a date or time, in any of which may stand all of it.

People and scripts paste 2026-11-21 into the first box they find.
"""

from collections.abc import Mapping
from typing import Final

from forms.definition import Kind, Question
from forms.typed_moments import Part, boxes_from, read_boxes, read_moment

_CLOCK: Final = (Part.HOUR, Part.MINUTE)
_ANY_DAY: Final = "2000-01-01T"


def read_typed(question: Question, typed: Mapping[Part, str]) -> str | None:
    """Return what is kept of boxes; None where they make no date or time.

    A whole date or time may stand in each of them, if the others are empty or hold
    the same.
    """
    filled = [words.strip() for words in typed.values() if words.strip()]
    found: dict[Part, str] = {}
    for part, words in typed.items():
        for each, number in _told_by(question, part, words.strip()).items():
            if each in typed and found.setdefault(each, number) != number:
                return None
    read = read_boxes(question, dict.fromkeys(typed, "") | found)
    if read is None and len(set(filled)) == 1:
        return read_moment(question, filled[0])
    return read


def _told_by(question: Question, part: Part, words: str) -> Mapping[Part, str]:
    """Return what one box says, about others too where all of it stands there."""
    boxes = boxes_from(question, _moment(question, words) or "")
    if boxes and question.kind is Kind.DATETIME:
        boxes = {each: boxes[each] for each in boxes if _is_said(each, words)}
    told = boxes or ({part: words} if words else {})
    return {each: number.lstrip("0") or "0" for each, number in told.items()}


def _moment(question: Question, words: str) -> str | None:
    is_time = question.kind is Kind.DATETIME and words.find(":") in (1, 2)
    return read_moment(question, _ANY_DAY + words if is_time else words)


def _is_said(part: Part, words: str) -> bool:
    """Whether words tell a part: a date alone tells no hour, and an hour no day."""
    return ":" in words if part in _CLOCK else words.find(":") not in (1, 2)
