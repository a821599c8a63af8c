r"""What a word is in any script, by regular expression and with offsets.

Python's ``\w`` leaves out combining marks and so breaks Devanagari, Bengali and
pointed Arabic words apart; the pattern here keeps them. Scripts written without
spaces come out as one run, which the callers cut as they need.
"""

import re
import unicodedata
from functools import lru_cache

from nlp.statements import Span

_LAST_PLANE_WITH_MARKS = 0x20000
_APOSTROPHES = "'\u2019\u02bc\u02bb\u02b9`\u00b4\u2018"
_JOINERS = "\u200c\u200d"

# Ideographs carry about a word per two characters; the South-East Asian scripts
# about a word per three clusters of a consonant with its vowels.
IDEOGRAPHS = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc\u31f0-\u31ff\uff66-\uff9f"
SPACELESS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0eff\u1000-\u109f\u1780-\u17d3\u0f40-\u0fbc"
)
_CHARACTERS_PER_WORD = 2
_CLUSTERS_PER_WORD = 3


@lru_cache(maxsize=1)
def marks() -> str:
    """Return the combining marks of all scripts as the inside of a character class."""
    codes = [
        code
        for code in range(_LAST_PLANE_WITH_MARKS)
        if unicodedata.category(chr(code)).startswith("M")
    ]
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


@lru_cache(maxsize=1)
def word_start() -> str:
    """Return the assertion that no word goes on to the left, for other patterns."""
    # Two assertions: a set of marks alone is looked up, with \w it is searched.
    return rf"(?<!\w)(?<![{marks()}])"


@lru_cache(maxsize=1)
def word_end() -> str:
    """Return the assertion that no word goes on to the right, for other patterns."""
    return rf"(?!\w)(?![{marks()}])"


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    part = rf"\w++(?:[{marks()}{_JOINERS}]++\w*+)*+"
    return re.compile(rf"{part}(?:[{_APOSTROPHES}]{part})*+")


# Plain texts are parted by their signs, which is much faster than by a pattern.
_ASCII_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}
_ASCII_WORD = re.compile(r"[A-Za-z0-9]++(?:['`][A-Za-z0-9]++)*+")


def _pattern_for(text: str) -> re.Pattern[str]:
    return _ASCII_WORD if text.isascii() else _word_pattern()


def words(text: str) -> list[str]:
    """Return the words of ``text`` from left to right.

    A word is letters, digits and marks with apostrophes inside; an underscore
    parts words like a space. Letters of scripts without spaces stay one run.
    """
    if text.isascii() and "'" not in text and "`" not in text:
        return text.translate(_ASCII_SIGNS).split()
    return _pattern_for(text).findall(text.replace("_", " "))


@lru_cache(maxsize=1)
def dense_pattern() -> re.Pattern[str]:
    """Return the pattern of a run of letters from a script without spaces."""
    return re.compile(
        f"(?P<ideographs>[{IDEOGRAPHS}]+)|(?P<kana>[{KANA}]+)"
        f"|(?P<spaceless>[{SPACELESS}]+)"
    )


def word_spans(text: str) -> tuple[Span, ...]:
    """Return where the words of ``text`` stand, in code points, left to right."""
    return tuple(Span(*bounds) for bounds in word_bounds(text))


def word_bounds(text: str) -> list[tuple[int, int]]:
    """Return the same as pairs, of which millions are made quickly."""
    found = _pattern_for(text).finditer(text.replace("_", " "))
    return [match.span() for match in found]


def word_count(text: str) -> int:
    """Return about how many words ``text`` has, in any script.

    Runs without spaces count a word per two ideographs or kana and per three
    letters of Thai, Lao, Khmer, Burmese and Tibetan, at least one per run.
    """
    found = words(text)
    if text.isascii():
        return len(found)
    return sum(1 if word.isascii() else _word_weight(word) for word in found)


@lru_cache(maxsize=65536)
def _word_weight(word: str) -> int:
    total = 0
    for run in dense_pattern().finditer(word):
        letters = sum(unicodedata.category(sign)[0] != "M" for sign in run.group())
        spaceless = run.lastgroup == "spaceless"
        per_word = _CLUSTERS_PER_WORD if spaceless else _CHARACTERS_PER_WORD
        total += max(1, letters // per_word)
    return total or 1
