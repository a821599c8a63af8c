"""Turns statements into hashed features for the sentiment model, in numpy alone.

A feature is a 64-bit number made from characters, never from positions or from
Python's ``hash``: the same text gives the same numbers on every machine. The
features of a text are its runs of one to five characters inside a word, its
words, their first letters, pairs of words (next to each other, and with one word
between) and the words that a negator reaches.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from nlp.sentiment_tokens import Codes, Flags, Rows, Tokens, normalise, tokenise

LONGEST_RUN = 5
STEM_LENGTH = 6
NEGATION_REACH = 3

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0x00000100000001B3)
_SALT_WORD, _SALT_STEM, _SALT_PAIR, _SALT_GAP, _SALT_NEGATED = (
    np.array([_n], dtype=np.uint64) * _GOLDEN for _n in (101, 104, 102, 103, 105)
)


@dataclass(frozen=True, slots=True)
class Features:
    """Every feature of a batch: its text, its key, and its key in its language.

    ``rows[i]`` is the position of a text in the batch; ``shared[i]`` is the same
    key whatever the language, ``local[i]`` differs from language to language.
    All three have one entry per feature; what a text repeats stands once.
    """

    rows: Rows
    shared: Codes
    local: Codes


@dataclass(frozen=True, slots=True)
class Negators:
    """The keys of words that turn what comes after them, or before them."""

    after: Codes
    before: Codes


def extract(
    texts: Sequence[str],
    languages: Sequence[str],
    negators: Negators,
) -> Features:
    """Return all features of the texts; ``languages`` has one tag per text."""
    tokens = tokenise(texts)
    if not len(tokens.characters):
        nothing = np.zeros(0, dtype=np.uint64)
        return Features(nothing.astype(np.int64), nothing, nothing)
    salts = _language_salts(languages)
    parts = [*_character_runs(tokens), *_word_features(tokens, salts, negators)]
    rows = np.concatenate([rows for rows, _ in parts])
    shared = np.concatenate([keys for _, keys in parts])
    first = _first_of_each(rows, shared)
    rows, shared = rows[first], shared[first]
    return Features(rows, shared, in_language(shared, salts[rows]))


def _first_of_each(rows: Rows, keys: Codes) -> Rows:
    """Return where each key of each text is found first, in order.

    That a piece of a word is there tells more than how often it is: counts cost half
    a point of macro-F1 on AfriSenti.
    """
    together = _scatter(keys ^ _scatter(rows.astype(np.uint64) * _GOLDEN))
    _, first = np.unique(together, return_index=True)
    return np.sort(first)


def language_salt(language: str) -> int:
    """Return the number that makes a language's keys its own."""
    return int.from_bytes(sha256(language.encode()).digest()[:8], "big")


def in_language(keys: Codes, salts: Codes) -> Codes:
    """Return the keys as they are in the languages with these salts."""
    return _scatter(keys ^ salts)


def _language_salts(languages: Sequence[str]) -> Codes:
    known = {language: language_salt(language) for language in languages}
    return np.array([known[language] for language in languages], dtype=np.uint64)


def _scatter(keys: Codes) -> Codes:
    """Spreads keys over 64 bits (the finaliser of SplitMix64; Steele et al. 2014)."""
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))


def _character_runs(tokens: Tokens) -> list[tuple[Rows, Codes]]:
    """Make the runs of 1 to 5 characters; a word's edges count as a space."""
    count = len(tokens.characters)
    place = np.arange(count) + np.cumsum(tokens.begins)
    length = int(place[-1]) + 2
    line = np.full(length, ord(" "), dtype=np.uint64)
    line[place] = tokens.characters
    space = np.ones(length, dtype=np.bool_)
    space[place] = False
    text = np.zeros(length, dtype=np.int64)
    text[place] = tokens.text
    text[:-1][space[:-1]] = text[1:][space[:-1]]
    codes = _scatter(line * _GOLDEN)
    spaces = np.concatenate(([0], np.cumsum(space)))
    runs, hashed = [], np.zeros(length, dtype=np.uint64)
    for size in range(1, LONGEST_RUN + 1):
        width = length - size + 1
        if width < 1:
            break
        hashed = hashed[:width] * _STEP + codes[size - 1 :]
        inner = spaces[size - 1 : size - 1 + width] - spaces[1 : 1 + width]
        whole = np.flatnonzero(~space if size == 1 else inner == 0)
        salt = np.array([size], dtype=np.uint64) * _GOLDEN
        runs.append((text[whole], _scatter(hashed[whole] + salt)))
    return runs


def _word_features(
    tokens: Tokens, salts: Codes, negators: Negators
) -> list[tuple[Rows, Codes]]:
    starts = np.flatnonzero(tokens.begins)
    words, stems = _word_hashes(tokens, starts)
    text = tokens.text[starts]
    next_to = text[1:] == text[:-1]
    across = text[2:] == text[:-2]
    pairs = _scatter(_scatter(words[:-1]) * np.uint64(3) + words[1:] + _SALT_PAIR)
    gaps = _scatter(_scatter(words[:-2]) * np.uint64(3) + words[2:] + _SALT_GAP)
    reached = _negated(words, text, tokens.symbol[starts], salts, negators)
    return [
        (text, _scatter(words + _SALT_WORD)),
        (text, _scatter(stems + _SALT_STEM)),
        (text[1:][next_to], pairs[next_to]),
        (text[2:][across], gaps[across]),
        (text[reached], _scatter(words[reached] + _SALT_NEGATED)),
    ]


def _word_hashes(tokens: Tokens, starts: Rows) -> tuple[Codes, Codes]:
    """Hash all letters of each word, and its first few."""
    count = len(tokens.characters)
    lengths = np.diff(np.append(starts, count))
    inside = np.arange(count) - np.repeat(starts, lengths)
    powers = np.cumprod(np.full(int(lengths.max()), _STEP, dtype=np.uint64))
    letters = _scatter(tokens.characters * _GOLDEN) * powers[inside]
    first = np.where(inside < STEM_LENGTH, letters, np.uint64(0))
    return np.add.reduceat(letters, starts), np.add.reduceat(first, starts)


def _negated(
    words: Codes,
    text: Rows,
    symbol: Flags,
    salts: Codes,
    negators: Negators,
) -> Rows:
    """Find the words up to three behind (or before) a negator, up to a symbol."""
    here = in_language(words, salts[text])
    after = np.isin(here, negators.after)
    before = np.isin(here, negators.before)
    forward = _reach(after, text, symbol)
    backward = _reach(before[::-1], text[::-1], symbol[::-1])[::-1]
    return np.flatnonzero((forward | backward) & ~symbol & ~after & ~before)


def _reach(turning: Flags, text: Rows, symbol: Flags) -> Flags:
    reached = np.zeros(len(text), dtype=np.bool_)
    current = turning
    for _ in range(NEGATION_REACH):
        moved = np.zeros(len(text), dtype=np.bool_)
        moved[1:] = current[:-1] & (text[1:] == text[:-1]) & ~symbol[1:]
        reached |= moved
        current = moved
    return reached


def negators(
    after: Mapping[str, Sequence[str]], before: Mapping[str, Sequence[str]]
) -> Negators:
    """Return the keys of the negators of each language."""
    return Negators(_negator_keys(after), _negator_keys(before))


def _negator_keys(words: Mapping[str, Sequence[str]]) -> Codes:
    keys = [np.zeros(0, dtype=np.uint64)]
    for language, listed in sorted(words.items()):
        tokens = tokenise(listed)
        hashes, _ = _word_hashes(tokens, np.flatnonzero(tokens.begins))
        keys.append(in_language(hashes, _language_salts([language])))
    return np.concatenate(keys)


@dataclass(frozen=True, slots=True)
class WordKeys:
    """The keys under which words are found in texts, one entry per word.

    ``whole`` says which of the words are one word to this module; the keys of the
    others mean nothing.
    """

    whole: Flags
    plain: Codes
    stem: Codes
    negated: Codes


def word_keys(words: Sequence[str], language: str) -> WordKeys:
    """Return the language's own keys of words: plain, first letters, negated."""
    salt = _language_salts([language])
    tokens = tokenise(words)
    starts = np.flatnonzero(tokens.begins)
    hashes, stems = _word_hashes(tokens, starts)
    text = tokens.text[starts]
    first = np.minimum(np.searchsorted(text, np.arange(len(words))), len(text) - 1)
    return WordKeys(
        whole=np.bincount(text, minlength=len(words)) == 1,
        plain=in_language(_scatter(hashes[first] + _SALT_WORD), salt),
        stem=in_language(_scatter(stems[first] + _SALT_STEM), salt),
        negated=in_language(_scatter(hashes[first] + _SALT_NEGATED), salt),
    )


def run_key(run: str, language: str) -> int:
    """Return the language's own key of a run of one to five characters."""
    hashed = np.zeros(1, dtype=np.uint64)
    for character in normalise(run):
        code = np.array([ord(character)], dtype=np.uint64)
        hashed = hashed * _STEP + _scatter(code * _GOLDEN)
    hashed = _scatter(hashed + np.array([len(run)], dtype=np.uint64) * _GOLDEN)
    salt = _language_salts([language])
    return int(in_language(hashed, salt)[0])
