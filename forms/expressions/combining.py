"""Compiles operators, with short ways for what questionnaires mostly ask.

Source: XPath 1.0, 3.4 and 3.5. ``and`` and ``or`` give the operand that decides,
which differs from its truth only where it is neither true nor false itself, as in
ODK's clients.
"""

from collections.abc import Callable, Sequence
from typing import Final

from forms.expressions.compiled import (
    Part,
    Sort,
    constant_part,
    nodes_part,
    number_from,
    truth_of,
)
from forms.expressions.environment import Context
from forms.expressions.operators import (
    ARITHMETIC,
    COMPARISONS,
    ORDERINGS,
    number_in,
    united,
)
from forms.expressions.paths import Finder, nothing
from forms.expressions.registry import Evaluator
from forms.expressions.values import Value, to_boolean

_MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def conjunction(parts: Sequence[Part]) -> Part:
    """Return the ``and`` of parts."""
    return _connected(parts, stops_at=False)


def disjunction(parts: Sequence[Part]) -> Part:
    """Return the ``or`` of parts."""
    return _connected(parts, stops_at=True)


def _connected(parts: Sequence[Part], *, stops_at: bool) -> Part:
    if all(part.sort is Sort.TRUTH for part in parts):
        truths = tuple(truth_of(part) for part in parts)
        return Part(_deciding_truth(truths, stops_at=stops_at), Sort.TRUTH)
    *before, last = (part.evaluate for part in parts)

    def evaluate(context: Context) -> Value:
        for operand in before:
            value = operand(context)
            if to_boolean(value) is stops_at:
                return value
        return last(context)

    return Part(evaluate)


def _deciding_truth(
    truths: Sequence[Callable[[Context], bool]], *, stops_at: bool
) -> Callable[[Context], bool]:
    if len(truths) == 2:  # noqa: PLR2004 - by far the most have two
        first, second = truths
        if stops_at:
            return lambda context: first(context) or second(context)
        return lambda context: first(context) and second(context)

    def decide(context: Context) -> bool:
        for truth in truths:
            if truth(context) is stops_at:
                return stops_at
        return not stops_at

    return decide


def comparison(sign: str, left: Part, right: Part) -> Part:
    """Return the comparison of two parts."""
    if left.finder is None and right.finder is not None:
        sign, left, right = _MIRRORED[sign], right, left
    if left.finder is not None and right.constant is not None:
        return Part(_with_constant(sign, left.finder, right.constant), Sort.TRUTH)
    known = {left.sort, right.sort}
    if sign in ORDERINGS and not known & {Sort.NODES, Sort.UNKNOWN}:
        test, one, other = ORDERINGS[sign], number_from(left), number_from(right)
        return Part(lambda context: test(one(context), other(context)), Sort.TRUTH)
    compare, first, second = COMPARISONS[sign], left.evaluate, right.evaluate
    return Part(
        lambda context: compare(context, first(context), second(context)), Sort.TRUTH
    )


def _with_constant(sign: str, finder: Finder, constant: Value) -> Evaluator:
    if isinstance(constant, str) and sign in ("=", "!="):
        return _text_test(finder, constant, is_wanted=sign == "=")
    if sign in ORDERINGS:
        return _number_test(finder, sign, number_from(Part(nothing, constant=constant)))
    compare = COMPARISONS[sign]
    return lambda context: compare(context, finder(context), constant)


def _text_test(finder: Finder, text: str, *, is_wanted: bool) -> Evaluator:
    """Return ``${q} = 'v'`` or ``${q} != 'v'``."""

    def test(context: Context) -> bool:
        for node in finder(context):
            found = node.string() if node.children else node.text
            if (found == text) is is_wanted:
                return True
        return False

    return test


def _number_test(
    finder: Finder, sign: str, number: Callable[[Context], float]
) -> Evaluator:
    """Return ``${q} > 5`` and the like."""
    compare = ORDERINGS[sign]

    def test(context: Context) -> bool:
        bound = number(context)
        for node in finder(context):
            found = node.string() if node.children else node.text
            if compare(number_in(context, found), bound):
                return True
        return False

    return test


def calculation(signs: Sequence[str], parts: Sequence[Part]) -> Part:
    """Return a chain of operators that bind alike: one sign less than parts."""
    constants = [part.constant for part in parts if isinstance(part.constant, float)]
    if len(constants) == len(parts):
        return constant_part(_calculated(signs, constants))
    first, *others = (number_from(part) for part in parts)
    steps = tuple(
        (ARITHMETIC[sign], operand) for sign, operand in zip(signs, others, strict=True)
    )
    if len(steps) == 1:
        [(apply, second)] = steps
        return Part(lambda context: apply(first(context), second(context)), Sort.NUMBER)

    def calculate(context: Context) -> float:
        result = first(context)
        for apply, operand in steps:
            result = apply(result, operand(context))
        return result

    return Part(calculate, Sort.NUMBER)


def _calculated(signs: Sequence[str], numbers: Sequence[float]) -> float:
    result = numbers[0]
    for sign, number in zip(signs, numbers[1:], strict=True):
        result = ARITHMETIC[sign](result, number)
    return result


def negation(part: Part) -> Part:
    """Return a part with the other sign."""
    if isinstance(part.constant, float):
        return constant_part(-part.constant)
    number = number_from(part)
    return Part(lambda context: -number(context), Sort.NUMBER)


def union(finders: Sequence[Finder]) -> Part:
    """Return the nodes of all."""
    return nodes_part(
        lambda context: united(context, [finder(context) for finder in finders])
    )


def choice(branches: Sequence[tuple[Part, Part]], otherwise: Part) -> Part:
    """Return the first part whose condition is true, else the last one."""
    sorts = {part.sort for _, part in branches} | {otherwise.sort}
    sort = sorts.pop() if len(sorts) == 1 else Sort.UNKNOWN
    sort = Sort.UNKNOWN if sort is Sort.NODES else sort
    cases = tuple((truth_of(test), part.evaluate) for test, part in branches)
    other = otherwise.evaluate
    if len(cases) == 1:
        [(test, then)] = cases
        return Part(
            lambda context: then(context) if test(context) else other(context), sort
        )

    def choose(context: Context) -> Value:
        for test, then in cases:
            if test(context):
                return then(context)
        return other(context)

    return Part(choose, sort)
