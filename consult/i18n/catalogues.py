"""Loads the translations of a language: compiled in a wheel, written in a checkout."""

import io
from gettext import NullTranslations
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from consult.i18n.pseudo import PseudoTranslations

SOURCE: Final = "en"
"""The language the messages are written in; it needs no catalogue."""

PSEUDO_TAG: Final = "xx"
WRITTEN: Final = Path("LC_MESSAGES", "messages.po")


class MissingCatalogueError(LookupError):
    """A language is offered without a catalogue of translations."""


def load_catalogue(tag: str, folder: Path) -> NullTranslations:
    """Return the translations of a language from a folder of catalogues.

    Drafts marked *fuzzy* are left out, so that their messages stay in English.
    Raises MissingCatalogueError when the folder has none for the language.
    """
    if tag == SOURCE:
        return NullTranslations()
    if tag == PSEUDO_TAG:
        return PseudoTranslations()
    written = folder / tag / WRITTEN
    compiled = written.with_suffix(".mo")
    if compiled.exists():
        return Translations(io.BytesIO(compiled.read_bytes()))
    if written.exists():
        return Translations(_compiled_in_memory(written, tag))
    raise MissingCatalogueError(f"No catalogue for {tag!r} in {folder}.")


def _compiled_in_memory(written: Path, tag: str) -> io.BytesIO:
    compiled = io.BytesIO()
    with written.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=tag, abort_invalid=True))
    compiled.seek(0)
    return compiled
