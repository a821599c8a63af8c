"""Leads an unknown word back to known ones: affixes, clitics, accents, compounds.

No dictionary of inflected forms is needed: whatever remains of two words once
affixes of their language are taken off may be their common stem. The affixes are
data, ``nlp/languages/affixes.toml``.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from nlp.errors import MissingResource
from nlp.normalise import aligned_form, matching_form

_FILE = "affixes.toml"
_RELATED = "related"
SHORTEST_STEM = 3
MOST_SUFFIXES = 3
LEAST_SHARE, LEAST_REST = 0.4, 0.3
SHORTEST_COMPOUND = 7
SHORTEST_HEAD, SHORTEST_TAIL = 3, 4
LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Affixes:
    """What can stand before and after a stem in one language, and join two words.

    ``shortest`` is the least length of a stem; shorter remainders are shared by words
    that have nothing to do with each other. After ``particles`` a stem may be of any
    length, if it is a word itself.
    """

    prefixes: frozenset[str] = frozenset()
    prefix_sizes: tuple[int, ...] = ()
    suffixes: frozenset[str] = frozenset()
    suffix_sizes: tuple[int, ...] = ()
    joins: tuple[str, ...] = ()
    shortest: int = SHORTEST_STEM
    particles: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    try:
        text = files("nlp.languages").joinpath(_FILE).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MissingResource(name=_FILE) from error
    return tomllib.loads(text)


@lru_cache(maxsize=128)
def affixes(language: str) -> Affixes:
    """Return the affixes of a language (primary subtag); none if it has no list."""
    table = _tables().get(language, {})
    prefixes = _parts(table.get("prefixes", ""))
    suffixes = _parts(table.get("suffixes", ""))
    return Affixes(
        frozenset(prefixes),
        _sizes(prefixes),
        frozenset(suffixes),
        _sizes(suffixes),
        _parts(table.get("joins", "")),
        int(table.get("shortest", SHORTEST_STEM)),
        _parts(table.get("particles", "")),
    )


def related(language: str) -> tuple[str, ...]:
    """Return the languages that lend words to this one, nearest first."""
    return tuple(_tables()[_RELATED].get(language, "").split())


def _parts(text: str) -> tuple[str, ...]:
    return tuple(sorted({matching_form(part) for part in text.split()}))


def _sizes(parts: Sequence[str]) -> tuple[int, ...]:
    return tuple(sorted({len(part) for part in parts}))


def stems(word: str, language: str) -> list[str]:
    """Return what may remain of a word without affixes, itself first, longest first.

    Suffixes may stand one after the other, as in Turkish, up to ``MOST_SUFFIXES``.
    """
    known = affixes(language)
    reached = {word, *_without_prefix(word, language)}
    found = set(reached)
    for _ in range(MOST_SUFFIXES):
        reached = {
            rest[:-size]
            for rest in reached
            for size in known.suffix_sizes
            if rest[-size:] in known.suffixes
        }
        found |= reached
    long = (stem for stem in found if len(stem) >= known.shortest)
    return sorted({word, *long}, key=lambda stem: (-len(stem), stem))


def _without_prefix(word: str, language: str) -> list[str]:
    """Return what remains of a word without each prefix it begins with."""
    known = affixes(language)
    starts = (word[:size] for size in known.prefix_sizes)
    return [word[len(start) :] for start in starts if start in known.prefixes]


class StemIndex:
    """Finds the known words that share a stem with an unknown one.

    Known words are looked at only when an unknown one begins like them: most
    corpora need the stems of a small part of a language's words.
    """

    def __init__(self, words: Sequence[str], language: str) -> None:
        """Read the words of a language; their positions are what is found."""
        self.language = language
        self._words = words
        self._positions: Mapping[str, int] = {w: at for at, w in enumerate(words)}
        rests = [*words]
        places = [*range(len(words))]
        if affixes(language).prefixes:
            for at, word in enumerate(words):
                bare = _without_prefix(word, language)
                rests += bare
                places += [at] * len(bare)
        order = sorted(range(len(rests)), key=rests.__getitem__)
        self._rests = [rests[at] for at in order]
        self._places = [places[at] for at in order]
        self._stems: dict[str, frozenset[str]] = {}
        self._sharing: dict[str, list[tuple[float, int]]] = {}
        self._plain: dict[str, int] = {}
        for position, word in enumerate(words):
            self._plain.setdefault(aligned_form(word), position)

    def find(self, word: str) -> tuple[int, ...]:
        """Return positions of words to take for ``word``; none if nothing is like it.

        In turn: the word without accents, words with the longest common stem, the
        parts of a compound.
        """
        plain = self._plain.get(aligned_form(word))
        if plain is not None:
            return (plain,)
        before = self._before_particle(word)
        return before or self._by_stem(word) or self._by_parts(word)

    def _before_particle(self, word: str) -> tuple[int, ...]:
        """Return the word that stands before the longest particle, if it is known."""
        for particle in sorted(affixes(self.language).particles, key=len, reverse=True):
            place = self._positions.get(word.removesuffix(particle))
            if word.endswith(particle) and place is not None:
                return (place,)
        return ()

    def _by_stem(self, word: str) -> tuple[int, ...]:
        for stem in stems(word, self.language):
            if len(stem) < LEAST_REST * len(word):
                continue
            if stem not in self._sharing:
                self._sharing[stem] = self._with_stem(stem)
            if sharing := self._sharing[stem]:
                nearest = max(share for share, _ in sharing)
                return tuple(at for share, at in sharing if share == nearest)
        return ()

    def _with_stem(self, stem: str) -> list[tuple[float, int]]:
        """Return share and position of the known words that have a stem, in order.

        Such a word begins with the stem, or does without a prefix.
        """
        first = bisect_left(self._rests, stem)
        end = bisect_left(self._rests, stem + LAST_CHARACTER, first)
        found: dict[int, float] = {}
        for position in self._places[first:end]:
            word = self._words[position]
            share = len(stem) / len(word)
            if share >= LEAST_SHARE and stem in self._stems_of(word):
                found[position] = share
        return [(found[position], position) for position in sorted(found)]

    def _stems_of(self, word: str) -> frozenset[str]:
        if word not in self._stems:
            self._stems[word] = frozenset(stems(word, self.language))
        return self._stems[word]

    def _by_parts(self, word: str) -> tuple[int, ...]:
        joins = affixes(self.language).joins
        if not joins or len(word) < SHORTEST_COMPOUND:
            return ()
        for cut in range(len(word) - SHORTEST_TAIL, SHORTEST_HEAD - 1, -1):
            tail = self._one(word[cut:])
            if tail is None:
                continue
            for head in _without_joins(word[:cut], joins):
                place = self._positions.get(head)
                if place is not None:
                    return (place, tail)
        return ()

    def _one(self, word: str) -> int | None:
        return next(
            (
                self._positions[stem]
                for stem in stems(word, self.language)
                if stem in self._positions
            ),
            None,
        )


def _without_joins(head: str, joins: Sequence[str]) -> Iterator[str]:
    yield head
    for join in joins:
        if head.endswith(join) and len(head) - len(join) >= SHORTEST_HEAD:
            yield head.removesuffix(join)
