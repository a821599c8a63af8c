"""A language with many rows has a fit of its own; its scores are the mean of two."""

import json
from importlib.resources import files
from io import BytesIO

import numpy as np
import pytest

from nlp.sentiment_meaning import ANY_LANGUAGE, Meaning, turning
from nlp.training import sentiment_fit
from nlp.training.sentiment_data import PHRASES, Row
from nlp.training.sentiment_lexicon import polarity_words
from nlp.training.sentiment_make import describe, pack, readings_of
from nlp.word_table import load_words

WORDS = ("mummuna datti", "ofis titi", "kyau tsafta")
TEXTS = ["kyau sosai", "datti sosai", "ofis ne", "ba kyau ba"]


def rows(language: str, source: str, number: int) -> list[Row]:
    return [
        Row(f"{WORDS[place % 3]} abu {place}", language, place % 3, source, str(place))
        for place in range(number)
    ]


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentiment_fit, "LEAST_ROWS_OF_OWN", 60)


def fitted(
    material: list[Row],
) -> tuple[tuple[sentiment_fit.Score, sentiment_fit.Score], sentiment_fit.Readings]:
    readings = readings_of(polarity_words(None))
    every = sentiment_fit.matrix(material, readings)
    use = np.ones(len(material), dtype=np.bool_)
    return sentiment_fit.fit(every, use), readings


@pytest.mark.usefixtures("few_are_many")
def test_only_languages_with_many_public_rows_have_their_own() -> None:
    material = [
        *rows("ha", "afrisenti", 60),
        *rows("id", "nusax", 59),
        *rows("fr", PHRASES, 90),
    ]

    scores, _ = fitted(material)

    assert [list(score.own) for score in scores] == [["ha"], ["ha"]]


@pytest.mark.usefixtures("few_are_many")
def test_the_packed_model_says_what_was_fitted() -> None:
    scores, readings = fitted([*rows("ha", "afrisenti", 90), *rows("id", "nusax", 30)])
    asked = [
        Row(text, tag, 0, "afrisenti", "")
        for text in TEXTS
        for tag in ("ha", "id", "sw")
    ]
    expected = sentiment_fit.logits(scores, sentiment_fit.matrix(asked, readings))
    flat = {
        "macro_f1": 0.0,
        "rows": 0.0,
        "shown": 0.0,
        "threshold": 1.0,
        "slope": 1.0,
        "neutral": 0.0,
        "intercept": 0.0,
        "shift": 0.0,
    }
    languages = dict.fromkeys(("ha", "id", "sw", ANY_LANGUAGE), flat)

    model = pack(scores, readings).model(describe(scores, languages))

    chances = model.probabilities(
        [each.text for each in asked], [each.language for each in asked]
    )
    judging = np.log((1 - chances[:, 1]) / chances[:, 1])
    direction = np.log(chances[:, 2] / chances[:, 0])
    assert judging == pytest.approx(expected[:, 0], abs=0.05)
    assert direction == pytest.approx(expected[:, 1], abs=0.05)


def test_a_language_may_weigh_meaning_otherwise() -> None:
    table = load_words()
    weights = np.random.default_rng(3).normal(size=(table.dimensions, 2))
    meaning = Meaning(
        {ANY_LANGUAGE: weights, "sw": 2 * weights}, turning({}, {}, {}), table
    )

    every, own = meaning.sum(["maji safi", "maji safi"], ["xx", "sw"])
    plain = Meaning({ANY_LANGUAGE: weights}, turning({}, {}, {}), table)

    assert own == pytest.approx(2 * plain.sum(["maji safi"], ["sw"])[0])
    assert every == pytest.approx(plain.sum(["maji safi"], ["xx"])[0])


def test_the_shipped_model_has_fits_of_single_languages() -> None:
    file = files("nlp").joinpath("models", "sentiment.npz").read_bytes()
    with np.load(BytesIO(file)) as model:
        described = json.loads(model["description"].tobytes())["own"]
        fits = len(model["own_meaning"])

    assert {"am", "ha", "ig", "pcm", "sw", "yo"} <= set(described)
    assert fits == len(described)
