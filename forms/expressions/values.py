"""The values of expressions, and how one kind is taken for another.

The kinds are those of XPath 1.0: text, number (``float``), truth (``bool``) and a
list of nodes in document order. Dates are text in ISO 8601, as the ODK XForms
specification has them.
"""

from typing import Final, TypeAlias

from forms.expressions.nodes import Node

Nodes: TypeAlias = list[Node]
Value: TypeAlias = str | float | bool | Nodes

_EXACT: Final = 1e16
_LONGEST_WHOLE: Final = 21
_MOST_NOUGHTS: Final = 6


def to_text(value: Value) -> str:
    """Return a value as text: of nodes the first one's, a whole number without point.

    What is not a number is empty, so that "NaN" is never stored or shown. Source:
    XPath 1.0, 4.2 (``string``), and there ODK's clients.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return value[0].string() if value else ""
    return _number_as_text(value)


def to_boolean(value: Value) -> bool:
    """Return the truth of a value: text that is not empty, a number that is not 0.

    Source: XPath 1.0, 4.3 (``boolean``); nodes are true when there are any.
    """
    if isinstance(value, float):
        return value == value and value != 0  # noqa: PLR0124 - NaN is not itself
    return bool(value)


def _number_as_text(number: float) -> str:
    if number != number:  # noqa: PLR0124 - NaN is not itself
        return ""
    if number in (float("inf"), float("-inf")):
        return "Infinity" if number > 0 else "-Infinity"
    if abs(number) < _EXACT and number == int(number):
        return str(int(number))
    mantissa, _, exponent = repr(number).partition("e")
    return _shifted(mantissa, int(exponent)) if exponent else mantissa


def _shifted(mantissa: str, exponent: int) -> str:
    """Return a number without exponent where it is short enough.

    Source: ECMA-262, 6.1.6.1.20 (``Number::toString``), which ODK's engine follows.
    """
    sign = "-" if mantissa.startswith("-") else ""
    digits = mantissa.removeprefix("-").replace(".", "")
    if 0 <= exponent < _LONGEST_WHOLE:
        return sign + digits.ljust(exponent + 1, "0")
    if -_MOST_NOUGHTS <= exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    return f"{mantissa}e{exponent:+}"
