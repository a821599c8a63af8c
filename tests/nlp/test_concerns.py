"""Named concerns: how they stand to each other, what nearly came in, who is heard."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nlp.concerns import NEAR_ENOUGH, NEAREST, with_fewer_rare, with_nearest
from nlp.found import BlockConcerns, FoundConcern
from nlp.pipeline import analyse, prepare
from nlp.recipe import Recipe
from nlp.relations import relate
from nlp.results import Analysis
from tests.golden.corpora import PERSONAL, PLANTED, answers_of, planted

TEXTS = [each.text for each in planted("en")]


@pytest.fixture(scope="module")
def found() -> Analysis:
    """Return an analysis in more concerns than were planted, so that some are twins."""
    recipe = replace(Recipe(), concerns=PLANTED["en"] + 3)
    answers = [*answers_of(TEXTS), *answers_of(PERSONAL, prefix="personal")]
    return analyse(prepare(answers, recipe), recipe)


def test_agreement_is_the_same_both_ways_and_with_every_other(found: Analysis) -> None:
    by_id = {concern.id: concern for concern in found.concerns}

    for concern in found.concerns:
        assert concern.agreement.keys() == by_id.keys() - {concern.id}
        for other, share in concern.agreement.items():
            assert 0.0 <= share <= 1.0
            assert share == pytest.approx(by_id[other].agreement[concern.id])


def test_plants_cut_in_two_stand_in_one_group(found: Analysis) -> None:
    related = relate(found.concerns)

    assert related.broad
    assert all(len(group) > 1 for group in related.broad)


def test_what_nearly_came_in_is_outside_the_nearest_first() -> None:
    confidences = np.array([0.9, 0.3, 0.2, 0.4, NEAR_ENOUGH / 2])
    concern = FoundConcern(
        np.array([0, 2]), np.array([0.9, 0.2]), lambda: 1.0, rare=False
    )

    found = with_nearest(concern, confidences)

    assert found.nearly.tolist() == [3, 1]
    assert found.nearness.tolist() == [0.4, 0.3]


def test_no_more_is_kept_of_what_nearly_came_in_than_can_be_looked_at() -> None:
    confidences = np.full(3 * NEAREST, 0.5)
    concern = FoundConcern(np.array([0]), np.array([0.5]), lambda: 1.0, rare=False)

    found = with_nearest(concern, confidences)

    assert found.nearly.tolist() == list(range(1, NEAREST + 1))


@pytest.mark.parametrize(
    ("rare", "left"), [((5, 2), (2, 2)), ((3, 3), (2, 2)), ((1, 2), (1, 2))]
)
def test_rare_concerns_of_all_blocks_together_fit_on_the_list(
    rare: tuple[int, int], left: tuple[int, int]
) -> None:
    nothing: Any = None  # neither statements nor words play a part
    main = FoundConcern(np.array([0]), np.array([1.0]), lambda: 1.0, rare=False)
    small = replace(main, rare=True)
    blocks = [
        BlockConcerns(nothing, nothing, (main, main, *[small] * number))
        for number in rare
    ]

    kept = with_fewer_rare(blocks, 4)

    assert [sum(each.rare for each in block.concerns) for block in kept] == [*left]
    assert all(not block.concerns[1].rare for block in kept)


def test_rare_concerns_agree_with_none(found: Analysis) -> None:
    assert all(not concern.agreement for concern in found.rare)


def test_no_title_and_no_term_holds_personal_data(found: Analysis) -> None:
    hidden = {
        answer.text[span.start : span.end].casefold()
        for each in found.answers
        for place in each.prepared.statements
        for answer in [each.prepared.answer]
        for span in found.statements[place].statement.masked
    }

    assert hidden
    for concern in (*found.concerns, *found.rare):
        shown = " ".join((concern.label, *concern.terms)).casefold()
        assert not any(secret in shown for secret in hidden)
