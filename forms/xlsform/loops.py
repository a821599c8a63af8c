"""Repeats the rows of a loop for each choice of its list, and renames in bodies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from forms.definition import Choice, Group, Item, Text

NONE = "none"
"""The choice that is left out, by what pyxform does."""

_Held = TypeVar("_Held")


def over_choices(items: Sequence[Item], choices: Iterable[Choice]) -> tuple[Group, ...]:
    """Return a group for each choice, ``%(name)s`` and ``%(label)s`` filled in."""
    return tuple(
        Group(
            name=choice.name,
            label=choice.label if choice.label.in_languages else None,
            items=tuple(_filled(item, choice) for item in items),
        )
        for choice in choices
        if choice.name != NONE
    )


def replaced(value: _Held, words: Mapping[str, str]) -> _Held:
    """Return a value of the model with words replaced in every text it holds."""
    return _mapped(value, words, {})


def _filled(item: Item, choice: Choice) -> Item:
    label = dict(choice.label.in_languages)
    return _mapped(item, {"%(name)s": choice.name}, label)


def _mapped(value: _Held, words: Mapping[str, str], label: Mapping[str, str]) -> _Held:
    if isinstance(value, Text):
        said = {
            tag: _put(
                told, {**words, "%(label)s": _said(label, tag)} if label else words
            )
            for tag, told in value.in_languages
        }
        return Text.of(said)  # type: ignore[return-value] # a text of a text
    if isinstance(value, str) and type(value) is str:
        return _put(value, words)  # type: ignore[return-value] # words of words
    if isinstance(value, tuple):
        return tuple(_mapped(each, words, label) for each in value)  # type: ignore[return-value] # as many
    if is_dataclass(value) and not isinstance(value, type):
        told = {
            each.name: _mapped(getattr(value, each.name), words, label)
            for each in fields(value)
        }
        return replace(value, **told)
    return value


def _said(label: Mapping[str, str], tag: str) -> str:
    return label.get(tag) or next(iter(label.values()))


def _put(told: str, words: Mapping[str, str]) -> str:
    for old, new in words.items():
        if old in told:
            told = told.replace(old, new)
    return told
