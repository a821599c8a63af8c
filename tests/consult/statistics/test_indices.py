"""An index is the mean of what was answered, and stays within 0 to 100."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.statistics.indices import index_figures, is_high, is_low, person_mean
from consult.statistics.scales import reverse

SCORE = st.none() | st.sampled_from([0.0, 100 / 3, 200 / 3, 100.0])
PERSON = st.lists(SCORE, min_size=3, max_size=5)
PEOPLE = st.lists(st.tuples(SCORE, SCORE, SCORE), max_size=50)


@given(PERSON, st.integers(1, 5))
def test_a_person_mean_stays_within_the_scale(
    scores: list[float | None], least: int
) -> None:
    found = person_mean(scores, least=least)

    assert found is None or 0 <= found <= 100


@given(PERSON, st.integers(1, 5))
def test_a_person_mean_needs_enough_answers(
    scores: list[float | None], least: int
) -> None:
    answered = sum(score is not None for score in scores)

    assert (person_mean(scores, least=least) is None) == (answered < least)


@given(st.data(), PERSON)
def test_the_order_of_items_does_not_matter(
    data: st.DataObject, scores: list[float | None]
) -> None:
    shuffled = data.draw(st.permutations(scores))

    assert person_mean(shuffled, least=1) == person_mean(scores, least=1)


@given(PERSON)
def test_reversing_every_item_reverses_the_mean(scores: list[float | None]) -> None:
    turned = [None if score is None else reverse(score) for score in scores]

    found, mirrored = person_mean(scores, least=1), person_mean(turned, least=1)

    assert (found is None) == (mirrored is None)
    if found is not None:
        assert mirrored == pytest.approx(reverse(found))


@pytest.mark.parametrize(
    ("scores", "third"),
    [
        pytest.param([2, 2, 2], "high", id="two of three steps are high"),
        pytest.param([1, 1, 1], "between", id="one of three steps is not low"),
        pytest.param([2, 2, 1], "between", id="just below high"),
        pytest.param([1, 1, 0], "low", id="just low"),
        pytest.param([3, 3, 3], "high", id="top"),
        pytest.param([0, 0, 0], "low", id="bottom"),
    ],
)
def test_high_and_low_are_the_outer_thirds(scores: list[int], third: str) -> None:
    found = person_mean([100 * step / 3 for step in scores], least=3)

    assert found is not None
    assert is_high(found) == (third == "high")
    assert is_low(found) == (third == "low")


def test_figures_count_those_who_answered_enough() -> None:
    people = [(100.0, 100.0, None), (0.0, 0.0, 0.0), (50.0, None, None)]

    found = index_figures(people, least=2)

    assert found.people == 2
    assert found.mean is not None
    assert found.high is not None
    assert found.low is not None
    assert (found.mean.value, found.mean.of) == (50, 2)
    assert (found.high.count, found.low.count, found.high.of) == (1, 1, 2)
    assert found.alpha is None


@pytest.mark.parametrize(
    "people",
    [
        pytest.param([], id="nobody"),
        pytest.param([(None, None, 0.0)] * 40, id="nobody answered enough"),
    ],
)
def test_without_people_there_are_no_figures(people: list[list[float | None]]) -> None:
    found = index_figures(people, least=2)

    assert (found.people, found.mean, found.high, found.low, found.alpha) == (
        0, None, None, None, None,
    )  # fmt: skip


@given(PEOPLE)
def test_high_low_and_between_are_everybody(
    people: list[tuple[float | None, float | None, float | None]],
) -> None:
    found = index_figures(people, least=1)

    if found.high is not None and found.low is not None:
        assert found.high.count + found.low.count <= found.people == found.high.of


def test_reliability_is_of_those_who_answered_every_item() -> None:
    whole = [(0.0, 0.0, 50.0), (100.0, 100.0, 50.0)] * 20

    found = index_figures([*whole, (None, 100.0, 100.0)], least=2)

    assert found.people == 41
    assert found.alpha is not None
    assert found.alpha.people == 40
