"""One language of the interface: its messages, numbers, shares and days."""

import copy
import datetime as dt
import functools
from dataclasses import dataclass
from gettext import NullTranslations
from typing import Final

from babel.dates import format_date
from babel.numbers import NumberPattern

from consult.errors import ConsultError
from consult.i18n.catalogues import load_catalogue
from consult.i18n.languages import LANGUAGES, Direction, Language
from consult.paths import translations_folder

WESTERN: Final = "latn"
DIGITS: Final = {WESTERN: "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩"}


@dataclass(frozen=True, slots=True)
class Interface:
    """Everything a page, a report or a message needs to speak a language."""

    language: Language
    catalogue: NullTranslations

    @property
    def tag(self) -> str:
        """Return the language tag, as in addresses and in ``lang``."""
        return self.language.tag

    @property
    def direction(self) -> Direction:
        """Return in which direction the script runs."""
        return self.language.direction

    def gettext(self, message: str, **params: object) -> str:
        """Return the message translated, its named placeholders filled."""
        translated = self.catalogue.gettext(message)
        return translated % params if params else translated

    def ngettext(self, singular: str, plural: str, count: int, **params: object) -> str:
        """Return the form for a count; ``%(number)s`` is the count as written here."""
        translated = self.catalogue.ngettext(singular, plural, count)
        return translated % {"number": self.number(count), **params}

    def number(self, value: float, *, decimals: int | None = None) -> str:
        """Return a number with the digits and separators of the language."""
        return _number_in(self.language, value, decimals)

    def percent(self, share: float, *, decimals: int = 0) -> str:
        """Return a share between 0 and 1 as a percentage of the language."""
        pattern = self.language.locale.percent_formats[None]
        return _written(self.language, share, pattern, decimals)

    def day(self, day: dt.date) -> str:
        """Return a day in words of the language, with its digits."""
        text = format_date(day, "long", self.language.locale)
        return text.translate(_digits_of(self.language))

    def explain(self, error: ConsultError) -> str:
        """Return an error's message translated, its numbers as written here."""
        params = {
            name: self.number(value) if isinstance(value, int | float) else value
            for name, value in error.params.items()
        }
        return self.gettext(error.template, **params)


# A page writes the same small numbers again and again: of the page, of choices.
@functools.lru_cache(maxsize=4096, typed=True)
def _number_in(language: Language, value: float, decimals: int | None) -> str:
    return _written(language, value, language.locale.decimal_formats[None], decimals)


def _written(
    language: Language, value: float, pattern: NumberPattern, decimals: int | None
) -> str:
    if decimals is not None:
        pattern = copy.copy(pattern)
        pattern.frac_prec = (decimals, decimals)
    text: str = pattern.apply(
        value, language.locale, numbering_system=language.numbering
    )
    return text.translate(_digits_of(language)).translate(_signs_of(language))


def _digits_of(language: Language) -> dict[int, int]:
    return str.maketrans(DIGITS[WESTERN], DIGITS[language.numbering])


def _signs_of(language: Language) -> dict[int, str]:
    symbols = language.locale.number_symbols[language.numbering]
    return {ord("%"): symbols["percentSign"], ord("-"): symbols["minusSign"]}


@functools.cache
def interface_for(tag: str) -> Interface:
    """Return the interface in a language of ``LANGUAGES``.

    Raises KeyError for another tag and MissingCatalogueError when the language
    has no catalogue; both are defects of the installation, found at start.
    """
    return Interface(LANGUAGES[tag], load_catalogue(tag, translations_folder()))
