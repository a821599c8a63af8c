"""Which language a request is answered in: its address decides, then the browser.

A questionnaire may be in languages that the interface does not speak. The frame of
its pages is then in the nearest one that is offered.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from babel import Locale, UnknownLocaleError
from flask import Request

from consult.errors import NotFound
from consult.i18n import LANGUAGES, Direction, Interface, Language, interface_for
from consult.i18n.catalogues import SOURCE
from consult.settings import Settings

UNDETERMINED: Final = "und"
"""The language of texts of which nobody said what they are in."""

RIGHT_TO_LEFT: Final = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"}
    | {"aii", "apc", "arz", "bal", "bqi", "dv", "haz", "khw", "nqo", "pnb", "prs"}
    | {"rhg", "sdh", "skr", "syr"}
)
"""Scripts, and languages that the locale data do not know."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of this installation, in the order they are offered."""

    offered: tuple[Interface, ...]
    default: Interface

    def named(self, tag: str) -> Interface:
        """Return the language with this tag; raise NotFound for another."""
        for interface in self.offered:
            if interface.tag == tag:
                return interface
        raise NotFound

    def nearest(self, tag: str) -> Interface:
        """Return the offered language nearest to any tag.

        That is the same one, else that of another country, else English.
        """
        by_tag = {interface.tag: interface for interface in self.offered}
        for wanted in (tag, primary_of(tag), SOURCE):
            if wanted in by_tag:
                return by_tag[wanted]
        return self.default

    def negotiated(self, request: Request) -> Interface:
        """Return the offered language that the browser prefers."""
        tags = [interface.tag for interface in self.offered]
        best = request.accept_languages.best_match(tags)
        return self.named(best) if best else self.default

    def of_request(self, request: Request) -> Interface:
        """Return the language the address begins with, else the preferred one."""
        first = request.path.strip("/").partition("/")[0]
        for interface in self.offered:
            if interface.tag == first:
                return interface
        return self.negotiated(request)


def offered_languages(settings: Settings) -> Languages:
    """Return the languages that the settings offer, with their catalogues."""
    return Languages(
        offered=tuple(interface_for(tag) for tag in settings.locales),
        default=interface_for(settings.default_locale),
    )


def primary_of(tag: str) -> str:
    """Return what stands first in a tag: the language without country and script."""
    return tag.partition("-")[0]


def endonym_of(tag: str, names: Mapping[str, str]) -> str:
    """Return how a language calls itself, else how ``names`` calls it, else its tag."""
    if tag in LANGUAGES:
        return LANGUAGES[tag].endonym
    own = _own_name(tag)
    return own[:1].upper() + own[1:] if own else names.get(tag) or tag


@functools.cache
def _own_name(tag: str) -> str | None:
    if primary_of(tag) == UNDETERMINED:
        # The locale data would take it for English.
        return None
    try:
        name: str | None = Locale.parse(tag, sep="-").display_name
    except (UnknownLocaleError, ValueError):
        return None
    return name


@functools.cache
def direction_of(tag: str) -> Direction:
    """Return in which direction a language runs, also one we do not offer."""
    if RIGHT_TO_LEFT.intersection(tag.split("-")):
        return "rtl"
    known = LANGUAGES.get(tag) or Language(tag, tag, tag.replace("-", "_"))
    try:
        return known.direction
    except (UnknownLocaleError, ValueError):
        return "ltr"
