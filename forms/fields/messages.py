"""Says a problem to somebody, in their language and with their digits."""

from collections.abc import Mapping
from typing import Protocol

from forms.definition import Said
from forms.errors import Counted
from forms.problems import Problem
from forms.sheets import Sheet


class Translations(Protocol):
    """What the interface does for messages; ``number`` writes as its readers do."""

    def gettext(self, message: str, **params: object) -> str:
        """Return a message translated, its placeholders filled."""

    def ngettext(self, singular: str, plural: str, count: int, **params: object) -> str:
        """Return the form of a message for a count."""

    def number(self, value: float, /) -> str:
        """Return a number in words or digits of the language."""


def told(translations: Translations, problem: Problem) -> str:
    """Return what is said about a problem, its numbers as the reader writes them."""
    return filled(translations, problem.message, problem.params)


def filled(
    translations: Translations, message: str, params: Mapping[str, object]
) -> str:
    """Return a message translated, in the form that its number asks for."""
    written = {
        name: translations.number(value) if isinstance(value, int) else value
        for name, value in params.items()
    }
    if isinstance(message, Counted) and isinstance(params.get(message.by), int):
        count = int(str(params[message.by]))
        return translations.ngettext(message.singular, message, count, **written)
    return translations.gettext(message, **written)


def told_by_author(problem: Problem, sheet: Sheet | None, language: str) -> Said | None:
    """Return what the author says about a problem; None without such words.

    Where there is no ``sheet`` the names of questions stand for their answers.
    """
    if problem.said is None or not problem.said.in_languages:
        return None
    if sheet is None:
        return problem.said.said_in(language, otherwise=language)
    return sheet.said(problem.said, problem.path, language)
