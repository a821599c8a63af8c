"""Holds what somebody typed or chose, and brings it into one form."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, TypeAlias

from forms.definition import Page

Raw: TypeAlias = Mapping[str, str | list[str]]
"""What was typed or chosen, valid or not: question name to words, a choice name, or
a list of choice names. A question left empty may be missing."""

_UNSTORABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Every control character but the end of a line and the tabulator, and surrogates."""


def normalise(raw: Raw) -> dict[str, str | list[str]]:
    """Return the same in one form, without what was left empty.

    Doing it again changes nothing.
    """
    told = {name: normalise_value(value) for name, value in raw.items()}
    return {name: value for name, value in told.items() if value}


def normalise_value(value: str | list[str]) -> str | list[str]:
    """Return one value in its form: words, or each name once in the order given."""
    if isinstance(value, str):
        return normalise_words(value)
    return list(dict.fromkeys(filter(None, map(normalise_words, value))))


def normalise_words(words: str) -> str:
    r"""Return words in NFC, with ``\n`` for line ends and no space around them.

    Signs that no text has (control characters, halves of surrogate pairs) are left
    out: databases refuse some of them.
    """
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", lines)).strip()


def raw_of_page(page: Page, raw: Raw) -> dict[str, str | list[str]]:
    """Return what was typed in answer to the questions of one page."""
    asked = (question.name for question in page.questions)
    return {name: raw[name] for name in asked if name in raw}
