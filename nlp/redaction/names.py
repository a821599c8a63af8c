"""Names of people after a form of address or after "my name is"; nothing else.

Capital letters decide where a script has them. In scripts without capitals one
word is taken, two when the second continues a name. Recognising names anywhere
would need a trained model, and would still miss many; a facilitator decides on
those.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from nlp.languages import LanguagePack, load
from nlp.languages.signs import APOSTROPHES
from nlp.languages.words import word_end, word_spans, word_start, words
from nlp.normalise import aligned_form, matching_form, without_accents
from nlp.statements import MaskedSpan

_MOST_WORDS = 3
_REACH = 90
_BETWEEN = re.compile(r"[.:]?[ \u00a0]{1,2}|[.:]")
_WITHIN = re.compile(r"[ \u00a0]{1,2}|-|\.[ ]?")
_PARTICLES = frozenset({
    "bin", "binti", "bint", "ibn", "ben", "abu", "abd", "al", "el",
    "de", "da", "do", "dos", "das", "del", "di", "la", "van",
    "von", "der", "den", "ter", "ould", "ag",
})  # fmt: skip
_NAME_GOES_ON = ("ال", "عبد", "بن", "ابن", "ابو", "الدين")
_SHORTEST = 2


def names(text: str, aligned: str, *, language: str) -> Iterator[MaskedSpan]:
    """Yield names after forms of address and after introductions."""
    pack = load(language)
    for match in _titles(pack.tag).found(text):
        end = _name_end(text, match.end(), pack)
        if end is not None:
            yield MaskedSpan(_name_start(text, match.end()), end, "name")
    for match in _introductions(pack.tag).found(aligned):
        end = _name_end(text, match.end(), pack, introduced=True)
        if end is not None:
            yield MaskedSpan(_name_start(text, match.end()), end, "name")


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Set phrases, their first words, and the pattern that finds them as wholes."""

    written: tuple[str, ...]
    heads: frozenset[str]
    pattern: re.Pattern[str]

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where the phrases stand, from left to right."""
        # Hardly any text holds one, and that is quickly told.
        if text.isascii():
            none = self.heads.isdisjoint(words(text))
        else:
            none = not any(phrase in text for phrase in self.written)
        yield from () if none else self.pattern.finditer(text)


@lru_cache(maxsize=64)
def _titles(language: str) -> _Phrases:
    titles = dict.fromkeys(load(language).honorifics + load("en").honorifics)
    written = dict.fromkeys(
        # One letter is a title only with its full stop.
        title + "." * (len(title) == 1)
        for title in (*titles, *(title.upper() for title in titles if len(title) > 1))
    )
    return _phrases(written, rf"{word_start()}(?<![{APOSTROPHES}-])")


@lru_cache(maxsize=64)
def _introductions(language: str) -> _Phrases:
    phrases = dict.fromkeys(load(language).introductions + load("en").introductions)
    plain = [without_accents(aligned_form(each)) for each in phrases]
    # A matching form has two letters for ß, an aligned form one.
    short = [each.replace("ss", "s") for each in plain]
    return _phrases(dict.fromkeys((*plain, *short)), word_start())


def _phrases(written: Iterable[str], before: str) -> _Phrases:
    longest_first = sorted(written, key=lambda phrase: (-len(phrase), phrase))
    named = "|".join(map(re.escape, longest_first))
    pattern = re.compile(rf"{before}(?:{named}){word_end()}")
    heads = frozenset(words(phrase)[0] for phrase in longest_first)
    return _Phrases(tuple(longest_first), heads, pattern)


def _name_start(text: str, position: int) -> int:
    between = _BETWEEN.match(text, position)
    return between.end() if between else position


def _name_end(
    text: str, position: int, pack: LanguagePack, *, introduced: bool = False
) -> int | None:
    """Return where the name after ``position`` ends, or None if there is none."""
    if not _BETWEEN.match(text, position):
        return None
    start = _name_start(text, position)
    shouted = text[:position].isupper()
    end: int | None = None
    reached = start
    taken = 0
    for span in word_spans(text[start : start + _REACH]):
        first, last = start + span.start, start + span.end
        if taken and not _WITHIN.fullmatch(text, reached, first):
            break
        if not taken and first != start:
            break
        word = text[first:last]
        if taken and word.lower() in _PARTICLES:
            reached = last
            continue
        if not _is_name(word, pack, taken=taken, introduced=introduced):
            break
        taken, reached, end = taken + 1, last, last
        if taken == _MOST_WORDS or shouted:
            break
    return end


def _is_name(word: str, pack: LanguagePack, *, taken: int, introduced: bool) -> bool:
    if len(word) < _SHORTEST or not word[0].isalpha() or _is_common(word, pack):
        return False
    if word[0].isupper():
        return True
    if word[0].islower():
        return introduced and taken <= 1
    return taken == 0 or (taken == 1 and word.startswith(_NAME_GOES_ON))


def _is_common(word: str, pack: LanguagePack) -> bool:
    return matching_form(word) in _common(pack.tag)


@lru_cache(maxsize=64)
def _common(language: str) -> frozenset[str]:
    pack = load(language)
    titles = pack.roles + pack.honorifics
    common = pack.function_words + pack.cue_words + pack.negators
    return frozenset((*map(matching_form, titles), *common))
