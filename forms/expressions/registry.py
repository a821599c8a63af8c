"""Where functions are entered by name: how many arguments they take, and how."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from forms.expressions.environment import Context
from forms.expressions.values import Value

Evaluator = Callable[[Context], Value]
"""An expression, compiled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function of the language.

    ``call`` gets the context and the values of the arguments, or, where it is
    ``lazy``, the arguments compiled, to evaluate those it needs. What is
    ``volatile`` gives another result each time, so that its result is stored.
    ``most`` is None where any number may follow.
    """

    name: str
    call: Callable[..., Value]
    least: int
    most: int | None
    lazy: bool = False
    volatile: bool = False


FUNCTIONS: Final[dict[str, Function]] = {}
"""Every function, by name. ``forms.expressions.functions`` enters them."""


def function(
    name: str,
    *,
    least: int = 0,
    most: int | None = None,
    lazy: bool = False,
    volatile: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter what it decorates as a function of the language."""

    def enter(call: Callable[..., Any]) -> Callable[..., Any]:
        FUNCTIONS[name] = Function(
            name=name, call=call, least=least, most=most, lazy=lazy, volatile=volatile
        )
        return call

    return enter
