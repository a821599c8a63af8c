"""Account, card and identity numbers, by their check digits, shapes or a word before.

Works on the aligned form of a text; see `nlp.redaction.addresses`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.languages import load
from nlp.languages.words import word_end, word_start
from nlp.normalise import without_accents
from nlp.statements import MaskedSpan

_IBAN = re.compile(
    r"(?<!\w)[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?(?!\w)"
)
_SHORTEST_IBAN = 15
_LONGEST_IBAN = 34

_CARD = re.compile(r"(?<![\d+.,-])\d(?:[ -]?\d){12,18}(?![\d.,-]?\d)")
_CARD_PREFIX = re.compile(r"3[0-9]|4|5[0-8]|6|2[2-7]")

# Shapes that one country uses for its identity number and nobody for a quantity.
_SHAPES = re.compile(
    r"(?<![\w.,/-])(?:"
    r"\d{5}-\d{7}-\d"  # Pakistan
    r"|\d{3}-\d{2}-\d{4}"  # United States
    r"|\d{3}\.\d{3}\.\d{3}-\d{2}"  # Brazil
    r"|\d{2}\.?\d{3}\.\d{3}-[\dk]"  # Chile
    r"|\d{3} \d{3} \d{3} \d{2}"  # Russia, insurance
    r"|\d{3}-\d{3}-\d{3} \d{2}"
    r"|(?!00)\d{13,18}[\dx]?"  # Indonesia, China, Egypt, Mozambique and others
    r")(?![\w-])"
)
_AADHAAR = re.compile(r"(?<![\d.,-])[2-9]\d{3}([ -])\d{4}\1\d{4}(?![\d.,-]?\d)")

_YEARS = re.compile(r"(?:20\d\d[ -]?){3}")

_NUMBER_WORDS = (
    r"(?:(?:no|nr|num|number|nummer|n|numero|nomor|namba|numara|رقم|نمبر|नंबर|নম্বর)\b)?"
)
_GAP = r"[\s:.#=º°-]{0,4}"
_WRITTEN_NUMBER = (
    r"(?P<number>[a-z]{0,3}[ -]?\d[\da-z./-]{3,22}(?: \d[\d-]{1,10}){0,4})"
)
_FEWEST_DIGITS = 5
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}")


def account_numbers(aligned: str) -> Iterator[MaskedSpan]:
    """Yield IBANs whose check digits hold (ISO 13616: remainder 1 modulo 97)."""
    for match in _IBAN.finditer(aligned):
        for end in _possible_ends(match):
            if _iban_holds(aligned[match.start() : end].replace(" ", "")):
                yield MaskedSpan(match.start(), end, "iban")
                break


def _possible_ends(match: re.Match[str]) -> Iterator[int]:
    # The word after an account number may look like its last group.
    written = match.group()
    yield match.end()
    for position in range(len(written) - 1, _SHORTEST_IBAN, -1):
        if written[position] == " ":
            yield match.start() + position


def _iban_holds(written: str) -> bool:
    if not _SHORTEST_IBAN <= len(written) <= _LONGEST_IBAN:
        return False
    turned = written[4:] + written[:4]
    digits = "".join(str(int(character, 36)) for character in turned)
    return int(digits) % 97 == 1


def card_numbers(aligned: str) -> Iterator[MaskedSpan]:
    """Yield payment card numbers: a known first digit and a sound Luhn check."""
    for match in _CARD.finditer(aligned):
        digits = re.sub(r"[ -]", "", match.group())
        if _CARD_PREFIX.match(digits) and luhn_holds(digits):
            yield MaskedSpan(match.start(), match.end(), "card")


def luhn_holds(digits: str) -> bool:
    """Return whether the last digit is the Luhn check digit (ISO/IEC 7812-1).

    Example: 79927398713 holds.
    """
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)  # noqa: PLR2004 - the digits of a two-digit sum
    return total % 10 == 0


def identity_numbers(aligned: str, *, language: str) -> Iterator[MaskedSpan]:
    """Yield identity numbers: of a known shape, or after a word that names one."""
    for match in _SHAPES.finditer(aligned):
        yield MaskedSpan(match.start(), match.end(), "id_number")
    for match in _AADHAAR.finditer(aligned):
        if _YEARS.fullmatch(match.group()):
            continue
        yield MaskedSpan(match.start(), match.end(), "id_number")
    for match in _named_number(language).finditer(aligned):
        number = match["number"]
        digits = sum(map(str.isdigit, number))
        if digits >= _FEWEST_DIGITS and not _DATE.fullmatch(number):
            yield MaskedSpan(match.start("number"), match.end("number"), "id_number")


@lru_cache(maxsize=64)
def _named_number(language: str) -> re.Pattern[str]:
    names = dict.fromkeys(load("en").id_words + load(language).id_words)
    longest_first = sorted(
        map(without_accents, names), key=lambda name: (-len(name), name)
    )
    named = "|".join(map(re.escape, longest_first))
    return re.compile(
        rf"{word_start()}(?:{named}){word_end()}{_GAP}{_NUMBER_WORDS}{_GAP}"
        rf"(?:is |ni )?{_WRITTEN_NUMBER}{word_end()}"
    )
