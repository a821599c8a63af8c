"""Questionnaires made of a few words each, and the environment they are filled in."""

import datetime as dt
from typing import Any

from forms.definition import (
    Choice,
    ChoiceList,
    Group,
    Item,
    Kind,
    Question,
    Questionnaire,
    Repeat,
    SideFile,
    Text,
)
from forms.expressions.environment import Environment
from forms.logic import Program, Sheet, compile_logic
from tests.forms.questionnaires import AGREE, CONSENT_PAGE, a_questionnaire

NOW = dt.datetime(2026, 11, 21, 14, 5, tzinfo=dt.UTC)


def english(words: str) -> Text:
    return Text.of({"en": words})


def ask(name: str, kind: Kind = Kind.TEXT, **changes: Any) -> Question:
    label = changes.pop("label", english(name))
    return Question(name=name, kind=kind, label=label, **changes)


def whole(name: str, **changes: Any) -> Question:
    return ask(name, Kind.INTEGER, **changes)


def reckon(name: str, calculation: str, **changes: Any) -> Question:
    return ask(name, Kind.CALCULATION, calculation=calculation, **changes)


def group(name: str, *items: Item, **changes: Any) -> Group:
    return Group(name=name, items=items, **changes)


def repeat(name: str, *items: Item, count: str = "", **changes: Any) -> Group:
    return Group(name=name, items=items, repeat=Repeat(count=count), **changes)


def a_list(name: str, *choices: str | Choice) -> ChoiceList:
    """Return a list of choices labelled with their names in capitals."""
    made = (
        Choice(name=each, label=english(each.upper()))
        if isinstance(each, str)
        else each
        for each in choices
    )
    return ChoiceList(name=name, choices=tuple(made))


def a_form(
    *body: Item, lists: tuple[ChoiceList, ...] = (), files: tuple[SideFile, ...] = ()
) -> Questionnaire:
    """Return a questionnaire with a body after the page that asks for consent."""
    return a_questionnaire(
        pages=(CONSENT_PAGE,),
        body=body,
        choice_lists=(AGREE, *lists),
        files=files,
        indices=(),
    )


def an_environment(**changes: Any) -> Environment:
    told = {"now": NOW, "draw": lambda: 0.5, "unique": lambda: "unique"}
    return Environment(**{**told, **changes})


def a_program(*body: Item, **more: Any) -> Program:
    compiled = compile_logic(a_form(*body, **more))
    assert not [each for each in compiled.problems if each.severity == "error"]
    assert compiled.program is not None
    return compiled.program


def filled(*body: Item, given: Any = None, **more: Any) -> Sheet:
    """Return the sheet of a form with some answers, begun before."""
    program = a_program(*body, **more)
    answers = program.begin(an_environment(), "seed")
    return program.evaluate({**answers, **(given or {})}, an_environment())
