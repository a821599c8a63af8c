"""Telling words by the formula of the paper, count by count."""

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.keywords import PRIOR_STATEMENTS, telling_words
from nlp.lexical import count_words

WORDS = ["water", "road", "school", "the", "night"]
CORPORA = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=2, max_size=12
)


def z_score(
    documents: list[list[str]], inside: list[int], word: str, vocabulary: list[str]
) -> float:
    """Return the z-score of Monroe, Colaresi and Quinn (2008), eq. 16 and 20-22."""

    def holders(term: str, rows: list[int]) -> int:
        return sum(term in documents[row] for row in rows)

    everywhere = list(range(len(documents)))
    outside = [row for row in everywhere if row not in inside]
    total = sum(holders(term, everywhere) for term in vocabulary)

    def prior(term: str) -> float:
        return PRIOR_STATEMENTS * holders(term, everywhere) / total

    def smoothed(term: str, rows: list[int]) -> float:
        return holders(term, rows) + prior(term)

    def log_odds(rows: list[int]) -> float:
        others = sum(smoothed(term, rows) for term in vocabulary if term != word)
        return log(smoothed(word, rows) / others)

    variance = 1 / smoothed(word, inside) + 1 / smoothed(word, outside)
    return (log_odds(inside) - log_odds(outside)) / sqrt(variance)


@settings(max_examples=50)
@given(documents=CORPORA, cut=st.integers(1, 11))
def test_weights_are_z_scores_of_log_odds(documents: list[list[str]], cut: int) -> None:
    vocabulary = sorted({word for words in documents for word in words})
    if len(vocabulary) == 1:
        documents.append(["another"])
        vocabulary = sorted([*vocabulary, "another"])
    inside = list(range(min(cut, len(documents) - 1)))
    rest = list(range(len(inside), len(documents)))

    found = telling_words(count_words(documents), [np.array(inside), np.array(rest)])

    assert list(found.terms) == vocabulary
    for concern, rows in enumerate((inside, rest)):
        for place, word in enumerate(vocabulary):
            expected = z_score(documents, rows, word, vocabulary)
            assert found.weights[concern, place] == pytest.approx(expected, abs=1e-9)


def test_coverage_is_the_share_of_statements_that_hold_a_word() -> None:
    documents = [["water", "water"], ["water", "tap"], ["road"]]

    found = telling_words(count_words(documents), [np.array([0, 1]), np.array([2])])

    share = dict(zip(found.terms, found.coverage[0], strict=True))
    assert share == {"road": 0.0, "tap": 0.5, "water": 1.0}


def test_word_of_one_concern_tells_more_than_a_word_of_all() -> None:
    documents = [["the", "water"]] * 5 + [["the", "road"]] * 5

    found = telling_words(count_words(documents), [np.arange(5), np.arange(5, 10)])

    weight = dict(zip(found.terms, found.weights[0], strict=True))
    assert weight["water"] > 0.5
    assert weight["the"] == pytest.approx(0.0, abs=1e-9)
    assert weight["road"] < -0.5


def test_saying_a_word_twice_in_a_statement_tells_nothing_more() -> None:
    rows = [np.array([0, 1]), np.array([2])]
    once = [["water"], ["tap"], ["road"]]
    twice = [["water"] * 5, ["tap"], ["road"]]

    first, second = (telling_words(count_words(each), rows) for each in (once, twice))

    assert np.array_equal(first.weights, second.weights)


def test_concern_of_all_statements_is_told_by_its_most_frequent_words() -> None:
    documents = [["the", "water"], ["dirty", "water"], ["water", "road"]]

    found = telling_words(count_words(documents), [np.arange(3), np.array([2])])

    weight = dict(zip(found.terms, found.weights[0], strict=True))
    assert weight["water"] > 0.0
    assert {weight[word] for word in ("the", "dirty", "road")} == {weight["road"]}
    assert weight["road"] < 0.0


def test_concern_without_words_has_none_that_tell() -> None:
    found = telling_words(count_words([["water"], []]), [np.array([1]), np.array([0])])

    assert found.weights[0].max() <= 0.0
    assert np.isfinite(found.weights).all()
