"""Says which words of an analysed statement decided its sentiment."""

from nlp.reading import sentiment_model
from nlp.results import AnalysedStatement
from nlp.sentiment_terms import Term


def deciding_words(analysed: AnalysedStatement) -> tuple[Term, ...]:
    """Return the words that decided, the heaviest first.

    There are none where the sentiment may not be shown, and none of a neutral one.
    Offsets count code points of the statement's text.
    """
    if not analysed.sentiment.assessed:
        return ()
    statement = analysed.statement
    return sentiment_model().terms(statement.text, statement.language)
