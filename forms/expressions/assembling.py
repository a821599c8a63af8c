"""Puts the closures of an expression together and notes what it needs."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeGuard

from forms.errors import FormsError
from forms.expressions import paths
from forms.expressions.calls import call_part, function_of
from forms.expressions.combining import (
    calculation,
    comparison,
    conjunction,
    disjunction,
    negation,
    union,
)
from forms.expressions.compiled import (
    Part,
    Sort,
    constant_part,
    nodes_part,
    truth_of,
)
from forms.expressions.mentions import (
    is_looked_up_for_an_item,
    means_every_repetition,
)
from forms.expressions.noting import Notes
from forms.expressions.operators import COMPARISONS
from forms.expressions.parsing import parse
from forms.expressions.paths import Filter, Finder
from forms.expressions.problems import (
    ExpressionTooDeep,
    MisspelledName,
    PlacesWanted,
    RefusedArgument,
    UnknownName,
)
from forms.expressions.registry import Function
from forms.expressions.scope import Reference, Scope, Steps
from forms.expressions.syntax import (
    ANY_NAME,
    ANY_NODE,
    PRECEDENCE,
    Call,
    Here,
    Mention,
    Negation,
    Number,
    Operation,
    Path,
    Root,
    Step,
    Text,
    Tree,
)
from forms.expressions.tokens import MENTION
from forms.expressions.values import Value

DEEPEST: Final = 100
"""Calls and operations in one another, chains of one operator or of ``if`` aside."""


class Assembler:
    """Compiles the trees of one expression."""

    def __init__(self, source: str, scope: Scope, *, is_filter: bool = False) -> None:
        self.source = source
        self.scope = scope
        self.is_filter = is_filter
        self.notes = Notes(scope)
        self.depth = 0
        self.dot: Steps | None = None if is_filter else scope.place

    def part(self, tree: Tree) -> Part:
        """Return the compiled tree; raises ``ExpressionError``."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionTooDeep(self.source, tree.offset)
        part = self._part(tree)
        self.depth -= 1
        return part

    def _part(self, tree: Tree) -> Part:
        match tree:
            case Text():
                return constant_part(self._words(tree))
            case Number():
                return constant_part(tree.value)
            case Mention():
                return self._mention(tree)
            case _:
                return self._composed(tree)

    def _composed(self, tree: Operation | Negation | Call | Path) -> Part:
        match tree:
            case Operation():
                return self._operation(tree)
            case Negation():
                return negation(self.part(tree.operand))
            case Call():
                return self._call(tree)
            case Path():
                return self._path(tree)

    def condition(self, tree: Tree) -> Filter:
        """Return what keeps the nodes for which a tree is true."""
        part = self.part(tree)
        if isinstance(part.constant, float):
            return paths.place_filter(part.constant)
        if part.sort in (Sort.NUMBER, Sort.UNKNOWN):
            return paths.condition_filter(part.evaluate)
        return paths.truth_filter(truth_of(part))

    def _operation(self, tree: Operation) -> Part:
        trees, signs = _chain(tree)
        parts = [self.part(each) for each in trees]
        match tree.operator:
            case "or":
                return disjunction(parts)
            case "and":
                return conjunction(parts)
            case "|":
                return union(
                    [
                        self._finder(part, each.offset)
                        for part, each in zip(parts, trees, strict=True)
                    ]
                )
            case "+" | "-" | "*" | "div" | "mod":
                return calculation(signs, parts)
            case _:
                return comparison(tree.operator, *parts)

    def _call(self, tree: Call) -> Part:
        function = function_of(tree, self.source)
        self.notes.call(function, tree)
        self._check(function, tree)
        if tree.name == "current":
            return nodes_part(paths.current)
        arguments = [
            self._argument(function, place, each)
            for place, each in enumerate(tree.arguments)
        ]
        return call_part(function, arguments)

    def _check(self, function: Function, tree: Call) -> None:
        if function.check is None:
            return
        try:
            function.check(_literals(tree.arguments))
        except FormsError as error:
            raise RefusedArgument(self.source, tree.offset, error) from error

    def _argument(self, function: Function, place: int, tree: Tree) -> Part:
        if place in function.quoted and isinstance(tree, Text):
            inner = Assembler(tree.words, self.scope, is_filter=self.is_filter)
            inner.notes = self.notes
            return inner.part(parse(tree.words))
        return self.part(tree)

    def _mention(self, tree: Mention) -> Part:
        if tree.is_saved:
            return nodes_part(paths.nothing)
        reference = self.reference(tree)
        self.notes.place(reference.path)
        return nodes_part(self._way(tree, reference))

    def reference(self, tree: Mention) -> Reference:
        """Return what ``${name}`` means; raises ``ExpressionError``."""
        reference = self.scope.reference(tree.name)
        if reference is not None:
            return reference
        known = sorted(self.scope.names())
        nearest = difflib.get_close_matches(tree.name, known, n=1)
        if not nearest:
            raise UnknownName(self.source, tree.offset, name=tree.name)
        raise MisspelledName(
            self.source, tree.offset, name=tree.name, nearest=nearest[0]
        )

    def _way(self, tree: Mention, reference: Reference) -> Finder:
        start, end = tree.offset, tree.offset + len(f"${{{tree.name}}}")
        if reference.up is not None and means_every_repetition(self.source, start, end):
            return paths.descend_from_root(reference.path, is_repeated=True)
        from_current = self.is_filter or is_looked_up_for_an_item(
            self.source, start, end
        )
        return paths.follow(reference, from_current=from_current)

    def _words(self, tree: Text) -> str:
        """Return a text; ``${name}`` in it is a path written out, as pyxform has it."""
        if "${" not in tree.words:
            return tree.words
        return MENTION.sub(self._written_path, tree.words)

    def _written_path(self, found: re.Match[str]) -> str:
        name = found[1].removeprefix("last-saved#")
        reference = self.reference(Mention(name))
        if reference.up is None:
            return f" /{'/'.join((self.scope.root, *reference.path))} "
        return f" {'/'.join((*['..'] * reference.up, *reference.down))} "

    def _path(self, tree: Path) -> Part:
        quick = self._quick(tree)
        if quick is not None:
            return nodes_part(quick)
        start, dot, steps = self._start(tree)
        filters = self._conditions(tree.conditions, dot)
        for step in steps:
            dot = after(dot, step)
            filters.append(paths.step_filter(step))
            filters.extend(self._conditions(step.conditions, dot))
        self.notes.place(dot)
        return nodes_part(paths.walk(start, filters) if filters else start)

    def _conditions(self, trees: Sequence[Tree], dot: Steps | None) -> list[Filter]:
        """Return conditions, in which ``.`` is at ``dot``."""
        outside, self.dot = self.dot, dot
        filters = [self.condition(each) for each in trees]
        self.dot = outside
        return filters

    def _start(self, tree: Path) -> tuple[Finder, Steps | None, tuple[Step, ...]]:
        """Return what finds where a path starts, where that is, and what follows."""
        start = tree.start
        match start:
            case Here():
                return paths.here, self.dot, tree.steps
            case Root():
                return self._from_root(tree.steps)
            case Mention() if not start.is_saved:
                reference = self.reference(start)
                return self._way(start, reference), reference.path, tree.steps
            case Call("current"):
                return paths.current, self.scope.place, tree.steps
            case _:
                pass
        part = self.part(start)
        return self._finder(part, tree.offset), None, tree.steps

    def _from_root(
        self, steps: tuple[Step, ...]
    ) -> tuple[Finder, Steps | None, tuple[Step, ...]]:
        if not steps:
            return paths.root, None, ()
        if not _is_root(steps[0], self.scope.root):
            return paths.nothing, None, ()
        itself = replace(steps[0], axis="self", name=ANY_NODE)
        return paths.root, (), (itself, *steps[1:])

    def _quick(self, tree: Path) -> Finder | None:
        """Return a short way for ``../name`` and the like, where there is one."""
        way = plain_way(tree)
        if way is None:
            return None
        up, down = way
        from_current = isinstance(tree.start, Call)
        base = self.scope.place if from_current else self.dot
        if base is None:
            return paths.follow(
                Reference((), up, down, is_repeated=True), from_current=from_current
            )
        above = base[: max(len(base) - up, 0)]
        target = (*above, *down)
        self.notes.place(target)
        is_repeated = any(
            self.scope.is_repeat(target[:length])
            for length in range(len(above) + 1, len(target))
        )
        return paths.follow(
            Reference(target, up, down, is_repeated), from_current=from_current
        )

    def _finder(self, part: Part, offset: int) -> Finder:
        """Return what finds the nodes of a part; raises where it never has any."""
        if part.finder is not None:
            return part.finder
        if part.sort is not Sort.UNKNOWN:
            raise PlacesWanted(self.source, offset)
        return paths.given(part.evaluate)


def _literals(trees: Sequence[Tree]) -> list[Value | None]:
    """Return the values of the literals among arguments, None for the others."""
    return [
        tree.words
        if isinstance(tree, Text)
        else tree.value
        if isinstance(tree, Number)
        else None
        for tree in trees
    ]


def _chain(tree: Operation) -> tuple[list[Tree], list[str]]:
    """Return the operands and signs of a chain of operators that bind alike.

    Chains are as long as authors like; they must not nest as deep.
    """
    binding = PRECEDENCE[tree.operator]
    operands: list[Tree] = [tree.right]
    signs = [tree.operator]
    left = tree.left
    while _continues(left, binding):
        operands.append(left.right)
        signs.append(left.operator)
        left = left.left
    operands.append(left)
    return operands[::-1], signs[::-1]


def _continues(tree: Tree, binding: int) -> TypeGuard[Operation]:
    return (
        isinstance(tree, Operation)
        and PRECEDENCE[tree.operator] == binding
        and tree.operator not in COMPARISONS
    )


def _is_root(step: Step, root: str) -> bool:
    return step.axis == "child" and step.name in (root, ANY_NAME)


def plain_way(tree: Path) -> tuple[int, Steps] | None:
    """Return how many parents up and which names down a plain path leads.

    None where it is more than that.
    """
    is_current = isinstance(tree.start, Call) and tree.start.name == "current"
    if not (is_current or isinstance(tree.start, Here)) or tree.conditions:
        return None
    up, down = 0, list[str]()
    for step in tree.steps:
        if step.conditions:
            return None
        if step.axis == "child" and step.name not in (ANY_NAME, ANY_NODE):
            down.append(step.name)
        elif step.axis == "parent" and step.name == ANY_NODE and not down:
            up += 1
        elif step.axis != "self" or step.name != ANY_NODE:
            return None
    return (up, tuple(down)) if down else None


def after(place: Steps | None, step: Step) -> Steps | None:
    """Return where a step leads; None where that cannot be told beforehand."""
    if place is None or step.axis == "self":
        return place
    if step.axis == "parent":
        return place[:-1] if place else None
    return (*place, step.name)
