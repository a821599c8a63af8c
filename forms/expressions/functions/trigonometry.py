"""Functions of angles, in radians."""

import math
from typing import Final

from forms.expressions.environment import Context
from forms.expressions.functions.arguments import number_of
from forms.expressions.functions.arithmetic import computed
from forms.expressions.registry import function
from forms.expressions.values import Value

FORMULAS: Final = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
}


def _enter(name: str) -> None:
    formula = FORMULAS[name]

    @function(name, least=1, most=1)
    def of_angle(context: Context, value: Value) -> float:
        return computed(formula, number_of(context, value))


for _name in FORMULAS:
    _enter(_name)


@function("atan2", least=2, most=2)
def atan2(context: Context, y: Value, x: Value) -> float:
    """Return the angle of the point ``x``, ``y``."""
    return math.atan2(number_of(context, y), number_of(context, x))


@function("pi", most=0)
def pi(_context: Context) -> float:
    """Return the ratio of a circle's circumference to its diameter."""
    return math.pi
