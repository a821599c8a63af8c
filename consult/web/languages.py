"""Which language a request is answered in: its address decides, then the browser."""

import functools
from dataclasses import dataclass

from babel import UnknownLocaleError
from flask import Request

from consult.errors import NotFound
from consult.i18n import LANGUAGES, Direction, Interface, Language, interface_for
from consult.settings import Settings


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


@functools.cache
def direction_of(tag: str) -> Direction:
    """Return in which direction a language runs, also one we do not offer."""
    known = LANGUAGES.get(tag) or Language(tag, tag, tag.replace("-", "_"))
    try:
        return known.direction
    except (UnknownLocaleError, ValueError):
        return "ltr"
