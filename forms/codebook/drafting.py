"""Finds the columns that one version of a questionnaire has, in their order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from forms.answers import stored_value
from forms.appearances import OFF, is_heading_of_rows
from forms.codebook.variables import CHOSEN, MISSING, NOT_CHOSEN, Shape, Value
from forms.definition import (
    Choice,
    Group,
    Item,
    Kind,
    Missing,
    Question,
    Questionnaire,
    Text,
)
from forms.keys import keys_of, walk

WITHOUT: Final = frozenset({Kind.NOTE, Kind.METADATA}) | OFF
"""The kinds of which nothing is kept."""

ALONE: Final = {
    Kind.OPEN_POSITION: Shape.COARSE_POSITION,
    Kind.OPEN_ATTACHMENT: Shape.FILE_NAME,
}
SEVERAL: Final = {Kind.CHOICES: Shape.CHOSEN, Kind.RANKING: Shape.RANK}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one version; ``repeat`` is the path of the repeat around it."""

    path: str
    key: str
    repeat: str
    question: Question
    choice: Choice | None
    values: tuple[Value, ...]

    @property
    def shape(self) -> Shape:
        """What its cells hold."""
        if self.choice is None:
            return ALONE.get(self.question.kind, Shape.VALUE)
        return SEVERAL[self.question.kind]

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The codes that are no answer and can stand in it."""
        known = {each.code for each in self.values}
        return tuple(
            each
            for each in MISSING
            if each in (Missing.SKIPPED, Missing.NOT_ASKED) or each.value in known
        )


@dataclass(frozen=True, slots=True)
class Repetition:
    """A repeat of one version and the path of the repeat around it, if any."""

    path: str
    key: str
    above: str


def repetitions_of(questionnaire: Questionnaire) -> Iterator[Repetition]:
    """Give the repeats, outer ones before inner ones."""
    keys = keys_of(questionnaire)
    items = dict(walk(questionnaire.body))
    for path, item in items.items():
        if isinstance(item, Group) and item.repeat is not None:
            above = path.rpartition("/")[0]
            yield Repetition(path, keys[path], _repeat_around(above, items))


def columns_of(questionnaire: Questionnaire) -> Iterator[Column]:
    """Give the columns in the order in which the questions are asked."""
    keys = keys_of(questionnaire)
    items = dict(walk(questionnaire.body))
    for path, question in _questions(questionnaire):
        if question.kind in WITHOUT or is_heading_of_rows(question):
            continue
        repeat = _repeat_around(path.rpartition("/")[0], items)
        choices = questionnaire.choices_of(question) if _has_list(question) else ()
        values = tuple(_values(question, choices))
        if question.kind not in SEVERAL or not choices:
            yield Column(path, keys[path], repeat, question, None, values)
            continue
        for choice in {each.name: each for each in choices}.values():
            if choice.missing is None:
                yield Column(path, keys[path], repeat, question, choice, values)


def _questions(questionnaire: Questionnaire) -> Iterator[tuple[str, Question]]:
    for place, page in enumerate(questionnaire.pages):
        yield from ((each.name, each) for each in page.questions)
        if place == 0:
            yield from _asked(questionnaire)
    if not questionnaire.pages:
        yield from _asked(questionnaire)


def _asked(questionnaire: Questionnaire) -> Iterator[tuple[str, Question]]:
    for path, item in walk(questionnaire.body):
        if isinstance(item, Question):
            yield path, item


def _has_list(question: Question) -> bool:
    """Say whether there are choices that stand in the questionnaire."""
    return question.choices is not None and not question.choices.startswith("${")


def _repeat_around(path: str, items: Mapping[str, Item]) -> str:
    while path:
        item = items[path]
        if isinstance(item, Group) and item.repeat is not None:
            return path
        path = path.rpartition("/")[0]
    return ""


def _values(question: Question, choices: tuple[Choice, ...]) -> Iterator[Value]:
    """Give what can stand in the cells; of several choices only those left aside."""
    if question.kind is Kind.CHOICES and choices:
        yield Value(NOT_CHOSEN, Text(()))
        yield Value(CHOSEN, Text(()))
    for choice in {each.name: each for each in choices}.values():
        if question.kind not in SEVERAL or choice.missing is not None:
            yield Value(stored_value(choice.name), choice.label)
