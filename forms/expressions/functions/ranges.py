"""Sets of signs in patterns, as ranges of code points."""

from typing import Final, TypeAlias

Ranges: TypeAlias = tuple[tuple[int, int], ...]

ANY: Final[Ranges] = ((0, 0x10FFFF),)
NOTHING: Final = r"[^\x{0}-\x{10FFFF}]"

DIGITS: Final[Ranges] = ((48, 57),)
WORDS: Final[Ranges] = ((48, 57), (65, 90), (95, 95), (97, 122))
SPACES: Final[Ranges] = (
    (9, 13),
    (32, 32),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
)


def complement(ranges: Ranges) -> Ranges:
    """Return every sign that is not in ranges, which are in order."""
    others, start = [], 0
    for first, last in ranges:
        if start < first:
            others.append((start, first - 1))
        start = last + 1
    return (*others, (start, ANY[-1][1]))


def written(ranges: Ranges) -> str:
    """Return ranges as RE2 has them between brackets."""
    return "".join(
        f"\\x{{{first:X}}}" if first == last else f"\\x{{{first:X}}}-\\x{{{last:X}}}"
        for first, last in ranges
    )


CLASSES: Final = {
    "d": DIGITS,
    "D": complement(DIGITS),
    "w": WORDS,
    "W": complement(WORDS),
    "s": SPACES,
    "S": complement(SPACES),
}
"""Source: ECMA-262, 22.2.2.9 (``CharacterClassEscape``)."""
