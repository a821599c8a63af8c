"""Main concerns of one language: planted plants, samples, and what each row gets."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from nlp.features import Lexicon, build_views, sample_rows
from nlp.granularity import choose_number
from nlp.grouping import Grouping, group
from nlp.recipe import Recipe
from nlp.tokens import tokens
from tests.golden.corpora import planted
from tests.nlp.lexicons import lexicon_of

RECIPE = Recipe()
PLANTS = [each.plant for each in planted("en")]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_of(
        [tokens(each.text, "en") for each in planted("en")],
        ["en"] * len(planted("en")),
        RECIPE,
    )


@pytest.fixture(scope="module")
def grouping(lexicon: Lexicon) -> Grouping:
    return group(lexicon, concerns=8, limit=1000, recipe=RECIPE)


def few(number: int) -> Lexicon:
    texts = [each.text for each in planted("en")[:number]]
    return lexicon_of(
        [tokens(text, "en") for text in texts], ["en"] * len(texts), RECIPE
    )


def test_planted_plants_are_the_groups(grouping: Grouping) -> None:
    assert adjusted_rand_score(PLANTS, grouping.labels) >= 0.9


def test_every_statement_has_a_confidence_for_every_concern(grouping: Grouping) -> None:
    assert grouping.confidences.shape == (240, 8)
    assert grouping.confidences.min() >= 0.0
    assert grouping.confidences.max() <= 1.0


def test_own_concern_is_the_most_certain_for_nearly_all(grouping: Grouping) -> None:
    best = grouping.confidences.argmax(axis=1)

    assert (best == grouping.labels).mean() > 0.95


def test_stability_is_a_share_for_every_concern(grouping: Grouping) -> None:
    stability = grouping.stability()
    assert stability.shape == (8,)
    assert stability.min() > 0.0
    assert stability.max() <= 1.0


def test_statement_like_no_other_is_explained_least() -> None:
    texts = [each.text for each in planted("en")[:120]]
    texts.append("Zebras gallop quietly behind violet mountains.")
    odd = lexicon_of(
        [tokens(text, "en") for text in texts], ["en"] * len(texts), RECIPE
    )

    found = group(odd, concerns=8, limit=1000, recipe=RECIPE)

    assert found.explained[120] < np.quantile(found.explained, 0.25)


# Samples


def test_sample_of_everything_is_everything() -> None:
    assert sample_rows(5, 5, 0).tolist() == [0, 1, 2, 3, 4]


def test_sample_is_in_order_without_repetition_and_by_the_seed() -> None:
    first, again, other = (sample_rows(400, 90, s) for s in (1, 1, 2))

    assert len(set(first.tolist())) == 90
    assert first.tolist() == sorted(first.tolist())
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


def test_plants_found_in_a_sample_are_carried_to_all(lexicon: Lexicon) -> None:
    found = group(lexicon, concerns=8, limit=120, recipe=RECIPE)

    assert found.labels.shape == (240,)
    assert adjusted_rand_score(PLANTS, found.labels) >= 0.9


def test_sample_is_never_smaller_than_the_concerns_asked_for(lexicon: Lexicon) -> None:
    found = group(lexicon, concerns=60, limit=10, recipe=RECIPE)

    assert found.confidences.shape == (240, 60)


# The number of concerns


@pytest.mark.parametrize("concerns", [2, 5, 11, 12])
def test_groups_are_as_many_as_asked_for(concerns: int) -> None:
    found = group(few(12), concerns=concerns, limit=1000, recipe=RECIPE)

    assert set(found.labels.tolist()) == set(range(concerns))


@pytest.mark.parametrize("rows", [1, 2])
def test_statements_that_are_too_few_to_compare_are_one_concern(rows: int) -> None:
    found = group(few(rows), concerns=None, limit=1000, recipe=RECIPE)

    assert found.labels.tolist() == [0] * rows
    assert found.confidences.tolist() == [[1.0]] * rows


def test_two_statements_are_two_concerns_when_asked() -> None:
    found = group(few(2), concerns=2, limit=1000, recipe=RECIPE)

    assert found.labels.tolist() == [0, 1]
    assert found.confidences.tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_one_concern_is_all_of_it(lexicon: Lexicon) -> None:
    found = group(lexicon, concerns=1, limit=1000, recipe=RECIPE)

    assert set(found.labels.tolist()) == {0}
    assert found.stability().tolist() == [1.0]


def test_number_that_nobody_gave_is_chosen() -> None:
    forty = few(40)

    found = group(forty, concerns=None, limit=1000, recipe=RECIPE)

    chosen = choose_number(build_views(forty, np.arange(40), RECIPE), 40, RECIPE)
    assert found.confidences.shape == (40, chosen)


def test_same_recipe_gives_the_same_groups_to_the_bit() -> None:
    recipe = replace(RECIPE, seed=3)

    first, again = (
        group(few(60), concerns=5, limit=40, recipe=recipe) for _ in range(2)
    )

    assert np.array_equal(first.confidences, again.confidences)
    assert np.array_equal(first.explained, again.explained)


def test_concerns_agree_most_with_themselves(grouping: Grouping) -> None:
    between = grouping.between

    assert between.shape == (8, 8)
    assert between.min() >= 0.0
    assert between.max() <= 1.0
    assert (between.argmax(axis=1) == np.arange(8)).all()
    assert np.allclose(between, between.T)
