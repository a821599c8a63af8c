"""Tells how often words are used, and which frequent forms belong to which word.

The packages wordfreq (frequencies, CC BY-SA 4.0) and simplemma (lemmas) are needed
when the word vectors are made and never afterwards. For languages that wordfreq
lacks, our own statements say which words are everywhere.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, Final

from nlp.tokens import tokens
from nlp.training.vectors_sources import statements

# What wordfreq and simplemma call languages by another name or know of.
_NAMES: Final = {"hr": "sh", "tl": "fil"}
_LEMMAS: Final = {"hr": "hbs"}
_WITH_LEMMAS: Final = (
    *("bg", "cs", "de", "el", "en", "es", "fa", "fr", "he", "hi", "hr", "hu", "id"),
    *("it", "ms", "nl", "pl", "pt", "ro", "ru", "sv", "sw", "tl", "tr", "uk"),
)
# Rarer words are left alone; so are those few of our statements have.
MOST_READ: Final = 60000
LEAST_COUNT: Final = 3


def _package(name: str) -> Any:
    """Return a package which only those need who make the vectors again."""
    try:
        return import_module(name)
    except ImportError as error:
        message = f"Install {name} (requirements-models.txt), then try again."
        raise SystemExit(message) from error


def _listed(language: str) -> dict[str, float]:
    """Return the words of wordfreq's list with their shares, most frequent first."""
    package = _package("wordfreq")
    name = _NAMES.get(language, language)
    if name not in package.available_languages("best"):
        return {}
    found: dict[str, float] = package.get_frequency_dict(name)
    return found


def frequencies(language: str) -> dict[str, float]:
    """Return which share of a language's words each of its tokens makes up."""
    found: dict[str, float] = {}
    for word, share in _listed(language).items():
        for token in dict.fromkeys(tokens(word, language)):
            found[token] = found.get(token, 0.0) + share
    return found or _in_statements(language)


def _in_statements(language: str) -> dict[str, float]:
    counts = Counter(
        word for entry in statements(language) for word in tokens(entry.text, language)
    )
    total = sum(counts.values())
    return {word: n / total for word, n in counts.items() if n >= LEAST_COUNT}


def inflected(language: str, known: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield frequent forms that are not known, with the place of their lemma."""
    if language not in _WITH_LEMMAS:
        return
    lemmatise = _package("simplemma").lemmatize
    known_as = _LEMMAS.get(language, language)
    places = {word: place for place, word in enumerate(known)}
    seen: set[str] = set(known)
    for word in list(_listed(language))[:MOST_READ]:
        form, lemma = (
            tokens(each, language) for each in (word, lemmatise(word, lang=known_as))
        )
        if len(form) != 1 or len(lemma) != 1 or form[0] in seen:
            continue
        if lemma[0] in places:
            seen.add(form[0])
            yield form[0], places[lemma[0]]
