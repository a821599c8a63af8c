"""Which words decided how a statement was read."""

from nlp.deciding import deciding_words

TEXT = "Pelayanannya sangat buruk dan mengecewakan sekali"


def test_words_that_decided_are_spans_of_the_statement() -> None:
    found = [
        TEXT[word.start : word.end] for word in deciding_words(TEXT, "id", "negative")
    ]

    assert "mengecewakan" in found


def test_nothing_decided_that_a_statement_is_neutral() -> None:
    assert deciding_words(TEXT, "id", "neutral") == ()
