"""Finds the tag of a language from what a header calls it.

A tag follows BCP 47. It stands in parentheses behind the name, as in
``Español (es)``, or is known for the name; a name that nobody knows gets a tag that
says so and is as safe as any.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global

UNDETERMINED: Final = "und"
"""The language of texts of which nobody said what they are in."""

_IN_BRACKETS: Final = re.compile(r"^(?P<name>.*?)[(\[](?P<tag>[^()\[\]]*)[)\]]\s*$")
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SLUG: Final = re.compile(r"[^a-z0-9]")

_CODES: Final = {
    "a": "abefkmnrsvyz",
    "b": "aegimnors",
    "c": "aehorsuvy",
    "d": "aevz",
    "e": "elnostu",
    "f": "afijory",
    "g": "adlnuv",
    "h": "aeiortuyz",
    "i": "adegikostu",
    "j": "av",
    "k": "agijklmnorsuvwy",
    "l": "abginotuv",
    "m": "ghiklnrsty",
    "n": "abdeglnorvy",
    "o": "cjmrs",
    "p": "ailst",
    "q": "u",
    "r": "mnouw",
    "s": "acdegiklmnoqrstuvw",
    "t": "aeghiklnorstwy",
    "u": "gkrz",
    "v": "eio",
    "w": "ao",
    "x": "h",
    "y": "io",
    "z": "ahu",
}
"""Every code of two letters, by ISO 639-1: what may follow each first letter."""

_NAMED_IN: Final = ("en", "fr", "es", "pt")
"""The languages whose names for languages are known, by the locale data."""

_FURTHER: Final = {
    "english": "en", "french": "fr", "francais": "fr", "spanish": "es",
    "espanol": "es", "castellano": "es", "portuguese": "pt",
    "arabic": "ar", "العربية": "ar", "عربي": "ar", "russian": "ru", "русский": "ru",
    "swahili": "sw", "kiswahili": "sw", "hindi": "hi", "हिन्दी": "hi", "bengali": "bn",
    "bangla": "bn", "বাংলা": "bn", "nepali": "ne", "नेपाली": "ne", "urdu": "ur",
    "اردو": "ur", "dari": "fa-AF", "farsi": "fa", "persian": "fa", "فارسی": "fa",
    "دری": "fa-AF", "pashto": "ps", "pashtu": "ps", "پښتو": "ps", "turkish": "tr",
    "turkce": "tr", "ukrainian": "uk", "украінська": "uk", "german": "de",
    "deutsch": "de", "italian": "it", "italiano": "it", "indonesian": "id",
    "bahasa": "id", "bahasa indonesia": "id", "bahasa melayu": "ms", "amharic": "am",
    "አማርኛ": "am", "somali": "so", "soomaali": "so", "oromo": "om",
    "afaan oromo": "om", "tigrinya": "ti", "tigrigna": "ti", "hausa": "ha",
    "burmese": "my", "myanmar": "my", "chinese": "zh", "mandarin": "zh", "中文": "zh",
    "chichewa": "ny", "creole": "ht", "kreyol": "ht", "kreyol ayisyen": "ht",
    "kinyarwanda": "rw", "kirundi": "rn", "kurmanji": "kmr", "badini": "kmr",
    "sorani": "ckb", "kurdish": "ku", "luganda": "lg", "isizulu": "zu",
    "isixhosa": "xh", "tagalog": "tl", "filipino": "fil", "tetum": "tet",
    "tok pisin": "tpi", "fulfulde": "ff", "fula": "ff", "pulaar": "ff",
    "setswana": "tn", "sesotho": "st", "shangaan": "ts", "changana": "ts",
    "makua": "vmw", "macua": "vmw", "rohingya": "rhg",
    "quechua": "qu", "quichua": "qu", "aymara": "ay", "juba arabic": "pga",
}  # fmt: skip
"""The names that headers have most, and those that locale data spell otherwise."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a workbook: a tag for each name, the first one first.

    ``plain`` is the language of columns that name none. ``unknown`` are the names of
    which nobody knows the language.
    """

    tags: Mapping[str, str]
    plain: str
    unknown: tuple[str, ...] = ()

    def tag(self, name: str) -> str:
        """Return the tag of a language that a header names, or of a plain column."""
        return self.tags[name] if name else self.plain

    def names(self, tags: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return how the headers call these languages, where not by their tags."""
        called: dict[str, str] = {}
        for name, tag in self.tags.items():
            called.setdefault(tag, name)
        return tuple((tag, called[tag]) for tag in tags if called.get(tag, tag) != tag)


def languages_of(names: Iterable[str], plain: str) -> Languages:
    """Return the tags of languages by name.

    ``plain`` is what the language of plain columns is called, blank where unsaid.
    """
    tags: dict[str, str] = {}
    unknown: list[str] = []
    for name in dict.fromkeys((*([plain] if plain else []), *names)):
        tag = tag_of(name)
        if tag is None:
            tag = _safe(name, frozenset(tags.values()))
            unknown.append(name)
        tags[name] = tag
    return Languages(tags, tags[plain] if plain else UNDETERMINED, tuple(unknown))


@functools.lru_cache(maxsize=1024)
def tag_of(name: str) -> str | None:
    """Return the tag of a language by what it is called; None where nobody knows."""
    found = _IN_BRACKETS.match(name)
    if found is None:
        return _read(name)
    before, within = found["name"].strip(), found["tag"].strip()
    return _code(within) or _named(before) or _code(before) or _named(within)


def _read(name: str) -> str | None:
    # "ga" is Irish, while "Ga" is a language of its own.
    by_code, by_name = _code(name), _named(name)
    return (by_code or by_name) if name.islower() else (by_name or by_code)


def _code(told: str) -> str | None:
    """Return a tag as it is written canonically, where it names a language."""
    if not _TAG.fullmatch(told):
        return None
    first, *further = re.split("[-_]", told)
    language = _language(first.lower())
    if language is None:
        return None
    return "-".join([language, *(_subtag(each) for each in further)])


def _language(code: str) -> str | None:
    if code == UNDETERMINED:
        return code
    code = get_global("language_aliases").get(code, code)
    if "_" in code or len(code) > 3:  # noqa: PLR2004 - the longest code of a language
        return None
    is_known = len(code) == 3 or code[1] in _CODES.get(code[0], "")  # noqa: PLR2004 - by ISO 639-3
    return code if is_known else None


def _subtag(subtag: str) -> str:
    if len(subtag) == 2:  # noqa: PLR2004 - a country
        return subtag.upper()
    if len(subtag) == 4 and subtag.isalpha():  # noqa: PLR2004 - a script
        return subtag.title()
    return subtag.lower()


def _named(name: str) -> str | None:
    plain = _plain(name)
    if not plain:
        return None
    if plain in _FURTHER:
        return _FURTHER[plain]
    for tag in _NAMED_IN:
        known = _names_in(tag).get(plain)
        if known is not None:
            return known
    return None


@functools.cache
def _names_in(tag: str) -> Mapping[str, str]:
    try:
        languages = Locale.parse(tag).languages
    except (UnknownLocaleError, ValueError):
        return {}
    return {_plain(name): code.replace("_", "-") for code, name in languages.items()}


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(kept.split())


def _safe(name: str, taken: frozenset[str]) -> str:
    """Return a well-formed tag that no other language has: a variant of no language."""
    slug = _SLUG.sub("", _plain(name))[:8]
    for number in range(1, 1000):
        suffix = str(number) if number > 1 or len(slug) < 5 else ""  # noqa: PLR2004
        kept = slug[: 8 - len(suffix)]
        tag = f"{UNDETERMINED}-{kept.ljust(5 - len(suffix), 'x')}{suffix}"
        if tag not in taken:
            return tag
    return UNDETERMINED
