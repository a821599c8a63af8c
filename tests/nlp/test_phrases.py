"""Phrases are words in a row that several people use, and read as something."""

import numpy as np
import pytest

from nlp.phrases import LEAST_STATEMENTS, LONGEST, count_phrases, says

PARTICLES = {"en": frozenset({"the", "of", "no"}), "fr": frozenset({"d'"})}


def counted(*texts: str, times: int = LEAST_STATEMENTS) -> dict[str, int]:
    """Return phrases with the documents they are in; each text stands so often."""
    documents = [tuple(text.split()) for text in texts for _ in range(times)]
    rows = [np.arange(len(documents))]
    counts = count_phrases(documents, ["en"] * len(documents), rows, PARTICLES)
    held = np.asarray(counts.matrix.sum(axis=0)).ravel()
    return dict(zip(counts.terms, held.astype(int).tolist(), strict=True))


def test_words_in_a_row_that_enough_statements_share_are_a_phrase() -> None:
    assert counted("street lights") == {"street lights": LEAST_STATEMENTS}
    assert counted("street lights", times=LEAST_STATEMENTS - 1) == {}


def test_a_phrase_counts_once_where_it_is_said_twice() -> None:
    found = counted("street lights and street lights")

    assert found["street lights"] == LEAST_STATEMENTS


def test_a_particle_stands_inside_a_phrase_and_never_at_its_edge() -> None:
    found = counted("the lack of water")

    assert set(found) == {"lack of water"}


@pytest.mark.parametrize(
    "text", ["bus 7", "16 years", "water water", "水 水坏 坏"], ids=str
)
def test_numbers_repetitions_and_overlapping_signs_make_no_phrase(text: str) -> None:
    assert counted(text) == {}


def test_a_phrase_is_no_longer_than_a_name() -> None:
    found = counted("new youth room key")

    assert max(len(phrase.split()) for phrase in found) == LONGEST


def test_a_phrase_of_two_languages_is_of_neither() -> None:
    documents = [("street", "lights")] * LEAST_STATEMENTS
    languages = ["en"] * (LEAST_STATEMENTS - 1) + ["fr"]

    found = count_phrases(documents, languages, [np.arange(len(documents))], PARTICLES)

    assert found.terms == ()


def test_a_document_says_a_word_or_a_phrase_in_its_order() -> None:
    words = ("coupures", "d'", "eau", "partout")

    assert says(words, "eau")
    assert says(words, "coupures d'eau")
    assert not says(words, "eau coupures")
    assert not says(words, "ou")
