"""Features of statements: same text same numbers, whatever stands beside it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.sentiment_features import extract, negators, run_key, word_keys

NEGATORS = negators(after={"en": ["not", "never"]}, before={"hi": ["नहीं"]})
NONE = negators({}, {})


def keys(text: str, language: str = "en") -> list[int]:
    return sorted(extract([text], [language], NEGATORS).local.tolist())


def has_negated(text: str, word: str, language: str = "en") -> bool:
    return int(word_keys([word], language).negated[0]) in keys(text, language)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Good Water", "good   water"),
        ("sooo good", "soooooo good"),
        ("ｇｏｏｄ", "good"),
        ("in 1978", "in 2024"),
        ("good!water", "good ! water"),
        ("مُعَلِّم", "معلم"),
        ("أحمد", "احمد"),
    ],
    ids=["case", "stretched", "full width", "digits", "symbols", "vowels", "alef"],
)
def test_spellings_that_mean_the_same_have_the_same_features(
    one: str, other: str
) -> None:
    assert keys(one) == keys(other)


def test_a_combining_mark_does_not_break_a_word() -> None:
    assert word_keys(["पानी", "अच्छा"], "hi").whole.all()


def test_order_of_words_matters() -> None:
    assert keys("good not bad") != keys("bad not good")


@pytest.mark.parametrize(
    "text", ["good good good", "banana", "la la la la"], ids=["word", "runs", "pairs"]
)
def test_what_a_text_repeats_stands_once(text: str) -> None:
    found = keys(text)

    assert len(found) == len(set(found))


def test_what_two_texts_share_stands_in_both() -> None:
    found = extract(["good", "good"], ["en", "en"], NONE)

    counts = np.bincount(found.rows)
    assert counts[0] == counts[1] > 0


def test_languages_have_keys_of_their_own() -> None:
    found = [extract(["data"], [language], NONE) for language in ("en", "id")]

    assert np.array_equal(found[0].shared, found[1].shared)
    assert not set(found[0].local.tolist()) & set(found[1].local.tolist())


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("not good", True),
        ("not very very good", True),
        ("not a very very good", False),
        ("not here. good", False),
        ("good not", False),
        ("good", False),
    ],
    ids=["next", "third", "fourth", "behind a stop", "before", "no negator"],
)
def test_a_negator_reaches_three_words_up_to_a_stop(
    text: str, *, reached: bool
) -> None:
    assert has_negated(text, "good") is reached


def test_a_negator_that_follows_reaches_back() -> None:
    assert has_negated("पानी अच्छा नहीं", "अच्छा", "hi")


def test_a_negator_of_another_language_reaches_nothing() -> None:
    assert not has_negated("not good", "good", "fr")


def test_a_negator_does_not_reach_into_the_next_text() -> None:
    found = extract(["it is not", "good"], ["en", "en"], NEGATORS)

    assert word_keys(["good"], "en").negated[0] not in found.local


def test_elided_words_are_words_of_their_own() -> None:
    found = keys("l'attente", "fr")

    assert int(word_keys(["attente"], "fr").plain[0]) in found


def test_the_keys_of_a_word_are_found_in_texts() -> None:
    expected = word_keys(["residents"], "en")

    found = keys("The residents agree.")

    assert {int(expected.plain[0]), int(expected.stem[0])} <= set(found)
    assert run_key("resid", "en") in found


def test_words_of_several_parts_are_told_apart() -> None:
    assert word_keys(["a b", "ab", "a-b"], "en").whole.tolist() == [False, True, False]


def test_keys_are_the_same_on_every_machine() -> None:
    found = word_keys(["water"], "en")

    assert int(found.plain[0]) == KEY_OF_WATER
    assert run_key("water", "en") == KEY_OF_RUN


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=8))
def test_a_text_has_the_same_features_alone_and_among_others(texts: list[str]) -> None:
    together = extract(texts, ["en"] * len(texts), NEGATORS)

    for position, text in enumerate(texts):
        mine = sorted(together.local[together.rows == position].tolist())
        assert mine == keys(text)


KEY_OF_WATER = 815905801403888716
KEY_OF_RUN = 6405037354503679913
