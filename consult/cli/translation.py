"""Translates messages of the command line; loaded for other languages only."""

from collections.abc import Mapping

from consult.i18n.catalogues import MissingCatalogueError
from consult.i18n.interface import interface_for
from consult.i18n.languages import LANGUAGES


def translate_into(tag: str, message: str, params: Mapping[str, object]) -> str:
    """Return the message in a language, or in English where that is missing.

    Figures keep Western digits: they are copied into other commands.
    """
    translated = _lookup(tag, message)
    return translated % params if params else translated


def _lookup(tag: str, message: str) -> str:
    if tag not in LANGUAGES:
        return message
    try:
        return interface_for(tag).gettext(message)
    except MissingCatalogueError:
        return message
