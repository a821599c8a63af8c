"""Makes a polarity lexicon for many languages out of our own word lists.

Our English words are looked up in a file of shared concepts; every word of another
language inherits the polarity of its concepts. Our own words of a language go first.
The concept file is tab-separated and gzipped with the columns ``language``,
``synset``, ``lemma``; without it the lexicon is our own words alone.
"""

import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from nlp.sentiment_features import LONGEST_RUN, STEM_LENGTH, run_key, word_keys
from nlp.sentiment_lexicon import KINDS, PRINT_SHIFT, Lexicon
from nlp.training.sentiment_data import STATEMENTS

_PLAIN, _NEGATED, _STEM = range(KINDS)
_WEAKEST: Final = 0.15
_UNSPACED: Final = frozenset({"zh", "ja", "th", "my"})
_ROMANCE: Final = frozenset({"es", "pt", "it", "ro"})
_SAME_WORDS: Final = {"ary": "ar"}

Words = dict[str, dict[str, float]]


def polarity_words(concepts: Path | None) -> Words:
    """Return for each language its words with a polarity from -1 to 1."""
    own = _own_words()
    words = _projected(concepts, own["en"]) if concepts else {}
    for language, listed in own.items():
        words[language] = words.get(language, {}) | listed
    for language, other in _SAME_WORDS.items():
        words[language] = words[other]
    return words


def build(words: Words) -> Lexicon:
    """Return the keys of all words and of their commonest forms."""
    entries: dict[int, tuple[float, int]] = {}
    for language, values in sorted(words.items()):
        entries |= _entries(_with_forms(values, language), language)
    prints = sorted(
        {key >> int(PRINT_SHIFT): entry for key, entry in entries.items()}.items()
    )
    return Lexicon(
        prints=np.array([key for key, _ in prints], dtype=np.uint64),
        # Two decimals are what the model file holds.
        values=np.array([round(value, 2) for _, (value, _) in prints]),
        kinds=np.array([kind for _, (_, kind) in prints], dtype=np.int8),
    )


def _own_words() -> Words:
    words: Words = {}
    content = (STATEMENTS / "polarity.tsv").read_text(encoding="utf-8")
    for line in content.splitlines()[1:]:
        language, positive, negative = line.split("\t")
        words[language] = dict.fromkeys(positive.split(), 1.0)
        words[language] |= dict.fromkeys(negative.split(), -1.0)
    return words


def _projected(concepts: Path, english: Mapping[str, float]) -> Words:
    meanings: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    lemmas: dict[str, list[str]] = defaultdict(list)
    for language, synset, lemma in _concepts(concepts):
        meanings[language][lemma].append(synset)
        if language == "en":
            lemmas[synset].append(lemma)
    polarity = {
        synset: sum(english.get(lemma, 0.0) for lemma in here) / len(here)
        for synset, here in lemmas.items()
    }
    return {
        language: _averaged(by_lemma, polarity)
        for language, by_lemma in sorted(meanings.items())
    }


def _averaged(
    by_lemma: Mapping[str, list[str]], polarity: Mapping[str, float]
) -> dict[str, float]:
    words = {}
    for lemma, synsets in by_lemma.items():
        mean = sum(polarity.get(synset, 0.0) for synset in synsets) / len(synsets)
        if abs(mean) >= _WEAKEST and " " not in lemma:
            words[lemma] = max(-1.0, min(1.0, 2 * mean))
    return words


def _concepts(path: Path) -> Iterator[tuple[str, str, str]]:
    seen: set[tuple[str, str, str]] = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            language, synset, lemma = line.rstrip("\n").split("\t")[:3]
            entry = (language, synset, lemma.casefold())
            if entry not in seen:
                seen.add(entry)
                yield entry


def _with_forms(values: Mapping[str, float], language: str) -> dict[str, float]:
    """Add likely inflections; a form that is not a word costs nothing."""
    words = dict(values)
    for word, value in values.items():
        for form in _forms(word, language):
            words.setdefault(form, value)
    return words


def _forms(word: str, language: str) -> list[str]:
    if language in _ROMANCE and word.endswith("o"):
        return [word[:-1] + ending for ending in ("a", "os", "as", "i", "e")]
    endings = {
        **dict.fromkeys(_ROMANCE, ("s", "es")),
        "en": ("s", "es", "d", "ed", "ing"),
        "fr": ("s", "e", "es"),
        "de": ("e", "en", "er", "es", "em"),
        "nl": ("e", "s", "en"),
    }
    forms = [word + ending for ending in endings.get(language, ())]
    if language in {"ar", "ary"}:
        forms += ["ال" + word, "و" + word, word + "ة"]
    return forms


def _entries(
    values: Mapping[str, float], language: str
) -> dict[int, tuple[float, int]]:
    if language in _UNSPACED:
        return {
            run_key(word, language): (value, _PLAIN)
            for word, value in values.items()
            if 1 < len(word) <= LONGEST_RUN
        }
    words = list(values)
    if not words:
        return {}
    keys = word_keys(words, language)
    entries: dict[int, tuple[float, int]] = {}
    stems: dict[int, list[float]] = defaultdict(list)
    for place in np.flatnonzero(keys.whole):
        word = words[place]
        entries[int(keys.plain[place])] = (values[word], _PLAIN)
        entries[int(keys.negated[place])] = (values[word], _NEGATED)
        if len(word) >= STEM_LENGTH:
            stems[int(keys.stem[place])].append(values[word])
    for key, found in stems.items():
        entries[key] = (sum(found) / len(found), _STEM)
    return entries
