"""Quotes are of those who allow it, and of as many kinds of people as can be."""

import pytest

from consult.analysis.quoting import Quoting
from nlp.results import Analysis
from nlp.statements import MaskedSpan
from tests.consult.analysis.analyses import Says, an_analysis


def quotes(
    analysis: Analysis, *, refused: frozenset[int] = frozenset(), number: int = 3
) -> list[int]:
    """Return the quotes of the concern; who is refused does not allow any."""
    allowed = [place not in refused for place in range(len(analysis.answers))]
    return Quoting(analysis, allowed, number=number).of_concern(analysis.concerns[0])


LAMPS = [
    Says("The lamps are off.", {"c1": 0.5}),
    Says("No lamp works here.", {"c1": 0.9}),
    Says("Dark lamps, dark road.", {"c1": 0.7}),
    Says("Every lamp is broken.", {"c1": 0.6}),
]


def test_the_representative_ones_come_first_in_their_order() -> None:
    assert quotes(an_analysis(LAMPS, quotes=(3, 0)), number=2) == [3, 0]


def test_others_follow_the_most_certain_first() -> None:
    assert quotes(an_analysis(LAMPS, quotes=(3,))) == [3, 1, 2]


def test_nobody_is_quoted_without_leave() -> None:
    analysis = an_analysis(LAMPS, quotes=(0, 1, 2))

    assert quotes(analysis, refused=frozenset({0, 1})) == [2, 3]
    assert quotes(analysis, refused=frozenset(range(4))) == []


def test_words_with_personal_data_are_never_quoted() -> None:
    masked = Says("Ask 0101 about lamps.", masked=(MaskedSpan(4, 8, "phone"),))

    assert quotes(an_analysis([masked, *LAMPS], quotes=(0,)), number=5) == [2, 3, 4, 1]


def test_a_language_not_heard_yet_comes_first() -> None:
    said = [*LAMPS, Says("Les lampes sont éteintes.", {"c1": 0.1}, language="fr")]

    assert quotes(an_analysis(said, quotes=(0,))) == [0, 4, 1]


def test_a_side_not_heard_yet_comes_before_more_of_the_same() -> None:
    said = [*LAMPS, Says("The new lamps are good.", {"c1": 0.1}, side="positive")]

    assert quotes(an_analysis(said, quotes=(0,))) == [0, 4, 1]


def test_nobody_is_quoted_twice() -> None:
    said = [
        Says("The lamps are off.", person="Amina"),
        Says("Lamps, lamps, lamps again.", person="Amina"),
        Says("Broken lamps at home.", {"c1": 0.2}, person="Badra"),
    ]

    assert quotes(an_analysis(said)) == [0, 2]


def test_no_words_are_quoted_twice() -> None:
    said = [Says("The lamps are off."), Says("THE LAMPS ARE OFF."), *LAMPS[1:2]]

    assert quotes(an_analysis(said)) == [0, 2]


def test_only_what_speaks_of_the_concern_is_quoted() -> None:
    said = [Says("The bus is late.", {"c2": 0.9}), *LAMPS[:1]]

    assert quotes(an_analysis(said)) == [1]


def test_a_long_story_gives_way_to_what_can_be_quoted() -> None:
    story = Says("The lamps are off and " + "we walk and " * 40 + "it is dark.")

    assert quotes(an_analysis([story, *LAMPS[:1]])) == [1]
    assert quotes(an_analysis([story])) == [0]


@pytest.mark.parametrize(("number", "expected"), [(2, [1, 2]), (9, [1, 2, 0])])
def test_what_stands_in_no_concern_is_quoted_in_several_languages(
    number: int, expected: list[int]
) -> None:
    said = [
        Says("It used to be different.", {}, person="a"),
        Says("It was better once.", {}, person="b"),
        Says("C’est compliqué à dire.", {}, language="fr"),
    ]
    analysis = an_analysis(said)
    quoting = Quoting(analysis, [True] * 3, number=number)

    assert quoting.not_yet_grouped([1, 0, 2]) == expected
