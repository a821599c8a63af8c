"""Names and directions of the languages people write in, as a page needs them."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from markupsafe import Markup

UNKNOWN = "und"
LAST_CASED = "\u052f"


@lru_cache(maxsize=1024)
def attributes(tag: str) -> Markup:
    """Return ``lang`` and ``dir`` for words in a language.

    Where the language is unknown the browser goes by the first letter.
    """
    return Markup('lang="{}" dir="{}"').format(tag or UNKNOWN, direction(tag))


@lru_cache(maxsize=1024)
def direction(tag: str) -> str:
    """Return ``ltr``, ``rtl``, or ``auto`` where the language is unknown."""
    locale = _locale(tag)
    if locale is None:
        return "auto"
    return "rtl" if locale.character_order == "right-to-left" else "ltr"


def own_name(tag: str) -> str | None:
    """Return the language's name in itself, or None where it has none here."""
    locale = _locale(tag)
    name = locale.get_language_name() if locale else None
    return _capitalised(name) if name else None


def name_in(tag: str, reader: Locale) -> str | None:
    """Return the language's name for a reader of another, or None."""
    locale = _locale(tag)
    name = locale.get_language_name(reader) if locale else None
    return name or reader.languages.get(tag)


def _locale(tag: str) -> Locale | None:
    if not tag or tag == UNKNOWN:
        return None
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _capitalised(name: str) -> str:
    # Georgian and others have capitals that nobody puts at the start of a word.
    return name[0].upper() + name[1:] if name[0] <= LAST_CASED else name
