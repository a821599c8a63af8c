"""Texts that are cut into clauses and words, here or in a process beside this one."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

from nlp.clauses import cut, cut_ahead, cutting_beside, get_ready, is_cut_beside
from nlp.spread import Here, Processes

Result = TypeVar("Result")

# Written for this test.
TOLD = [
    ("The road is dark, and nobody repairs the lamps.", "en"),
    ("Barabara ni mbaya sana", "sw"),
    ("لا يوجد ماء، ولا طبيب", "ar"),
]


class Counting(Here):
    """Does what is begun here, at once, and counts how often."""

    is_beside = True

    def __init__(self) -> None:
        self.begun: list[Sequence[object]] = []

    def begin(
        self, function: Callable[..., Result], *given: object
    ) -> Callable[[], Result]:
        self.begun.append(given)
        return super().begin(function, *given)


def test_a_process_beside_cuts_as_this_one_does() -> None:
    here = [cut(*each) for each in TOLD]

    with Processes(2) as spread, cutting_beside(spread):
        get_ready()
        assert is_cut_beside()
        cut_ahead(TOLD[:2])
        assert [cut(*each) for each in TOLD] == here


def test_what_was_cut_is_not_cut_again() -> None:
    spread = Counting()
    with cutting_beside(spread):
        cut_ahead(TOLD)
        cut_ahead(TOLD[:2])
        assert [cut(*each) for each in TOLD] == [cut(*each) for each in TOLD]

    assert len(spread.begun) == 1


@pytest.mark.parametrize("workers", [0, 1])
def test_one_processor_cuts_here(workers: int) -> None:
    with Processes(workers) as spread, cutting_beside(spread):
        assert not is_cut_beside()
        assert cut(*TOLD[0])


def test_nothing_is_cut_beside_afterwards() -> None:
    with cutting_beside(Counting()):
        pass

    assert not is_cut_beside()
