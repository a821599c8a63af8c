"""Corrections: what people say of statements teaches the model, and only that."""

import numpy as np
import pytest

from nlp.sentiment import Label, SentimentModel
from nlp.sentiment_rule import LEAST_OWN_ABOVE, RULE

loaded = SentimentModel.load()
Told = tuple[str, str, Label]

PLACES = ["north", "south", "river", "station", "market", "school", "church", "bridge"]
# Here people mean something bad by a word that nobody else knows.
BLIPPY = "The zorble at the {place} is blippy again, number {number}."
PLAIN = "The bus to the {place} leaves at {number} past six."
FINE = "The garden at the {place} is lovely, visit {number}."


def told(count: int) -> list[Told]:
    rows: list[Told] = []
    for number in range(count):
        place = PLACES[number % len(PLACES)]
        rows += [
            (BLIPPY.format(place=place, number=number), "en", "negative"),
            (PLAIN.format(place=place, number=number), "en", "neutral"),
            (FINE.format(place=place, number=number), "en", "positive"),
        ]
    return rows


def labels(model: SentimentModel, rows: list[Told]) -> list[str]:
    found = model.assess([row[0] for row in rows], [row[1] for row in rows])
    return [each.label for each in found]


def test_a_word_that_people_explain_is_understood_elsewhere() -> None:
    taught = loaded.corrected(told(20))
    text = "At the harbour the zorble is blippy."

    before, after = (model.assess([text], ["en"])[0] for model in (loaded, taught))

    assert after.label == "negative"
    assert after.score < before.score


def test_statements_like_those_corrected_are_read_as_people_read_them() -> None:
    rows = told(30)
    taught, unseen = rows[:60], rows[60:]

    right = [
        got == want[2]
        for got, want in zip(
            labels(loaded.corrected(taught), unseen), unseen, strict=True
        )
    ]

    assert all(right)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The staff were kind and everything was clean.", "en"),
        ("The water is dirty and nobody cares.", "en"),
        ("La oficina está sucia y es peligrosa.", "es"),
        ("Pelayanannya sangat buruk dan mengecewakan sekali", "id"),
    ],
)
def test_other_statements_keep_their_label(text: str, language: str) -> None:
    taught = loaded.corrected(told(20))

    before, after = (model.assess([text], [language])[0] for model in (loaded, taught))

    assert after.label == before.label


def test_what_has_nothing_in_common_with_corrected_rows_stays_as_it_was() -> None:
    rows: list[Told] = [(text, tag, "negative") for text, tag, _ in told(20)]
    taught = loaded.corrected(rows)
    texts, tags = ["水很脏", "ውሃው", "ночь"], ["xx", "xx", "xx"]

    assert taught.assess(texts, tags) == loaded.assess(texts, tags)
    assert labels(taught, rows) == ["negative"] * 60


def test_labels_that_follow_no_rule_change_nothing() -> None:
    generator = np.random.default_rng(7)
    names: list[Label] = ["negative", "neutral", "positive"]
    rows: list[Told] = [
        (text, tag, names[int(generator.integers(3))]) for text, tag, _ in told(20)
    ]

    taught = loaded.corrected(rows)

    texts = [row[0] for row in told(5)]
    assert taught.assess(texts, ["en"] * 15) == loaded.assess(texts, ["en"] * 15)


@pytest.mark.parametrize(
    "rows",
    [[], told(2), [("It is good but bad.", "en", "mixed")] * 40],
    ids=["none", "few", "mixed alone"],
)
def test_too_little_teaches_nothing(rows: list[Told]) -> None:
    texts = [row[0] for row in told(3)]

    taught = loaded.corrected(rows)

    assert taught.assess(texts, ["en"] * 9) == loaded.assess(texts, ["en"] * 9)


def test_the_same_corrections_make_the_same_model() -> None:
    texts = [row[0] for row in told(10)]

    first, second = (loaded.corrected(told(12)) for _ in range(2))

    assert first.assess(texts, ["en"] * 30) == second.assess(texts, ["en"] * 30)


def test_the_model_that_is_corrected_stays_as_it_was() -> None:
    texts = [row[0] for row in told(10)]
    before = loaded.assess(texts, ["en"] * 30)

    loaded.corrected(told(12))

    assert loaded.assess(texts, ["en"] * 30) == before


def test_a_second_correction_starts_from_the_shipped_model() -> None:
    texts = [row[0] for row in told(10)]

    twice = loaded.corrected(told(12)).corrected([])

    assert twice.assess(texts, ["en"] * 30) == loaded.assess(texts, ["en"] * 30)


def test_enough_rows_that_are_read_well_open_their_language() -> None:
    taught = loaded.corrected(told(40))
    score = taught.score_of("en")

    assert not loaded.score_of("en").shown
    assert score.shown
    assert score.rows == 120
    assert score.threshold >= RULE.least_sure
    found = taught.assess([row[0] for row in told(40)], ["en"] * 120)
    assert sum(each.assessed for each in found) >= LEAST_OWN_ABOVE


def test_fewer_rows_open_nothing() -> None:
    assert not loaded.corrected(told(30)).score_of("en").shown


def test_enough_rows_that_are_read_badly_close_their_language() -> None:
    generator = np.random.default_rng(11)
    names: list[Label] = ["negative", "neutral", "positive"]
    rows: list[Told] = [
        (f"Kantor nomor {number} buka", "id", names[int(generator.integers(3))])
        for number in range(120)
    ]

    assert loaded.score_of("id").shown
    assert not loaded.corrected(rows).score_of("id").shown


def test_values_stay_within_their_bounds() -> None:
    found = loaded.corrected(told(20)).assess([r[0] for r in told(20)], ["en"] * 60)

    assert all(-1.0 <= each.score <= 1.0 for each in found)
    assert all(0.0 <= each.confidence <= 1.0 for each in found)
