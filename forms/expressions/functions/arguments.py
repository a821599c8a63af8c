"""Takes what functions are given for what they want, and bounds what they give."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from forms.expressions.environment import BudgetExhausted, Context
from forms.expressions.moments import zone_of
from forms.expressions.numbers import to_number
from forms.expressions.values import Value, to_text

LONGEST: Final = 1_000_000
"""No function gives a longer text."""

SIGNS_A_STEP: Final = 1000
"""So much text costs one step of the budget."""

SPACE: Final = " \t\r\n"
"""White space as XML has it."""

_LEAST_PLAIN: Final = 1e-6
_GREATEST_PLAIN: Final = 1e15
"""Between these a number is written without an exponent, as far as it matters."""

_SPACES: Final = re.compile(r"[ \t\r\n]+")
_WHOLE: Final = re.compile(r"\s*([-+]?[0-9]{1,15})")


def number_of(context: Context, value: Value) -> float:
    """Return a value as a number; dates are read in the zone of the consultation."""
    return to_number(value, zone_of(context.environment.now))


def numbers_of(context: Context, values: Iterable[Value]) -> Iterator[float]:
    """Give the numbers of values, of nodes each one's."""
    zone = zone_of(context.environment.now)
    for value in values:
        if isinstance(value, list):
            context.budget.spend(len(value))
            for node in value:
                yield to_number([node], zone)
        else:
            yield to_number(value, zone)


def texts_of(context: Context, values: Iterable[Value]) -> Iterator[str]:
    """Give the texts of values, of nodes each one's."""
    for value in values:
        if isinstance(value, list):
            context.budget.spend(len(value))
            for node in value:
                yield node.string()
        else:
            yield to_text(value)


def whole_of(value: Value) -> int | None:
    """Return the whole number that a value begins with, None where there is none."""
    if isinstance(value, float) and _LEAST_PLAIN <= abs(value) < _GREATEST_PLAIN:
        return int(value)
    found = _WHOLE.match(to_text(value))
    return int(found[1]) if found else None


def words_of(value: Value) -> list[str]:
    """Return what stands between the spaces; of empty text one empty word."""
    return _SPACES.split(to_text(value).strip(SPACE))


def one_space(text: str) -> str:
    """Return text with each run of white space made one space, none at the ends."""
    return _SPACES.sub(" ", text.strip(SPACE))


def own_text(context: Context, given: tuple[Value, ...]) -> str:
    """Return the first argument as text, that of the place itself where none is."""
    return to_text(given[0]) if given else context.node.string()


def joined(context: Context, parts: Iterable[str], between: str = "") -> str:
    """Return the parts in one; raises ``BudgetExhausted`` where it grows too long."""
    together: list[str] = []
    length = 0
    for part in parts:
        together.append(part)
        length += len(part) + len(between)
        if length > LONGEST + len(between):
            raise BudgetExhausted
    context.budget.spend(len(together) + length // SIGNS_A_STEP)
    return between.join(together)


def bounded(context: Context, text: str) -> str:
    """Return the text; raises ``BudgetExhausted`` where it is too long."""
    if len(text) > LONGEST:
        raise BudgetExhausted
    context.budget.spend(len(text) // SIGNS_A_STEP)
    return text
