"""Broad groups and likely twins follow from how much concerns agree."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.relations import LARGEST_AT_LEAST, MOST_TWINS, SAME_FROM, relate
from nlp.results import Concern

Pairs = dict[tuple[int, int], float]


def concerns_of(number: int, agreement: Pairs) -> list[Concern]:
    both = agreement | {(b, a): share for (a, b), share in agreement.items()}
    return [
        Concern(
            id=f"c{one}",
            label=f"label {one}",
            language="en",
            terms=(),
            statements=(),
            quotes=(),
            stability=1.0,
            agreement={f"c{b}": share for (a, b), share in both.items() if a == one},
        )
        for one in range(number)
    ]


def test_concerns_that_agree_stand_in_one_group_and_others_alone() -> None:
    found = relate(concerns_of(5, {(0, 2): 0.3, (1, 4): 0.2}))

    assert found.broad == (("c0", "c2"), ("c1", "c4"))


def test_a_group_is_joined_by_what_agrees_with_it_on_the_whole() -> None:
    found = relate(concerns_of(9, {(0, 1): 0.4, (0, 2): 0.3, (1, 2): 0.0, (3, 4): 0.3}))

    assert ("c0", "c1", "c2") in found.broad


def test_a_group_of_nearly_all_concerns_is_cut_at_more_agreement() -> None:
    everything = dict.fromkeys(combinations(range(9), 2), 0.1)

    found = relate(concerns_of(9, everything | {(0, 1): 0.4, (2, 3): 0.4}))

    assert found.broad == (("c0", "c1"), ("c2", "c3"))


@pytest.mark.parametrize("number", [0, 1])
def test_nothing_and_one_concern_have_no_relations(number: int) -> None:
    found = relate(concerns_of(number, {}))

    assert found.broad == ()
    assert found.twins == {}


def test_concerns_that_agree_much_may_be_the_same_the_likeliest_first() -> None:
    near = SAME_FROM + 0.1

    found = relate(concerns_of(4, {(0, 1): SAME_FROM, (0, 2): near, (0, 3): 0.1}))

    assert found.twins["c0"] == (("c2", near), ("c1", SAME_FROM))
    assert found.twins["c2"] == (("c0", near),)
    assert "c3" not in found.twins


@given(
    agreement=st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]),
        st.floats(0, 1),
    )
)
def test_every_concern_is_in_one_group_at_most_and_no_twin_of_its_own(
    agreement: Pairs,
) -> None:
    found = relate(concerns_of(8, agreement))

    placed = [concern for group in found.broad for concern in group]
    assert len(placed) == len(set(placed))
    assert all(2 <= len(group) <= LARGEST_AT_LEAST for group in found.broad)
    for concern, twins in found.twins.items():
        assert concern not in dict(twins)
        assert len(twins) <= MOST_TWINS
