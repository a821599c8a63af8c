"""Reads an answer that comes in one piece: from paper, a table, another program."""

from forms.definition import Kind, Question
from forms.judging import ACKNOWLEDGED
from forms.typed_moments import MOMENTS, read_moment
from forms.typed_numbers import read_number

_SEVERAL = frozenset({Kind.CHOICES, Kind.RANKING})
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.RANGE})


def read_answer(
    question: Question, value: str | list[str], language: str
) -> str | list[str]:
    """Return an answer as it is kept; what cannot be read stays as it was typed.

    Names of choices stand beside each other with a space between, as in workbooks,
    or in a list. Whether the answer is right is for ``forms.validation`` to say.
    """
    if question.kind in _SEVERAL:
        return value.split() if isinstance(value, str) else value
    if not isinstance(value, str):
        return value
    if question.kind in _NUMBERS:
        is_whole = question.kind is Kind.INTEGER
        return read_number(value, language, whole=is_whole) or value
    if question.kind in MOMENTS:
        return read_moment(question, value) or value
    if question.kind is Kind.ACKNOWLEDGE:
        return ACKNOWLEDGED if value.strip() else ""
    return value
