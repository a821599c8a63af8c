"""A word counts for a concern by its meaning, and a general word hardly."""

import numpy as np
import pytest
from numpy.typing import NDArray

from nlp.relevance import LEAST, UNKNOWN, Relevance, read_relevance
from nlp.vectors import embed_documents
from nlp.word_table import load_words

LIGHTS = [("street", "lamp"), ("dark", "street"), ("lamp", "broken"), ("lights", "out")]
OTHERS = [("water", "bill"), ("bus", "late"), ("school", "full"), ("police", "rude")]


@pytest.fixture(scope="module")
def relevance() -> Relevance:
    return read_relevance()


@pytest.fixture(scope="module")
def towards_lights() -> NDArray[np.float64]:
    meaning = embed_documents([*LIGHTS, *OTHERS], ["en"] * 8).vectors.astype(np.float64)
    return np.asarray(meaning[:4].mean(axis=0) - meaning.mean(axis=0))


def test_the_matter_itself_counts_more_than_what_stands_beside_it(
    relevance: Relevance, towards_lights: NDArray[np.float64]
) -> None:
    found = relevance.of(["lamp", "water", "bus"], "en", towards_lights)

    assert found["lamp"] > 2 * max(found["water"], found["bus"])


@pytest.mark.parametrize(
    ("general", "language"),
    [("asked", "en"), ("eleven", "en"), ("demandé", "fr"), ("سنه", "ar")],
)
def test_a_general_word_counts_less_than_a_word_nobody_knows(
    general: str,
    language: str,
    relevance: Relevance,
    towards_lights: NDArray[np.float64],
) -> None:
    found = relevance.of([general, "zzqxqzz"], language, towards_lights)

    assert found[general] < found["zzqxqzz"] == UNKNOWN


def test_the_matter_is_known_in_another_language(
    relevance: Relevance, towards_lights: NDArray[np.float64]
) -> None:
    found = relevance.of(["lampe", "eau"], "fr", towards_lights)

    assert found["lampe"] > found["eau"] >= 0.0
    assert found["lampe"] > LEAST


def test_every_word_counts_alike_where_no_direction_is_known(
    relevance: Relevance,
) -> None:
    nowhere = np.zeros(load_words().dimensions)

    assert relevance.of(["lamp", "asked"], "en", nowhere) == {"lamp": 1.0, "asked": 1.0}
