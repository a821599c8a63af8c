"""Compiles expressions to closures: the way into the language.

What is compiled is pure and can be shared by threads; what it needs to know comes
with the ``Context``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from forms.expressions.assembling import Assembler
from forms.expressions.compiled import constant_part, text_from
from forms.expressions.environment import Context
from forms.expressions.parsing import parse
from forms.expressions.paths import Filter
from forms.expressions.pieces import divided
from forms.expressions.registry import Evaluator
from forms.expressions.scope import Scope
from forms.expressions.tokens import straightened


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What an expression depends on.

    ``references`` are the paths whose values it needs, ``counted`` those of repeats
    and groups of which only the presence and number matters. What it says about
    itself (``.``) and about what it is in (``position(..)``) is in neither:
    ``uses_dot`` tells the former. A ``volatile`` one gives another result each time.
    One that ``wanders`` may look at more than can be told beforehand.
    """

    references: frozenset[str]
    counted: frozenset[str]
    functions: frozenset[str]
    instances: frozenset[str]
    uses_dot: bool
    is_volatile: bool
    wanders: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A compiled expression. ``evaluate`` raises ``BudgetExhausted``."""

    source: str
    evaluate: Evaluator
    needs: Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceFilter:
    """A compiled choice filter: ``keep`` gives the choices that fulfil it.

    ``keep`` takes the context of the question and the nodes of all choices.
    """

    source: str
    keep: Filter
    needs: Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledText:
    """A text with answers in it: ``fill`` gives it as the context says."""

    source: str
    fill: Callable[[Context], str]
    needs: Needs


def compile_expression(source: str, scope: Scope) -> Expression:
    """Return an expression ready to be evaluated; raises ``ExpressionError``.

    Before it is evaluated, ``node`` and ``current`` of the context are the node of
    the place of the scope.
    """
    assembler = Assembler(straightened(source), scope)
    part = assembler.part(parse(source))
    return Expression(source=source, evaluate=part.evaluate, needs=_needs(assembler))


def compile_filter(source: str, scope: Scope) -> ChoiceFilter:
    """Return the choice filter of a question; raises ``ExpressionError``.

    In it ``${name}`` is looked up from the question, a plain name is a column of the
    choice.
    """
    assembler = Assembler(straightened(source), scope, is_filter=True)
    keep = assembler.condition(parse(source))
    return ChoiceFilter(source=source, keep=keep, needs=_needs(assembler))


def compile_text(source: str, scope: Scope) -> FilledText | None:
    """Return a text with its ``${name}`` ready to be filled; None without any.

    A path from ``instance(…)`` is filled in too. Raises ``ExpressionError`` where
    one of them means nothing.
    """
    pieces = divided(source)
    if not any(piece.is_expression for piece in pieces):
        return None
    assembler = Assembler(source, scope)
    fills = tuple(
        text_from(assembler.part(parse(piece.words)))
        if piece.is_expression
        else text_from(constant_part(piece.words))
        for piece in pieces
    )

    def fill(context: Context) -> str:
        return "".join([each(context) for each in fills])

    return FilledText(source=source, fill=fill, needs=_needs(assembler))


def _needs(assembler: Assembler) -> Needs:
    notes = assembler.notes
    return Needs(
        references=frozenset(notes.references),
        counted=frozenset(notes.counted),
        functions=frozenset(notes.functions),
        instances=frozenset(notes.instances),
        uses_dot=notes.uses_dot,
        is_volatile=notes.is_volatile,
        wanders=notes.wanders,
    )
