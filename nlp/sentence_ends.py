"""Where one idea may end and the next begin: sentence marks, lines and lists.

Finds positions only; `nlp.segment` decides which pieces are large enough to
stand alone.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nlp.languages import LanguagePack, load
from nlp.languages.signs import (
    AFTER_ADDRESS,
    APOSTROPHES,
    BULLETS,
    CLOSERS,
    DASHES,
    DOTS,
    LINE_ENDS,
    SENTENCE_ENDS,
)
from nlp.languages.words import marks
from nlp.normalise import digit_values, matching_form


@dataclass(frozen=True, slots=True, order=True)
class Break:
    """A position before which a piece ends.

    ``listed`` says that the writer set the pieces apart as items of a list or
    as lines, so that even one word may stand alone.
    """

    position: int
    listed: bool


_DIGIT = r"[\d፩-፼]"

_CANDIDATE = re.compile(
    f"(?P<dots>[{DOTS}]+)|(?P<ends>[{SENTENCE_ENDS}][{SENTENCE_ENDS}{DOTS}]*)"
    f"|(?P<line>[{LINE_ENDS}][\\s{LINE_ENDS}]*)|(?P<bullet>[{BULLETS}])"
)
_CLOSING = re.compile(f"[{re.escape(CLOSERS)}]*")
# Addresses hold dots and question marks that end nothing.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<![\w.-])[\w-]{2,63}(?:\.[\w-]{2,63}){0,6}\.[a-z]{2,6}(?=/)"
)
_ENTITY = re.compile(r"&#?\w{2,8}$")
_ENUMERATOR = re.compile(
    rf"(?<!\S)\(?(?P<number>{_DIGIT}{{1,2}}|[a-hA-H](?=\)))\s?[{DASHES}.):/](?!{_DIGIT})"
)
_LINE_OF_DASHES = re.compile(rf"(?<!\S)[{DASHES}*](?=\s)")
# What some sign of a break has to be among, where a text is plain ASCII.
_ASCII_SIGN = re.compile(r"[.!?;\n\r\x0b\x0c\x1c-\x1e1*-]|[aA]\)")
_FIRST_ITEM = re.compile(r"1|[aA]\)")
_LEFT_TOKEN_REACH = 24
_FULL_LINE = 50
_ORDINAL_DIGITS = 2


def breaks(text: str, pack: LanguagePack) -> list[Break]:
    """Return the possible ends of ideas in ``text``, in ascending order."""
    if text.isascii() and not _ASCII_SIGN.search(text, 0, len(text.rstrip(".!?"))):
        return []
    found: dict[int, bool] = {}
    for position, listed in _all_breaks(text, pack):
        if 0 < position < len(text):
            found[position] = found.get(position, False) or listed
    return [Break(position, found[position]) for position in sorted(found)]


def _all_breaks(text: str, pack: LanguagePack) -> Iterator[tuple[int, bool]]:
    items = _enumerations(text)
    kept = _Ranges(_addresses(text) + [match.span() for match in items])
    for match in _CANDIDATE.finditer(text):
        if kept.hold(match.start()):
            continue
        position = _position(text, match, pack)
        if position is not None:
            yield position, match.lastgroup in ("line", "bullet")
    for position in (*(match.start() for match in items), *_dashes(text)):
        yield position, True


def _addresses(text: str) -> list[tuple[int, int]]:
    if not any(sign in text for sign in ("@", "/", "www.")):
        return []
    return [
        (match.start(), match.start() + len(match.group().rstrip(AFTER_ADDRESS)))
        for match in _ADDRESS.finditer(text)
    ]


class _Ranges:
    """Stretches of text whose inside ends nothing."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._ranges = sorted(ranges)

    def hold(self, position: int) -> bool:
        index = bisect_right(self._ranges, (position, sys.maxsize)) - 1
        return index >= 0 and position < self._ranges[index][1]


def _position(text: str, match: re.Match[str], pack: LanguagePack) -> int | None:
    if match.lastgroup == "bullet":
        return match.start()
    if match.lastgroup == "line":
        return match.end() if _line_ends(text, match) else None
    after = _CLOSING.match(text, match.end())
    position = after.end() if after else match.end()
    if match.lastgroup == "ends":
        return position if _mark_ends(text, match) else None
    return position if _dot_ends(text, match, position, pack) else None


def _line_ends(text: str, match: re.Match[str]) -> bool:
    # Mail programs wrap long lines; the sentence goes on in small letters.
    wrapped = (
        len(match.group().strip(" \t")) <= len("\r\n")
        and text[match.end() : match.end() + 1].islower()
        and match.start() - _line_start(text, match.start()) >= _FULL_LINE
    )
    return not wrapped


def _line_start(text: str, position: int) -> int:
    window = max(0, position - _FULL_LINE)
    return max(window, text.rfind("\n", window, position) + 1)


def _mark_ends(text: str, match: re.Match[str]) -> bool:
    if match.group() != ";":
        return True
    following = text[match.end() : match.end() + 1]
    before = text[max(0, match.start() - 10) : match.start()]
    return following not in {")", "-", "("} and not _ENTITY.search(before)


def _dot_ends(
    text: str, match: re.Match[str], position: int, pack: LanguagePack
) -> bool:
    following = text[position : position + 1]
    if not following:
        return False
    left = _left_token(text, match.start())
    if len(match.group()) > 1:
        return following.isspace() or following.isalpha()
    if following.isspace():
        return _dot_before_space_ends(text, left, position, pack)
    return position == match.end() and _dot_without_space_ends(left, text, position)


def _left_token(text: str, position: int) -> str:
    window = text[max(0, position - _LEFT_TOKEN_REACH) : position]
    match = _left_token_pattern().search(window)
    return match.group() if match else ""


@lru_cache(maxsize=1)
def _left_token_pattern() -> re.Pattern[str]:
    return re.compile(rf"[\w{marks()}.{APOSTROPHES}-]+$")


def _dot_before_space_ends(
    text: str, left: str, position: int, pack: LanguagePack
) -> bool:
    following = text[position : position + _LEFT_TOKEN_REACH].lstrip()[:1]
    goes_on = following.islower() or following.isdigit()
    form = matching_form(left).lstrip("-'.")
    if form.isdigit():
        return _number_ends(text, left, position, goes_on=goes_on, pack=pack)
    if len(form) == 1 or form in _abbreviations(pack.tag):
        return False
    if form in pack.loose_abbreviations or _is_dotted_initials(form):
        return not goes_on and form in pack.loose_abbreviations
    return True


def _is_dotted_initials(form: str) -> bool:
    return "." in form and all(len(part) == 1 for part in form.split("."))


def _number_ends(
    text: str, left: str, position: int, *, goes_on: bool, pack: LanguagePack
) -> bool:
    before = text[: position - len(left) - 1].rstrip(" \t")
    opens_a_piece = (
        not before or before[-1] in LINE_ENDS + SENTENCE_ENDS + DOTS + BULLETS
    )
    if opens_a_piece:
        return False
    if len(left) > _ORDINAL_DIGITS:
        return True
    return not (pack.ordinal_dot or goes_on)


@lru_cache(maxsize=64)
def _abbreviations(language: str) -> frozenset[str]:
    pack = load(language)
    titles = (matching_form(title) for title in pack.honorifics)
    return frozenset(pack.abbreviations) | frozenset(titles)


def _dot_without_space_ends(left: str, text: str, position: int) -> bool:
    right = text[position : position + 2]
    if len(left) < 2 or "." in left or not right[:1].isalpha():  # noqa: PLR2004 - initials
        return False
    caseless = not right[0].isupper() and not right[0].islower()
    if caseless:
        return left[-1].isalpha() and not left[-1].isascii()
    return left[-1].islower() and right[0].isupper() and right[1:].islower()


def _enumerations(text: str) -> list[re.Match[str]]:
    """Return the numbers of running lists: 1. 2. 3. or a) b) c)."""
    items: list[re.Match[str]] = []
    if text.isascii() and not _FIRST_ITEM.search(text):
        return items
    run: list[re.Match[str]] = []
    for match in _ENUMERATOR.finditer(text):
        number = _number(match["number"])
        if number == len(run) + 1:
            run.append(match)
        elif number == 1:
            items += run if len(run) > 1 else []
            run = [match]
    return items + (run if len(run) > 1 else [])


def _number(written: str) -> int:
    if written.isascii() and written.isalpha():
        return ord(written.lower()) - ord("a") + 1
    plain = written.translate(digit_values())
    return int(plain) if plain.isdecimal() else 0


def _dashes(text: str) -> list[int]:
    """Return where the items of a list of dashes start, if the text opens with one."""
    if text.lstrip()[:1] not in tuple("*" + DASHES):
        return []
    positions = [match.start() for match in _LINE_OF_DASHES.finditer(text)]
    return positions if len(positions) > 1 else []
