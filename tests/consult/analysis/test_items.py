"""What is counted in a wave: every answer once, in points of its scale."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.analysis.items import count_items, digest_of_items
from consult.reports.consultation.findings import IndexFinding, ItemFinding
from consult.reports.consultation.responses import Answers
from consult.statistics.intervals import wilson
from forms.definition import Choice, ChoiceList
from tests.consult.analysis.consultations import (
    TI_STATE,
    a_questionnaire_with_an_index,
    a_response,
)
from tests.questionnaires import said

ASKED = a_questionnaire_with_an_index()
STEP = st.sampled_from(["0", "1", "2", "3", "dk", "pnts", "skip", "na"])
ROWS = st.lists(st.tuples(STEP, STEP, STEP, STEP), max_size=40)


def answers(*steps: str) -> Answers:
    names = ("TR01", "TA01", "TA02", "TA03")
    return a_response(**dict(zip(names, steps, strict=False))).answers


def item(name: str, *responses: Answers) -> ItemFinding:
    found = count_items(ASKED, responses).items
    return next(each for each in found if each.question == name)


def index(*responses: Answers) -> IndexFinding:
    return count_items(ASKED, responses).indices[0]


def test_every_question_of_trust_is_counted_in_the_order_asked() -> None:
    found = count_items(ASKED, [])

    assert [each.question for each in found.items] == ["TR01", "TA01", "TA02", "TA03"]


@given(ROWS)
def test_every_response_is_counted_once(
    rows: list[tuple[str, str, str, str]],
) -> None:
    for found in count_items(ASKED, [answers(*row) for row in rows]).items:
        assert sum(found.counts.values()) == len(rows)
        assert found.answered == sum(found.counts[str(step)] for step in range(4))


def test_missing_codes_are_counted_apart_and_are_no_answers() -> None:
    rows = [answers(step) for step in ("0", "3", "dk", "pnts", "skip", "na", "skip")]

    found = item("TR01", *rows)

    assert found.counts == {
        "0": 1, "1": 0, "2": 0, "3": 1, "dk": 1, "pnts": 1, "skip": 2, "na": 1,
    }  # fmt: skip
    assert found.answered == 2


def test_an_answer_that_was_not_stored_was_not_asked() -> None:
    assert item("TR01", {"C_OK": "yes"}).counts["na"] == 1


def test_high_is_the_upper_half_of_the_scale() -> None:
    found = item("TR01", *[answers(step) for step in ("0", "1", "2", "3", "dk")])

    assert found.high == wilson(2, 4)


def test_the_mean_is_in_points_and_its_interval_stays_on_the_scale() -> None:
    found = item("TR01", answers("3"), answers("3"), answers("0"))

    assert found.mean is not None
    assert found.mean.value == pytest.approx(200 / 3)
    assert (found.mean.low, found.mean.high, found.mean.people) == (0, 100, 3)


@pytest.mark.parametrize("steps", [(), ("2",), ("2", "dk")], ids=["none", "one", "dk"])
def test_fewer_than_two_answers_have_no_mean(steps: tuple[str, ...]) -> None:
    assert item("TR01", *[answers(step) for step in steps]).mean is None


def test_without_answers_there_is_no_share() -> None:
    assert item("TR01", answers("dk")).high is None


def test_a_person_without_enough_items_is_in_no_index() -> None:
    found = index(answers("0", "3", "3", "3"), answers("0", "3", "3", "dk"))

    assert found.people == 1
    assert found.high == wilson(1, 1)


def test_a_reversed_item_counts_the_other_way() -> None:
    turned = replace(TI_STATE, reversed_items=("TA03",))
    asked = a_questionnaire_with_an_index(turned)

    found = count_items(asked, [answers("0", "3", "3", "0")] * 2).indices[0]

    assert found.mean is not None
    assert found.mean.value == 100


def test_reliability_is_told_of_thirty_people() -> None:
    rows = [answers("0", *step) for step in ("000", "111", "122", "333", "223")] * 6

    found = index(*rows)

    assert found.alpha is not None
    assert found.alpha.people == 30
    assert found.alpha.low < found.alpha.value < found.alpha.high
    assert index(*rows[:29]).alpha is None


@given(st.data(), ROWS)
def test_the_order_of_responses_plays_no_part(
    data: st.DataObject, rows: list[tuple[str, str, str, str]]
) -> None:
    given_ = [answers(*row) for row in rows]
    shuffled = data.draw(st.permutations(given_))

    assert count_items(ASKED, shuffled) == count_items(ASKED, given_)
    assert digest_of_items(ASKED, shuffled) == digest_of_items(ASKED, given_)


def test_the_digest_tells_another_answer() -> None:
    assert digest_of_items(ASKED, [answers("1")]) != digest_of_items(
        ASKED, [answers("2")]
    )


def test_a_list_without_a_scale_is_counted_and_has_no_mean() -> None:
    plain = ChoiceList(
        name="T4", choices=(Choice(name="yes", label=said("Yes", "نعم")),)
    )
    lists = tuple(plain if each.name == "T4" else each for each in ASKED.choice_lists)
    asked = replace(ASKED, choice_lists=lists, indices=())

    found = count_items(asked, [answers("yes")] * 2).items[0]

    assert (found.counts["yes"], found.answered, found.mean) == (2, 0, None)
