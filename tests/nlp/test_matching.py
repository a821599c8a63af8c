"""Which concern is which: by shared statements, then by words, one to one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlp.matching import evidence, match

GROUPS = st.lists(st.frozensets(st.integers(0, 20)), min_size=1, max_size=6)


def test_shared_statements_outweigh_words() -> None:
    one, other = frozenset(range(20)), frozenset(range(20, 40))

    scores = evidence([one, other], [one, other], np.array([[0.0, 1], [1, 0]])).scores()

    assert match(scores) == {0: 0, 1: 1}


def test_words_decide_where_nothing_is_shared() -> None:
    nothing = frozenset[int]()
    likeness = np.array([[0.1, 0.8], [0.7, 0.2]])

    scores = evidence([nothing] * 2, [nothing] * 2, likeness).scores()

    assert match(scores) == {0: 1, 1: 0}


def test_what_is_hardly_alike_is_not_the_same() -> None:
    assert match(np.array([[0.29, 0.0], [0.0, 0.9]])) == {1: 1}


@given(GROUPS, GROUPS)
def test_matching_is_one_to_one_and_never_below_the_floor(
    later: list[frozenset[int]], earlier: list[frozenset[int]]
) -> None:
    found = evidence(later, earlier, np.zeros((len(later), len(earlier))))

    pairs = match(found.scores())

    assert len(set(pairs.values())) == len(pairs)
    for row, column in pairs.items():
        assert found.scores()[row, column] >= 0.3
        assert found.shared[row, column] == len(later[row] & earlier[column])
        assert found.either[row, column] == len(later[row] | earlier[column])
