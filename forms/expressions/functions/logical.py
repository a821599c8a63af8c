"""Functions of truth, and those that evaluate only what they need."""

from forms.errors import N_, FormsError
from forms.expressions.environment import Context
from forms.expressions.functions.arguments import number_of
from forms.expressions.registry import Evaluator, function
from forms.expressions.values import Value, to_boolean, to_text

NOT_APPLICABLE = -1.0


class PairsIncomplete(FormsError):
    """An answer of ``weighted-checklist`` has no weight."""

    code = "F469"
    message = N_(
        "weighted-checklist() needs the least and the most, then a weight after "
        "each answer. Add what is missing."
    )


@function("true", most=0)
def true(_context: Context) -> bool:
    """Return the truth."""
    return True


@function("false", most=0)
def false(_context: Context) -> bool:
    """Return the untruth."""
    return False


@function("boolean", least=1, most=1)
def boolean(_context: Context, value: Value) -> bool:
    """Return the truth of a value."""
    return to_boolean(value)


@function("boolean-from-string", least=1, most=1)
def boolean_from_string(_context: Context, value: Value) -> bool:
    """Tell whether the text is "true" or "1"."""
    return to_text(value) in {"true", "1"}


@function("not", least=1, most=1)
def not_(_context: Context, value: Value) -> bool:
    """Return the contrary."""
    return not to_boolean(value)


@function("if", least=3, most=3, lazy=True)
def if_(context: Context, test: Evaluator, then: Evaluator, other: Evaluator) -> Value:
    """Return one of two values, and evaluate no other."""
    return then(context) if to_boolean(test(context)) else other(context)


@function("coalesce", least=2, most=2, lazy=True)
def coalesce(context: Context, first: Evaluator, second: Evaluator) -> str:
    """Return the first text that is not empty."""
    return to_text(first(context)) or to_text(second(context))


@function("once", least=1, most=1, lazy=True, volatile=True)
def once(context: Context, value: Evaluator) -> str:
    """Return what the place holds already, else the value."""
    return context.node.string() or to_text(value(context))


@function("checklist", least=2)
def checklist(context: Context, least: Value, most: Value, *values: Value) -> bool:
    """Tell whether at least and at most so many of the values are true.

    Of nodes each counts. A most of -1 sets no limit.
    """
    met = float(sum(_truths(context, values)))
    return _between(context, met, least, most)


def _in_pairs(literals: object) -> None:
    if isinstance(literals, tuple | list) and len(literals) % 2:
        raise PairsIncomplete


@function("weighted-checklist", least=2, check=_in_pairs)
def weighted_checklist(
    context: Context, least: Value, most: Value, *pairs: Value
) -> bool:
    """Tell whether the weights of the values that are true sum up to within limits."""
    met = 0.0
    for value, weight in zip(pairs[::2], pairs[1::2], strict=False):
        truths = _truths(context, [value])
        weights = _singly(context, weight)
        if len(truths) < len(weights):
            return _limitless(context, least, most)
        met += sum(
            number_of(context, each)
            for true, each in zip(truths, weights, strict=False)
            if true
        )
    return _between(context, met, least, most)


def _between(context: Context, met: float, least: Value, most: Value) -> bool:
    if _limitless(context, least, most):
        return True
    limit = number_of(context, most)
    within = limit == NOT_APPLICABLE or not met > limit
    return within and met >= number_of(context, least)


def _limitless(context: Context, least: Value, most: Value) -> bool:
    at_least, at_most = number_of(context, least), number_of(context, most)
    return at_most == NOT_APPLICABLE and at_least < 1


def _truths(context: Context, values: "list[Value] | tuple[Value, ...]") -> list[bool]:
    return [
        to_boolean(to_text(each).strip())
        if isinstance(each, list)
        else to_boolean(each)
        for value in values
        for each in _singly(context, value)
    ]


def _singly(context: Context, value: Value) -> "list[Value]":
    if not isinstance(value, list):
        return [value]
    context.budget.spend(len(value))
    return [[node] for node in value]
