"""Rare but distinct: small groups with words of their own, and nobody else's."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nlp.features import Lexicon
from nlp.grouping import Grouping, group
from nlp.merging import merge_tree
from nlp.rare import (
    NEIGHBOURS,
    SAME_CONCERN,
    Candidate,
    Nearness,
    _cohesion,
    _nearest_outside,
    _shared_with_main,
    _small_nodes,
    rare_groups,
)
from nlp.recipe import Recipe
from nlp.tokens import tokens
from tests.golden.corpora import RARE, planted
from tests.nlp.lexicons import lexicon_of

RECIPE = Recipe()
TEXTS = [*(each.text for each in planted("en")[:120]), *RARE]
BATS = (120, 121, 122)
People = list[frozenset[str]]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_of(
        [tokens(text, "en") for text in TEXTS], ["en"] * len(TEXTS), RECIPE
    )


@pytest.fixture(scope="module")
def grouping(lexicon: Lexicon) -> Grouping:
    return group(lexicon, concerns=8, limit=1000, recipe=RECIPE)


def one_each() -> People:
    return [frozenset({f"p{row}"}) for row in range(len(TEXTS))]


def rows_of(found: list[Candidate]) -> list[tuple[int, ...]]:
    return [each.rows for each in found]


# Groups


def test_planted_group_of_three_is_found_among_the_first(
    lexicon: Lexicon, grouping: Grouping
) -> None:
    found = rare_groups(lexicon, grouping, one_each(), RECIPE)

    assert BATS in rows_of(found)[: len(found) // 2]


def test_group_of_three_is_found_from_a_sample_too(lexicon: Lexicon) -> None:
    sampled = group(lexicon, concerns=8, limit=90, recipe=RECIPE)

    found = rare_groups(lexicon, sampled, one_each(), RECIPE)

    assert BATS in rows_of(found)


def test_group_is_found_where_only_the_least_explained_are_looked_at(
    lexicon: Lexicon, grouping: Grouping
) -> None:
    narrow = replace(RECIPE, rare_residue=110)

    found = rare_groups(lexicon, grouping, one_each(), narrow)

    assert BATS in rows_of(found)


def test_groups_share_no_row_and_each_has_few_people(
    lexicon: Lexicon, grouping: Grouping
) -> None:
    found = rare_groups(lexicon, grouping, one_each(), RECIPE)

    rows = [row for each in found for row in each.rows]
    assert len(set(rows)) == len(rows)
    for each in found:
        assert RECIPE.rare_smallest <= len(each.rows) <= RECIPE.rare_largest
        assert list(each.rows) == sorted(each.rows)
        assert 0.0 <= each.cohesion <= 1.0


def test_groups_are_no_more_than_a_share_of_the_statements(
    lexicon: Lexicon, grouping: Grouping
) -> None:
    few = replace(RECIPE, rare_share=0.05)

    found = rare_groups(lexicon, grouping, one_each(), few)

    assert BATS in rows_of(found)
    assert len(found) <= 7


def test_main_concern_is_not_told_again_as_rare(
    lexicon: Lexicon, grouping: Grouping
) -> None:
    labels = np.where(np.arange(len(TEXTS)) >= 120, 8, grouping.labels)
    known = replace(grouping, labels=labels)

    found = rare_groups(lexicon, known, one_each(), RECIPE)

    assert BATS not in rows_of(found)


def test_two_people_are_too_few_however_much_they_say(
    lexicon: Lexicon, grouping: Grouping
) -> None:
    people = one_each()
    people[122] = people[121]

    found = rare_groups(lexicon, grouping, people, RECIPE)

    assert not any(set(BATS) <= set(rows) and len(rows) == 3 for rows in rows_of(found))


def test_many_people_behind_one_wording_are_not_few(
    lexicon: Lexicon, grouping: Grouping
) -> None:
    people = one_each()
    people[121] = frozenset(f"q{n}" for n in range(30))

    found = rare_groups(lexicon, grouping, people, RECIPE)

    assert not any(121 in rows for rows in rows_of(found))


def test_copied_text_that_nobody_made_alone_is_in_no_group(
    lexicon: Lexicon, grouping: Grouping
) -> None:
    people = one_each()
    people[121] = frozenset()

    found = rare_groups(lexicon, grouping, people, RECIPE)

    assert not any(121 in rows for rows in rows_of(found))


def test_too_few_statements_hold_nothing_rare(grouping: Grouping) -> None:
    few = lexicon_of([tokens(text, "en") for text in TEXTS[:19]], ["en"] * 19, RECIPE)

    assert rare_groups(few, grouping, one_each()[:19], RECIPE) == []


# Steps


@st.composite
def similarities(draw: st.DrawFn) -> NDArray[np.float64]:
    rows = draw(st.integers(2, 11))
    upper = draw(
        st.lists(st.integers(-4, 4), min_size=rows * rows, max_size=rows * rows)
    )
    matrix = np.triu(np.array(upper, dtype=float).reshape(rows, rows) / 4.0, 1)
    matrix = matrix + matrix.T
    np.fill_diagonal(matrix, 1.0)
    return matrix


@settings(max_examples=50)
@given(similarity=similarities(), largest=st.integers(1, 6))
def test_small_nodes_are_the_leaves_and_the_small_branches_of_the_tree(
    similarity: NDArray[np.float64], largest: int
) -> None:
    tree = merge_tree(similarity.astype(np.float32))

    nodes = _small_nodes(tree, largest)

    rows = len(similarity)
    branches = {row: {row} for row in range(rows)}
    for step, (left, right, _, _) in enumerate(tree):
        branches[rows + step] = branches[int(left)] | branches[int(right)]
    expected = {
        tuple(sorted(members))
        for members in branches.values()
        if len(members) <= largest or len(members) == 1
    }
    assert set(nodes) == expected


@pytest.mark.parametrize(
    ("rows", "main"),
    [
        pytest.param((0, 1, 2), True, id="the same"),
        pytest.param((0, 1), True, id="most of it"),
        pytest.param((0, 1, 2, 3, 4, 5), True, id="half of both"),
        pytest.param((0, 3, 4), False, id="a part of others"),
        pytest.param((3, 4, 5), False, id="a part of a large one"),
    ],
)
def test_group_that_shares_half_with_a_main_concern_is_that_concern(
    rows: tuple[int, ...], *, main: bool
) -> None:
    labels = np.array([0, 0, 0, *[1] * 9])
    shared = _shared_with_main(labels, np.array([rows]))

    assert bool(shared[0] >= SAME_CONCERN) is main


@settings(max_examples=50)
@given(seed=st.integers(0, 99), rows=st.integers(4, 12), size=st.integers(1, 4))
def test_likeness_inside_and_outside_of_a_group_is_that_of_its_members(
    seed: int, rows: int, size: int
) -> None:
    random = np.random.default_rng(seed)
    half = random.uniform(0.0, 1.0, (rows, rows)).astype(np.float32)
    likeness = (half + half.T) / np.float32(2.0)
    beyond = random.uniform(-1.0, 1.0, (rows, NEIGHBOURS)).astype(np.float32)
    group = random.permutation(rows)[:size]
    others = [row for row in range(rows) if row not in group]
    pairs = [likeness[a, b] for a in group for b in group if a != b]
    nearest = [
        np.sort([*beyond[row], *likeness[row, others]])[-NEIGHBOURS:].mean()
        for row in group
    ]
    near = Nearness(np.arange(rows), likeness, beyond, ())

    inside = _cohesion(likeness, group[None, :])
    outside = _nearest_outside(near, group[None, :])

    assert inside[0] == pytest.approx(np.mean(pairs) if pairs else 1.0, abs=1e-5)
    assert outside[0] == pytest.approx(np.mean(nearest), abs=1e-5)
