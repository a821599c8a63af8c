"""Bodies of questionnaires in few words, and sheets of their answers."""

import datetime as dt
from typing import Any, Final

from forms.definition import (
    Choice,
    ChoiceList,
    Group,
    Item,
    Kind,
    Question,
    Questionnaire,
    Repeat,
    Text,
)
from forms.expressions.environment import Environment
from forms.logic import Program, compile_logic
from forms.sheets import Sheet
from forms.typed import Raw
from tests.forms.questionnaires import AGREE, CONSENT_PAGE, GROUPS, T4, a_questionnaire

ENVIRONMENT: Final = Environment(
    now=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
    draw=lambda: 0.5,
    unique=lambda: "one",
)
WATER: Final = ChoiceList(
    name="WATER",
    choices=tuple(
        Choice(name=name, label=Text.of({"en": name}), columns=(("at", place),))
        for name, place in (("well", "north"), ("tap", "south"), ("na", "south"))
    ),
)


def an_item(name: str, kind: Kind = Kind.INTEGER, **changes: Any) -> Question:
    """Return a question of a body, labelled by its name."""
    wanted = {"label": Text.of({"en": f"How is {name}?"}), **changes}
    if kind in (Kind.CHOICE, Kind.CHOICES, Kind.RANKING):
        wanted.setdefault("choices", "WATER")
    return Question(name=name, kind=kind, **wanted)


def a_note(name: str, words: str = "Listen.", **changes: Any) -> Question:
    """Return a note."""
    return an_item(name, Kind.NOTE, label=Text.of({"en": words}), **changes)


def a_group(name: str, *items: Item, **changes: Any) -> Group:
    """Return a group, labelled by its name."""
    wanted = {"label": Text.of({"en": f"About {name}"}), **changes}
    return Group(name=name, items=items, **wanted)


def a_field_list(name: str, *items: Item, **changes: Any) -> Group:
    """Return a group whose questions stand on one page."""
    return a_group(name, *items, appearance="field-list", **changes)


def a_repeat(name: str, *items: Item, count: str = "", **changes: Any) -> Group:
    """Return a repeat."""
    return a_group(name, *items, repeat=Repeat(count=count), **changes)


def with_body(*body: Item, **changes: Any) -> Questionnaire:
    """Return a questionnaire of consent and a body."""
    wanted = {
        "pages": (CONSENT_PAGE,),
        "indices": (),
        "choice_lists": (AGREE, T4, GROUPS, WATER),
        **changes,
    }
    return a_questionnaire(body=body, **wanted)


def program_of(questionnaire: Questionnaire) -> Program:
    """Return the logic of a questionnaire, which has no problem."""
    compiled = compile_logic(questionnaire)
    assert compiled.program is not None, compiled.problems
    return compiled.program


def sheet_of(questionnaire: Questionnaire, answers: Raw | None = None) -> Sheet:
    """Return the sheet of answers."""
    return program_of(questionnaire).evaluate(answers or {}, ENVIRONMENT)
