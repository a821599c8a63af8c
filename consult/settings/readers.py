"""Turn the text of an environment variable into a value, or say why not."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from consult.errors import N_
from consult.settings.problems import UnreadableError

INTERFACE_LOCALES: Final = ("en", "fr", "es", "ar", "id", "sw")
"""The locales that have a catalogue; a new one is added here and translated."""

ENVIRONMENTS: Final = ("development", "production")
LOG_LEVELS: Final = ("debug", "info", "warning", "error")
PORTS: Final = range(65_536)
PEOPLE: Final = range(1_000_001)
REQUEST_BYTES: Final = range(16_384, 50_000_001)
UPLOAD_BYTES: Final = range(100_000, 50_000_001)
UPLOAD_PIXELS: Final = range(1_000_000, 200_000_001)


def text(value: str) -> str:
    """Return the value as it is."""
    return value


def whole_number(allowed: range) -> Callable[[str], int]:
    """Return a reader of whole numbers in a range."""

    def read(value: str) -> int:
        if value.isascii() and value.isdigit() and int(value) in allowed:
            return int(value)
        raise UnreadableError(
            N_("Give a whole number from %(lowest)s to %(highest)s."),
            lowest=allowed.start,
            highest=allowed.stop - 1,
        )

    return read


def one_of(*allowed: str) -> Callable[[str], str]:
    """Return a reader of words from a list, in capital or small letters."""

    def read(value: str) -> str:
        if value.lower() in allowed:
            return value.lower()
        raise UnreadableError(
            N_("Use one of: %(allowed)s."), allowed=", ".join(allowed)
        )

    return read


def web_address(value: str) -> str:
    """Return the address of a page on the web."""
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    is_plain = value.isprintable() and " " not in value
    if parts.scheme in {"http", "https"} and parts.hostname and is_plain:
        return value
    raise UnreadableError(
        N_("Give an address that begins with https:// or http://, or nothing.")
    )


def locales(value: str) -> tuple[str, ...]:
    """Return the locales named, each once, in their order."""
    wanted = tuple(dict.fromkeys(value.replace(",", " ").split()))
    for locale in wanted:
        one_of(*INTERFACE_LOCALES)(locale)
    return tuple(locale.lower() for locale in wanted)
