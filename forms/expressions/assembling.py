"""Puts the closures of an expression together and notes what it needs."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from forms.errors import FormsError
from forms.expressions import conditions, paths
from forms.expressions.calls import call_part, function_of
from forms.expressions.combining import (
    calculation,
    choice,
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
from forms.expressions.shapes import (
    after,
    chain,
    column_test,
    conjuncts,
    counts_nodes,
    is_root,
    literals,
    plain_way,
)
from forms.expressions.syntax import (
    ANY_NODE,
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
        if counts_nodes(tree):
            return self._filter(tree)
        several = conjuncts(tree)
        if len(several) == 1:
            return self._column_filter(tree) or self._filter(tree)
        return conditions.all_filters(
            [
                self._column_filter(each)
                or conditions.truth_filter(truth_of(self.part(each)))
                for each in several
            ]
        )

    def _filter(self, tree: Tree) -> Filter:
        part = self.part(tree)
        if isinstance(part.constant, float):
            return conditions.place_filter(part.constant)
        if part.sort in (Sort.NUMBER, Sort.UNKNOWN):
            return conditions.condition_filter(part.evaluate)
        return conditions.truth_filter(truth_of(part))

    def _column_filter(self, tree: Tree) -> Filter | None:
        """Return the short way for ``column = ${name}``, where it is one."""
        test = column_test(tree)
        if test is None or not self._is_fixed(test.sought):
            return None
        return conditions.column_filter(test.column, self.part(test.sought).evaluate)

    def _is_fixed(self, tree: Tree) -> bool:
        """Tell whether a tree means the same whatever node a condition looks at."""
        match tree:
            case Text():
                return True
            case Mention(is_saved=False):
                reference = self.reference(tree)
                return reference.up is None or self._is_from_current(tree)
            case Path(start=Call("current")):
                return plain_way(tree) is not None
            case _:
                return False

    def _operation(self, tree: Operation) -> Part:
        trees, signs = chain(tree)
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
        if tree.name == "if":
            return self._choice(tree)
        function = self._function(tree)
        self._check(function, tree)
        if tree.name == "current":
            return nodes_part(paths.current)
        arguments = [
            self._argument(function, place, each)
            for place, each in enumerate(tree.arguments)
        ]
        return call_part(function, arguments)

    def _function(self, tree: Call) -> Function:
        function = function_of(tree, self.source)
        self.notes.call(function, tree)
        return function

    def _choice(self, tree: Call) -> Part:
        """Return an ``if``, all those together that stand in each other's last place.

        Authors translate whole lists by such chains, so they must not nest as deep.
        """
        branches: list[tuple[Part, Part]] = []
        last: Tree = tree
        while isinstance(last, Call) and last.name == "if":
            self._function(last)
            test, then, last = last.arguments
            branches.append((self.part(test), self.part(then)))
        return choice(branches, self.part(last))

    def _check(self, function: Function, tree: Call) -> None:
        if function.check is None:
            return
        try:
            function.check(literals(tree.arguments))
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
        start, end = _span(tree)
        if reference.up is not None and means_every_repetition(self.source, start, end):
            return paths.descend_from_root(reference.path, is_repeated=True)
        return paths.follow(reference, from_current=self._is_from_current(tree))

    def _is_from_current(self, tree: Mention) -> bool:
        return self.is_filter or is_looked_up_for_an_item(self.source, *_span(tree))

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
        if dot is not None or not self._is_in_table(tree):
            self.notes.place(dot)
        return nodes_part(paths.walk(start, filters) if filters else start)

    def _is_in_table(self, tree: Path) -> bool:
        """Tell whether a path leads through choices or a side file, not the answers."""
        match tree.start:
            case Call("instance"):
                return True
            case Here():
                return self.dot is None
            case _:
                return False

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
        return self._finder(part, start.offset), None, tree.steps

    def _from_root(
        self, steps: tuple[Step, ...]
    ) -> tuple[Finder, Steps | None, tuple[Step, ...]]:
        if not steps:
            return paths.root, None, ()
        if not is_root(steps[0], self.scope.root):
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


def _span(tree: Mention) -> tuple[int, int]:
    """Return where ``${name}`` begins and ends in its source."""
    return tree.offset, tree.offset + len(f"${{{tree.name}}}")
