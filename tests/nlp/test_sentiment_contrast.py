"""Halves of a statement: where a writer says *but*."""

import pytest

from nlp.sentiment_contrast import Contrasts

CONTRASTS = Contrasts(
    between={"en": ["but", "however"], "ar": ["لكن*"], "zh": ["但是"]},
    opening={"en": ["although"]},
)


@pytest.mark.parametrize(
    ("text", "language", "halves"),
    [
        ("Clean, but slow.", "en", ("Clean", "slow")),
        ("Clean. However, it is slow", "en", ("Clean", "it is slow")),
        ("Although clean, it is slow", "en", ("clean", "it is slow")),
        ("الماء نظيف لكنه بطيء", "ar", ("الماء نظيف", "بطيء")),
        ("很干净但是很慢", "zh", ("很干净", "很慢")),
    ],
    ids=["but", "however", "although", "joined ending", "no spaces"],
)
def test_two_halves_are_found(
    text: str, language: str, halves: tuple[str, str]
) -> None:
    assert CONTRASTS.halves(text, language) == halves


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The butter is good", "en"),
        ("But it is slow", "en"),
        ("It is slow but", "en"),
        ("Clean but slow", "fr"),
        ("", "en"),
    ],
    ids=["inside a word", "nothing before", "nothing after", "other language", "empty"],
)
def test_a_statement_of_one_piece_has_no_halves(text: str, language: str) -> None:
    assert CONTRASTS.halves(text, language) is None
