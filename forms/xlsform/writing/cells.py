"""Puts the fields of a value of the model into cells, by the shared columns."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms.checking.texts import texts_of
from forms.definition import Medium, Questionnaire, Text
from forms.structure import JSON, encode, encode_fields
from forms.xlsform.columns import BETWEEN, ROLES, TRUE, Column, Shape
from forms.xlsform.writing.tables import Row


@dataclass(frozen=True, slots=True)
class Languages:
    """What headers call the languages: pairs of tag and name, none for the plain one.

    ``are_told`` says whether the headers tell which are those of the questionnaire:
    not where there are texts in further ones, or none at all in one of them.
    """

    names: tuple[tuple[str, str], ...]
    are_told: bool

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> "Languages":
        """Return the languages of a questionnaire, then what else it has texts in."""
        spoken = questionnaire.languages
        told = dict(questionnaire.language_names)
        texts = [text for _, text in texts_of(questionnaire, "")]
        held = {tag for text in texts for tag, _ in text.in_languages}
        plain = dict.fromkeys(spoken[:1], "")
        names = tuple(
            (tag, told.get(tag, plain.get(tag, tag)))
            for tag in (*spoken, *sorted(held - set(spoken)))
        )
        return cls(names, held == set(spoken))

    def headers(self, header: str) -> Iterator[tuple[str, str]]:
        """Give the tag of each language and the header of its column."""
        for tag, name in self.names:
            yield tag, f"{header}{BETWEEN}{name}" if name else header

    def cells(self, header: str, text: Text) -> Row:
        """Return what a text says in each language."""
        headers = dict(self.headers(header))
        return {headers[tag]: words for tag, words in text.in_languages}

    def in_order(self, header: str) -> list[str]:
        """Return the headers of a text in every language."""
        return [each for _, each in self.headers(header)]


def cells_of(value: object, columns: Iterable[Column], languages: Languages) -> Row:
    """Return what stands in the columns of a value; defaults stand nowhere."""
    held = encode_fields(value)
    cells: dict[str, str] = {}
    for column in columns:
        if column.field in held:
            cells |= _cells(column, held[column.field], languages)
    return cells


def _cells(column: Column, held: JSON, languages: Languages) -> Row:
    if column.shape is Shape.TEXT and isinstance(held, dict):
        words = {tag: str(each) for tag, each in held.items()}
        return languages.cells(column.header, Text.of(words))
    if column.shape is Shape.JSON:
        return {column.header: as_json(held)}
    if column.shape is Shape.YES:
        return {column.header: TRUE}
    return {column.header: str(held)}


def media_cells(media: Iterable[Medium], languages: Languages) -> Row:
    """Return the file names of media."""
    cells: dict[str, str] = {}
    for medium in sorted(media, key=lambda each: ROLES.index(each.role)):
        cells |= languages.cells(medium.role, medium.files)
    return cells


def as_json(held: object) -> str:
    """Return a value of the model as JSON with sorted keys."""
    return json.dumps(
        encode(held) if not isinstance(held, dict | list) else held,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )


def headers_of(columns: Iterable[Column], languages: Languages) -> Iterator[str]:
    """Give the headers of columns in order, each text in every language."""
    for column in columns:
        if column.shape is Shape.TEXT:
            yield from languages.in_order(column.header)
        else:
            yield column.header
