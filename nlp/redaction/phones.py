"""Telephone numbers in the digits of any script and the shapes of many countries.

Groups of digits that stand close together are tried as one number. Years, dates,
prices, counts and running numbers look alike, so a number without a plus, a
leading zero or a word such as "call" before it must have a shape that counts do
not have. Works on the aligned form of a text; see `nlp.redaction.addresses`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from nlp.languages import available, load
from nlp.languages.words import word_end, word_start
from nlp.normalise import INDIC_DOTS, without_accents
from nlp.statements import MaskedSpan

_GROUP = re.compile(r"\d{1,17}")
_GAP = re.compile(r"[ ()./_-]{1,4}")
_MOST_GROUPS = 7
_MOST_SINGLE_DIGITS = 14
_CUE_REACH = 28
_FEWEST, _MOST = 6, 15
_NO_DOTS = dict.fromkeys(INDIC_DOTS)

_MONEY_BEFORE = re.compile(
    r"(?:[$€£¥₹₦₺₽৳₱₫₵]|\b(?:ksh|kes|tsh|tzs|ugx|ngn|usd|eur|gbp|rs|inr|pkr|birr|etb|rp"
    r"|idr|rm|bdt|tk|cfa|xof|xaf|naira|rupees|sar|egp|dzd|mad)\.?) {0,2}$"
)
_UNIT_AFTER = re.compile(
    r" {0,2}(?:[%$€£¥₹₦₺₽৳₱₫°]|(?:percent|per cent|prozent|km|kms|kg|m2|m|cm|mm|ha|t"
    r"|litres?|liters?|shillings?|shilingi|ksh|kes|tsh|tzs|ugx|ngn|usd|eur|euros?|dollars?|dolares"
    r"|pesos?|reais|naira|birr|rupees?|rupiah|rupias|ribu|juta|taka|cfa|francs?|fcfa|dirhams?"
    r"|dinars?|riyals?|dinar|rial|lira|rubles?|people|persons?|residents|inhabitants|households"
    r"|families|voters|votes|citizens|years?|personnes|habitants|personas|habitantes|menschen"
    r"|einwohner|orang|jiwa|watu|jahre|ans|anos|million|millions|thousand|lakh|crore"
    r"|دينار|ريال|درهم|جنيه|دولار|ليره|شخص|نسمه|تومان|نفر|روپي|روبيه|लोग|रुपये|টাকা|জন|ብር|ሰዎች)(?!\w))"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ .]\d{3}){1,4}")
_ROUND = re.compile(r"0{3,}$")
_YEAR = re.compile(r"(?:1[89]|20|21|13|14)\d\d")
_DATE = re.compile(
    r"\d{1,2}([./ -]{1,2})\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([./ -]{1,2})\d{1,2}\2\d{1,2}"
)
_RANGE = re.compile(r"\d{1,4} - \d{1,4}|\d{5}-\d{4}")  # from-to, or a zip code
# With eight digits or fewer only these groupings are told from counts.
_SHORT_SHAPES = frozenset({"4 4", "3 2 3", "2 2 2 2"})
_LONG_GROUP = 3
_WITH_TRUNK_ZERO = range(9, 14)
_AMBIGUOUS_TOTAL = 8
_STEPS = frozenset({1, -1, 2, 5, 10, 50, 100, 1000})


@dataclass(frozen=True, slots=True)
class _Window:
    """Neighbouring groups of digits with what stands around them."""

    groups: tuple[str, ...]
    written: str
    before: str
    after: str

    @property
    def digits(self) -> str:
        return "".join(self.groups)

    @property
    def shape(self) -> str:
        return " ".join(str(len(group)) for group in self.groups)


def phones(aligned: str, *, language: str) -> Iterator[MaskedSpan]:
    """Yield telephone numbers, from left to right, without overlap."""
    matches = list(_GROUP.finditer(aligned))
    number = 0
    while number < len(matches):
        last = None
        if not _continues_single_digits(aligned, matches, number):
            last = _longest(aligned, matches, number, language)
        if last is None:
            number += 1
            continue
        start = _with_prefix(aligned, matches[number].start())
        yield MaskedSpan(start, matches[last].end(), "phone")
        number = last + 1


def _continues_single_digits(
    aligned: str, matches: list[re.Match[str]], number: int
) -> bool:
    """Return whether this is one of a row of single digits, but not the first."""
    pair = matches[max(0, number - 1) : number + 1]
    single = number > 0 and all(len(match.group()) == 1 for match in pair)
    return single and _joined(aligned, matches, number - 1, number)


def _longest(
    aligned: str, matches: list[re.Match[str]], first: int, language: str
) -> int | None:
    """Return the last group of the longest number that starts with ``first``."""
    last = first
    while last + 1 < len(matches) and _joined(aligned, matches, first, last + 1):
        last += 1
    while last >= first:
        if is_phone(_window(aligned, matches[first : last + 1]), language):
            return last
        last -= 1
    return None


def _joined(
    aligned: str, matches: list[re.Match[str]], first: int, number: int
) -> bool:
    gap = aligned[matches[number - 1].end() : matches[number].start()]
    if not _GAP.fullmatch(gap):
        return False
    count = number - first + 1
    singles = all(len(match.group()) == 1 for match in matches[first : number + 1])
    return count <= (_MOST_SINGLE_DIGITS if singles else _MOST_GROUPS)


def _window(aligned: str, matches: list[re.Match[str]]) -> _Window:
    start, end = matches[0].start(), matches[-1].end()
    return _Window(
        groups=tuple(match.group() for match in matches),
        written=aligned[start:end],
        before=aligned[max(0, start - _CUE_REACH) : start],
        after=aligned[end : end + 16],
    )


def _with_prefix(aligned: str, start: int) -> int:
    prefix = re.search(r"\+? ?\(?\+?$", aligned[max(0, start - 3) : start])
    return start - len(prefix.group().lstrip()) if prefix else start


def is_phone(window: _Window, language: str) -> bool:
    """Return whether groups of digits are a telephone number."""
    digits = window.digits
    if not _FEWEST <= len(digits) <= _MOST + 2 or not _stands_free(window):
        return False
    if re.search(r"\+ ?\(?$", window.before):
        return len(digits) <= _MOST and not _MONEY_BEFORE.search(window.before)
    if _counts_something(window) or _is_calendar(window) or _is_running(window):
        return False
    if digits.startswith("00"):
        return len(digits) >= 10 and digits[2] != "0"  # noqa: PLR2004 - with a country
    if digits.startswith("0"):
        return _has_trunk_zero(window) or _has_cue(window, language)
    return _has_local_shape(window) or _has_cue(window, language)


def _stands_free(window: _Window) -> bool:
    before, after = window.before[-2:], window.after[:2]
    if window.digits.startswith("0") and len(window.digits) in _WITH_TRUNK_ZERO:
        # Nobody counts with a leading zero; people write two numbers in a row.
        return not re.search(r"\d[.,:]$", before) or "," in before
    glued_before = bool(re.search(r"[a-z]$|[.,/:-]$", before))
    glued_after = bool(re.match(r"[a-z]|[.,:]\d|[-/]\d", after))
    return not glued_before and not glued_after


def _counts_something(window: _Window) -> bool:
    if _MONEY_BEFORE.search(window.before) or _UNIT_AFTER.match(window.after):
        return True
    if window.digits.startswith("0"):
        return False
    return bool(_ROUND.search(window.groups[-1]))


def _is_calendar(window: _Window) -> bool:
    if _DATE.fullmatch(window.written):
        return True
    if _RANGE.fullmatch(window.written):
        return True
    years = [bool(_YEAR.fullmatch(group)) for group in window.groups]
    return all(years) or (years[0] and len(window.groups) > 1)


def _is_running(window: _Window) -> bool:
    """Return whether the groups count up or down, as numbers of lists do."""
    if len(window.groups) <= 2:  # noqa: PLR2004 - two numbers are no sequence
        return False
    values = [int(group) for group in window.groups]
    steps = {second - first for first, second in pairwise(values)}
    return len(steps) == 1 and steps <= _STEPS


def _has_trunk_zero(window: _Window) -> bool:
    groups, total = window.groups, len(window.digits)
    if len(groups[0]) == 1 and len(groups) > 1 and "." in window.written[:2]:
        return False
    if total in _WITH_TRUNK_ZERO:
        return window.digits[1] != "0"
    area = len(groups) == 2 and len(groups[0]) in range(3, 6)  # noqa: PLR2004
    return (
        total in (7, _AMBIGUOUS_TOTAL)
        and area
        and bool(re.search("[)/-]", window.written))
    )


def _has_local_shape(window: _Window) -> bool:
    """Return whether a number without prefix has a shape that counts lack."""
    total = len(window.digits)
    if len(window.groups) == 1:
        return total in range(9, 13) and len(set(window.digits)) > 2  # noqa: PLR2004
    if not _has_even_gaps(window):
        return False
    if _THOUSANDS.fullmatch(window.written):
        spaced = " " in window.written and total == 9  # noqa: PLR2004
        return spaced and window.digits[0] in "679"
    if total <= _AMBIGUOUS_TOTAL:
        likely = window.shape in _SHORT_SHAPES and window.digits[0] in "3456789"
        return likely and not window.digits.endswith("00")
    if any(_is_whole(group) for group in window.groups[1:]):
        return False
    counts = sum(group.endswith("00") for group in window.groups)
    longest = max(map(len, window.groups))
    return counts < 2 and longest >= _LONG_GROUP and total < _MOST  # noqa: PLR2004


def _is_whole(group: str) -> bool:
    return group.startswith("0") and len(group) in _WITH_TRUNK_ZERO


def _has_even_gaps(window: _Window) -> bool:
    gaps = re.findall(r"[^\d]+", window.written)
    return "." not in window.written or (set(gaps) == {"."} and len(gaps) > 1)


def _has_cue(window: _Window, language: str) -> bool:
    digits = window.digits
    if len(digits) == _FEWEST and len(window.groups) > 1:
        return False
    if len(digits) > _MOST or _THOUSANDS.fullmatch(window.written):
        return False
    # Cues are known without accents and dots; only whether there is one counts here.
    before = without_accents(window.before).translate(_NO_DOTS)
    return bool(_cue(language).search(before))


@lru_cache(maxsize=64)
def _cue(language: str) -> re.Pattern[str]:
    known = load(language) if language in available() else load("en")
    cues = dict.fromkeys(known.contact_words + load("en").contact_words)
    longest_first = sorted(map(without_accents, cues), key=lambda cue: (-len(cue), cue))
    named = "|".join(map(re.escape, longest_first))
    return re.compile(
        rf"(?:{word_start()}(?:{named}){word_end()}|[☎☏📞📱✆])\D{{0,16}}$"
    )
