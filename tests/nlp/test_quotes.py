"""Quotes: typical, unlike each other, of several people, with both sides heard."""

from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nlp.quotes import LONGEST, SHORTEST, TYPICAL_WEIGHT, choose_quotes
from nlp.statements import MaskedSpan, Statement

Value = TypeVar("Value")
SIDES = ("negative", "neutral", "positive", "mixed")
TEXT = "number {} says that the water is dirty"


def statement(text: str, *, masked: bool = False, language: str = "en") -> Statement:
    spans = (MaskedSpan(0, 4, "phone"),) if masked else ()
    return Statement(0, 0, len(text), text, language, spans)


def around(angles: list[float]) -> NDArray[np.float64]:
    """Return unit vectors at these angles in degrees."""
    radians = np.deg2rad(angles)
    return np.column_stack([np.cos(radians), np.sin(radians)])


def quotes_of(
    angles: list[float],
    *,
    people: list[str] | None = None,
    sides: list[str] | None = None,
    texts: list[str] | None = None,
    languages: list[str] | None = None,
    masked: frozenset[int] = frozenset(),
    number: int = 3,
) -> list[int]:
    size = len(angles)
    written = texts or [TEXT.format(n) for n in range(size)]
    return choose_quotes(
        [
            statement(
                text, masked=n in masked, language=languages[n] if languages else "en"
            )
            for n, text in enumerate(written)
        ],
        people or [f"p{n}" for n in range(size)],
        around(angles),
        sides or ["neutral"] * size,
        number=number,
    )


def test_first_quote_is_nearest_to_the_middle() -> None:
    assert quotes_of([0, 40, 44, 80, 90], number=1) == [2]


def test_second_quote_is_not_what_the_first_said_already() -> None:
    angles = [0.0, 30.0, 31.0, 32.0, 55.0]

    chosen = quotes_of(angles, number=2)

    vectors = around(angles)
    middle = vectors.mean(axis=0) / np.linalg.norm(vectors.mean(axis=0))
    typical = vectors @ middle
    first = int(typical.argmax())
    worth = TYPICAL_WEIGHT * typical - (1 - TYPICAL_WEIGHT) * (vectors @ vectors[first])
    worth[first] = -np.inf
    assert chosen == [first, int(worth.argmax())]


def test_one_person_is_quoted_once() -> None:
    people = ["a", "a", "a", "b"]

    assert len(quotes_of([0, 1, 2, 80], people=people)) == 2


def test_same_words_are_quoted_once() -> None:
    texts = ["The water is dirty", "THE WATER IS DIRTY", "Our water is brown"]

    assert len(quotes_of([0, 1, 2], texts=texts)) == 2


def test_personal_data_is_never_quoted() -> None:
    assert quotes_of([0, 1, 2], masked=frozenset({0, 1})) == [2]
    assert quotes_of([0, 1], masked=frozenset({0, 1})) == []


def test_nothing_gives_no_quote() -> None:
    assert choose_quotes([], [], np.zeros((0, 2)), [], number=5) == []


@pytest.mark.parametrize("words", [1, SHORTEST - 1, LONGEST + 1])
def test_very_short_and_very_long_statements_are_quoted_only_where_no_other_is(
    words: int,
) -> None:
    odd = " ".join(["word"] * words)

    assert quotes_of([0, 0, 90], texts=[odd, odd + "!", TEXT.format(1)]) == [2]
    assert quotes_of([0], texts=[odd]) == [0]


@pytest.mark.parametrize("number", [3, 4, 5])
def test_both_sides_are_heard_where_there_is_room(number: int) -> None:
    sides = ["neutral"] * 8 + ["negative", "positive"]

    chosen = quotes_of([*np.linspace(0, 7, 8), 90, 95], sides=sides, number=number)

    assert {8, 9} <= set(chosen)
    assert len(chosen) == number


def test_every_language_is_heard_where_there_is_room() -> None:
    languages = ["en"] * 8 + ["fr", "fr", "ar", "ar"]

    chosen = quotes_of([*[0.0] * 8, 80, 81, 90, 91], languages=languages, number=3)

    assert {languages[place] for place in chosen} == {"en", "fr", "ar"}


def test_a_quote_that_lets_a_language_and_a_side_be_heard_comes_first() -> None:
    languages = ["en"] * 6 + ["fr", "fr"]
    sides = ["negative"] * 6 + ["neutral", "positive"]

    chosen = quotes_of([0.0] * 8, languages=languages, sides=sides, number=2)

    assert 7 in chosen


def test_one_in_very_many_is_no_language_to_be_heard() -> None:
    size = 40
    languages = ["en"] * (size - 1) + ["nl"]

    chosen = quotes_of([0.0] * (size - 1) + [90.0], languages=languages, number=2)

    assert size - 1 not in chosen


@st.composite
def concerns(draw: st.DrawFn) -> tuple[list[float], list[str], list[str], set[int]]:
    size = draw(st.integers(1, 10))

    def one_each(values: st.SearchStrategy[Value]) -> list[Value]:
        return draw(st.lists(values, min_size=size, max_size=size))

    angles = one_each(st.integers(0, 180).map(float))
    people = one_each(st.sampled_from("abcdef"))
    sides = one_each(st.sampled_from(SIDES))
    return angles, people, sides, draw(st.sets(st.integers(0, size - 1)))


@settings(max_examples=50)
@given(concern=concerns(), number=st.integers(1, 5))
def test_quotes_are_as_many_as_there_are_people_who_can_be_quoted(
    concern: tuple[list[float], list[str], list[str], set[int]], number: int
) -> None:
    angles, people, sides, masked = concern

    chosen = quotes_of(
        angles, people=people, sides=sides, masked=frozenset(masked), number=number
    )

    writers = [people[place] for place in chosen]
    quotable = {who for n, who in enumerate(people) if n not in masked}
    assert len(chosen) == min(number, len(quotable))
    assert len(set(writers)) == len(writers)
    assert masked.isdisjoint(chosen)


@settings(max_examples=50)
@given(concern=concerns())
def test_both_sides_are_heard_where_different_people_take_them(
    concern: tuple[list[float], list[str], list[str], set[int]],
) -> None:
    angles, _, sides, masked = concern

    chosen = quotes_of(angles, sides=sides, masked=frozenset(masked), number=3)

    quotable = {side for n, side in enumerate(sides) if n not in masked}
    assert quotable & {"negative", "positive"} <= {sides[place] for place in chosen}
