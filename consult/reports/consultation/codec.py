"""Turns findings into plain values for storing, and back without loss.

Any frozen dataclass of findings will do: how it is written follows from its
annotations. A day becomes its ISO form and a tuple a list.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Finding = TypeVar("Finding")


def to_values(finding: object) -> dict[str, object]:
    """Return a finding as values that JSON knows, by the names of its fields."""
    hints = _hints(_named(type(finding)))
    return {name: _plain(getattr(finding, name)) for name in hints}


def from_values(kind: type[Finding], values: Mapping[str, object]) -> Finding:
    """Return the finding of a kind that ``to_values`` made the values from.

    A field that the values lack takes its default. Raises TypeError when it has
    none.
    """
    known = {
        name: _read(hint, values[name])
        for name, hint in _hints(_named(kind)).items()
        if name in values
    }
    return kind(**known)


def _named(kind: Any) -> Any:
    """Return the kind; mypy does not know that every class can be hashed."""
    return kind


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return to_values(value)
    return value


def _read(hint: Any, value: Any) -> Any:
    """Return a value as its annotation says; what is not annotated stays plain."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return _read_optional(inner, value)
    if origin is tuple:
        return _read_tuple(inner, value)
    if origin is Mapping:
        return {_read(inner[0], key): _read(inner[1], value[key]) for key in value}
    if is_dataclass(hint):
        return from_values(hint, value)  # type: ignore[arg-type] # an annotation names a class
    if hint is dt.date:
        return dt.date.fromisoformat(value)
    return float(value) if hint is float else value


def _read_optional(inner: Sequence[Any], value: Any) -> Any:
    if value is None:
        return None
    (hint,) = (each for each in inner if each is not NoneType)
    return _read(hint, value)


def _read_tuple(inner: Sequence[Any], value: Sequence[Any]) -> tuple[Any, ...]:
    if inner[-1] is Ellipsis:
        return tuple(_read(inner[0], each) for each in value)
    return tuple(_read(hint, each) for hint, each in zip(inner, value, strict=True))
