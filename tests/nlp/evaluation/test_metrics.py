"""The measures give the figures that can be worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.evaluation import metrics

CODES = st.lists(st.frozensets(st.sampled_from("abcd")), min_size=1, max_size=12)


def codes(*written: str) -> list[frozenset[str]]:
    return [frozenset(each) for each in written]


def test_pairs_of_two_coders_are_counted_over_all_answers() -> None:
    one, other = codes("ab", "c", "d"), codes("a", "cd", "bd")

    assert metrics.pair_f1(one, other) == pytest.approx(6 / 9)


def test_nobody_coding_anything_is_full_agreement() -> None:
    assert metrics.pair_f1(codes("", ""), codes("", "")) == 1.0


def test_concerns_stand_for_the_codes_that_they_overlap_most() -> None:
    found, given_codes = codes("x", "x", "y", "yz"), codes("a", "a", "b", "b")

    assert metrics.matched(found, given_codes) == {"x": "a", "y": "b"}


@given(CODES)
def test_renaming_all_codes_costs_nothing(given_codes: list[frozenset[str]]) -> None:
    found = [frozenset(code.upper() for code in own) for own in given_codes]
    names = metrics.matched(found, given_codes)
    renamed = [frozenset(names[code] for code in own) for own in found]

    assert renamed == given_codes


def test_a_small_label_survives_in_a_group_that_is_half_its_own() -> None:
    labels = ["rare"] * 3 + ["big"] * 5

    assert metrics.survival([[0, 1, 3]], labels, ["rare"]) == 1.0
    assert metrics.survival([[0, 3, 4]], labels, ["rare"]) == 0.0
    assert metrics.survival([[0, 1, 3, 4, 5]], labels, ["rare"]) == 0.0
    assert metrics.survival([], labels, ["rare"]) == 0.0


def test_macro_f1_is_the_mean_over_labels_that_occur() -> None:
    # Of a: one found of two, nothing else called so; b is found, and called too often.
    labels, guesses = ["a", "a", "b"], ["a", "b", "b"]

    assert metrics.macro_f1(labels, guesses) == pytest.approx(2 / 3)
    assert metrics.macro_f1(["a", "a"], ["a", "c"]) == pytest.approx(2 / 3)


def test_the_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    labels = ["a", "b", "b", "c"] * 20
    guesses = ["a", "b", "c", "c"] * 20

    low, high = metrics.bootstrap(labels, guesses, seed=3)

    assert low < metrics.macro_f1(labels, guesses) < high
    assert (low, high) == metrics.bootstrap(labels, guesses, seed=3)


def test_a_guess_as_often_right_as_it_says_is_calibrated() -> None:
    right = np.array([True, True, True, False])

    assert metrics.calibration_error(right, np.full(4, 0.75)) == 0.0
    assert metrics.calibration_error(right, np.full(4, 0.95)) == pytest.approx(0.2)
    assert metrics.calibration_error(right, np.ones(4)) == pytest.approx(0.25)


def test_only_the_surest_guesses_count() -> None:
    right = np.array([False, True, True, False, True])
    sure = np.array([0.1, 0.9, 0.8, 0.3, 0.7])

    assert metrics.accuracy_of_surest(right, sure, share=0.6) == 1.0
    assert metrics.accuracy_of_surest(right, sure, share=1.0) == 0.6


def test_a_translation_is_found_whatever_direction_its_language_has() -> None:
    meanings = np.random.default_rng(0).normal(size=(9, 16))

    assert metrics.found_first(meanings + 5.0, meanings - 5.0) == 1.0
    assert metrics.found_first(meanings, np.roll(meanings, 1, axis=0)) == 0.0
