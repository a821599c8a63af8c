"""Language packs: word lists per language, loaded from the data files beside this.

A pack is drafted by machine until a speaker has reviewed it, and says so. A
language without a pack is served by an empty one: no answer is refused for its
language.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from nlp.errors import MissingResource
from nlp.normalise import matching_form

_PACK = "pack.toml"
_AS_WRITTEN = ("honorifics", "roles", "scripts")
_WORDS = ("function_words", "cue_words", "romanised")


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """The word lists of one language.

    Every list is in matching form (`nlp.normalise.matching_form`) except
    ``honorifics`` and ``roles``, whose capitals matter. ``function_words`` are
    left out of labels only, never out of vectors. ``review`` says who has looked
    at the pack.
    """

    tag: str
    name: str = ""
    endonym: str = ""
    scripts: tuple[str, ...] = ()
    review: str = ""
    licence: str = ""
    ordinal_dot: bool = False
    function_words: tuple[str, ...] = ()
    cue_words: tuple[str, ...] = ()
    romanised: tuple[str, ...] = ()
    negators: tuple[str, ...] = ()
    contrastive: tuple[str, ...] = ()
    additive: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()
    introductions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    contact_words: tuple[str, ...] = ()
    id_words: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    loose_abbreviations: tuple[str, ...] = ()
    non_answers: tuple[str, ...] = ()
    polite: tuple[str, ...] = ()


def primary_subtag(tag: str) -> str:
    """Return the language subtag of a BCP 47 tag in lower case (``pt-BR``: ``pt``)."""
    return tag.replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=1)
def available() -> tuple[str, ...]:
    """Return the tags of all languages that have a pack, sorted."""
    return tuple(
        sorted(
            folder.name
            for folder in files(__name__).iterdir()
            if folder.joinpath(_PACK).is_file()
        )
    )


def load(tag: str) -> LanguagePack:
    """Return the pack of a language, or an empty pack if there is none.

    Region and script subtags are ignored. Raises `MissingResource` when the file
    of a pack cannot be read.
    """
    language = primary_subtag(tag)
    return _load(language) if language in available() else LanguagePack(tag=language)


@lru_cache(maxsize=64)
def _load(language: str) -> LanguagePack:
    return _read(files(__name__).joinpath(language, _PACK))


def _read(resource: Traversable) -> LanguagePack:
    known = {field.name for field in fields(LanguagePack)}
    try:
        content = tomllib.loads(resource.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MissingResource(name=str(resource)) from error
    if not known >= content.keys():
        raise MissingResource(name=str(resource))
    return LanguagePack(**{key: _value(key, value) for key, value in content.items()})


def _value(key: str, value: Any) -> Any:
    if key in _WORDS and isinstance(value, str):
        return _distinct(matching_form(word) for word in value.split())
    if isinstance(value, list) and key in _AS_WRITTEN:
        return tuple(value)
    if isinstance(value, list):
        return _distinct(matching_form(phrase) for phrase in value)
    return value


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
