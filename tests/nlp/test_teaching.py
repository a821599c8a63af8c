"""Learning from examples: few change nothing, none of them judges itself."""

import numpy as np
import pytest

from nlp.teaching import FEWEST_EXAMPLES, Lesson, Taught, teach


def a_lesson(examples: int, *, rows: int = 40) -> Lesson:
    """Return rows of two kinds that were found to be the wrong way round."""
    kind = np.arange(rows) % 2
    vectors = np.zeros((rows, 3))
    vectors[np.arange(rows), kind] = 1.0
    found = np.zeros((rows, 2))
    found[np.arange(rows), 1 - kind] = 0.8
    chosen = np.arange(examples)
    truth = np.zeros((examples, 2), dtype=np.bool_)
    truth[chosen, kind[chosen]] = True
    return Lesson(vectors, found, chosen, truth)


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
    nowhere = Lesson(
        lesson.vectors, lesson.found, lesson.examples, np.zeros((10, 2), dtype=np.bool_)
    )

    assert taught(nowhere).speaks.any(axis=1).all()


def test_what_stood_in_none_may_stay_in_none() -> None:
    lesson = a_lesson(10)
    vectors = np.vstack([lesson.vectors, [[0.0, 0.0, 1.0]]])
    found = np.vstack([lesson.found, [[0.0, 0.0]]])

    result = taught(Lesson(vectors, found, lesson.examples, lesson.truth))

    assert not result.speaks[-1].any()


@pytest.mark.parametrize("rows", [40, 2001, 4003])
def test_many_rows_are_judged_like_few(rows: int) -> None:
    found = taught(a_lesson(20, rows=rows))

    assert found.sure.shape == (rows, 2)
    assert found.speaks[:, 0].tolist() == [n % 2 == 0 for n in range(rows)]
