"""Says of single texts in which language they are and which way they judge.

Nothing is grouped here, so that a file of any length can be read in parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from nlp.identify import Expected, Identification, expect, identify_expected
from nlp.nonanswers import is_non_answer
from nlp.sentiment import Label, Sentiment, SentimentModel

Correction: TypeAlias = tuple[str, str, Label]
"""A text, the tag of its language, and the label that a person gave it."""

SAMPLE: Final = 20_000  # texts that show which languages a file holds


@dataclass(frozen=True, slots=True)
class Annotation:
    """What is said of one text; ``assessed`` tells whether it may be shown.

    ``terms`` are the words that decided its sentiment, if they were asked for.
    """

    identified: Identification
    sentiment: Sentiment
    assessed: bool
    terms: tuple[str, ...] = ()


class Annotator:
    """Annotates texts one by one: what stands beside a text changes nothing."""

    def __init__(
        self, expected: Expected, corrections: Sequence[Correction] = ()
    ) -> None:
        self._expected = expected
        self._model = SentimentModel.load().corrected(corrections)

    def annotate(
        self,
        texts: Sequence[str],
        *,
        declared: Sequence[str | None] | None = None,
        with_terms: bool = False,
    ) -> list[Annotation]:
        """Return one annotation per text, in order.

        ``declared`` holds per text the language of its form, or None. The label of
        the sentiment is always the best guess. A text that gives no reason is never
        assessed. The words that decided, ``with_terms``, take a text as many more
        readings as it has words.
        """
        identified = identify_expected(texts, self._expected, declared=declared)
        languages = [each.language for each in identified]
        sentiments = self._model.assess(texts, languages)
        return [
            Annotation(
                each,
                sentiment,
                sentiment.assessed and _says(text, each.language),
                self._terms(text, each.language, sentiment) if with_terms else (),
            )
            for text, each, sentiment in zip(texts, identified, sentiments, strict=True)
        ]

    def _terms(self, text: str, language: str, sentiment: Sentiment) -> tuple[str, ...]:
        found = self._model.terms(text, language, label=sentiment.label)
        return tuple(word.text for word in found)


def annotator(
    sample: Sequence[str],
    *,
    languages: Sequence[str] | None = None,
    corrections: Sequence[Correction] = (),
) -> Annotator:
    """Return what annotates a file, given its texts or an even sample of them.

    ``languages`` are the only languages that can occur, if somebody knows;
    ``corrections`` are labels that people gave to texts, which are learnt from.
    """
    return Annotator(expect(sample, candidates=languages), corrections)


def sample_places(rows: int) -> list[int]:
    """Return the evenly spread places of the rows that show the languages."""
    if rows <= SAMPLE:
        return list(range(rows))
    return [place * rows // SAMPLE for place in range(SAMPLE)]


def _says(text: str, language: str) -> bool:
    content = any(character.isalnum() for character in text)
    return content and not is_non_answer(text, language=language)
