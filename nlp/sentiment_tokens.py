"""Cuts texts into words and symbols, many at a time, in numpy alone."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

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


@dataclass(frozen=True, slots=True)
class Tokens:
    """A batch as characters without spaces: where words start, whose they are."""

    characters: Codes
    begins: Flags
    text: Rows
    symbol: Flags


def normalise(text: str) -> str:
    """Return the text in one spelling: compatibility forms and case folded.

    Arabic vowel signs are dropped and the forms of alef, yeh and kaf unified;
    French and Italian elisions become words of their own.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_ARABIC)
    return _ELISION.sub(r"\1' ", folded.replace("\0", " "))


def tokenise(texts: Sequence[str]) -> Tokens:
    """Return the words and symbols of the texts, in order."""
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
    return Tokens(characters, (changes | apart)[inside], text, symbol)


def _apart(kinds: npt.NDArray[np.uint8], place: Rows) -> Flags:
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
