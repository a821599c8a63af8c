"""Says which column of a workbook holds which field of the model.

The reader and the writer share these tables. A header is written as ``header``, with
``::`` and the name of a language behind it where the column holds a text, and read in
any of its spellings, whatever its case, spaces and underscores. What stands in any
other column is kept as a pair of its header and its cell, sorted by header, so that
the order of columns does not change the version of a questionnaire.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

BETWEEN: Final = "::"
"""Stands between the parts of a header: before a language, after a prefix."""

OWN: Final = "consult"
"""The prefix of the columns that only we know."""

SURVEY: Final = "survey"
CHOICES: Final = "choices"
SETTINGS: Final = "settings"
EXTERNAL_CHOICES: Final = "external_choices"
OSM: Final = "osm"
ENTITIES: Final = "entities"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: the field it fills, how it is written, and how else it is spelt.

    ``is_text`` tells that there is one for each language, ``is_logic`` that its cells
    are expressions, where typographic quotation marks are taken for plain ones.
    """

    field: str
    header: str
    spellings: tuple[str, ...] = ()
    is_text: bool = False
    is_logic: bool = False


def _plain(field: str, header: str, *spellings: str) -> Column:
    return Column(field=field, header=header, spellings=spellings)


def _text(field: str, header: str, *spellings: str) -> Column:
    return Column(field=field, header=header, spellings=spellings, is_text=True)


def _logic(field: str, header: str, *spellings: str) -> Column:
    return Column(field=field, header=header, spellings=spellings, is_logic=True)


ROLES: Final = ("image", "big-image", "audio", "video")
"""What a medium can be, in the order in which media are held."""

_MEDIA: Final = tuple(_text(role, role, f"media::{role}") for role in ROLES)

SURVEY_COLUMNS: Final = (
    _plain("type", "type", "command"),
    _plain("name", "name", "tag", "value"),
    _text("label", "label", "caption"),
    _text("hint", "hint"),
    _text("guidance", "guidance_hint"),
    *_MEDIA,
    _plain("appearance", "appearance", "control::appearance", "body::appearance"),
    _plain("parameters", "parameters"),
    _logic("relevant", "relevant", "relevance", "bind::relevant"),
    _logic("constraint", "constraint", "bind::constraint"),
    _text(
        "constraint_message",
        "constraint_message",
        "constraining_message",
        "bind::jr:constraintmsg",
        "jr:constraintmsg",
        "constraintmsg",
    ),
    _logic("required", "required", "bind::required"),
    _text(
        "required_message",
        "required_message",
        "requiredmsg",
        "bind::jr:requiredmsg",
        "jr:requiredmsg",
    ),
    _logic("read_only", "read_only", "readonly", "bind::readonly"),
    _plain("default", "default"),
    _logic("calculation", "calculation", "calculate", "bind::calculate"),
    _logic("choice_filter", "choice_filter"),
    _logic(
        "repeat_count", "repeat_count", "count", "jr:count", "control::jr:count",
        "body::jr:count",
    ),
    _logic("trigger", "trigger"),
    _plain("use", f"{OWN}::use"),
    _plain("guarded", f"{OWN}::guarded", f"{OWN}::sensitive"),
    _logic("soft_constraint", f"{OWN}::soft_constraint"),
    _text("soft_message", f"{OWN}::soft_message", f"{OWN}::soft_constraint_message"),
    _text("short", f"{OWN}::short"),
    _plain("longest", f"{OWN}::longest"),
    _plain("least", f"{OWN}::least"),
    _plain("most", f"{OWN}::most"),
    _plain("construct", f"{OWN}::construct"),
    _plain("source", f"{OWN}::source"),
    _plain("status", f"{OWN}::status"),
    _plain("disabled", "disabled"),
)  # fmt: skip
"""``construct``, ``source`` and ``status`` make up the provenance of a question; a row
that is ``disabled`` is left out."""

CHOICE_COLUMNS: Final = (
    _plain("list", "list_name", "list name", "listname"),
    _plain("name", "name", "value"),
    _text("label", "label", "caption"),
    *_MEDIA,
    _plain("value", f"{OWN}::value"),
    _plain("missing", f"{OWN}::missing"),
    _plain("exclusive", f"{OWN}::exclusive"),
)
"""Other than in pyxform, ``value`` names the choice only where no ``name`` does."""

SETTINGS_COLUMNS: Final = (
    _text("title", "form_title", "set_form_title", "title"),
    _plain("instrument", "form_id", "set_form_id", "id_string"),
    _plain("default_language", "default_language"),
    _plain("languages", f"{OWN}::languages"),
    _text("summary", f"{OWN}::summary"),
)
"""``languages`` holds the tags of all languages in order, with spaces between them; it
is needed where one of them has no text yet. A questionnaire without a title is called
by its instrument. Other settings are kept as pairs in the order they stand in."""


def by_spelling(columns: tuple[Column, ...]) -> Mapping[str, Column]:
    """Return the columns by each of their spellings, as ``spelt`` gives them."""
    return {
        spelt(each): column
        for column in columns
        for each in (column.header, *column.spellings)
    }


def spelt(header: str) -> str:
    """Return a header without what does not matter: case, spaces, underscores."""
    return "_".join(header.replace("_", " ").split()).lower()
