"""Words in the languages they exist in, and words of which the language is known."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """Words and the language they are in, which may not be the one asked for.

    ``typed`` tells from where up to before where they are somebody's answer and not
    the author's, in order.
    """

    words: str
    language: str
    typed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the languages it exists in, as pairs of tag and words."""

    in_languages: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, words: Mapping[str, str]) -> "Text":
        """Return the text of a mapping from language tag to words."""
        return cls(tuple(sorted(words.items())))

    def said_in(self, language: str, *, otherwise: str) -> Said:
        """Return the words in a language, else in ``otherwise``, else in any.

        Raises KeyError when there are none at all.
        """
        words = dict(self.in_languages)
        for tag in (language, otherwise, *words):
            if tag in words:
                return Said(words[tag], tag)
        raise KeyError(language)
