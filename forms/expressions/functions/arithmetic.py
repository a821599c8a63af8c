"""Functions of numbers. None of them fails: what has no result is not a number."""

import math
from collections.abc import Callable

from forms.expressions.environment import Context
from forms.expressions.functions.arguments import number_of, numbers_of
from forms.expressions.functions.rounding import down, half_up, towards_zero, up
from forms.expressions.numbers import NOT_A_NUMBER
from forms.expressions.registry import function
from forms.expressions.values import Value


@function("number", most=1)
def number(context: Context, *given: Value) -> float:
    """Return a value as a number, a date as the days since 1 January 1970."""
    return number_of(context, given[0] if given else [context.node])


@function("int", least=1, most=1)
def whole(context: Context, value: Value) -> float:
    """Return the number without its fraction."""
    return towards_zero(number_of(context, value))


@function("floor", least=1, most=1)
def floor(context: Context, value: Value) -> float:
    """Return the greatest whole number that is not greater."""
    return down(number_of(context, value))


@function("ceiling", least=1, most=1)
def ceiling(context: Context, value: Value) -> float:
    """Return the smallest whole number that is not smaller."""
    return up(number_of(context, value))


@function("round", least=1, most=2)
def rounded(context: Context, value: Value, *decimals: Value) -> float:
    """Return the number rounded to so many decimals, a half away from zero."""
    exact = number_of(context, value)
    factor = power(10.0, number_of(context, decimals[0]) if decimals else 0.0)
    size = half_up(abs(exact) * factor)
    return math.copysign(divided(size, factor), exact)


@function("abs", least=1, most=1)
def absolute(context: Context, value: Value) -> float:
    """Return the number without its sign."""
    return abs(number_of(context, value))


@function("pow", least=2, most=2)
def raised(context: Context, base: Value, exponent: Value) -> float:
    """Return the base raised to a power."""
    return power(number_of(context, base), number_of(context, exponent))


@function("exp10", least=1, most=1)
def exp10(context: Context, value: Value) -> float:
    """Return 10 raised to a power."""
    return power(10.0, number_of(context, value))


@function("exp", least=1, most=1)
def exp(context: Context, value: Value) -> float:
    """Return e raised to a power."""
    return computed(math.exp, number_of(context, value))


@function("log", least=1, most=1)
def log(context: Context, value: Value) -> float:
    """Return the natural logarithm."""
    return _logarithm(math.log, number_of(context, value))


@function("log10", least=1, most=1)
def log10(context: Context, value: Value) -> float:
    """Return the logarithm to the base 10."""
    return _logarithm(math.log10, number_of(context, value))


@function("sqrt", least=1, most=1)
def sqrt(context: Context, value: Value) -> float:
    """Return the square root."""
    return computed(math.sqrt, number_of(context, value))


@function("max")
def greatest(context: Context, *values: Value) -> float:
    """Return the greatest; no number where one is none, or there are none at all."""
    found = list(numbers_of(context, values))
    return NOT_A_NUMBER if _unusable(found) else max(found)


@function("min")
def least(context: Context, *values: Value) -> float:
    """Return the least; no number where one is none, or there are none at all."""
    found = list(numbers_of(context, values))
    return NOT_A_NUMBER if _unusable(found) else min(found)


@function("sum", least=1, most=1)
def total(context: Context, value: Value) -> float:
    """Return the sum; no number where one is none, or there are none at all."""
    found = list(numbers_of(context, [value]))
    return NOT_A_NUMBER if _unusable(found) else sum(found, start=0.0)


def power(base: float, exponent: float) -> float:
    """Return the base raised to a power as IEEE 754 has it, and JavaScript."""
    if math.isnan(base) or math.isnan(exponent):
        return NOT_A_NUMBER
    if abs(base) == 1 and math.isinf(exponent):
        return NOT_A_NUMBER
    odd = abs(exponent) % 2 == 1
    sign = math.copysign(1.0, base) if odd else 1.0
    if base == 0 and exponent < 0:
        return math.copysign(math.inf, sign)
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return math.copysign(math.inf, sign)
    except ValueError:
        return NOT_A_NUMBER


def divided(number: float, by: float) -> float:
    """Return the quotient as IEEE 754 has it."""
    if by != 0:
        return number / by
    if number == 0 or math.isnan(number) or math.isnan(by):
        return NOT_A_NUMBER
    return math.copysign(math.inf, number) * math.copysign(1.0, by)


def computed(formula: Callable[[float], float], value: float) -> float:
    """Return the result of a formula, not a number where it has none."""
    try:
        return formula(value)
    except OverflowError:
        return math.inf
    except ValueError:
        return NOT_A_NUMBER


def _logarithm(formula: Callable[[float], float], value: float) -> float:
    return -math.inf if value == 0 else computed(formula, value)


def _unusable(found: list[float]) -> bool:
    return not found or any(math.isnan(each) for each in found)
