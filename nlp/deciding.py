"""Says which words of a statement decided its sentiment."""

from nlp.reading import sentiment_model
from nlp.sentiment import Label
from nlp.statements import Span


def deciding_words(text: str, language: str, label: Label) -> tuple[Span, ...]:
    """Return where the words stand that decided a label, the heaviest first.

    There are none of a neutral label. Offsets count code points of the text.
    """
    found = sentiment_model().terms(text, language, label=label)
    return tuple(Span(word.start, word.end) for word in found)
