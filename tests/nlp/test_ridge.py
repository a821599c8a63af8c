"""Leave-one-out prediction says what leaving out and fitting again would say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from nlp.ridge import (
    Floats,
    Integers,
    LeaveOneOutMembership,
    balanced_scores,
    indicator,
    refine,
    smoother,
)

PENALTIES = st.sampled_from([0.01, 0.3, 1.0, 25.0])


@st.composite
def features(draw: st.DrawFn, *, least: int = 2, most: int = 14) -> Floats:
    shape = (draw(st.integers(least, most)), draw(st.integers(1, 5)))
    entries = st.integers(-40, 40).map(lambda number: number / 10)
    return draw(arrays.arrays(np.float64, shape, elements=entries))


@st.composite
def partitions(draw: st.DrawFn, rows: int) -> tuple[Integers, int]:
    """Return labels of ``rows`` rows, every cluster with a member, and how many."""
    clusters = draw(st.integers(1, rows))
    rest = draw(
        st.lists(
            st.integers(0, clusters - 1),
            min_size=rows - clusters,
            max_size=rows - clusters,
        )
    )
    labels = draw(st.permutations([*range(clusters), *rest]))
    return np.array(labels, dtype=np.int64), clusters


def fitted_without(row: int, data: Floats, targets: Floats, penalty: float) -> Floats:
    """Return what ridge regression on all other rows predicts for a row."""
    others = np.delete(np.arange(len(data)), row)
    known = data[others]
    square = known.T @ known + penalty * np.eye(data.shape[1])
    weights = np.linalg.solve(square, known.T @ targets[others])
    return np.asarray(data[row] @ weights)


@settings(max_examples=50)
@given(data=st.data(), matrix=features(), penalty=PENALTIES)
def test_scores_are_those_of_leaving_each_row_out_and_fitting_again(
    data: st.DataObject, matrix: Floats, penalty: float
) -> None:
    targets = data.draw(
        arrays.arrays(
            np.float64,
            (len(matrix), 3),
            elements=st.integers(-9, 9).map(float),
        )
    )

    scores = smoother(matrix, penalty=penalty).scores(targets)

    expected = [
        fitted_without(row, matrix, targets, penalty) for row in range(len(matrix))
    ]
    # Dividing by 1 - h loses digits where a row explains itself nearly alone.
    assert scores == pytest.approx(np.array(expected), rel=1e-5, abs=1e-5)


def test_hat_matrix_comes_from_the_features_with_its_diagonal() -> None:
    matrix = np.random.default_rng(3).normal(size=(9, 4))

    loo = smoother(matrix, penalty=0.5)

    hat = matrix @ np.linalg.inv(matrix.T @ matrix + 0.5 * np.eye(4)) @ matrix.T
    assert loo.left @ loo.inverse @ loo.left.T == pytest.approx(hat)
    assert loo.diagonal == pytest.approx(np.diag(hat))


def test_row_that_only_it_can_explain_is_not_predicted_by_itself() -> None:
    matrix = np.eye(3) * 1e9

    scores = smoother(matrix, penalty=1e-9).scores(np.eye(3))

    assert np.isfinite(scores).all()


@settings(max_examples=50)
@given(data=st.data(), rows=st.integers(1, 12))
def test_indicator_has_one_one_per_row_at_its_label(
    data: st.DataObject, rows: int
) -> None:
    labels, clusters = data.draw(partitions(rows))

    matrix = indicator(labels, clusters)

    assert matrix.shape == (rows, clusters)
    assert matrix.sum(axis=1).tolist() == [1.0] * rows
    assert matrix.argmax(axis=1).tolist() == labels.tolist()


def memberships(matrix: Floats, labels: Integers, penalty: float) -> Floats:
    model = LeaveOneOutMembership(penalty=penalty).fit(matrix, labels)
    return np.asarray(model.scores_)


@settings(max_examples=50)
@given(data=st.data(), matrix=features(), penalty=PENALTIES)
def test_membership_is_predicted_around_the_size_of_each_cluster(
    data: st.DataObject, matrix: Floats, penalty: float
) -> None:
    labels, clusters = data.draw(partitions(len(matrix)))

    scores = memberships(matrix, labels, penalty)

    shares = np.bincount(labels, minlength=clusters) / len(labels)
    centred = np.eye(clusters)[labels] - shares
    expected = [
        shares + fitted_without(row, matrix, centred, penalty)
        for row in range(len(matrix))
    ]
    assert scores == pytest.approx(np.array(expected), rel=1e-5, abs=1e-5)


@settings(max_examples=50)
@given(data=st.data(), matrix=features(), penalty=PENALTIES)
def test_balanced_score_is_what_lies_above_the_share_over_its_fourth_root(
    data: st.DataObject, matrix: Floats, penalty: float
) -> None:
    labels, clusters = data.draw(partitions(len(matrix)))
    loo = smoother(matrix, penalty=penalty)

    scores = balanced_scores(loo, labels, clusters)

    shares = np.bincount(labels, minlength=clusters) / len(labels)
    above = memberships(matrix, labels, penalty) - shares
    assert scores == pytest.approx(above / shares**0.25, abs=1e-9)


def test_row_that_words_say_nothing_about_is_drawn_to_no_cluster_by_its_size() -> None:
    rows = np.vstack([np.repeat(np.eye(3)[:2], [9, 3], axis=0), np.eye(3)[2:]])
    labels = np.array([0] * 9 + [1] * 4)
    loo = smoother(rows, penalty=1.0)

    assert memberships(rows, labels, 1.0)[-1].argmax() == 0
    assert balanced_scores(loo, labels, 2)[-1] == pytest.approx([0.0, 0.0])


@settings(max_examples=50)
@given(data=st.data(), matrix=features(), penalty=PENALTIES)
def test_refining_never_empties_a_cluster(
    data: st.DataObject, matrix: Floats, penalty: float
) -> None:
    labels, clusters = data.draw(partitions(len(matrix)))

    refined = refine(smoother(matrix, penalty=penalty), labels, clusters)

    assert set(refined.tolist()) == set(range(clusters))


@settings(max_examples=50)
@given(data=st.data(), matrix=features(), penalty=PENALTIES)
def test_refining_follows_the_prediction_or_keeps_a_member_at_home(
    data: st.DataObject, matrix: Floats, penalty: float
) -> None:
    labels, clusters = data.draw(partitions(len(matrix)))
    loo = smoother(matrix, penalty=penalty)

    refined = refine(loo, labels, clusters)

    predicted = balanced_scores(loo, labels, clusters).argmax(axis=1)
    assert ((refined == predicted) | (refined == labels)).all()


def two_heaps() -> tuple[Floats, NDArray[np.int64]]:
    """Return twelve rows in two directions, and which direction each has."""
    random = np.random.default_rng(5)
    truth = np.repeat([0, 1], 6)
    return np.eye(2)[truth] + random.normal(scale=0.05, size=(12, 2)), truth


def test_refining_puts_a_mislabelled_row_where_its_neighbours_are() -> None:
    rows, truth = two_heaps()
    labels = truth.copy()
    labels[2] = 1

    refined = refine(smoother(rows, penalty=1.0), labels, 2)

    assert refined.tolist() == truth.tolist()


# The classifier


def test_clusters_keep_the_names_they_were_given() -> None:
    rows, truth = two_heaps()
    names = np.array(["water", "light"])[truth]

    model = LeaveOneOutMembership().fit(rows, names)

    assert model.classes_.tolist() == ["light", "water"]
    assert model.predict(np.eye(2)).tolist() == ["water", "light"]


def test_scores_of_other_rows_are_those_of_ridge_regression() -> None:
    rows = np.random.default_rng(2).normal(size=(30, 4))
    labels = np.arange(30) % 3
    other = np.random.default_rng(3).normal(size=(5, 4))

    found = LeaveOneOutMembership(penalty=0.7).fit(rows, labels)

    targets = np.eye(3)[labels] - 1 / 3
    weights = np.linalg.solve(rows.T @ rows + 0.7 * np.eye(4), rows.T @ targets)
    assert found.membership_scores(other) == pytest.approx(other @ weights + 1 / 3)


def test_of_two_clusters_the_decision_is_how_much_the_second_leads() -> None:
    rows, truth = two_heaps()
    model = LeaveOneOutMembership().fit(rows, truth)

    decision = model.decision_function(rows)

    scores = model.membership_scores(rows)
    assert decision == pytest.approx(scores[:, 1] - scores[:, 0])


def test_smoother_made_before_gives_the_same_fit() -> None:
    rows, truth = two_heaps()
    model = LeaveOneOutMembership(penalty=0.4)

    first = model.fit(rows, truth).scores_
    again = model.fit_smoothed(smoother(rows, penalty=0.4), truth).scores_

    assert np.array_equal(first, again)
