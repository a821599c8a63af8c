"""A later analysis goes on from an earlier one: same concern, same id and name."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.continuity import continued
from nlp.describe import NO_LABEL
from nlp.earlier import Earlier, numbered_after
from nlp.normalise import matching_form
from nlp.pipeline import analyse, prepare
from nlp.recipe import Recipe
from nlp.results import Analysis
from nlp.statements import Answer
from tests.golden.corpora import answers_of, planted
from tests.nlp.drawn import (
    Said,
    an_analysis,
    check_accounted,
    earlier_of,
    keys_of,
    people_of,
    said,
    some_said,
)

LAMPS = [said(f"l{n}", f"the lamps are dark in street {n}", "c1") for n in range(6)]
WATER = [said(f"w{n}", f"dirty water in the river {n}", "c2") for n in range(6)]
BUSES = [said(f"b{n}", f"a bus comes late to stop {n}", "c3") for n in range(4)]


def renamed(everything: list[Said], **names: str) -> list[Said]:
    """Return the same things said, concerns by other ids."""
    return [
        replace(
            each,
            statements=tuple(
                (text, tuple(names.get(concern, concern) for concern in concerns))
                for text, concerns in each.statements
            ),
        )
        for each in everything
    ]


def going_on(later: list[Said], earlier: list[Said] | Earlier) -> Analysis:
    analysis = an_analysis(later)
    before = (
        earlier if isinstance(earlier, Earlier) else earlier_of(an_analysis(earlier))
    )
    found = continued(analysis, before, keys_of(analysis)).analysis
    check_accounted(found, analysis)
    return found


def labels(analysis: Analysis) -> dict[str, str]:
    return {each.id: each.label for each in (*analysis.concerns, *analysis.rare)}


def test_concerns_of_the_same_statements_keep_ids_and_labels() -> None:
    later = renamed([*LAMPS, *WATER], c1="c2", c2="c1")

    found = going_on(later, [*LAMPS, *WATER])

    assert labels(found) == labels(an_analysis([*LAMPS, *WATER]))
    assert people_of(found, "c1") == {each.key for each in LAMPS}


def test_new_answers_join_the_concern_of_those_they_stand_with() -> None:
    more = [said("n1", "no lamps at all in my street", "c1")]

    found = going_on(
        renamed([*LAMPS, *more, *WATER], c1="c2", c2="c1"), [*LAMPS, *WATER]
    )

    assert people_of(found, "c1") == {each.key for each in (*LAMPS, *more)}


def test_answers_of_other_people_are_matched_by_words() -> None:
    others = [
        *(
            said(f"x{n}", f"every street is dark without lamps {n}", "c2")
            for n in range(5)
        ),
        *(said(f"y{n}", f"the river water is dirty {n}", "c1") for n in range(5)),
    ]

    found = going_on(others, [*LAMPS, *WATER])

    assert people_of(found, "c1") == {f"x{n}" for n in range(5)}
    assert labels(found) == labels(an_analysis([*LAMPS, *WATER]))


def test_answers_in_another_language_are_matched_by_meaning() -> None:
    before = an_analysis(
        [
            *(said(f"a{n}", "the drinking water is dirty", "c1") for n in range(3)),
            *(
                said(f"b{n}", "there is no school for our children", "c2")
                for n in range(3)
            ),
        ]
    )
    later = an_analysis(
        [
            *(
                said(f"x{n}", "il n’y a pas d’école pour les enfants", "c1")
                for n in range(3)
            ),
            *(said(f"y{n}", "l’eau potable est sale", "c2") for n in range(3)),
        ],
        language="fr",
    )

    found = continued(later, earlier_of(before), keys_of(later)).analysis

    assert people_of(found, "c1") == {"y0", "y1", "y2"}
    assert labels(found) == labels(before)


def test_what_nobody_said_before_is_a_new_concern_with_the_next_number() -> None:
    earlier = earlier_of(an_analysis([*LAMPS, *WATER]), {"c": 7})

    found = going_on([*LAMPS, *WATER, *BUSES], earlier)

    assert people_of(found, "c8") == {each.key for each in BUSES}
    assert set(labels(found)) == {"c1", "c2", "c8"}


def test_concern_that_is_cut_in_two_stays_one() -> None:
    halves = [*renamed(LAMPS[:3], c1="c1"), *renamed(LAMPS[3:], c1="c4"), *WATER]

    found = going_on(halves, [*LAMPS, *WATER])

    assert people_of(found, "c1") == {each.key for each in LAMPS}
    assert set(labels(found)) == {"c1", "c2"}


def test_concerns_put_into_one_stay_two_and_new_words_choose() -> None:
    more = [said("n1", "dirty river water again", "c1")]

    found = going_on([*LAMPS, *renamed(WATER, c2="c1"), *more], [*LAMPS, *WATER])

    assert people_of(found, "c1") == {each.key for each in LAMPS}
    assert people_of(found, "c2") == {each.key for each in (*WATER, *more)}


def test_concern_whose_people_left_is_absent_and_its_number_is_not_given_again() -> (
    None
):
    analysis = an_analysis([*LAMPS, *renamed(BUSES, c3="c2")])
    earlier = earlier_of(an_analysis([*LAMPS, *WATER]))

    found = continued(analysis, earlier, keys_of(analysis))

    assert [each.id for each in found.absent] == ["c2"]
    assert people_of(found.analysis, "c3") == {each.key for each in BUSES}
    assert numbered_after(found.analysis, earlier) == {"c": 3, "r": 0}


def test_same_words_of_somebody_else_stand_where_they_stood() -> None:
    again = said("n1", LAMPS[0].statements[0][0], "c2")

    found = going_on([*LAMPS, *WATER, again], [*LAMPS, *WATER])

    assert "n1" in people_of(found, "c1")


def test_rare_concern_of_many_becomes_a_main_one_with_its_name() -> None:
    few = [said(f"z{n}", f"noise at night {n}", "r1") for n in range(4)]
    many = [said(f"z{n}", f"noise at night {n}", "c2") for n in range(12)]
    before = an_analysis([*LAMPS, *few], labels={"r1": "noise at night"})
    analysis = an_analysis([*LAMPS, *many])

    found = continued(analysis, earlier_of(before), keys_of(analysis))

    assert found.became == {"r1": "c2"}
    assert labels(found.analysis)["c2"] == "noise at night"
    assert not found.analysis.rare


def test_new_concern_gets_no_label_that_another_bears() -> None:
    before = an_analysis([*LAMPS, *WATER], labels={"c1": "a bus comes late to stop 0"})

    found = going_on([*LAMPS, *WATER, *BUSES], earlier_of(before))

    forms = [matching_form(label) for label in labels(found).values()]
    assert len(set(forms)) == len(forms)


def test_concern_without_a_name_gets_one() -> None:
    before = an_analysis([*LAMPS, *WATER], labels={"c1": NO_LABEL})

    found = going_on([*LAMPS, *WATER], earlier_of(before))

    assert labels(found) == labels(an_analysis([*LAMPS, *WATER]))


def test_another_number_of_concerns_groups_anew_and_keeps_what_is_the_same() -> None:
    everything = [*LAMPS, *renamed(WATER, c2="c3"), *renamed(BUSES, c3="c3")]
    analysis = an_analysis(everything, recipe=replace(Recipe(), concerns=2))
    earlier = earlier_of(an_analysis([*LAMPS, *WATER, *BUSES]))

    found = continued(analysis, earlier, keys_of(analysis)).analysis

    assert len(found.concerns) == 2
    assert people_of(found, "c1") == {each.key for each in LAMPS}
    assert people_of(found, "c2") == {each.key for each in (*WATER, *BUSES)}


@given(some_said(), some_said(prefix="q"), st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_no_id_is_given_to_another_concern_and_every_answer_is_accounted_for(
    first: list[Said], more: list[Said], highest: int
) -> None:
    before = an_analysis(first)
    earlier = earlier_of(before, {"c": highest, "r": highest})
    later = an_analysis([*first, *more])

    found = continued(later, earlier, keys_of(later))

    check_accounted(found.analysis, later)
    old = {each.id: each for each in earlier.concerns}
    for concern in (*found.analysis.concerns, *found.analysis.rare):
        if concern.id in old:
            assert concern.label == old[concern.id].label
        else:
            number = int(concern.id[1:])
            assert number >= earlier.next_number(concern.id[0])
    for each in old:
        now = found.became.get(each, each)
        assert people_of(before, each) <= people_of(found.analysis, now)


# Nine people are few enough for a rare concern to stay one.
@given(some_said(most=9))
@settings(max_examples=20, deadline=None)
def test_going_on_from_itself_changes_no_assignment(first: list[Said]) -> None:
    before = an_analysis(first)

    found = going_on(first, first)

    assert [each.assignments for each in found.statements] == [
        each.assignments for each in before.statements
    ]


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    return answers_of([each.text for each in planted("en")][:160])


def analysis_of(answers: list[Answer]) -> Analysis:
    recipe = Recipe()
    return analyse(prepare(answers, recipe, languages=["en"]), recipe)


def test_concerns_hold_when_some_answers_come_in(answers: list[Answer]) -> None:
    before = analysis_of(answers[:152])
    now = analysis_of(answers)

    found = continued(now, earlier_of(before), keys_of(now)).analysis

    check_accounted(found, now)
    for concern in before.concerns:
        assert people_of(before, concern.id) <= people_of(found, concern.id)
    again = continued(now, earlier_of(before), keys_of(now)).analysis
    assert again == found
