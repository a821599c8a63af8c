"""Answers that give no reason: "nothing", "no comment", "n/a", a row of dots.

They are set aside and counted, never dropped. When in doubt a text is an answer:
"no water" names a concern, and so does the single word "water".
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.languages import available, load, primary_subtag
from nlp.languages.signs import COMMAS, DOTS, LINE_ENDS, SENTENCE_ENDS
from nlp.languages.words import dense_pattern, words
from nlp.normalise import matching_form, without_accents

_LONGEST = 160  # code points; what is longer says something
_PARTS = re.compile(f'[{SENTENCE_ENDS}{DOTS}{COMMAS}{LINE_ENDS}"()-]+')
_LONGEST_POLITE = 6
_ENGLISH = "en"

_KEYBOARD_ROWS = tuple(
    matching_form(row)
    for row in (
        "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
        "qwertzuiop", "yxcvbnm", "1234567890", "йцукенгшщзхъ", "фывапролджэ",
        "ячсмитьбю", "ضصثقفغعهخحجد", "شسيبلاتنمكط",
    )
)  # fmt: skip
_RUN_OF_KEYS = 4
_REPEATED_THRICE = re.compile(r"(.{1,4})\1\1+|(.)\2+")
_REPEATED_TWICE = re.compile(r"(.{3,4})\1")
_WITHOUT_VOWELS = re.compile(r"[b-df-hj-np-tv-xz]{6,}")


def is_non_answer(text: str, *, language: str) -> bool:
    """Return whether ``text`` gives no reason, concern or wish at all.

    Set phrases are compared without case, accents and punctuation, with polite
    words around them left out. Single words count in their own language and in
    English, longer phrases in every language. An unknown language is compared
    with all packs.
    """
    if not any(map(str.isalpha, text)):
        return True
    if len(text) > _LONGEST:
        return False
    form = without_accents(matching_form(text))
    spoken = words(form)
    # One word that no set phrase has is enough to be an answer.
    sayable = _vocabulary(primary_subtag(language)).issuperset(spoken)
    if sayable and _is_set_phrase(form, primary_subtag(language)):
        return True
    return _is_typed_at_random(spoken, shouted=text.isupper())


def _is_set_phrase(form: str, language: str) -> bool:
    if _says_nothing(tuple(words(form)), language):
        return True
    parts = [tuple(words(part)) for part in _PARTS.split(form)]
    spoken = [part for part in parts if part]
    return len(spoken) > 1 and all(_says_nothing(part, language) for part in spoken)


def _says_nothing(spoken: tuple[str, ...], language: str) -> bool:
    for rest in _without_politeness(_without_repetition(spoken), language):
        phrase = " ".join(rest)
        if not phrase or phrase in _phrases(language):
            return True
        if len(rest) > 1 and phrase in _phrases_of_all():
            return True
    return False


def _without_repetition(spoken: tuple[str, ...]) -> tuple[str, ...]:
    kept = spoken[:1]
    for word in spoken[1:]:
        if word != kept[-1]:
            kept += (word,)
    return kept


def _without_politeness(
    spoken: tuple[str, ...], language: str
) -> Iterator[tuple[str, ...]]:
    """Yield what remains as polite words go, from the whole to the core."""
    polite = _polite(language)
    rest = spoken
    while True:
        yield rest
        shorter = _one_less(rest, polite)
        if shorter is None:
            return
        rest = shorter


def _one_less(rest: tuple[str, ...], polite: frozenset[str]) -> tuple[str, ...] | None:
    for length in range(min(len(rest), _LONGEST_POLITE), 0, -1):
        if " ".join(rest[-length:]) in polite:
            return rest[:-length]
        if " ".join(rest[:length]) in polite:
            return rest[length:]
    return None


def _plain(phrase: str) -> str:
    return " ".join(words(without_accents(matching_form(phrase))))


def _consulted(language: str) -> tuple[str, ...]:
    known = language in available()
    return tuple(dict.fromkeys((language, _ENGLISH))) if known else available()


@lru_cache(maxsize=64)
def _phrases(language: str) -> frozenset[str]:
    return frozenset(
        _plain(phrase)
        for tag in _consulted(language)
        for phrase in load(tag).non_answers
    )


@lru_cache(maxsize=1)
def _phrases_of_all() -> frozenset[str]:
    return frozenset(
        _plain(phrase) for tag in available() for phrase in load(tag).non_answers
    )


@lru_cache(maxsize=64)
def _polite(language: str) -> frozenset[str]:
    return frozenset(
        _plain(phrase) for tag in _consulted(language) for phrase in load(tag).polite
    )


@lru_cache(maxsize=64)
def _vocabulary(language: str) -> frozenset[str]:
    """Return every word of the phrases that a non-answer may consist of."""
    phrases = (*_phrases(language), *_phrases_of_all(), *_polite(language))
    return frozenset(word for phrase in phrases for word in phrase.split())


def _is_typed_at_random(spoken: list[str], *, shouted: bool) -> bool:
    return bool(spoken) and all(_is_mash(word, shouted=shouted) for word in spoken)


def _is_mash(word: str, *, shouted: bool) -> bool:
    if dense_pattern().search(word):
        return False
    if len(word) == 1 or word.isdecimal() or _REPEATED_THRICE.fullmatch(word):
        return True
    if len(word) >= _RUN_OF_KEYS and _is_key_run(word):
        return True
    twice = _REPEATED_TWICE.fullmatch(word)
    if twice and _is_key_run(twice[1]):
        return True
    # Initials such as HTML have no vowels either, but are shouted.
    return not shouted and bool(_WITHOUT_VOWELS.fullmatch(word))


def _is_key_run(word: str) -> bool:
    return any(word in row or word in row[::-1] for row in _KEYBOARD_ROWS)
