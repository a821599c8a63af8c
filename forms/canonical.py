"""Writes a questionnaire in its one canonical form, and reads it back.

The canonical form is JSON with sorted keys and no spaces. ``forms.fingerprint``
names a version by its hash, so the form changes only with its ``format``.
"""

import json
from typing import Final, NoReturn

from forms.checking import check_draft
from forms.definition import Questionnaire
from forms.errors import InvalidDefinition
from forms.problems import Problem, Rule
from forms.structure import JSON, decode, encode_fields, is_writable

FORMAT: Final = 1


def to_json(questionnaire: Questionnaire) -> str:
    """Return the canonical form, from which ``from_json`` makes an equal value."""
    return json.dumps(
        {"format": FORMAT, **encode_fields(questionnaire)},
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )


def from_json(text: str) -> Questionnaire:
    """Return the questionnaire that a text holds, whatever its spaces and order.

    Raises ``InvalidDefinition`` with every problem of the shape at once or, where
    the shape is right, with every problem of the content. One that lacks only the
    page that asks for consent can be read, though not published.
    """
    questionnaire = _from_tree(_tree(text))
    check_draft(questionnaire)
    return questionnaire


def _from_tree(tree: JSON) -> Questionnaire:
    if isinstance(tree, dict) and tree.get("format") != FORMAT:
        raise InvalidDefinition(
            [Problem("format", Rule.FORMAT_UNKNOWN, {"known": FORMAT})]
        )
    if isinstance(tree, dict):
        tree = {name: each for name, each in tree.items() if name != "format"}
    return decode(tree)


def _tree(text: str) -> JSON:
    try:
        tree: JSON = json.loads(
            text, object_pairs_hook=_without_doubles, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:
        raise InvalidDefinition([Problem("", Rule.NOT_JSON)]) from error
    return tree


def _without_doubles(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    """Return the object; of two values under one key nobody knows which counts."""
    tree = dict(pairs)
    if len(tree) != len(pairs) or not all(is_writable(key) for key in tree):
        raise ValueError("a key is given twice, or cannot be written")
    return tree


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
