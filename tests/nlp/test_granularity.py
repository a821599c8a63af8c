"""How many concerns are chosen: within bounds, on a grid, and those planted."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import normalize

from nlp.features import Views, build_views
from nlp.granularity import (
    GRID,
    _combined,
    choose_number,
    geometric_grid,
    silhouette,
)
from nlp.recipe import Recipe
from nlp.ridge import indicator
from nlp.tokens import tokens
from tests.golden.corpora import planted
from tests.nlp.lexicons import lexicon_of

RECIPE = Recipe()


def views_of(plants: int, number: int) -> Views:
    """Return the views of ``number`` statements on the first English plants."""
    names = list(dict.fromkeys(each.plant for each in planted("en")))[:plants]
    texts = [each.text for each in planted("en") if each.plant in names][:number]
    lexicon = lexicon_of(
        [tokens(text, "en") for text in texts], ["en"] * len(texts), RECIPE
    )
    return build_views(lexicon, np.arange(len(texts)), RECIPE)


@settings(max_examples=50)
@given(low=st.integers(1, 60), more=st.integers(0, 200))
def test_grid_runs_from_the_lowest_to_the_highest(low: int, more: int) -> None:
    grid = geometric_grid(low, low + more)

    assert grid[0] == low
    assert grid[-1] == low + more
    assert grid == sorted(set(grid))
    assert len(grid) <= GRID


@settings(max_examples=50)
@given(low=st.integers(1, 60), more=st.integers(0, 200))
def test_grid_grows_in_proportion(low: int, more: int) -> None:
    grid = geometric_grid(low, low + more)

    factor = ((low + more) / low) ** (1 / (GRID - 1))
    for before, after in pairwise(grid):
        assert after <= (before + 0.5) * factor + 0.5


def test_silhouette_is_the_mean_of_what_is_known_from_all_distances() -> None:
    random = np.random.default_rng(3)
    rows = normalize(random.normal(size=(60, 4)))
    labels = np.append(random.integers(0, 5, 59), 5)

    members = indicator(labels, 6)
    found = silhouette(rows @ (rows.T @ members), members)

    assert found == pytest.approx(silhouette_score(rows, labels, metric="cosine"))


def test_planted_number_is_chosen() -> None:
    assert choose_number(views_of(8, 240), RECIPE) == 8


@pytest.mark.parametrize("rows", [1, 2, 5, 17])
def test_few_statements_get_no_more_concerns_than_they_carry(rows: int) -> None:
    number = choose_number(views_of(8, rows), RECIPE)

    assert 1 <= number <= max(1, rows // RECIPE.statements_per_concern)


@pytest.mark.parametrize(
    "bounds",
    [
        pytest.param({"most_concerns": 5}, id="most"),
        pytest.param({"statements_per_concern": 20}, id="statements per concern"),
        pytest.param({"most_per_root": 0.5}, id="root of the statements"),
        pytest.param({"fewest_concerns": 11}, id="fewest"),
    ],
)
def test_number_stays_within_the_bounds_of_the_recipe(
    bounds: dict[str, float],
) -> None:
    recipe = replace(RECIPE, **bounds)  # type: ignore[arg-type] # names of its fields

    number = choose_number(views_of(8, 96), recipe)

    most = min(
        recipe.most_concerns,
        96 // recipe.statements_per_concern,
        math.ceil(recipe.most_per_root * math.sqrt(96)),
    )
    assert min(recipe.fewest_concerns, most) <= number <= most


def test_criteria_are_scaled_to_the_grid_before_they_are_added() -> None:
    curves = np.array([[0.1, 0, 0, 0], [0.3, 0, 0, 0], [0.2, 0, 0, 0]])

    scores = _combined(curves)

    assert scores == pytest.approx([0.0, 2.0, 1.0])
    assert _combined(curves * 1000) == pytest.approx(scores)
