"""Estimators keep all of scikit-learn's rules, and none of them is skipped."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.base import BaseEstimator
from sklearn.utils.estimator_checks import (
    check_estimators_data_not_an_array,
    estimator_checks_generator,
    parametrize_with_checks,
)

from nlp.cluster import ConsensusClustering
from nlp.granularity import ConcernCount
from nlp.membership import MembershipCalibration
from nlp.ridge import LeaveOneOutMembership

if TYPE_CHECKING:
    from functools import partial

CHECKS = {
    "ConsensusClustering": 46,
    "ConcernCount": 41,
    "LeaveOneOutMembership": 55,
    "MembershipCalibration": 48,
}
ESTIMATORS = [
    ConsensusClustering(n_runs=10),
    ConcernCount(n_runs=10),
    LeaveOneOutMembership(),
    MembershipCalibration(),
]
ARRAY_SWITCH = "SCIPY_ARRAY_API"
ARRAY_CHECKS = """
from sklearn.utils.estimator_checks import estimator_checks_generator
from {module} import {name}

for estimator, check in estimator_checks_generator({estimator!r}):
    if "array_namespace" in check.keywords:
        check(estimator)
        print(check.func.__name__)
"""


def needs_the_array_switch(check: "partial[None]") -> bool:
    """Tell whether a check is skipped unless SciPy was loaded with its switch on."""
    return "array_namespace" in check.keywords and ARRAY_SWITCH not in os.environ


def needs_pandas(check: "partial[None]") -> bool:
    """Tell whether a check is skipped at its end, where it asks for pandas."""
    return (
        check.func.__name__ == "check_classifier_data_not_an_array"
        and find_spec("pandas") is None
    )


@parametrize_with_checks(ESTIMATORS)  # type: ignore[untyped-decorator] # scikit-learn ships no types
def test_estimator_keeps_a_rule_of_scikit_learn(
    estimator: BaseEstimator, check: "partial[None]"
) -> None:
    if needs_the_array_switch(check):
        assert check.func.__name__ in passed_with_the_array_switch(estimator)
    elif needs_pandas(check):
        keep_the_rule_of_other_tables(estimator)
    else:
        check(estimator)


def passed_with_the_array_switch(estimator: BaseEstimator) -> list[str]:
    """Return which checks of arrays pass in an interpreter of their own."""
    kind = type(estimator)
    script = ARRAY_CHECKS.format(
        module=kind.__module__, name=kind.__name__, estimator=estimator
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env={**os.environ, ARRAY_SWITCH: "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def keep_the_rule_of_other_tables(estimator: BaseEstimator) -> None:
    """Check objects that offer an array, the half of the rule that needs no pandas."""
    corners = np.array([[0, 0], [0, 1], [1, 0], [4, 4], [4, 5], [5, 4]])
    labels = np.array([1, 1, 1, 2, 2, 2])
    check_estimators_data_not_an_array(
        type(estimator).__name__, estimator, corners, labels, "NotAnArray"
    )


@pytest.mark.parametrize("estimator", ESTIMATORS, ids=lambda each: type(each).__name__)
def test_number_of_rules_is_known_and_told(
    estimator: BaseEstimator, capsys: pytest.CaptureFixture[str]
) -> None:
    name = type(estimator).__name__

    number = len(list(estimator_checks_generator(estimator)))

    with capsys.disabled():
        sys.stdout.write(f"\n{name}: {number} checks of scikit-learn\n")
    assert number == CHECKS[name]


def test_numbers_of_rules_stand_in_the_documentation() -> None:
    methods = Path(__file__).parents[2] / "docs" / "methods.md"
    told = " ".join(methods.read_text(encoding="utf-8").split())

    for name, number in CHECKS.items():
        assert f"`{name}` {number}" in told
