"""Which writing system a letter belongs to, by code point ranges.

Only the systems that tell languages apart are named; every other letter is
``Zyyy`` (ISO 15924, common).
"""

from bisect import bisect_right
from collections import Counter
from functools import lru_cache

OTHER = "Zyyy"

# First code point, last code point, ISO 15924 code, in ascending order.
_RANGES: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "Latn"),
    (0x0250, 0x02AF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0700, 0x074F, "Syrc"),
    (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07BF, "Thaa"),
    (0x07C0, 0x07FF, "Nkoo"),
    (0x0870, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x139F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2C60, 0x2C7F, "Latn"),
    (0x2D30, 0x2D7F, "Tfng"),
    (0x2D80, 0x2DDF, "Ethi"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x3040, 0x30FF, "Kana"),
    (0x3130, 0x318F, "Hang"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xA720, 0xA7FF, "Latn"),
    (0xAB00, 0xAB2F, "Ethi"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFE, "Arab"),
    (0xFF21, 0xFF5A, "Latn"),
    (0xFF66, 0xFF9F, "Kana"),
    (0x1E900, 0x1E95F, "Adlm"),
    (0x20000, 0x3134F, "Hani"),
)
_STARTS = tuple(first for first, _, _ in _RANGES)

# The labels of languages as the writing systems they are written in; a language
# that is not listed is written in Latin letters.
SCRIPTS_OF_LANGUAGE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("ar", "ary", "arz", "fa", "ps", "ur", "ug", "sdh", "ckb", "sd"), ("Arab",)
    ),
    **dict.fromkeys(("hi", "mr", "ne", "sa", "gom"), ("Deva",)),
    **dict.fromkeys(("bn", "as"), ("Beng",)),
    **dict.fromkeys(
        ("be", "bg", "ky", "mk", "mn", "ru", "tg", "uk", "ba", "tt"), ("Cyrl",)
    ),
    **dict.fromkeys(("zh", "yue", "wuu"), ("Hani",)),
    **dict.fromkeys(("he", "hbo", "yi"), ("Hebr",)),
    **dict.fromkeys(("el", "grc"), ("Grek",)),
    **dict.fromkeys(("am", "ti"), ("Ethi",)),
    **dict.fromkeys(("sr", "uz", "bs", "crh", "tk", "az"), ("Cyrl", "Latn")),
    "ku": ("Latn", "Arab"),
    "kk": ("Cyrl", "Latn", "Arab"),
    "ms": ("Latn", "Arab"),
    "ha": ("Latn", "Arab"),
    "pa": ("Guru", "Arab"),
    "ja": ("Kana", "Hani"),
    "ko": ("Hang", "Hani"),
    "dz": ("Tibt",),
    "gu": ("Gujr",),
    "hy": ("Armn",),
    "ka": ("Geor",),
    "km": ("Khmr",),
    "kn": ("Knda",),
    "lo": ("Laoo",),
    "ml": ("Mlym",),
    "my": ("Mymr",),
    "or": ("Orya",),
    "si": ("Sinh",),
    "ta": ("Taml",),
    "te": ("Telu",),
    "th": ("Thai",),
}


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """Return the ISO 15924 code of a letter's writing system, or ``Zyyy``."""
    code = ord(character)
    position = bisect_right(_STARTS, code) - 1
    if position >= 0 and code <= _RANGES[position][1]:
        return _RANGES[position][2]
    return OTHER


def main_script(text: str) -> str | None:
    """Return the writing system most letters of ``text`` belong to.

    None when there is no letter at all. Ideographs and syllables say more than a
    Latin letter does, so each counts threefold; Kana decides for Kana, since
    Japanese mixes it with ideographs.
    """
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else None
    letters = {letter: n for letter, n in Counter(text).items() if letter.isalpha()}
    if not letters:
        return None
    counts: Counter[str] = Counter()
    for letter, times in letters.items():
        counts[script_of(letter)] += times
    for dense in ("Hani", "Kana", "Hang"):
        counts[dense] *= 3
    if counts["Kana"] and counts["Kana"] * 4 >= counts["Hani"]:
        counts["Kana"] += counts["Hani"]
    return max(counts, key=lambda script: (counts[script], script))


def scripts_of(language: str) -> tuple[str, ...]:
    """Return the writing systems a language is usually written in."""
    return SCRIPTS_OF_LANGUAGE.get(language, ("Latn",))
