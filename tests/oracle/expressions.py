"""Evaluates expressions made by chance here and in ODK's engine, and compares.

    python -m tests.oracle.expressions [--count 5000] [--seed 1]

Prints the smallest expression of each kind of difference, what it gives here and
there, and ends with 1 where there are any.
"""

import argparse
import datetime as dt
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from forms.expressions.compiling import compile_expression
from forms.expressions.environment import Budget, BudgetExhausted, Context, Environment
from forms.expressions.nodes import Node
from forms.expressions.problems import ExpressionError
from forms.expressions.scope import Places
from forms.expressions.values import to_text
from tests.oracle.engine import Engine, EngineRefused, form_of
from tests.oracle.filling import without_numbers
from tests.oracle.grammar import (
    FORM,
    SECOND,
    VALUES,
    Expressions,
    Term,
    answers,
    smaller,
)

BATCH = 250
TROUBLE = re.compile(r"Invalid Date|1970-01-01$|[-+]\d{6}-")
DATED = re.compile(r"\d{4}-\d\d-\d\d")
NOON = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
LAYOUT = Places(
    [
        *((name, False) for name in VALUES if not name.startswith(("r", "g"))),
        ("g", False),
        ("g/gn", False),
        ("r", True),
        *((f"r/{name}", False) for name in ("rn", "rt", "rm", "rhere")),
        ("here", False),
    ]
)
TOWNS = (
    ("a", "Ash", "north", "3"),
    ("b", "Birch", "north", "12"),
    ("c", "Cedar", "south", "7"),
)


@dataclass(frozen=True, slots=True)
class Unlike:
    """An expression that gives one thing here and another there."""

    term: Term
    ours: str
    theirs: str


class Ours:
    """The form of the grammar with answers, evaluated here."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._root = Node("data")
        self._here = self._root
        group = Node("g", self._root)
        repetitions = [Node("r", self._root, number=each) for each in (1, 2, 3)]
        for reference, value in values.items():
            name = reference.rpartition("/")[2]
            if "[" in reference:
                place = repetitions[int(reference[reference.index("[") + 1]) - 1]
            else:
                place = group if name == "gn" else self._root
            Node(name, place, value)
        for repetition in repetitions:
            here = Node("rhere", repetition)
            if repetition.number == 2:
                self._here = here
        Node("here", self._root)
        self._environment = Environment(
            now=NOON,
            draw=lambda: 0.5,
            unique=lambda: "unique",
            instances={"towns": _towns()},
        )

    def value(self, source: str) -> str:
        """Return the text value of an expression, or what is wrong with it."""
        scope = LAYOUT.at(without_numbers(SECOND).removeprefix("/data/"))
        try:
            compiled = compile_expression(source, scope)
            context = Context(
                self._environment, Budget(), self._here, self._here, self._root
            )
            value = to_text(compiled.evaluate(context))
        except (ExpressionError, BudgetExhausted) as error:
            return f"error: {error}"
        return "" if value == "NaN" else value


def hunt(engine: Engine, *, count: int, seed: int) -> list[Unlike]:
    """Return the differences that so many expressions show, each made small."""
    engine.load(form_of(FORM))
    engine.add("/data/r")
    engine.add("/data/r")
    source = Expressions(seed)
    found = []
    for batch in range(0, count, BATCH):
        values = answers(seed + batch)
        written = engine.write(values.items())
        ours = Ours(
            {name: each.value or "" for name, each in zip(values, written, strict=True)}
        )
        terms = [source.next() for _ in range(BATCH)]
        unlike = _unlike(engine, ours, terms)
        found += [_smallest(engine, ours, each) for each in unlike]
    return found


def _unlike(engine: Engine, ours: Ours, terms: Sequence[Term]) -> list[Unlike]:
    there = engine.evaluate([each.as_converted() for each in terms], SECOND)
    found = []
    for term, theirs in zip(terms, there, strict=True):
        if isinstance(theirs, EngineRefused):
            continue
        here = ours.value(term.as_written())
        if not alike(here, theirs) and not _is_known(engine, term):
            found.append(Unlike(term, here, theirs))
    return found


def _is_known(engine: Engine, term: Term) -> bool:
    """Tell whether a part is a date that ODK's engine has trouble with.

    Of what is no date it says so in English, years before the first or after 9999
    have a sign, the first day of 1970 is false, and the number of a date is the date.
    """
    parts = list(_parts(term))
    converted = [each.as_converted() for each in parts]
    values = dict(
        zip(converted, map(str, engine.evaluate(converted, SECOND)), strict=True)
    )
    if any(TROUBLE.match(each) for each in values.values()):
        return True
    numbered = (each.parts[0] for each in parts if each.ours == "number({})")
    return any(DATED.match(values[each.as_converted()]) for each in numbered)


def _parts(term: Term) -> Iterator[Term]:
    yield term
    for part in term.parts:
        yield from _parts(part)


def alike(ours: str, theirs: str) -> bool:
    """Tell whether two results are the same but for the last digit of a fraction."""
    if ours == theirs:
        return True
    try:
        mine, other = float(ours), float(theirs)
    except ValueError:
        return False
    return abs(mine - other) <= 1e-12 * max(abs(mine), abs(other))


def _smallest(engine: Engine, ours: Ours, unlike: Unlike) -> Unlike:
    while True:
        candidates = list(islice(smaller(unlike.term), 400))
        less = _unlike(engine, ours, candidates)
        if not less:
            return unlike
        unlike = min(less, key=lambda each: (each.term.size(), each.term.ours))


def _towns() -> Node:
    # The instance is what `instance('towns')` means; its root is named below it.
    top = Node("instance")
    root = Node("root", top)
    for number, row in enumerate(TOWNS, start=1):
        item = Node("item", root, number=number)
        for name, value in zip(("name", "label", "area", "size"), row, strict=True):
            Node(name, item, value)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Hunt for differences and print one of each kind."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with Engine() as engine:
        found = hunt(engine, count=given.count, seed=given.seed)
    kinds: dict[str, list[Unlike]] = {}
    for each in found:
        kinds.setdefault(each.term.ours, []).append(each)
    for shape, several in sorted(kinds.items(), key=lambda kind: -len(kind[1])):
        print(f"{len(several)} × {shape}")  # noqa: T201 - a command
        for written, each in {e.term.as_written(): e for e in several}.items():
            print(f"    {written}  ours {each.ours!r}, theirs {each.theirs!r}")  # noqa: T201 - a command
    print(f"{len(found)} of {given.count} differ")  # noqa: T201 - a command
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
