"""Turns values of ``forms.definition`` into plain JSON values and back.

It follows the fields of the dataclasses. What has its default is left out, so that
a field added later does not change the version of what was published before.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Final, TypeAlias, get_args, get_origin, get_type_hints

from forms.definition import OPENED, Group, Kind, Question, Questionnaire, Text
from forms.errors import InvalidDefinition
from forms.problems import Problem, Rule

JSON: TypeAlias = "bool | int | str | list[JSON] | dict[str, JSON] | None"

LARGEST: Final = 1_000_000
"""No length, value or number of items is anywhere near."""

_NEVER_PUBLISHED: Final = frozenset(OPENED.values())

DEEPEST: Final = 50
"""How many groups may stand within each other; real ones are below ten."""


def encode(value: object) -> JSON:
    """Return a value of a definition as what JSON can hold."""
    if isinstance(value, Text):
        return dict(value.in_languages)
    if isinstance(value, tuple):
        return [encode(each) for each in value]
    if is_dataclass(value):
        return encode_fields(value)
    if isinstance(value, Kind):
        # What one consultation opens is no part of the questionnaire.
        return value.published.value
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"a definition holds no {type(value).__name__}")


def encode_fields(value: Any) -> dict[str, JSON]:
    """Return the fields of a dataclass that differ from their defaults."""
    told = ((each, getattr(value, each.name)) for each in fields(value))
    return {each.name: encode(is_) for each, is_ in told if is_ != each.default}


def decode(tree: JSON, words_of: Callable[[str], Text] | None = None) -> Questionnaire:
    """Return the questionnaire that JSON values hold, its content not checked.

    Where ``words_of`` is given, a text may stand in the tree as a key, for which it
    returns the text. Raises ``InvalidDefinition`` with every problem of the shape.
    """
    decoder = _Decoder(words_of)
    questionnaire: Questionnaire = decoder.read(Questionnaire, tree, "")
    if decoder.problems:
        raise InvalidDefinition(decoder.problems)
    return questionnaire


class _Decoder:
    """Reads values out of JSON and keeps every problem it meets.

    What ``read`` returns may be used only when there are no ``problems``.
    """

    def __init__(self, words_of: Callable[[str], Text] | None) -> None:
        self.problems: list[Problem] = []
        self._words_of = words_of

    def read(self, hint: Any, tree: JSON, path: str) -> Any:
        """Return the value of type ``hint`` that ``tree`` holds, None if it does not.

        ``path`` leads to the tree.
        """
        if isinstance(hint, UnionType):
            return self._alternative(get_args(hint), tree, path)
        if get_origin(hint) is tuple:
            return self._several(get_args(hint), tree, path)
        if hint is Text:
            return self._text(tree, path)
        if is_dataclass(hint):
            return self._dataclass(hint, tree, path)
        if issubclass(hint, StrEnum):
            return self._member(hint, tree, path)
        return self._scalar(hint, tree, path)

    def _refuse(self, path: str, wanted: str) -> None:
        self.problems.append(Problem(path, Rule.WRONG_SHAPE, {"wanted": wanted}))

    def _alternative(self, hints: tuple[Any, ...], tree: JSON, path: str) -> Any:
        """Return a value that may be absent, or an item: only a group has items."""
        if Group not in hints:
            return None if tree is None else self.read(hints[0], tree, path)
        if not isinstance(tree, dict) or "items" not in tree:
            return self.read(Question, tree, path)
        if path.count(".items[") >= DEEPEST:
            return self._refuse(path, f"… ({DEEPEST})")
        return self.read(Group, tree, path)

    def _several(self, hints: tuple[Any, ...], tree: JSON, path: str) -> Any:
        if not isinstance(tree, list):
            return self._refuse(path, "[…]")
        if hints[-1] is not Ellipsis and len(tree) != len(hints):
            return self._refuse(path, "[" + ", ".join("…" for _ in hints) + "]")
        return tuple(
            self.read(hints[0], each, f"{path}[{place}]")
            for place, each in enumerate(tree)
        )

    def _text(self, tree: JSON, path: str) -> Any:
        if self._words_of is not None and isinstance(tree, str):
            return self._words_of(tree)
        if not isinstance(tree, dict):
            return self._refuse(path, '{"en": "…"}')
        words = {
            tag: self._scalar(str, each, f"{path}.{tag}") for tag, each in tree.items()
        }
        return Text.of(words)

    def _dataclass(self, hint: Any, tree: JSON, path: str) -> Any:
        if not isinstance(tree, dict):
            return self._refuse(path, "{…}")
        before = len(self.problems)
        known = {each.name: each for each in fields(hint)}
        self._compare(known, tree, path)
        told = {
            name: self.read(type_hints(hint)[name], each, f"{path}.{name}".lstrip("."))
            for name, each in tree.items()
            if name in known
        }
        return hint(**told) if len(self.problems) == before else None

    def _compare(
        self, known: Mapping[str, Field[Any]], tree: Mapping[str, JSON], path: str
    ) -> None:
        for name, each in known.items():
            if name not in tree and each.default is MISSING:
                self.problems.append(Problem(path, Rule.KEY_MISSING, {"key": name}))
        for name in tree:
            if name not in known:
                self.problems.append(Problem(path, Rule.KEY_UNKNOWN, {"key": name}))

    def _member(self, hint: type[StrEnum], tree: JSON, path: str) -> Any:
        values = [each.value for each in hint if each not in _NEVER_PUBLISHED]
        if isinstance(tree, str) and tree in values:
            return hint(tree)
        return self._refuse(path, " | ".join(f'"{value}"' for value in values))

    def _scalar(self, hint: type, tree: JSON, path: str) -> Any:
        if hint is str and isinstance(tree, str) and is_writable(tree):
            return tree
        if hint is bool and isinstance(tree, bool):
            return tree
        if hint is int and type(tree) is int and abs(tree) <= LARGEST:
            return tree
        wanted = {str: '"…"', bool: "true | false", int: f"0 … {LARGEST}"}
        return self._refuse(path, wanted[hint])


@cache
def type_hints(hint: type) -> Mapping[str, Any]:
    """Return the types of the fields of a dataclass."""
    return get_type_hints(hint)


def is_writable(words: str) -> bool:
    """Say whether words can be stored: half of a surrogate pair or NUL cannot."""
    return "\0" not in words and not any("\ud800" <= sign <= "\udfff" for sign in words)
