"""Functions of text.

Places are counted in characters (Unicode code points), as XPath 1.0, 3.6 says.
"""

from forms.expressions.environment import Context
from forms.expressions.functions.arguments import (
    bounded,
    joined,
    number_of,
    one_space,
    own_text,
    texts_of,
    whole_of,
)
from forms.expressions.functions.rounding import half_up
from forms.expressions.registry import function
from forms.expressions.values import Value, to_text


@function("string", most=1)
def string(context: Context, *given: Value) -> str:
    """Return a value as text."""
    return own_text(context, given)


@function("concat")
def concat(context: Context, *values: Value) -> str:
    """Return the texts of all values in one, of nodes all of theirs."""
    return joined(context, texts_of(context, values))


@function("join", least=1)
def join(context: Context, between: Value, *values: Value) -> str:
    """Return the texts of all values in one, with ``between`` between them."""
    return joined(context, texts_of(context, values), to_text(between))


@function("substr", least=2, most=3)
def substr(_context: Context, text: Value, start: Value, *end: Value) -> str:
    """Return the characters from ``start`` up to before ``end``, counted from 0.

    What is negative counts from the end of the text.
    """
    whole = to_text(text)
    first = whole_of(start)
    last = whole_of(end[0]) if end else len(whole)
    if first is None or last is None:
        return ""
    return whole[_place(first, whole) : _place(last, whole)]


@function("substring", least=2, most=3)
def substring(context: Context, text: Value, start: Value, *length: Value) -> str:
    """Return so many characters from a place counted from 1.

    Source: XPath 1.0, 4.2.
    """
    whole = to_text(text)
    first = half_up(number_of(context, start)) - 1
    beyond = float(len(whole))
    if length:
        beyond = first + half_up(number_of(context, length[0]))
    if not first < beyond:
        return ""
    return whole[_within(first, whole) : _within(beyond, whole)]


@function("substring-before", least=2, most=2)
def substring_before(_context: Context, text: Value, mark: Value) -> str:
    """Return what stands before the first ``mark``, nothing where there is none."""
    before, found, _ = _parted(to_text(text), to_text(mark))
    return before if found else ""


@function("substring-after", least=2, most=2)
def substring_after(_context: Context, text: Value, mark: Value) -> str:
    """Return what stands after the first ``mark``, nothing where there is none."""
    _, found, after = _parted(to_text(text), to_text(mark))
    return after if found else ""


@function("translate", least=3, most=3)
def translate(context: Context, text: Value, signs: Value, others: Value) -> str:
    """Return the text with each of ``signs`` put as the one of ``others`` there.

    A sign without another is taken out. Source: XPath 1.0, 4.2.
    """
    instead = to_text(others)
    table: dict[int, str] = {}
    for place, sign in enumerate(bounded(context, to_text(signs))):
        table.setdefault(ord(sign), instead[place : place + 1])
    return bounded(context, to_text(text)).translate(table)


@function("string-length", most=1)
def string_length(context: Context, *given: Value) -> float:
    """Return the number of characters."""
    return float(len(own_text(context, given)))


@function("normalize-space", most=1)
def normalize_space(context: Context, *given: Value) -> str:
    """Return the text with one space for each run of white space, none at the ends."""
    return one_space(bounded(context, own_text(context, given)))


@function("contains", least=2, most=2)
def contains(_context: Context, text: Value, part: Value) -> bool:
    """Tell whether the part stands in the text."""
    return to_text(part) in to_text(text)


@function("starts-with", least=2, most=2)
def starts_with(_context: Context, text: Value, part: Value) -> bool:
    """Tell whether the text begins with the part."""
    return to_text(text).startswith(to_text(part))


@function("ends-with", least=2, most=2)
def ends_with(_context: Context, text: Value, part: Value) -> bool:
    """Tell whether the text ends with the part."""
    return to_text(text).endswith(to_text(part))


def _parted(text: str, mark: str) -> tuple[str, bool, str]:
    if not mark:
        return "", True, text
    before, found, after = text.partition(mark)
    return before, bool(found), after


def _place(number: int, text: str) -> int:
    """Return a place in the text, counted from its end where it is negative."""
    return max(0, number + len(text) if number < 0 else number)


def _within(number: float, text: str) -> int:
    return int(min(max(0.0, number), float(len(text))))
