"""Finds the two halves of a statement that its writer set against each other.

It knows words only, not sentiment: whether the halves differ in sentiment is for
the sentiment model to say.
"""

import re
from collections.abc import Mapping, Sequence

UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_COMMA = re.compile(r"[,;\u060c\u3001\uff0c]")


class Contrasts:
    """Splits statements at the words of their language that mean *but*.

    ``between`` holds, per language, words that stand between the halves (an
    asterisk at the end stands for any letters); ``opening`` holds words that open
    a conceding first half, which ends at a comma (*although …, …*).
    """

    def __init__(
        self,
        between: Mapping[str, Sequence[str]],
        opening: Mapping[str, Sequence[str]],
    ) -> None:
        self._between = {key: _between(words) for key, words in between.items()}
        self._opening = {key: _opening(words) for key, words in opening.items()}

    def halves(self, text: str, language: str) -> tuple[str, str] | None:
        """Return the two halves, or None when the statement is of one piece."""
        opening = self._opening.get(language)
        if opening and (found := opening.match(text)):
            comma = _COMMA.search(text, found.end())
            if comma:
                return _both(text[found.end() : comma.start()], text[comma.end() :])
        between = self._between.get(language)
        if between and (found := between.search(text)):
            return _both(text[: found.start()], text[found.end() :])
        return None


def _between(words: Sequence[str]) -> re.Pattern[str]:
    spaced = [_pattern(word) for word in words if not UNSPACED.search(word)]
    unspaced = [re.escape(word) for word in words if UNSPACED.search(word)]
    alternatives = [rf"\b(?:{'|'.join(spaced)})(?!\w)"] if spaced else []
    return re.compile("|".join([*alternatives, *unspaced]), re.IGNORECASE)


def _opening(words: Sequence[str]) -> re.Pattern[str]:
    pattern = "|".join(_pattern(word) for word in words)
    return re.compile(rf"\W*(?:{pattern})(?!\w)", re.IGNORECASE)


def _pattern(word: str) -> str:
    return re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)


def _both(first: str, second: str) -> tuple[str, str] | None:
    first, second = first.strip(" ,;.\u060c"), second.strip(" ,;.\u060c")
    return (first, second) if first and second else None
