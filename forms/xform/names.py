"""Gives names that every reader of XML knows to what has others, in forms for clients.

XML 1.0 lists since its fifth edition far more letters in names, Ethiopic ones among
them. XLSForm allows all of those, and many readers know none of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from forms.definition import (
    Choice,
    ChoiceList,
    Group,
    Question,
    Questionnaire,
    Repeat,
    Text,
)
from forms.expressions.tokens import PLAIN_NAME
from forms.keys import walk
from forms.logic.defaults import is_worked_out
from forms.logic.sites import NAME, root_of
from forms.xlsform.columns import BETWEEN

_TOKENS: Final = re.compile(
    f"""(?P<quoted>"[^"]*"|'[^']*')|{PLAIN_NAME}(?::(?!:){PLAIN_NAME})?"""
)
_MENTIONS: Final = re.compile(
    rf"(?<=\$\{{){PLAIN_NAME}(?=\}})|(?<=\$\{{last-saved#){PLAIN_NAME}(?=\}})"
    rf"|(?<=\{{){PLAIN_NAME}(?=,)"
)
_EXPRESSIONS: Final = frozenset(
    {"relevant", "constraint", "soft_constraint", "required_when", "read_only_when"}
    | {"calculation", "choice_filter", "count"}
)


@lru_cache(maxsize=4096)
def is_known_everywhere(name: str) -> bool:
    """Say whether a reader of XML that knows the first editions alone takes a name."""
    try:
        fromstring(f"<{name}/>")
    except ParseError:
        return False
    return True


def plain_name(name: str) -> str:
    """Return a name that every reader knows, another one for each name.

    A letter that not all of them know is written by its number.
    """
    if (name.isascii() and ":" not in name) or is_known_everywhere(name):
        return name
    told = "".join(
        sign if is_known_everywhere(f"a{sign}") else f"_{ord(sign):x}" for sign in name
    )
    return told if is_known_everywhere(told) else f"_{told}"


def renamed(questionnaire: Questionnaire) -> Mapping[str, str]:
    """Return the names of items that are called otherwise for clients, and how."""
    return _otherwise(item.name for _, item in walk(questionnaire.body))


def with_plain_names(questionnaire: Questionnaire) -> Questionnaire:
    """Return the questionnaire with names that every reader knows.

    So are the columns of choices, and the root.
    """
    names = dict(renamed(questionnaire))
    for each in questionnaire.choice_lists:
        for choice in each.choices:
            names |= _otherwise(name.split(BETWEEN)[0] for name, _ in choice.columns)
    names |= _otherwise([root_of(questionnaire)])
    if not names:
        return questionnaire
    changed: Questionnaire = _Renaming(names).of(questionnaire)
    settings = tuple(
        (name, names.get(value, value) if name == NAME else value)
        for name, value in questionnaire.settings
    )
    return replace(changed, settings=settings)


def _otherwise(names: Iterable[str]) -> dict[str, str]:
    return {name: plain for name in names if (plain := plain_name(name)) != name}


class _Renaming:
    """Writes other names wherever a questionnaire says them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def of(self, value: Any) -> Any:
        """Return a value with other names in it."""
        if isinstance(value, Text):
            told = ((tag, self._in_text(words)) for tag, words in value.in_languages)
            return Text(tuple(told))
        if isinstance(value, tuple):
            return tuple(self.of(each) for each in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        changed = {
            each.name: self.of(getattr(value, each.name)) for each in fields(value)
        }
        return replace(value, **(changed | self._said_by(value)))

    def _said_by(self, value: object) -> dict[str, Any]:
        """Return the fields of a value that say names, with other names in them."""
        match value:
            case Question():
                return self._expressions_of(value) | {
                    "name": self._name(value.name),
                    "trigger": tuple(map(self._name, value.trigger)),
                    "parameters": tuple(
                        (name, self._in_text(words)) for name, words in value.parameters
                    ),
                    "choices": value.choices and self._in_text(value.choices),
                }
            case Group():
                return self._expressions_of(value) | {"name": self._name(value.name)}
            case Repeat():
                return self._expressions_of(value)
            case ChoiceList():
                return {"name": self._in_text(value.name)}
            case Choice():
                pairs = ((self._column(name), told) for name, told in value.columns)
                return {"columns": tuple(pairs)}
            case _:
                return {}

    def _expressions_of(self, value: Any) -> dict[str, Any]:
        names = {each.name for each in fields(value)} & _EXPRESSIONS
        if isinstance(value, Question) and is_worked_out(value):
            names.add("default")
        return {
            name: _TOKENS.sub(self._token, getattr(value, name))
            for name in sorted(names)
        }

    def _name(self, name: str) -> str:
        return self._names.get(name, name)

    def _column(self, name: str) -> str:
        plain, colons, language = name.partition(BETWEEN)
        return self._name(plain) + colons + language

    def _in_text(self, words: str) -> str:
        return _MENTIONS.sub(self._mention, words) if "{" in words else words

    def _mention(self, found: re.Match[str]) -> str:
        return self._name(found[0])

    def _token(self, found: re.Match[str]) -> str:
        return self._in_text(found[0]) if found["quoted"] else self._name(found[0])
