"""Questionnaires for benchmarks: a page of so many fields, with more logic or less."""

from collections.abc import Iterator

from benchmarks.logic import a_questionnaire as with_expressions
from forms.definition import (
    Choice,
    ChoiceList,
    Group,
    Item,
    Kind,
    Question,
    Questionnaire,
    Text,
)
from tests.forms.filled import an_item, with_body

KINDS = (
    Kind.CHOICE,
    Kind.TEXT,
    Kind.INTEGER,
    Kind.CHOICES,
    Kind.DECIMAL,
    Kind.DATE,
    Kind.CHOICE,
    Kind.TEXT,
)
OFFERED = ("tap", "well", "river", "other")
SOURCES = ChoiceList(
    name="SOURCES",
    choices=tuple(
        Choice(name=each, label=Text.of({"en": f"From the {each}"})) for each in OFFERED
    ),
)
AGREE = ChoiceList(
    name="AGREE",
    choices=tuple(
        Choice(name=each, label=Text.of({"en": each})) for each in ("yes", "no")
    ),
)


def kind_of(number: int) -> Kind:
    """Return of which kind the question with a number is, as in real forms."""
    return KINDS[number % len(KINDS)]


def a_question(number: int) -> Question:
    """Return a question of the page; the eighth of each eight has several lines."""
    name, kind = f"field_{number}", kind_of(number)
    facts: dict[str, object] = {}
    if kind in (Kind.CHOICE, Kind.CHOICES):
        facts["choices"] = SOURCES.name
    if kind is Kind.INTEGER:
        facts["constraint"] = ". >= 0 and . <= 120"
    if number % len(KINDS) == 0:
        facts["required"] = True
    if number % len(KINDS) == len(KINDS) - 1:
        facts["appearance"] = "multiline"
    return an_item(name, kind, **facts)


def survey(fields: int, expressions: int) -> Questionnaire:
    """Return a questionnaire whose first page after consent has so many fields.

    Its other pages hold the logic, mixed as in real forms.
    """
    page = Group(
        name="page",
        label=Text.of({"en": "About water"}),
        appearance="field-list",
        items=tuple(map(a_question, range(fields))),
    )
    rest: tuple[Item, ...] = (an_item("last", Kind.TEXT),)
    lists: tuple[ChoiceList, ...] = ()
    if expressions:
        mixed = with_expressions(expressions)
        rest = mixed.body
        lists = tuple(each for each in mixed.choice_lists if each.name == "LIST")
    plain = with_body()
    return with_body(page, *rest, choice_lists=(*plain.choice_lists, SOURCES, *lists))


def typed(fields: int, first: str = "well") -> Iterator[tuple[str, str]]:
    """Give what somebody types into the page, a date in one box."""
    yield "field_0", first
    for number in range(1, fields):
        yield from _answers(f"field_{number}", kind_of(number))


def typed_into_boxes(fields: int, first: str = "well") -> Iterator[tuple[str, str]]:
    """Give the same, a date in three boxes."""
    for name, value in typed(fields, first):
        if kind_of(int(name.partition("_")[2])) is Kind.DATE:
            year, month, day = value.split("-")
            yield from ((f"{name}.d", day), (f"{name}.m", month), (f"{name}.y", year))
        else:
            yield name, value


def _answers(name: str, kind: Kind) -> Iterator[tuple[str, str]]:
    if kind is Kind.CHOICES:
        yield from ((name, "tap"), (name, "river"))
        return
    told = {Kind.CHOICE: "well", Kind.INTEGER: "34", Kind.DECIMAL: "1.5"}
    told |= {
        Kind.DATE: "2026-11-02",
        Kind.TEXT: "The lamps on the river road stay off.",
    }
    yield name, told[kind]
