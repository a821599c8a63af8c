"""Confidences that follow agreement, and which further concerns count."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nlp.membership import (
    Calibration,
    MembershipCalibration,
    calibrate,
    further_concerns,
)
from nlp.ridge import Floats, Integers, LeaveOneOutMembership

SCORES = arrays.arrays(
    np.float64,
    st.tuples(st.integers(2, 12), st.integers(2, 5)),
    elements=st.integers(-10, 10).map(lambda number: number / 8),
)


def noisy_scores(rows: int = 90, clusters: int = 3) -> tuple[Floats, Integers]:
    """Return scores that mostly point at the label, but not always."""
    random = np.random.default_rng(6)
    labels = random.integers(clusters, size=rows)
    scores = np.eye(clusters)[labels] * 0.5 + random.normal(
        scale=0.3, size=(rows, clusters)
    )
    return scores, labels


@settings(max_examples=50)
@given(scores=SCORES, weights=st.tuples(st.floats(0, 9), st.floats(0, 9)))
def test_confidence_is_logistic_in_the_score_and_its_lead(
    scores: Floats, weights: tuple[float, float]
) -> None:
    model = Calibration(np.array(weights), -1.0)

    found = model.probabilities(scores)

    for row, entries in enumerate(scores.tolist()):
        for concern, score in enumerate(entries):
            others = [*entries[:concern], *entries[concern + 1 :]]
            lead = score - max(others)
            logit = weights[0] * score + weights[1] * lead - 1.0
            expected = 1 / (1 + np.exp(-np.clip(logit, -35, 35)))
            assert found[row, concern] == pytest.approx(expected)


def test_best_scored_concern_is_the_most_certain() -> None:
    scores, labels = noisy_scores()

    confidences = calibrate(scores, labels, seed=0).probabilities(scores)

    assert confidences.argmax(axis=1).tolist() == scores.argmax(axis=1).tolist()


def test_confidences_add_up_to_the_pairs_that_stand_together() -> None:
    # The intercept is not penalised, so the mean prediction is the mean truth.
    scores, labels = noisy_scores()

    confidences = calibrate(scores, labels, seed=0).probabilities(scores)

    assert confidences.sum() == pytest.approx(len(labels), rel=1e-2)


def test_confident_pairs_stand_together_as_often_as_they_say() -> None:
    scores, labels = noisy_scores(rows=1400)

    confidences = calibrate(scores, labels, seed=0).probabilities(scores)

    together = np.arange(3) == labels[:, None]
    sure = confidences > 0.8
    assert together[sure].mean() == pytest.approx(confidences[sure].mean(), abs=0.05)


def test_calibration_of_many_rows_is_drawn_by_the_seed_alone() -> None:
    scores, labels = noisy_scores(rows=1700)

    first, again = (calibrate(scores, labels, seed=3) for _ in range(2))

    assert np.array_equal(first.weights, again.weights)
    assert first.intercept == again.intercept


def test_one_concern_of_all_is_certain() -> None:
    scores = np.array([[0.2], [0.9]])

    model = calibrate(scores, np.zeros(2, dtype=np.int64), seed=0)

    assert model.probabilities(scores).tolist() == [
        [pytest.approx(1.0, abs=1e-4)],
        [pytest.approx(1.0, abs=1e-4)],
    ]


def two_heaps(rows: int = 40) -> tuple[Floats, Integers]:
    """Return rows in two directions, and which direction each has."""
    truth = np.arange(rows, dtype=np.int64) % 2
    noise = np.random.default_rng(4).normal(scale=0.3, size=(rows, 2))
    return np.eye(2)[truth] + noise, truth


def test_rows_it_was_fitted_to_are_judged_without_themselves() -> None:
    rows, labels = two_heaps()

    model = MembershipCalibration(penalty=0.5).fit(rows, labels)

    scores = LeaveOneOutMembership(penalty=0.5).fit(rows, labels).scores_
    expected = calibrate(scores, labels, seed=0).probabilities(scores)
    assert np.array_equal(model.confidences_, expected)


def test_other_rows_are_surest_of_the_heap_they_lie_in() -> None:
    model = MembershipCalibration().fit(*two_heaps())

    confidences = model.transform([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])

    assert confidences[:2].argmax(axis=1).tolist() == [0, 1]
    assert confidences[:2].max(axis=1).min() > confidences[2].max()


def test_no_more_rows_are_looked_at_than_allowed() -> None:
    rows, labels = two_heaps(200)
    wrong = labels.copy()
    wrong[::3] = 1 - wrong[::3]

    few, all_rows = (
        MembershipCalibration(n_rows=most, random_state=0).fit(rows, wrong)
        for most in (20, 200)
    )

    assert not np.array_equal(few.calibration_.weights, all_rows.calibration_.weights)


@settings(max_examples=50)
@given(data=st.data(), scores=SCORES)
def test_main_concern_always_counts_and_others_only_if_certain_enough(
    data: st.DataObject, scores: Floats
) -> None:
    confidences = np.clip(scores, 0.0, 1.0)
    rows, concerns = confidences.shape
    labels = data.draw(
        arrays.arrays(np.int64, rows, elements=st.integers(0, concerns - 1))
    )

    belongs = further_concerns(confidences, labels, least=0.45, ratio=0.6)

    for row in range(rows):
        main = confidences[row, labels[row]]
        for concern in range(concerns):
            confidence = confidences[row, concern]
            assert belongs[row, concern] == (
                concern == labels[row]
                or (confidence >= 0.45 and confidence >= 0.6 * main)
            )
