"""Languages that nobody labelled are read beside their kin."""

from pathlib import Path

import numpy as np
import pytest

from nlp.sentiment import Label, SentimentModel
from nlp.sentiment_kin import KIN, KIN_SHIFT, with_kin
from nlp.training.sentiment_report import read

MODELS = Path(__file__).parents[2] / "nlp" / "models"
TEXT = "Pelayanannya sangat buruk dan mengecewakan sekali"

model = SentimentModel.load()


def scores(text: str, language: str) -> list[float]:
    """Return the log odds of judging and of judging well, without the shift."""
    (chances,) = model.probabilities([text], [language])
    judging = np.log((1 - chances[1]) / chances[1]) - model.score_of(language).shift
    return [float(judging), float(np.log(chances[2] / chances[0]))]


def test_only_languages_with_kin_are_found() -> None:
    assert with_kin(["id", "bjn", "xx", "ace"]) == ([1, 3], ["id", "id"])


def test_no_measured_language_leans_on_another() -> None:
    measured = {gate.language for gate in read(MODELS / "sentiment.json").languages}

    assert not measured & set(KIN)
    assert set(KIN.values()) <= measured


@pytest.mark.parametrize("language", ["bbc", "bew", "nij"])
def test_a_statement_is_read_halfway_between_its_language_and_its_kin(
    language: str,
) -> None:
    # A language without rows or word vectors is read like any other without them.
    alone, kin = scores(TEXT, "xx"), scores(TEXT, KIN[language])

    expected = np.mean([alone, kin], axis=0) + np.array([KIN_SHIFT, 0.0])

    assert scores(TEXT, language) == pytest.approx(expected)


def test_corrections_too_few_to_help_change_nothing_of_what_the_kin_said() -> None:
    rows: list[tuple[str, str, Label]] = [("bukan main bagus", "bjn", "negative")] * 5

    taught = model.corrected(rows)

    assert np.allclose(
        taught.probabilities([TEXT], ["bjn"]), model.probabilities([TEXT], ["bjn"])
    )
