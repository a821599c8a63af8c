"""Checks that every text exists in every language, in its final words.

Where there is a body, a text may be missing or stand in a further language: then
another one is shown, marked as such.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Final

from forms.definition import Questionnaire, Text
from forms.problems import Problem, Rule
from forms.structure import is_writable

TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
PLACEHOLDER: Final = re.compile(r"%\(\w*\)s")


def text_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Give every text that is missing, not asked for or not final."""
    languages = questionnaire.languages
    if not _are_usable(languages):
        yield Problem("languages", Rule.LANGUAGES_UNUSABLE)
        return
    for path, text in texts_of(questionnaire, ""):
        yield from _unwritable(path, text)
        if not questionnaire.body:
            yield from _problems_of(path, text, languages)


def texts_of(value: object, path: str) -> Iterator[tuple[str, Text]]:
    """Give every text within a value of a definition, with the path to it."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from texts_of(each, f"{path}.{getattr(each, 'name', place)}")
    elif is_dataclass(value):
        for each in fields(value):
            inner = f"{path}.{each.name}".lstrip(".")
            yield from texts_of(getattr(value, each.name), inner)


def _are_usable(languages: tuple[str, ...]) -> bool:
    return (
        0 < len(languages) == len(set(languages))
        and all(TAG.fullmatch(tag) for tag in languages)
    )  # fmt: skip


def _unwritable(path: str, text: Text) -> Iterator[Problem]:
    for tag, words in text.in_languages:
        if not is_writable(words):
            yield Problem(path, Rule.TEXT_UNWRITABLE, {"language": tag})


def _problems_of(
    path: str, text: Text, languages: tuple[str, ...]
) -> Iterator[Problem]:
    words = dict(text.in_languages)
    for tag in languages:
        if not words.get(tag, "").strip():
            yield Problem(path, Rule.TEXT_MISSING, {"language": tag})
        if left := PLACEHOLDER.search(words.get(tag, "")):
            params = {"placeholder": left[0], "language": tag}
            yield Problem(path, Rule.PLACEHOLDER_LEFT, params)
    for tag in words:
        if tag not in languages:
            yield Problem(path, Rule.TEXT_EXTRA, {"language": tag})
