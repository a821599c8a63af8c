"""Meaning: words add up, and what a negator reaches counts the other way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.sentiment_meaning import ANY_LANGUAGE, Meaning, sums, turning
from nlp.word_table import load_words

TURNING = turning(
    {"en": ["not", "never"], "sw": ["hakuna"]},
    {"hi": ["नहीं"]},
    {"sw": ["hatu*", "si*i"], "tr": ["*miyor*"]},
)
TABLE = load_words()


def one_for_every_word(words: list[str], language: str) -> np.ndarray:
    assert language
    return np.ones((len(words), 1))


def split(text: str, language: str = "en") -> tuple[float, float]:
    straight, turned = sums([text], [language], TURNING, one_for_every_word)
    return float(straight[0, 0]), float(turned[0, 0])


@pytest.mark.parametrize(
    ("words", "language", "reached"),
    [
        ("not good", "en", ["good"]),
        ("not a very very good one", "en", ["a", "very", "very"]),
        ("never not good", "en", ["good"]),
        ("good", "en", []),
        ("पानी अच्छा नहीं", "hi", ["पानी", "अच्छा"]),
        ("sisi hatuwezi kulala", "sw", ["hatuwezi"]),
        ("sijisikii salama", "sw", ["sijisikii"]),
        ("gelmiyorlar artık", "tr", ["gelmiyorlar"]),
        ("not good", "fr", []),
    ],
)
def test_negators_reach_their_neighbours(
    words: str, language: str, reached: list[str]
) -> None:
    found = TURNING.reached(words.split(), language)

    assert [w for w, here in zip(words.split(), found, strict=True) if here] == reached


def test_sums_are_over_the_root_of_the_number_of_words() -> None:
    assert split("bread water salt milk") == pytest.approx((2.0, 0.0))
    assert split("not bread water salt") == pytest.approx((0.5, 1.5))


def test_a_text_without_words_adds_nothing() -> None:
    straight, turned = sums(["", "!"], ["en", "en"], TURNING, one_for_every_word)

    assert not straight.any()
    assert not turned.any()


def test_a_turned_word_judges_the_other_way_and_as_much() -> None:
    weights = np.zeros((TABLE.dimensions, 2))
    weights[:, 0] = weights[:, 1] = TABLE.vectors(["good"], "en")[0]
    meaning = Meaning({ANY_LANGUAGE: weights}, TURNING, TABLE)

    plain, turned, negator = meaning.sum(["xqzw good", "not good", "not"], ["en"] * 3)

    known = 1.0 / np.sqrt(2.0)
    assert turned[1] - negator[1] * known == pytest.approx(-plain[1] * known)
    assert turned[0] - negator[0] * known == pytest.approx(plain[0] * known)


def test_vectors_are_what_the_scores_weigh() -> None:
    weights = np.random.default_rng(3).normal(size=(TABLE.dimensions, 2))
    meaning = Meaning({ANY_LANGUAGE: weights}, TURNING, TABLE)
    texts, tags = ["the water is not clean", "hatuna maji"], ["en", "sw"]

    vectors = meaning.vectors(texts, tags)

    expected = np.stack([vectors[0] @ weights[:, 0], vectors[1] @ weights[:, 1]], 1)
    assert meaning.sum(texts, tags) == pytest.approx(expected, abs=1e-6)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=40), st.sampled_from(["en", "sw", "zh", "xx"])),
        max_size=8,
    )
)
def test_neighbours_change_nothing(rows: list[tuple[str, str]]) -> None:
    weights = np.random.default_rng(3).normal(size=(TABLE.dimensions, 2))
    meaning = Meaning({ANY_LANGUAGE: weights}, TURNING, TABLE)
    texts, tags = [text for text, _ in rows], [tag for _, tag in rows]

    together = meaning.sum(texts, tags) if rows else np.zeros((0, 2))

    alone = [meaning.sum([text], [tag])[0].tolist() for text, tag in rows]
    assert together.tolist() == alone
