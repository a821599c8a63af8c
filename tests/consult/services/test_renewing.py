"""New figures never tell of a few people."""

import datetime as dt
from dataclasses import replace

import pytest

from consult.db.models import AnalysisRun
from consult.ids import WaveId
from consult.services.renewing import Renewal

LAST = dt.date(2026, 12, 13)
WAVE, LATER = WaveId("wave"), WaveId("later wave")
RENEWAL = Renewal(
    today=dt.date(2026, 11, 21),
    threshold=10,
    last_days={WAVE: LAST, LATER: LAST + dt.timedelta(days=7)},
)


def a_run(responses: int, made_on: dt.date = dt.date(2026, 11, 20)) -> AnalysisRun:
    return AnalysisRun(responses=responses, made_on=made_on)


def test_the_first_figures_are_always_due() -> None:
    assert RENEWAL.is_due(None, 0, [WAVE])


@pytest.mark.parametrize(
    ("responses", "due"),
    [(30, False), (31, False), (39, False), (40, True), (21, False), (20, True)],
)
def test_as_many_as_the_threshold_must_have_come_or_gone(
    responses: int,
    due: object,
) -> None:
    assert RENEWAL.is_due(a_run(30), responses, [WAVE]) is due


def test_once_after_the_last_day_figures_may_differ_by_less() -> None:
    after = replace(RENEWAL, today=LAST + dt.timedelta(days=1))

    assert after.is_due(a_run(30, LAST), 31, [WAVE])
    assert not after.is_due(a_run(31, after.today), 32, [WAVE])


def test_the_wave_that_ends_last_decides() -> None:
    after = replace(RENEWAL, today=LAST + dt.timedelta(days=1))

    assert not after.is_due(a_run(30, LAST), 31, [WAVE, LATER])


def test_on_the_last_day_answers_may_still_come() -> None:
    assert not replace(RENEWAL, today=LAST).is_due(a_run(30), 31, [WAVE])
