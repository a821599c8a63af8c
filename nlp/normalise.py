"""The matching form of a text: what features and word lists compare, never shown.

Two spellings of the same word should meet here (letter case, Arabic letter
variants, Ethiopic homophones, digits of any script, typographic quotes). The
text a person wrote is never replaced by this form, and offsets in it mean
nothing for the answer.
"""

import re
import unicodedata
from functools import lru_cache
from string import ascii_lowercase

_BIDI_CONTROLS = (
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_INVISIBLE = (
    "\u00ad\u034f\u180e\u200b\u200d\u2060\u2061\u2062\u2063\u2064\ufe0e\ufe0f\ufeff"
)
_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_TATWEEL = "\u0640"
_APOSTROPHES = (
    "\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8"
    "\u0060\u00b4"
)
_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u2039\u203a"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00af"

# Marks that Arabic, Persian and Urdu writers may leave out without changing the
# word, and the points of Hebrew, which are left out nearly always.
_OPTIONAL_MARKS = (
    *range(0x0591, 0x05BE),
    0x05BF,
    0x05C1,
    0x05C2,
    0x05C4,
    0x05C5,
    0x05C7,
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06DD),
    *range(0x06DF, 0x06E5),
    *range(0x06E7, 0x06E9),
    *range(0x06EA, 0x06EE),
)

# Keyboards differ by country, not by meaning: alef with and without hamza or
# madda, Arabic and Persian ya and kaf, final ha and ta marbuta.
_ARABIC_VARIANTS = {
    **dict.fromkeys((0x0622, 0x0623, 0x0625, 0x0671), 0x0627),
    **dict.fromkeys((0x0649, 0x06CC, 0x06D0), 0x064A),
    **dict.fromkeys((0x06A9, 0x06AA), 0x0643),
    **dict.fromkeys((0x0629, 0x06C0, 0x06C1, 0x06C2, 0x06C3), 0x0647),
}

# Phones make the dot below hard to type, and many writers of Hindi and Punjabi
# leave it out; the two signs of a nasal vowel are used one for the other.
INDIC_DOTS = (0x093C, 0x0A3C)
_INDIC_VARIANTS = {0x0901: 0x0902, 0x0A01: 0x0A02}

# Amharic writes several letters for one sound, and writers choose freely.
_ETHIOPIC_SERIES = ((0x1210, 0x1200), (0x1280, 0x1200), (0x1220, 0x1230),
                    (0x12D0, 0x12A0), (0x1340, 0x1338))  # fmt: skip
_ETHIOPIC_FIRST_ORDER = {0x1203: 0x1200, 0x12A3: 0x12A0}

_LAST_PLANE_WITH_DIGITS = 0x20000
_END_OF_CYRILLIC = 0x0530

_REPEATED_LETTER = re.compile(r"([^\W\d_])\1{2,}")
# Looking for these is faster than asking the pattern.
_ASCII_RUNS = tuple(letter * 3 for letter in ascii_lowercase)
_NON_JOINER = "\u200c"
_ARABIC_LETTERS = "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
_NON_JOINER_IN_ARABIC = re.compile(
    f"(?<=[{_ARABIC_LETTERS}]){_NON_JOINER}+(?=[{_ARABIC_LETTERS}])"
)


def _ethiopic_homophones() -> dict[int, int]:
    table = {}
    for variant, chosen in _ETHIOPIC_SERIES:
        for order in range(7):
            target = chosen + order
            table[variant + order] = _ETHIOPIC_FIRST_ORDER.get(target, target)
    return table | _ETHIOPIC_FIRST_ORDER


@lru_cache(maxsize=1)
def digit_values() -> dict[int, str]:
    """Return the code point of every decimal digit with its ASCII digit.

    Ethiopic has no zero and no place values; its nine unit signs are included,
    its signs for tens and hundreds are not.
    """
    table = {
        code: str(unicodedata.decimal(chr(code)))
        for code in range(_LAST_PLANE_WITH_DIGITS)
        if unicodedata.category(chr(code)) == "Nd"
    }
    return table | {0x1369 + unit: str(unit + 1) for unit in range(9)}


@lru_cache(maxsize=1)
def _table() -> dict[int, int | str | None]:
    table: dict[int, int | str | None] = {}
    table.update(digit_values())
    table.update(_ethiopic_homophones())
    table.update(_ARABIC_VARIANTS)
    table.update(dict.fromkeys(map(ord, _APOSTROPHES), "'"))
    table.update(dict.fromkeys(map(ord, _QUOTES), '"'))
    table.update(dict.fromkeys(map(ord, _DASHES), "-"))
    removed = _BIDI_CONTROLS + _INVISIBLE + _TATWEEL + _NON_JOINER
    table.update(dict.fromkeys(map(ord, removed), None))
    table.update(dict.fromkeys((*_OPTIONAL_MARKS, *INDIC_DOTS), None))
    table.update(_INDIC_VARIANTS)
    # Turkish dotted and dotless i: capitals lose the difference in most software.
    table.update({0x0131: "i", 0x0307: None})
    return table


@lru_cache(maxsize=16384)
def matching_form(text: str) -> str:
    """Return ``text`` as features and word lists compare it.

    Compatibility characters are folded (NFKC), case is folded, invisible and
    direction controls, tatweel and optional vowel marks go, letter variants and
    digits of all scripts are unified, a zero-width non-joiner between Arabic
    letters becomes a space, letters repeated more than twice become two, and
    white space becomes single spaces. Letters of every script are kept, and
    applying it twice changes nothing more.
    """
    if text.isascii():
        folded = text.lower().replace("`", "'")
        repeated = any(run in folded for run in _ASCII_RUNS)
    else:
        folded = _fold(text)
        repeated = True
    if repeated:
        folded = _REPEATED_LETTER.sub(r"\1\1", folded)
    return " ".join(folded.split())


def _fold(text: str) -> str:
    # Stripping a mark can let two others compose, and composing can make a
    # letter that has a variant, so the steps are repeated until nothing moves.
    # The table comes first: NFKC would turn a stray accent used as an apostrophe
    # into a space and a mark.
    text = _NON_JOINER_IN_ARABIC.sub(" ", text)
    while True:
        plain = text.translate(_table())
        normal = unicodedata.normalize("NFKC", plain).casefold()
        folded = unicodedata.normalize("NFKC", normal)
        if folded == text:
            return folded
        text = folded


def aligned_form(text: str) -> str:
    """Return ``text`` with letter case, accents, digits and variants unified.

    The result is as long as ``text``, code point for code point, so that what is
    found in it stands at the same place in what the person wrote. Invisible
    characters become spaces, ends of lines line feeds.
    """
    if text.isascii():
        return text.lower().replace("\t", " ")
    return "".join(map(_aligned_character, text))


@lru_cache(maxsize=4096)
def _aligned_character(character: str) -> str:
    if ord(character) in INDIC_DOTS:
        return character  # a space would part the word
    found = _table().get(ord(character), character)
    plain = " " if found is None else found if isinstance(found, str) else chr(found)
    if plain.isspace():
        return "\n" if character in _LINE_ENDS else " "
    folded = unicodedata.normalize("NFKC", plain).casefold()
    base = (
        unicodedata.normalize("NFD", folded)[:1]
        if ord(plain) < _END_OF_CYRILLIC
        else folded
    )
    return (
        base if len(base) == 1 else plain.lower() if len(plain.lower()) == 1 else plain
    )


def without_accents(form: str) -> str:
    """Return ``form`` with the accents of Latin, Greek and Cyrillic letters gone.

    Phones make accents hard to type, so short set phrases are compared without
    them. Marks of other scripts are vowels and stay.
    """
    if form.isascii():
        return form
    kept = []
    base_has_accents = False
    for character in unicodedata.normalize("NFD", form):
        if not unicodedata.combining(character):
            base_has_accents = ord(character) < _END_OF_CYRILLIC
        elif base_has_accents:
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).replace("đ", "d")
