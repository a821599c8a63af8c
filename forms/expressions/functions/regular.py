"""The function ``regex``: patterns in linear time, by RE2."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import re2

from forms.expressions.environment import Context
from forms.expressions.functions.arguments import bounded
from forms.expressions.functions.patterns import translated
from forms.expressions.functions.unusable import TOO_LARGE, PatternUnusable
from forms.expressions.registry import function
from forms.expressions.values import Value, to_text

MEMORY: Final = 16 * 1024 * 1024
"""Bytes that a pattern may take."""


class Matcher:
    """A pattern, ready to look for."""

    def __init__(self, pattern: str) -> None:
        self.ways = [
            [(_compiled(each.pattern), each.wanted) for each in conditions]
            for conditions in translated(pattern)
        ]

    def finds(self, text: str) -> bool:
        """Tell whether the pattern is found anywhere in the text."""
        content = text.encode("utf-8", "replace")
        return any(
            all((regex.search(content) is not None) == wanted for regex, wanted in way)
            for way in self.ways
        )


@lru_cache(maxsize=256)
def matcher_of(pattern: str) -> Matcher | PatternUnusable:
    """Return what looks for a pattern, or why nothing can."""
    try:
        return Matcher(pattern)
    except PatternUnusable as unusable:
        return unusable


def _usable(literals: Sequence[Value | None]) -> None:
    pattern = literals[1]
    if pattern is None:
        return
    matcher = matcher_of(to_text(pattern))
    if isinstance(matcher, PatternUnusable):
        raise PatternUnusable(matcher.template)


@function("regex", least=2, most=2, check=_usable)
def regex(context: Context, text: Value, pattern: Value) -> bool:
    """Tell whether the pattern is found in the text, false where it is none."""
    matcher = matcher_of(to_text(pattern))
    content = bounded(context, to_text(text))
    return isinstance(matcher, Matcher) and matcher.finds(content)


def _compiled(pattern: str) -> "re2._Regexp[str]":
    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    options.max_mem = MEMORY
    try:
        return re2.compile(pattern, options=options)
    except re2.error as error:
        raise PatternUnusable(TOO_LARGE) from error
