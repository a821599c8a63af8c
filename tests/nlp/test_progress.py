"""What is told of an analysis while it runs."""

import pytest

from nlp.pipeline import analyse, prepare
from nlp.progress import STEP, Stage, counted, silent
from nlp.recipe import Recipe
from nlp.statements import Answer

Told = list[tuple[Stage, int, int]]


def listener() -> tuple[Told, "Recorder"]:
    told: Told = []
    return told, Recorder(told)


class Recorder:
    """Keeps what it is told."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Keep one report."""
        self._told.append((stage, done, total))


@pytest.mark.parametrize("size", [0, 1, STEP, STEP + 1, 3 * STEP])
def test_items_are_passed_on_and_the_last_report_says_all(size: int) -> None:
    told, report = listener()

    items = list(counted(range(size), total=size, stage=Stage.WORDS, report=report))

    assert items == list(range(size))
    assert told[-1] == (Stage.WORDS, size, size)


def test_reports_come_every_so_many_items() -> None:
    told, report = listener()

    list(counted(range(1200), total=1200, stage=Stage.WORDS, report=report))

    assert [done for _, done, _ in told] == [0, STEP, 2 * STEP, 1200]


def test_nobody_is_told_anything_silently() -> None:
    silent(Stage.RARE, 1, 2)


def stages_of_an_analysis() -> Told:
    told, report = listener()
    things = ["water", "road", "school", "light", "clinic"]
    answers = [
        Answer(f"p{n}", f"The {things[n % 5]} of our street number {n} is broken")
        for n in range(30)
    ]
    analyse(prepare(answers, Recipe(), report=report), Recipe(), report=report)
    return told


def test_stages_of_an_analysis_are_told_in_order_and_each_to_its_end() -> None:
    told = stages_of_an_analysis()

    reports: dict[Stage, list[tuple[int, int]]] = {}
    for stage, done, total in told:
        reports.setdefault(stage, []).append((done, total))
    assert list(reports) == list(Stage)
    for pairs in reports.values():
        assert all(0 <= done <= total for done, total in pairs)
        assert pairs[-1][0] == pairs[-1][1]
