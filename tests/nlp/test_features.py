"""The views of statements: what stands in which columns, and how long rows are."""

from dataclasses import replace

import numpy as np
import pytest

from nlp.features import Lexicon, Views, build_views, kernel
from nlp.lexical import count_grams, count_words, document_frequency
from nlp.meaning import levelled
from nlp.recipe import Recipe
from nlp.tokens import tokens
from tests.golden.corpora import planted
from tests.nlp.lexicons import lexicon_of

RECIPE = Recipe()
ENGLISH = ["en"] * 120


def documents(number: int = 120) -> list[list[str]]:
    return [tokens(each.text, "en") for each in planted("en")[:number]]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_of(documents(), ENGLISH, RECIPE)


@pytest.fixture(scope="module")
def views(lexicon: Lexicon) -> Views:
    return build_views(lexicon, np.arange(120), RECIPE)


# The lexicon


def test_every_statement_has_a_row_of_unit_length(lexicon: Lexicon) -> None:
    lengths = np.sqrt(lexicon.tfidf.multiply(lexicon.tfidf).sum(axis=1))

    assert np.asarray(lengths).ravel() == pytest.approx(np.ones(120))


def test_weights_see_every_word_and_n_grams_that_repeat(lexicon: Lexicon) -> None:
    words = count_words(documents())
    grams = count_grams(words, sizes=(3, 5), minimum_documents=2)

    assert lexicon.tfidf.shape == (120, len(words.terms) + len(grams.terms))


def test_words_that_are_told_and_learnt_from_repeat(lexicon: Lexicon) -> None:
    assert document_frequency(lexicon.words.matrix).min() >= 2
    assert document_frequency(lexicon.joined).min() >= 2


def test_few_statements_keep_the_words_that_stand_once() -> None:
    few = documents(RECIPE.smallest_language)

    lexicon = lexicon_of(few, ["en"] * len(few), RECIPE)

    assert document_frequency(lexicon.words.matrix).min() == 1


def test_vocabulary_to_learn_from_is_bounded(lexicon: Lexicon) -> None:
    small = lexicon_of(documents(), ENGLISH, replace(RECIPE, vector_vocabulary=50))

    assert small.joined.shape == (120, 50)
    assert lexicon.joined.shape[1] <= RECIPE.vector_vocabulary


# The views


def test_views_stand_side_by_side_without_a_gap(views: Views) -> None:
    edges = [edge for columns in (*views.columns, views.kernel) for edge in columns]

    assert edges[0] == 0
    assert edges[1:-1:2] == edges[2::2]
    assert edges[-1] == views.data.shape[1]
    assert len(views.columns) == 15


def test_rows_of_every_view_have_unit_length(views: Views) -> None:
    for number in range(len(views.columns)):
        lengths = np.linalg.norm(views.view(number), axis=1)
        assert lengths == pytest.approx(np.ones(120))
    assert np.linalg.norm(views.kernel_view, axis=1) == pytest.approx(np.ones(120))


def test_joined_views_hold_their_parts_in_equal_measure(views: Views) -> None:
    narrow, words, both, joined, other = (views.view(n) for n in range(5))

    assert both == pytest.approx(np.hstack([narrow, words]) / np.sqrt(2))
    assert other == pytest.approx(np.hstack([narrow, joined]) / np.sqrt(2))


def test_kernel_is_the_projection_that_other_statements_get_too(
    lexicon: Lexicon, views: Views
) -> None:
    every = np.arange(120)

    assert np.array_equal(
        views.kernel_view, kernel(lexicon, views.latent, every, RECIPE)
    )


def test_views_are_learnt_from_the_rows_they_are_asked_for(lexicon: Lexicon) -> None:
    rows = np.arange(0, 120, 2)

    views = build_views(lexicon, rows, RECIPE)

    part = Lexicon(
        replace(lexicon.words, matrix=lexicon.words.matrix[rows]),
        lexicon.tfidf[rows],
        lexicon.joined[rows],
        lexicon.meaning[rows],
        lexicon.shared[rows],
        lexicon.tongues[rows],
        RECIPE,
    )
    # What words mean is learnt from all statements, whoever asks.
    vars(part)["vectors"] = lexicon.vectors
    alone = build_views(part, np.arange(60), RECIPE)
    assert np.array_equal(views.data, alone.data)


def test_statements_on_one_plant_are_nearer_than_others(views: Views) -> None:
    plants = np.array([each.plant for each in planted("en")[:120]])
    same = plants[:, None] == plants[None, :]
    np.fill_diagonal(same, val=False)

    for number in range(len(views.columns)):
        likeness = views.view(number) @ views.view(number).T
        apart = likeness[plants[:, None] != plants[None, :]].mean()
        assert likeness[same].mean() > apart + 0.1


@pytest.mark.parametrize("number", [3, 4, 7])
def test_very_few_statements_have_views_too(number: int) -> None:
    few = lexicon_of(documents(number), ["en"] * number, RECIPE)

    views = build_views(few, np.arange(number), RECIPE)

    assert views.data.shape[0] == number
    assert np.isfinite(views.data).all()


# Several languages


def mixed(number: int = 120) -> Lexicon:
    tongues = [("en", "sw", "ar")[place % 3] for place in range(number)]
    return lexicon_of(documents(number), tongues, RECIPE)


def test_no_language_leads_where_each_has_a_third(lexicon: Lexicon) -> None:
    assert mixed().is_mixed
    assert not lexicon.is_mixed


def test_mixed_languages_are_seen_by_their_meaning_alone() -> None:
    views = build_views(mixed(), np.arange(120), RECIPE)

    assert len(views.columns) == 1 + len(RECIPE.meaning_ranks)


def test_languages_are_levelled_around_the_same_middle() -> None:
    random = np.random.default_rng(0)
    tongues = np.arange(60) % 2
    vectors = random.normal(size=(60, 5)) + 10.0 * tongues[:, None]

    moved = levelled(vectors, tongues)

    assert np.linalg.norm(moved, axis=1) == pytest.approx(np.ones(60))
    assert np.abs(moved[tongues == 0].mean(0) - moved[tongues == 1].mean(0)).max() < 0.5
