"""Says in one breath what a concern is: who speaks of it, in which words, how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from babel.lists import format_list
from markupsafe import Markup

from consult.i18n import Interface
from consult.reports import tongues
from consult.reports.model import Words

WORDS_SAID: Final = 3
HALF: Final = 0.5
DIVIDED_FROM: Final = 0.25
"""The share of people on either side from which views are said to differ."""


class Tone(StrEnum):
    """How people speak of a concern, where that is clear."""

    CRITICAL = "critical"
    FAVOURABLE = "favourable"
    DIVIDED = "divided"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a description is made of; None and nothing where it may not be told.

    ``languages`` are tags, ``people`` is a count.
    """

    title: Words
    terms: tuple[str, ...]
    people: int | None
    languages: tuple[str, ...]
    tone: Tone | None


def tone_of(
    people: int, *, critical: int, favourable: int, between: int
) -> Tone | None:
    """Return how ``people`` speak of something, None where most is not known.

    The others are counts of those among them.
    """
    if min(critical, favourable) >= max(1.0, DIVIDED_FROM * people):
        return Tone.DIVIDED
    counts = (
        (critical, Tone.CRITICAL),
        (favourable, Tone.FAVOURABLE),
        (between, Tone.BETWEEN),
    )
    return next((tone for count, tone in counts if count > HALF * people), None)


def describe(facts: Facts, interface: Interface) -> Markup:
    """Return the description in the language of the interface."""
    return Markup(" ").join(_sentences(facts, interface))


def _sentences(facts: Facts, interface: Interface) -> Iterator[Markup]:
    title = Markup("<bdi {}>{}</bdi>").format(
        tongues.attributes(facts.title.language), facts.title.text
    )
    if facts.people is None:
        yield _said(interface.gettext("People speak of “%(title)s”."), title=title)
    else:
        told = interface.catalogue.ngettext(
            "%(number)s person speaks of “%(title)s”.",
            "%(number)s people speak of “%(title)s”.",
            facts.people,
        )
        yield _said(told, title=title, number=interface.number(facts.people))
    words = [term for term in facts.terms if term.casefold() not in _folded(facts)]
    if words:
        yield _said(
            interface.gettext("Most often in these words: %(words)s."),
            words=_listed(words[:WORDS_SAID], facts.title.language, interface),
        )
    if facts.languages:
        yield _said(
            interface.gettext("Heard in: %(languages)s."),
            languages=_named(facts.languages, interface),
        )
    if facts.tone is not None:
        yield Markup.escape(_tone(facts.tone, interface))


def _folded(facts: Facts) -> str:
    return facts.title.text.casefold()


def _said(message: str, **params: object) -> Markup:
    return Markup.escape(message) % params


def _listed(words: Sequence[str], language: str, interface: Interface) -> Markup:
    attributes = tongues.attributes(language)
    pieces = [Markup("<bdi {}>{}</bdi>").format(attributes, word) for word in words]
    phrase = format_list(pieces, locale=interface.language.locale)
    return Markup(phrase)  # noqa: S704 - the pieces are escaped, the rest is data


def _named(tags: Sequence[str], interface: Interface) -> str:
    locale = interface.language.locale
    unknown = interface.gettext("an unknown language")
    names = (
        unknown if tag == tongues.UNKNOWN else tongues.name_in(tag, locale) or tag
        for tag in tags
    )
    return format_list(list(dict.fromkeys(names)), locale=locale)


def _tone(tone: Tone, interface: Interface) -> str:
    if tone is Tone.CRITICAL:
        return interface.gettext("Most are critical.")
    if tone is Tone.FAVOURABLE:
        return interface.gettext("Most are in favour.")
    if tone is Tone.DIVIDED:
        return interface.gettext("Some are critical and some in favour.")
    return interface.gettext("Most are neither critical nor in favour.")
