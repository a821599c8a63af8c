"""Draws hold what they promise and are the same for the same seed."""

import pytest

from nlp.evaluation import draws
from nlp.evaluation.sets import by_label
from tests.nlp.evaluation.invented import labelled

MANY = {f"label {n:02}": [f"text {n} {m}" for m in range(90)] for n in range(45)}


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_ten_labels_of_twelve_to_eighty_texts_are_drawn(seed: int) -> None:
    drawn = draws.draw_of_ten(MANY, seed)

    sizes = [drawn.labels.count(label) for label in set(drawn.labels)]
    assert drawn.true() == 10
    assert min(sizes) >= 12
    assert max(sizes) <= 80
    assert all(
        text in MANY[label]
        for text, label in zip(drawn.texts, drawn.labels, strict=True)
    )


def test_fifteen_of_forty_labels_are_rare() -> None:
    drawn = draws.draw_with_rare(MANY, 0)

    sizes = sorted(drawn.labels.count(label) for label in set(drawn.labels))
    assert len(sizes) == 40
    assert sizes[0] >= 3
    assert sizes[14] <= 5
    assert sizes[15] > 5
    assert abs(len(drawn.texts) - 800) < 25


def test_a_seed_gives_the_same_draw_and_another_seed_another() -> None:
    assert draws.draw_of_ten(MANY, 4) == draws.draw_of_ten(MANY, 4)
    assert draws.draw_of_ten(MANY, 4) != draws.draw_of_ten(MANY, 5)


def test_no_text_is_drawn_twice() -> None:
    for drawn in (
        draws.draw_part(MANY, labels=7, answers=200, seed=0),
        draws.draw_all(MANY, 0),
    ):
        assert len(set(drawn.texts)) == len(drawn.texts)


def test_all_of_a_set_is_drawn_with_all_its_labels() -> None:
    given = labelled()

    drawn = draws.draw_all(by_label(given.rows), 0)

    assert sorted(drawn.texts) == sorted(row.text for row in given.rows)
    assert drawn.true() == 10
