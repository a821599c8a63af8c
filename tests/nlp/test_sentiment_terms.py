"""The words that decided: spans of the statement as written, heaviest first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.sentiment import SentimentModel
from nlp.sentiment_terms import strongest, without, words

loaded = SentimentModel.load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The water is «dirty», sadly.", ["The", "water", "is", "dirty", "sadly"]),
        ("पानी अच्छा नहीं।", ["पानी", "अच्छा", "नहीं"]),
        ("水很脏", ["水很", "脏"]),
        ("bad|awful", ["bad", "awful"]),
        ("… — !", []),
        ("", []),
    ],
    ids=[
        "signs at edges",
        "vowel signs",
        "no spaces",
        "a stroke",
        "signs alone",
        "empty",
    ],
)
def test_words_are_spans_of_the_text(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected


def test_a_text_of_very_many_words_has_none_that_decides() -> None:
    assert words("good " * 201) == []


def test_a_word_left_out_leaves_its_neighbours_apart() -> None:
    assert without("not so bad", [(4, 6)]) == ["not   bad"]


def test_the_heaviest_come_first_and_light_ones_not_at_all() -> None:
    text = "a b c d"

    found = strongest(text, words(text), [-0.1, -0.4, 0.3, -0.01], signs=(-1,), most=3)

    assert [(term.text, term.weight) for term in found] == [("b", -0.4), ("a", -0.1)]


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [
        ("The water is dirty and dangerous.", "en", "dirty"),
        ("Le personnel est aimable et très efficace.", "fr", "aimable"),
        ("Pelayanannya sangat buruk dan mengecewakan sekali", "id", "mengecewakan"),
    ],
    ids=["en", "fr", "id"],
)
def test_the_word_that_judges_is_among_those_that_decided(
    text: str, language: str, word: str
) -> None:
    assert word in [term.text for term in loaded.terms(text, language)]


def test_a_mixed_statement_has_words_of_both_sides() -> None:
    text = "The nurses are kind and friendly but the building is dirty."

    signs = [term.weight > 0 for term in loaded.terms(text, "en")]

    assert set(signs) == {True, False}


def test_nothing_decided_a_plain_statement() -> None:
    assert loaded.terms("The office opens at nine on Mondays.", "en") == ()


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from(["en", "ar", "zh", "xx"]))
def test_terms_quote_the_statement(text: str, language: str) -> None:
    found = loaded.terms(text, language)

    assert all(text[term.start : term.end] == term.text for term in found)
