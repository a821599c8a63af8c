"""Finds the least that has to be done to a form to see a difference."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.oracle.comparing import Difference
from tests.oracle.filling import Operation
from tests.oracle.trial import Trial

MOST_TRIALS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A difference, the expression behind it, and what was done to see it."""

    difference: Difference
    expression: str
    operations: tuple[Operation, ...]


def found(trial: Trial, seen: Difference, done: Sequence[Operation]) -> Found:
    """Return a difference with the least that has to be done to see it."""
    least = _least(trial, seen, tuple(done))
    trial.shows(least, seen.about)
    same = [each for each in trial.differences() if each.about == seen.about]
    reference, aspect = seen.about
    return Found(
        difference=same[0] if same else seen,
        expression=trial.xform.expression(reference, aspect),
        operations=least,
    )


def _least(
    trial: Trial, seen: Difference, done: tuple[Operation, ...]
) -> tuple[Operation, ...]:
    kept, size, trials = done, max(1, len(done) // 2), 0
    while kept and trials < MOST_TRIALS:
        for start in range(0, len(kept), size):
            fewer = kept[:start] + kept[start + size :]
            trials += 1
            if trial.shows(fewer, seen.about):
                kept = fewer
                size = min(size, max(1, len(kept) // 2))
                break
        else:
            if size == 1:
                break
            size //= 2
    return kept
