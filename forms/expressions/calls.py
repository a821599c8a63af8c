"""Compiles calls of functions: checks what they are given, and shortens a few."""

import difflib
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Final

from forms.expressions import functions
from forms.expressions.compiled import (
    Part,
    Sort,
    constant_part,
    text_from,
    truth_of,
)
from forms.expressions.environment import Context
from forms.expressions.problems import (
    MisspelledFunction,
    UnknownFunction,
    WrongNumberOfArguments,
)
from forms.expressions.registry import FUNCTIONS, Evaluator, Function
from forms.expressions.syntax import Call
from forms.expressions.values import Value

Shortcut = Callable[[Sequence[Part]], Part | None]

_SORTS: Final = MappingProxyType(
    dict.fromkeys(
        (
            "boolean",
            "boolean-from-string",
            "checklist",
            "contains",
            "ends-with",
            "regex",
            "selected",
            "starts-with",
            "weighted-checklist",
        ),
        Sort.TRUTH,
    )
    | dict.fromkeys(
        (
            "abs",
            "ceiling",
            "count",
            "count-non-empty",
            "count-selected",
            "decimal-date-time",
            "decimal-time",
            "floor",
            "int",
            "last",
            "max",
            "min",
            "number",
            "pow",
            "round",
            "string-length",
            "sum",
        ),
        Sort.NUMBER,
    )
)
"""What comes out of the functions that conditions are mostly made of."""


def function_of(call: Call, source: str) -> Function:
    """Return the function that is called; raises ``ExpressionError``."""
    function = FUNCTIONS.get(call.name)
    if function is None:
        raise _unknown(call, source)
    given = len(call.arguments)
    if given < function.least or (function.most is not None and given > function.most):
        raise WrongNumberOfArguments(
            source, call.offset, name=call.name, wanted=_wanted(function), given=given
        )
    return function


def call_part(function: Function, arguments: Sequence[Part]) -> Part:
    """Return the compiled call of a function."""
    shortcut = _SHORTCUTS.get(function.name)
    if shortcut is not None:
        part = shortcut(arguments)
        if part is not None:
            return part
    evaluators = tuple(argument.evaluate for argument in arguments)
    sort = _SORTS.get(function.name, Sort.UNKNOWN)
    if function.lazy:
        call = function.call
        return Part(lambda context: call(context, *evaluators), sort)
    return Part(_eager(function.call, evaluators), sort)


def _eager(call: Callable[..., Value], arguments: Sequence[Evaluator]) -> Evaluator:
    match arguments:
        case []:
            return call
        case [only]:
            return lambda context: call(context, only(context))
        case [one, two]:
            return lambda context: call(context, one(context), two(context))
        case _:
            return lambda context: call(context, *[each(context) for each in arguments])


def _unknown(call: Call, source: str) -> UnknownFunction | MisspelledFunction:
    nearest = difflib.get_close_matches(call.name.lower(), sorted(FUNCTIONS), n=1)
    if not nearest:
        return UnknownFunction(source, call.offset, name=call.name)
    return MisspelledFunction(source, call.offset, name=call.name, nearest=nearest[0])


def _wanted(function: Function) -> str:
    if function.most is None:
        return f"{function.least}+"
    if function.most == function.least:
        return str(function.least)
    return f"{function.least}-{function.most}"


def _true(_arguments: Sequence[Part]) -> Part:
    return constant_part(True)  # noqa: FBT003 - the value itself


def _false(_arguments: Sequence[Part]) -> Part:
    return constant_part(False)  # noqa: FBT003 - the value itself


def _not(arguments: Sequence[Part]) -> Part:
    truth = truth_of(arguments[0])
    return Part(lambda context: not truth(context), Sort.TRUTH)


def _selected(arguments: Sequence[Part]) -> Part | None:
    """Return ``selected(${q}, 'v')``; None where the name is not a plain one."""
    answer, name = arguments
    if not isinstance(name.constant, str) or len(name.constant.split()) != 1:
        return None
    wanted = name.constant.strip()
    text = text_from(answer)

    def selected(context: Context) -> bool:
        names = text(context)
        return names == wanted or (wanted in names and wanted in names.split())

    return Part(selected, Sort.TRUTH)


_SHORTCUTS: Final[MappingProxyType[str, Shortcut]] = MappingProxyType(
    {"true": _true, "false": _false, "not": _not, "selected": _selected}
)

# The functions enter themselves when they are imported.
_ENTERED: Final = functions
