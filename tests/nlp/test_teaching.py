"""Learning from examples: few change nothing, none of them judges itself."""

from dataclasses import replace

import numpy as np
import pytest

from nlp.signs import Lesson, Signs
from nlp.teaching import FEWEST_EXAMPLES, Taught, teach


def a_lesson(examples: int, *, rows: int = 40) -> Lesson:
    """Return rows of two kinds that were found to be the wrong way round."""
    kind = np.arange(rows) % 2
    vectors = np.zeros((rows, 3))
    vectors[np.arange(rows), kind] = 1.0
    found = np.zeros((rows, 2), dtype=np.bool_)
    found[np.arange(rows), 1 - kind] = True
    chosen = np.arange(examples)
    truth = np.zeros((examples, 2), dtype=np.bool_)
    truth[chosen, kind[chosen]] = True
    return Lesson(vectors, np.arange(rows), found, chosen, truth)


def taught(lesson: Lesson) -> Taught:
    found = teach(lesson)
    assert found is not None
    return found


def test_too_few_examples_teach_nothing() -> None:
    assert teach(a_lesson(FEWEST_EXAMPLES - 1)) is None


def test_what_examples_show_holds_of_others() -> None:
    found = taught(a_lesson(20))

    assert found.speaks[:, 0].tolist() == [n % 2 == 0 for n in range(40)]
    assert found.speaks[:, 1].tolist() == [n % 2 == 1 for n in range(40)]


def test_probabilities_are_between_nothing_and_one() -> None:
    found = taught(a_lesson(12))

    assert found.sure.shape == (40, 2)
    assert ((found.sure >= 0) & (found.sure <= 1)).all()


def test_what_stood_in_a_concern_stays_in_one() -> None:
    lesson = a_lesson(10)
    nowhere = replace(lesson, truth=np.zeros((10, 2), dtype=np.bool_))

    assert taught(nowhere).speaks.any(axis=1).all()


def test_what_stood_in_none_may_stay_in_none() -> None:
    lesson = a_lesson(10)
    vectors = np.vstack([lesson.vectors, [[0.0, 0.0, 1.0]]])
    found = np.vstack([lesson.found, [[False, False]]])
    first = np.arange(len(vectors))

    result = taught(replace(lesson, vectors=vectors, first=first, found=found))

    assert not result.speaks[-1].any()


@pytest.mark.parametrize("rows", [40, 2001, 4003])
def test_many_rows_are_judged_like_few(rows: int) -> None:
    found = taught(a_lesson(20, rows=rows))

    assert found.sure.shape == (rows, 2)
    assert found.speaks[:, 0].tolist() == [n % 2 == 0 for n in range(rows)]


# What an answer of several statements says


def of_several(truth: list[list[bool]]) -> Lesson:
    """Return three answers, the first of two statements, two of them decided."""
    return Lesson(
        vectors=np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8], [0.8, 0.6]]),
        first=np.array([0, 2, 3]),
        found=np.array([[True, False], [False, False], [False, True], [False, False]]),
        examples=np.array([0, 1]),
        truth=np.array(truth),
    )


def test_answer_speaks_of_what_one_of_its_statements_was_found_in() -> None:
    found = Signs(of_several([[True, False], [False, True]])).read()[0]

    assert found.tolist() == [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]


def test_decision_counts_for_the_statements_that_were_found_in_the_concern() -> None:
    held = Signs(of_several([[True, False], [False, True]])).held

    assert held[:, 0].tolist() == [True, False, False, False]


def test_every_statement_counts_where_none_was_found_in_the_concern() -> None:
    held = Signs(of_several([[True, True], [False, True]])).held

    assert held[:, 1].tolist() == [True, True, True, False]


def test_statement_is_as_near_as_the_nearest_of_other_answers() -> None:
    nearness = Signs(of_several([[True, False], [False, True]])).read()[4]

    # The first answer stands for the first concern, the second for the other.
    assert nearness[2].tolist() == pytest.approx([0.8 - 0.96, 0.96 - 0.8])
    assert nearness[0, 0] == pytest.approx(0.0 - 0.6)


def test_odds_of_a_concern_leave_an_answer_itself_out() -> None:
    odds = Signs(of_several([[True, False], [False, True]])).read()[1][:, 0]

    assert odds == pytest.approx(np.log([0.5 / 1.5, 1.5 / 0.5, 1.5 / 1.5]))
