"""Turns statements into hashed features for the sentiment model, in numpy alone.

A feature is a 64-bit number made from characters, never from positions or from
Python's ``hash``: the same text gives the same numbers on every machine. The
features of a text are its runs of one to five characters inside a word, its
words, their first letters, pairs of words (next to each other, and with one word
between) and the words that a negator reaches.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import numpy.typing as npt

LONGEST_RUN = 5
STEM_LENGTH = 6
NEGATION_REACH = 3

_Codes = npt.NDArray[np.uint64]
_Rows = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]

_SPACE, _WORD, _SYMBOL, _BOUNDARY = 0, 1, 2, 3
_JOINERS = frozenset("'\u2019\u200c\u200d")
_ELISION = re.compile(r"\b([cdjlmnst]|qu)['\u2019](?=\w)")
_ARABIC = str.maketrans(
    {
        "\u0640": None,
        "\u0670": None,
        **{chr(code): None for code in range(0x064B, 0x0660)},
        **dict.fromkeys("\u0623\u0625\u0622\u0671", "\u0627"),
        "\u0649": "\u064a",
        "\u06cc": "\u064a",
        "\u06a9": "\u0643",
        "\u0629": "\u0647",
    }
)

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
    All three have one entry per feature; a feature found twice stands twice.
    """

    rows: _Rows
    shared: _Codes
    local: _Codes


@dataclass(frozen=True, slots=True)
class Negators:
    """The words of a language that turn what comes after, or before, them."""

    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A batch as characters without spaces: where words start, whose they are."""

    characters: _Codes
    begins: _Flags
    text: _Rows
    symbol: _Flags


def normalise(text: str) -> str:
    """Return the text in one spelling: compatibility forms and case folded.

    Arabic vowel signs are dropped and the forms of alef, yeh and kaf unified;
    French and Italian elisions become words of their own.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_ARABIC)
    return _ELISION.sub(r"\1' ", folded.replace("\0", " "))


def extract(
    texts: Sequence[str],
    languages: Sequence[str],
    negators: Mapping[str, Negators],
) -> Features:
    """Return all features of the texts; ``languages`` has one tag per text."""
    tokens = _tokens(texts)
    if not len(tokens.characters):
        nothing = np.zeros(0, dtype=np.uint64)
        return Features(nothing.astype(np.int64), nothing, nothing)
    salts = _language_salts(languages)
    parts = [*_character_runs(tokens), *_word_features(tokens, salts, negators)]
    rows = np.concatenate([rows for rows, _ in parts])
    shared = np.concatenate([keys for _, keys in parts])
    return Features(rows, shared, in_language(shared, salts[rows]))


def language_salt(language: str) -> int:
    """Return the number that makes a language's keys its own."""
    return int.from_bytes(sha256(language.encode()).digest()[:8], "big")


def in_language(keys: _Codes, salts: _Codes) -> _Codes:
    """Return the keys as they are in the languages with these salts."""
    return _scatter(keys ^ salts)


def _language_salts(languages: Sequence[str]) -> _Codes:
    known = {language: language_salt(language) for language in languages}
    return np.array([known[language] for language in languages], dtype=np.uint64)


def _scatter(keys: _Codes) -> _Codes:
    """Spreads keys over 64 bits (the finaliser of SplitMix64; Steele et al. 2014)."""
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))


def _tokens(texts: Sequence[str]) -> _Tokens:
    joined = "".join("\0" + normalise(text) for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32)
    kinds = _kinds(codes)
    repeated = np.zeros(len(codes), dtype=np.bool_)
    repeated[2:] = (codes[2:] == codes[1:-1]) & (codes[1:-1] == codes[:-2])
    # A third equal character in a row says no more than two; a boundary stays.
    place = np.flatnonzero((kinds != _SPACE) & ~(repeated & (kinds != _BOUNDARY)))
    codes, kinds, apart = codes[place], kinds[place], _apart(kinds, place)
    changes = np.ones(len(place), dtype=np.bool_)
    changes[1:] = (kinds[1:] != kinds[:-1]) | (kinds[1:] == _SYMBOL)
    inside = kinds != _BOUNDARY
    text = (np.cumsum(~inside) - 1)[inside]
    digits = (codes >= ord("0")) & (codes <= ord("9"))
    characters = np.where(digits, ord("0"), codes).astype(np.uint64)[inside]
    symbol = (kinds == _SYMBOL)[inside]
    return _Tokens(characters, (changes | apart)[inside], text, symbol)


def _apart(kinds: npt.NDArray[np.uint8], place: _Rows) -> _Flags:
    """Says which of the kept characters have a space before them."""
    spaces = np.cumsum(kinds == _SPACE)[place]
    apart = np.ones(len(place), dtype=np.bool_)
    apart[1:] = spaces[1:] != spaces[:-1]
    return apart


def _kinds(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    if not len(codes):
        return np.zeros(0, dtype=np.uint8)
    kinds = np.zeros(int(codes.max()) + 1, dtype=np.uint8)
    for code in np.flatnonzero(np.bincount(codes)):
        kinds[code] = _kind(chr(code))
    return kinds[codes]


def _kind(character: str) -> int:
    if character == "\0":
        return _BOUNDARY
    if character in _JOINERS:
        return _WORD
    category = unicodedata.category(character)[0]
    if category in "ZC":
        return _SPACE
    return _WORD if category in "LNM" else _SYMBOL


def _character_runs(tokens: _Tokens) -> list[tuple[_Rows, _Codes]]:
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
    tokens: _Tokens, salts: _Codes, negators: Mapping[str, Negators]
) -> list[tuple[_Rows, _Codes]]:
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


def _word_hashes(tokens: _Tokens, starts: _Rows) -> tuple[_Codes, _Codes]:
    """Hash all letters of each word, and its first few."""
    count = len(tokens.characters)
    lengths = np.diff(np.append(starts, count))
    inside = np.arange(count) - np.repeat(starts, lengths)
    powers = np.cumprod(np.full(int(lengths.max()), _STEP, dtype=np.uint64))
    letters = _scatter(tokens.characters * _GOLDEN) * powers[inside]
    first = np.where(inside < STEM_LENGTH, letters, np.uint64(0))
    return np.add.reduceat(letters, starts), np.add.reduceat(first, starts)


def _negated(
    words: _Codes,
    text: _Rows,
    symbol: _Flags,
    salts: _Codes,
    negators: Mapping[str, Negators],
) -> _Rows:
    """Find the words up to three behind (or before) a negator, up to a symbol."""
    here = in_language(words, salts[text])
    after = np.isin(here, _negator_keys(negators, "after"))
    before = np.isin(here, _negator_keys(negators, "before"))
    forward = _reach(after, text, symbol)
    backward = _reach(before[::-1], text[::-1], symbol[::-1])[::-1]
    return np.flatnonzero((forward | backward) & ~symbol & ~after & ~before)


def _reach(turning: _Flags, text: _Rows, symbol: _Flags) -> _Flags:
    reached = np.zeros(len(text), dtype=np.bool_)
    current = turning
    for _ in range(NEGATION_REACH):
        moved = np.zeros(len(text), dtype=np.bool_)
        moved[1:] = current[:-1] & (text[1:] == text[:-1]) & ~symbol[1:]
        reached |= moved
        current = moved
    return reached


def _negator_keys(negators: Mapping[str, Negators], side: str) -> _Codes:
    keys = [
        in_language(word_hash(word), np.array([language_salt(language)], np.uint64))
        for language, words in sorted(negators.items())
        for word in (words.after if side == "after" else words.before)
    ]
    return np.concatenate(keys) if keys else np.zeros(0, dtype=np.uint64)


def word_hash(word: str) -> _Codes:
    """Return the hash of one word, as an array of one."""
    tokens = _tokens([word])
    return _word_hashes(tokens, np.zeros(1, dtype=np.int64))[0]


@dataclass(frozen=True, slots=True)
class WordKeys:
    """The keys under which words are found in texts, one entry per word.

    ``whole`` says which of the words are one word to this module; the keys of the
    others mean nothing.
    """

    whole: _Flags
    plain: _Codes
    stem: _Codes
    negated: _Codes


def word_keys(words: Sequence[str], language: str) -> WordKeys:
    """Return the language's own keys of words: plain, first letters, negated."""
    salt = np.array([language_salt(language)], dtype=np.uint64)
    tokens = _tokens(words)
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
    salt = np.array([language_salt(language)], dtype=np.uint64)
    return int(in_language(hashed, salt)[0])
