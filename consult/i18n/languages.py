"""The languages of the interface, with what the locale data leave open."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from babel import Locale

Direction: TypeAlias = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language as people who speak it write it.

    ``tag`` is the BCP 47 tag in addresses and in ``lang``, ``endonym`` the name
    in the language itself, ``data`` the locale whose formats are used.
    """

    tag: str
    endonym: str
    data: str
    numbering: str = "latn"

    @property
    def locale(self) -> Locale:
        """Return the locale data for dates, numbers and plurals."""
        return _locale_of(self.data)

    @property
    def direction(self) -> Direction:
        """Return in which direction the script runs."""
        return _direction_of(self.data)


@functools.cache
def _locale_of(data: str) -> Locale:
    return Locale.parse(data)


@functools.cache
def _direction_of(data: str) -> Direction:
    order = _locale_of(data).character_order
    return "rtl" if order == "right-to-left" else "ltr"


PSEUDO: Final = Language("xx", "Pseudo", "en")
"""English in disguise, for tests: a text without disguise misses its catalogue."""

_OFFERED: Final = (
    Language("en", "English", "en_GB"),
    Language("fr", "Français", "fr"),
    Language("es", "Español", "es"),
    # The locale data write plain "ar" with Western digits since the Arab states
    # differ; most of our readers learnt the Arabic ones at school.
    Language("ar", "العربية", "ar", numbering="arab"),
    Language("id", "Bahasa Indonesia", "id"),
    Language("sw", "Kiswahili", "sw"),
)

LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType(
    {language.tag: language for language in (*_OFFERED, PSEUDO)}
)
