"""Which words decided is said only of what may be shown."""

from dataclasses import replace

from nlp.deciding import deciding_words
from nlp.reading import sentiment_model
from nlp.results import AnalysedStatement
from nlp.statements import Statement

TEXT = "Pelayanannya sangat buruk dan mengecewakan sekali"


def analysed(text: str = TEXT) -> AnalysedStatement:
    statement = Statement(0, 0, len(text), text, "id")
    (sentiment,) = sentiment_model().assess([text], ["id"])
    return AnalysedStatement(statement, (), replace(sentiment, assessed=True))


def test_words_that_decided_are_spans_of_the_statement() -> None:
    found = deciding_words(analysed())

    assert "mengecewakan" in [word.text for word in found]
    assert all(TEXT[word.start : word.end] == word.text for word in found)


def test_nothing_is_said_of_a_sentiment_that_may_not_be_shown() -> None:
    each = analysed()

    hidden = replace(each, sentiment=replace(each.sentiment, assessed=False))

    assert deciding_words(hidden) == ()
