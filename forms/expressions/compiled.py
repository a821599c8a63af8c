"""What a part of an expression is compiled to, and how it is taken for other kinds.

The kind is known while compiling wherever it can be, so that nothing is asked about
a value again and again while it is evaluated.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from forms.expressions.environment import Context
from forms.expressions.operators import number_in, number_of
from forms.expressions.paths import Finder
from forms.expressions.registry import Evaluator
from forms.expressions.values import Value, to_boolean, to_text


class Sort(Enum):
    """What kind of value comes out, as far as it is known."""

    TEXT = auto()
    NUMBER = auto()
    TRUTH = auto()
    NODES = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A compiled part; ``constant`` is its value where that is always the same.

    ``finder`` is set where it gives nodes.
    """

    evaluate: Evaluator
    sort: Sort = Sort.UNKNOWN
    constant: Value | None = None
    finder: Finder | None = None


def constant_part(value: str | float | bool) -> Part:  # noqa: FBT001 - a value like others
    """Return what always gives the one value."""
    sort = Sort.TEXT
    if isinstance(value, bool):
        sort = Sort.TRUTH
    elif isinstance(value, float):
        sort = Sort.NUMBER
    return Part(lambda _context: value, sort, value)


def nodes_part(finder: Finder) -> Part:
    """Return what gives the nodes that are found."""
    return Part(finder, Sort.NODES, finder=finder)


def truth_of(part: Part) -> Callable[[Context], bool]:
    """Return what tells the truth of a part."""
    evaluate = part.evaluate
    if part.constant is not None:
        truth = to_boolean(part.constant)
        return lambda _context: truth
    if part.sort is Sort.TRUTH:
        return evaluate  # type: ignore[return-value] # its sort says so
    if part.sort in (Sort.NODES, Sort.TEXT):
        return lambda context: bool(evaluate(context))
    return lambda context: to_boolean(evaluate(context))


def number_from(part: Part) -> Callable[[Context], float]:
    """Return what gives a part as a number."""
    evaluate = part.evaluate
    if isinstance(part.constant, float):
        number = part.constant
        return lambda _context: number
    if part.constant is not None:
        constant = part.constant
        return lambda context: number_of(context, constant)
    if part.sort is Sort.NUMBER:
        return evaluate  # type: ignore[return-value] # its sort says so
    if part.finder is not None:
        return _number_found(part.finder)
    return lambda context: number_of(context, evaluate(context))


def _number_found(finder: Finder) -> Callable[[Context], float]:
    def number(context: Context) -> float:
        found = finder(context)
        if not found:
            return float("nan")
        node = found[0]
        text = node.string() if node.children else node.text
        return number_in(context, text)

    return number


def text_from(part: Part) -> Callable[[Context], str]:
    """Return what gives a part as text."""
    evaluate = part.evaluate
    if part.constant is not None:
        text = to_text(part.constant)
        return lambda _context: text
    if part.finder is not None:
        return _text_found(part.finder)
    return lambda context: to_text(evaluate(context))


def _text_found(finder: Finder) -> Callable[[Context], str]:
    def text(context: Context) -> str:
        found = finder(context)
        if not found:
            return ""
        node = found[0]
        return node.string() if node.children else node.text

    return text
