"""How many concerns are chosen: within bounds, on a grid, and those planted."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import normalize

from nlp.features import Views, build_views
from nlp.granularity import (
    GRID,
    TOLERANCE,
    WIDEST,
    ConcernCount,
    _combined,
    choose_number,
    concern_count,
    geometric_grid,
    modularity,
    neighbours,
    settled_place,
    silhouette,
)
from nlp.recipe import Recipe
from nlp.ridge import Floats, indicator
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


def test_planted_number_is_judged_best() -> None:
    judged = concern_count(views_of(8, 240), 240, RECIPE)

    assert judged.grid_[judged.scores_.argmax()] == 8


def test_number_chosen_is_at_most_a_third_more_than_planted() -> None:
    assert 8 <= choose_number(views_of(8, 240), 240, RECIPE) <= 10


@pytest.mark.parametrize("rows", [1, 2, 5, 17])
def test_few_statements_get_no_more_concerns_than_they_carry(rows: int) -> None:
    number = choose_number(views_of(8, rows), rows, RECIPE)

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

    number = choose_number(views_of(8, 96), 96, recipe)

    most = min(
        recipe.most_concerns,
        96 // recipe.statements_per_concern,
        math.ceil(recipe.most_per_root * math.sqrt(96)),
    )
    assert min(recipe.fewest_concerns, most) <= number <= most


def test_criteria_are_added_as_shares_of_their_greatest() -> None:
    curves = np.array([[0.1, 0, -0.5, 0], [0.3, 0, -0.1, 0], [0.2, 0, 0.0, 0]])

    scores = _combined(curves)

    assert scores == pytest.approx([1.0, 3.0, 2.0])
    assert _combined(curves * 1000) == pytest.approx(scores)


def test_many_statements_may_hold_more_concerns_than_the_sample_of_them() -> None:
    recipe = replace(RECIPE, statements_per_concern=1, most_per_root=1.0)

    few = concern_count(views_of(8, 100), 100, recipe)
    many = concern_count(views_of(8, 100), 900, recipe)

    assert few.grid_.max() == 10
    assert many.grid_.max() == 30


def test_modularity_is_one_less_what_chance_puts_inside_equal_cliques() -> None:
    labels = np.repeat(np.arange(4), 5)
    apart = csr_matrix((labels[:, None] == labels) & ~np.eye(20, dtype=bool))

    assert modularity(apart, indicator(labels, 4)) == pytest.approx(1 - 1 / 4)
    assert modularity(apart, np.ones((20, 1))) == pytest.approx(0.0)


def test_rows_are_joined_to_their_nearest_from_either_side() -> None:
    angles = np.array([0.0, 0.1, 0.15, 2.0])
    rows = np.column_stack([np.cos(angles), np.sin(angles)])

    graph = neighbours([rows.astype(np.float32)], 1).toarray()

    joined = {(0, 1), (1, 2), (2, 3)}
    assert {
        (int(a), int(b)) for a, b in zip(*np.nonzero(graph), strict=True) if a < b
    } == joined
    assert np.array_equal(graph, graph.T)


# The estimator


def heaps(clusters: int, size: int) -> Floats:
    """Return rows around ``clusters`` directions that stand at right angles."""
    truth = np.repeat(np.arange(clusters), size)
    noise = np.random.default_rng(2).normal(scale=0.1, size=(len(truth), clusters))
    return np.eye(clusters)[truth] + noise


@pytest.mark.parametrize("clusters", [4, 6, 9])
def test_number_of_heaps_is_found(clusters: int) -> None:
    found = ConcernCount(random_state=0, most_per_root=3.0).fit(heaps(clusters, 12))

    assert found.n_clusters_ == clusters


def test_many_rows_widen_the_tolerance_no_more_than_was_measured() -> None:
    views = views_of(8, 60)

    found = [concern_count(views, rows, RECIPE).tolerance for rows in (60, 240, 10**6)]

    assert found == [TOLERANCE, 2 * TOLERANCE, WIDEST * TOLERANCE]


def test_of_few_rows_less_is_as_good() -> None:
    few, many = (
        ConcernCount(n_runs=20, random_state=0, tolerance=0.05).fit(heaps(5, size))
        for size in (12, 310)
    )

    assert few.tolerance_ == pytest.approx(0.05 * 60 / 1500)
    assert many.tolerance_ == 0.05


@pytest.mark.parametrize(
    ("scores", "tolerated", "place"),
    [
        ([1.0, 2.0, 5.0, 4.0, 3.0], 0.0, 2),
        ([1.0, 2.0, 5.0, 4.0, 3.9, 3.8, 1.0], 0.5, 3),
        # A single peak among low ones is chance.
        ([1.0, 4.0, 4.2, 4.0, 1.0, 4.3, 1.0], 0.0, 2),
        ([1.0], 0.5, 0),
        ([1.0, 1.0], 0.0, 0),
    ],
    ids=["a peak", "nearly as good", "by chance", "one", "alike"],
)
def test_a_number_is_judged_with_those_beside_it(
    scores: list[float], tolerated: float, place: int
) -> None:
    assert settled_place(np.array(scores), tolerated) == place


def test_every_number_on_the_grid_has_its_criteria() -> None:
    rows = heaps(5, 12)

    found = ConcernCount(
        n_runs=20, random_state=0, compared=((0, 2), (2, 5), (0, 5))
    ).fit(rows)

    assert found.criteria_.shape == (len(found.grid_), 2 + 3)
    assert found.scores_.shape == found.grid_.shape


def test_only_the_named_columns_decide_the_number() -> None:
    rows = heaps(5, 12)
    noise = np.random.default_rng(1).normal(scale=50.0, size=(len(rows), 3))
    part = ((0, 5),)

    found = ConcernCount(
        views=part, compared=part, kernel=part[0], n_runs=20, random_state=0
    ).fit(np.hstack([rows, noise]))

    alone = ConcernCount(n_runs=20, random_state=0).fit(rows)
    assert np.array_equal(found.scores_, alone.scores_)


@pytest.mark.parametrize(
    "change",
    [
        {"fewest": 0},
        {"most": 0},
        {"n_runs": 0},
        {"most_per_root": 0.0},
        {"penalty": -1},
    ],
    ids=lambda change: next(iter(change)),
)
def test_parameters_out_of_range_are_refused(change: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        ConcernCount(**change).fit(heaps(3, 5))  # type: ignore[arg-type] # its names
