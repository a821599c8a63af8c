"""Reads the words of the instruments, one file per language."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

SOURCE: Final = "en"
"""The language the instruments are written in."""

DIGITS: Final = "digits"
"""The key of the ten digits as the language writes them."""

PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s")
TEXTS: Final = files("forms.instruments").joinpath("texts")


@cache
def offered_languages() -> tuple[str, ...]:
    """Return the languages every word exists in, the source first, then by tag."""
    tags = sorted(
        file.name.removesuffix(".json")
        for file in TEXTS.iterdir()
        if file.name.endswith(".json")
    )
    others = (tag for tag in tags if tag != SOURCE and not gaps_in(words_in(tag)))
    return (SOURCE, *others)


@cache
def words_in(tag: str) -> Mapping[str, str]:
    """Return the words of a language by key; raises FileNotFoundError."""
    text = TEXTS.joinpath(f"{tag}.json").read_text(encoding="utf-8")
    return MappingProxyType(json.loads(text))


def gaps_in(words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys at which a translation is missing or has no counterpart.

    A text with other placeholders than the source's counts as missing, and so do
    digits that are not ten.
    """
    source = words_in(SOURCE)
    gaps = {key for key in source if not _matches(source[key], words.get(key, ""))}
    if len(words.get(DIGITS, "")) != len(source[DIGITS]):
        gaps.add(DIGITS)
    return tuple(sorted(gaps | (words.keys() - source.keys())))


def _matches(source: str, words: str) -> bool:
    return bool(words.strip()) and placeholders(source) == placeholders(words)


def placeholders(words: str) -> tuple[str, ...]:
    """Return the names of the placeholders, each once, sorted."""
    return tuple(sorted(set(PLACEHOLDER.findall(words))))


def fill(words: str, values: Mapping[str, str]) -> str:
    """Return words with their placeholders filled; one without a value stays."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), words)


def in_digits(number: int, digits: str) -> str:
    """Return a whole number written in ten digits from zero to nine."""
    return str(number).translate(str.maketrans("0123456789", digits))
