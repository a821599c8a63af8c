"""The negation challenge: sentences of ours that turn a word around."""

from pathlib import Path

import pytest

from nlp.sentiment import SentimentModel
from nlp.training.sentiment_data import letters, read_statements
from nlp.training.sentiment_judge import negation, read_negation
from nlp.training.sentiment_report import read

REPORT = read(Path(__file__).parents[2] / "nlp" / "models" / "sentiment.json")
FLOORS = {"ar": 0.6, "en": 0.9, "es": 0.85, "fr": 0.8, "id": 0.7, "sw": 0.55}

model = SentimentModel.load()


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("en", "No problem with the trains.", "positive"),
        ("en", "Nobody helps us.", "negative"),
        ("en", "Not bad at all.", "positive"),
        ("en", "I don't feel unsafe in the park.", "positive"),
        ("en", "I don't feel safe in the park.", "negative"),
        ("fr", "Pas de problème avec les trains.", "positive"),
        ("fr", "Personne ne nous aide.", "negative"),
        ("es", "Ningún problema con los trenes.", "positive"),
        ("es", "Nadie nos ayuda.", "negative"),
        ("id", "Tidak ada masalah dengan kereta.", "positive"),
        ("id", "Tidak ada yang membantu kami.", "negative"),
        ("ar", "لا مشكلة مع القطارات.", "positive"),
        ("ar", "لا أحد يساعدنا.", "negative"),
        ("sw", "Hakuna tatizo na treni.", "positive"),
        ("sw", "Hakuna anayetusaidia.", "negative"),
    ],
)
def test_a_negated_word_is_turned_around(language: str, text: str, label: str) -> None:
    assert model.assess([text], [language])[0].label == label


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_most_of_the_challenge_is_right(language: str) -> None:
    (found,) = (each for each in negation(model) if each.language == language)

    assert found.right / found.sentences >= FLOORS[language]


def test_the_scores_file_tells_what_is_wrong() -> None:
    assert negation(model) == REPORT.negation


def test_nothing_of_the_challenge_is_learnt() -> None:
    learnt = {letters(row.text) for row in read_statements()}

    assert not [text for _, _, text in read_negation() if letters(text) in learnt]
