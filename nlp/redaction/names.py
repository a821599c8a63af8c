"""Names of people after a form of address or after "my name is"; nothing else.

Capital letters decide where a script has them. In scripts without capitals one
word is taken, two when the second continues a name. Recognising names anywhere
would need a trained model, and would still miss many; a facilitator decides on
those.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.languages import LanguagePack, load
from nlp.languages.signs import APOSTROPHES
from nlp.languages.words import word_end, word_spans, word_start
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
    for match in _titles(pack.tag).finditer(text):
        end = _name_end(text, match.end(), pack)
        if end is not None:
            yield MaskedSpan(_name_start(text, match.end()), end, "name")
    for match in _introductions(pack.tag).finditer(aligned):
        end = _name_end(text, match.end(), pack, introduced=True)
        if end is not None:
            yield MaskedSpan(_name_start(text, match.end()), end, "name")


@lru_cache(maxsize=64)
def _titles(language: str) -> re.Pattern[str]:
    titles = dict.fromkeys(load(language).honorifics + load("en").honorifics)
    written = [_with_dot(title) for title in titles]
    written += [_with_dot(title.upper()) for title in titles if len(title) > 1]
    longest_first = sorted(
        dict.fromkeys(written), key=lambda title: (-len(title), title)
    )
    return re.compile(
        rf"{word_start()}(?<![{APOSTROPHES}-])(?:{'|'.join(longest_first)}){word_end()}"
    )


def _with_dot(title: str) -> str:
    # One letter is a title only with its full stop.
    return re.escape(title) + (r"\." if len(title) == 1 else "")


@lru_cache(maxsize=64)
def _introductions(language: str) -> re.Pattern[str]:
    phrases = dict.fromkeys(load(language).introductions + load("en").introductions)
    plain = [without_accents(aligned_form(phrase)) for phrase in phrases]
    longest_first = sorted(
        dict.fromkeys(plain), key=lambda phrase: (-len(phrase), phrase)
    )
    named = "|".join(map(re.escape, longest_first))
    return re.compile(rf"{word_start()}(?:{named}){word_end()}")


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
    words = pack.function_words + pack.cue_words + pack.negators
    return frozenset((*map(matching_form, titles), *words))
