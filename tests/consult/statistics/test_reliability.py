"""Reliability agrees with worked examples and knows when it says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.statistics.reliability import alpha, cronbach, feldt, spearman_brown

ROWS = [
    [int(step) for step in row]
    for row in ("0110", "1121", "2212", "3233", "1012", "2322", "3332", "0011")
]


def test_alpha_of_the_worked_example_holds() -> None:
    found = cronbach(ROWS)

    assert found == pytest.approx(0.897001, abs=1e-6)
    assert found is not None
    assert feldt(found, people=8, items=4) == pytest.approx(
        (0.694235, 0.976865), abs=1e-6
    )


def test_the_interval_of_a_larger_example_holds() -> None:
    # The alpha is known to four places, so its interval is as well.
    found = feldt(0.7005, people=400, items=5)

    assert found == pytest.approx((0.6514, 0.7445), abs=1e-4)


def test_two_items_have_the_reliability_of_the_worked_example() -> None:
    pairs = [(row[0], row[1]) for row in ROWS]

    assert spearman_brown(pairs) == pytest.approx(0.888889, abs=1e-6)


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([(1, 2), (1, 3)], id="one item is the same for all"),
        pytest.param([(0, 3), (3, 0)], id="opposites"),
    ],
)
def test_two_items_that_share_nothing_have_no_reliability(
    pairs: list[tuple[float, float]],
) -> None:
    assert spearman_brown(pairs) is None


def test_alpha_is_told_of_thirty_people_with_its_interval() -> None:
    found = alpha((ROWS * 4)[:30])

    assert found is not None
    assert (found.people, found.items) == (30, 4)
    assert found.low < found.value < found.high <= 1


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((ROWS * 4)[:29], id="29 people"),
        pytest.param([row[:2] for row in ROWS * 4], id="two items"),
        pytest.param([[1, 2, 0]] * 40, id="everybody the same"),
        pytest.param([], id="nobody"),
    ],
)
def test_alpha_is_not_told_where_it_says_nothing(rows: list[list[float]]) -> None:
    assert alpha(rows) is None


@given(st.permutations(ROWS), st.permutations(range(4)))
def test_the_order_of_people_and_items_does_not_matter(
    rows: list[list[int]], order: list[int]
) -> None:
    shuffled = [[row[place] for place in order] for row in rows]

    assert cronbach(shuffled) == pytest.approx(cronbach(ROWS))


@given(
    st.lists(
        st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=30, max_size=60
    )
)
def test_no_alpha_is_more_than_1(rows: list[list[float]]) -> None:
    found = alpha(rows)

    assert found is None or found.low <= found.value <= found.high <= 1
