"""The audit finds what a careful reader would find."""

from fractions import Fraction

import pytest

from consult.privacy.audit import Equation, recoverable, solve
from consult.privacy.disclosure import (
    GroupTable,
    ProtectedTable,
    Reason,
    Withheld,
    protect,
)

HIDDEN = Withheld(Reason.FEW)
A, B, C = ("in", 0, 0), ("in", 1, 0), ("in", 2, 0)


@pytest.mark.parametrize(
    ("equations", "told"),
    [
        pytest.param([Equation({A: 1}, 3)], {A: 3}, id="alone"),
        pytest.param([Equation({A: 1, B: 1}, 3)], {}, id="two in one sum"),
        pytest.param(
            [Equation({A: 1, B: 1}, 7), Equation({A: 1, B: -1}, 1)],
            {A: 4, B: 3},
            id="sum and difference",
        ),
        pytest.param(
            [Equation({A: 1, B: 1}, 7), Equation({A: 1, B: 1, C: 1}, 9)],
            {C: 2},
            id="one sum within another",
        ),
        pytest.param(
            [Equation({A: 2, B: 1}, 7), Equation({A: 4, B: 2}, 14)],
            {},
            id="the same said twice",
        ),
    ],
)
def test_what_equations_tell(
    equations: list[Equation], told: dict[tuple[str, int, int], int]
) -> None:
    assert solve(equations) == {name: Fraction(value) for name, value in told.items()}


def test_a_single_withheld_count_is_told_by_the_sum() -> None:
    table = GroupTable(("a", "b", "c"), (50, 60, 70), ((3, 30, 40),))
    released = protect(table, 10)
    second, third = (
        protect(GroupTable(table.groups, table.sizes, ((20, 30, 40),)), 10)
    ).rows[0][1:]
    naive = ProtectedTable(table.groups, released.sizes, ((HIDDEN, second, third),))

    told = recoverable(table, naive)

    assert told == {("in", 0, 0): 3, ("out", 0, 0): 47}


def test_a_partner_keeps_it_untold() -> None:
    table = GroupTable(("a", "b", "c"), (50, 60, 70), ((3, 30, 40),))

    assert recoverable(table, protect(table, 10)) == {}


def test_a_withheld_size_is_told_when_it_is_the_only_one() -> None:
    table = GroupTable(("a", "b"), (4, 60), ((0, 20),))
    seen = protect(GroupTable(("a", "b"), (60, 60), ((20, 20),)), 10)
    naive = ProtectedTable(
        table.groups, (HIDDEN, seen.sizes[1]), ((HIDDEN, seen.rows[0][1]),)
    )

    assert recoverable(table, naive)["size", 0, -1] == 4
