"""Looks for withheld counts that can be worked out from what is released.

It knows nothing of how they were withheld: it writes down what a reader sees as
equations and solves them exactly. A withheld count is told exactly when the
equations alone fix it, that is when it lies in their row space.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from consult.privacy.disclosure import GroupTable, ProtectedTable, Released

Unknown = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Equation:
    """The unknowns, each times its factor, add up to ``total``."""

    factors: Mapping[Unknown, int]
    total: int


def recoverable(table: GroupTable, seen: ProtectedTable) -> dict[Unknown, Fraction]:
    """Return the withheld counts that the released ones fix, with their values.

    An unknown is ``("size", group, -1)`` or ``("in", group, row)`` or ``("out",
    group, row)`` for those of a group who do not raise a concern. The reader is
    assumed to know the sum of the sizes and of each row.
    """
    equations = [_sum_of_sizes(table, seen)]
    for number in range(len(table.rows)):
        equations += _equations_of_row(table, seen, number)
    return solve(equations)


def _sum_of_sizes(table: GroupTable, seen: ProtectedTable) -> Equation:
    factors: dict[Unknown, int] = {}
    total = sum(table.sizes)
    for place, size in enumerate(seen.sizes):
        if isinstance(size, Released):
            total -= size.value
        else:
            factors["size", place, -1] = 1
    return Equation(factors, total)


def _equations_of_row(
    table: GroupTable, seen: ProtectedTable, number: int
) -> list[Equation]:
    factors: dict[Unknown, int] = {}
    equations: list[Equation] = []
    total = sum(table.rows[number])
    for place, cell in enumerate(seen.rows[number]):
        if isinstance(cell, Released):
            total -= cell.value.count
            continue
        inside, outside = ("in", place, number), ("out", place, number)
        factors[inside] = 1
        size = seen.sizes[place]
        if isinstance(size, Released):
            equations.append(Equation({inside: 1, outside: 1}, size.value))
        else:
            whole = ("size", place, -1)
            equations.append(Equation({inside: 1, outside: 1, whole: -1}, 0))
    return [*equations, Equation(factors, total)]


def solve(equations: Sequence[Equation]) -> dict[Unknown, Fraction]:
    """Return the unknowns that have one value in every solution.

    Gauss-Jordan elimination in exact fractions: an unknown is fixed when its
    reduced equation holds no other.
    """
    unknowns = sorted({name for equation in equations for name in equation.factors})
    rows = [
        [Fraction(equation.factors.get(name, 0)) for name in unknowns]
        + [Fraction(equation.total)]
        for equation in equations
    ]
    pivots: list[int] = []
    for column in range(len(unknowns)):
        done = len(pivots)
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        _eliminate(rows, done, column)
        pivots.append(column)
    return {
        unknowns[column]: rows[at][-1]
        for at, column in enumerate(pivots)
        if sum(1 for factor in rows[at][:-1] if factor) == 1
    }


def _eliminate(rows: list[list[Fraction]], done: int, column: int) -> None:
    pivot = rows[done][column]
    rows[done] = [factor / pivot for factor in rows[done]]
    for at, row in enumerate(rows):
        if at != done and row[column]:
            times = row[column]
            rows[at] = [a - times * b for a, b in zip(row, rows[done], strict=True)]
