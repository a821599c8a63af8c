"""Where functions are entered by name: how many arguments they take, and how."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from forms.expressions.environment import Context
from forms.expressions.values import Value

Evaluator = Callable[[Context], Value]
"""An expression, compiled."""

Check = Callable[[Sequence[Value | None]], None]
"""Looks at arguments while an expression is compiled.

It gets the value of each argument that is a literal, None for the others, and
raises a ``FormsError`` (code, message, params) where the call can never work.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function of the language.

    ``call`` gets the context and the values of the arguments, or, where it is
    ``lazy``, the arguments compiled, to evaluate those it needs. What is
    ``volatile`` gives another result each time, so that its result is stored.
    ``most`` is None where any number may follow. ``check`` looks at the literals
    among the arguments. ``quoted`` tells which arguments are text that holds an
    expression, as in ``jr:choice-name(${q}, '${q}')``: a literal there is compiled,
    and the function gets its value.
    """

    name: str
    call: Callable[..., Value]
    least: int
    most: int | None
    lazy: bool = False
    volatile: bool = False
    check: Check | None = None
    quoted: frozenset[int] = frozenset()


FUNCTIONS: Final[dict[str, Function]] = {}
"""Every function, by name. ``forms.expressions.functions`` enters them."""


def function(
    name: str,
    *,
    least: int = 0,
    most: int | None = None,
    lazy: bool = False,
    volatile: bool = False,
    check: Check | None = None,
    quoted: frozenset[int] = frozenset(),
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter what it decorates as a function of the language."""

    def enter(call: Callable[..., Any]) -> Callable[..., Any]:
        FUNCTIONS[name] = Function(
            name=name,
            call=call,
            least=least,
            most=most,
            lazy=lazy,
            volatile=volatile,
            check=check,
            quoted=quoted,
        )
        return call

    return enter
