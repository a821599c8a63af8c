"""New figures never tell of a few people."""

import pytest

from consult.db.models import AnalysisRun
from consult.services.renewing import Renewal

RENEWAL = Renewal(threshold=10)


def test_the_first_figures_are_always_due() -> None:
    assert RENEWAL.is_due(None, 0)


@pytest.mark.parametrize("responses", [20, 40, 0, 1000])
def test_figures_are_due_when_as_many_as_the_threshold_came_or_went(
    responses: int,
) -> None:
    assert RENEWAL.is_due(AnalysisRun(responses=30), responses)


@pytest.mark.parametrize("responses", [21, 29, 30, 31, 39])
def test_figures_are_not_due_for_fewer(responses: int) -> None:
    assert not RENEWAL.is_due(AnalysisRun(responses=30), responses)
