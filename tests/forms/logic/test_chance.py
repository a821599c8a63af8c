"""What conditions draw by chance: once for each response, never anew."""

from itertools import count
from typing import Any

import pytest

from forms.definition import Item, Kind
from forms.logic import Program, Sheet
from tests.forms.logic.forms_made import (
    a_list,
    a_program,
    an_environment,
    ask,
    group,
    reckon,
    repeat,
)

LIST = a_list("BOX", "a", "b", "c", "d", "e", "f")
HALF = "random() < 0.5"
SEEDS = range(40)


def at_another_time(program: Program, answers: Any) -> Sheet:
    """Return the sheet of answers on a machine that draws other numbers each time."""
    others = count(1)
    draw = lambda: next(others) % 7 / 7  # noqa: E731 - one line tells it best
    return program.evaluate(answers, an_environment(draw=draw))


def looks(sheet: Sheet) -> tuple[object, ...]:
    return (
        sheet.is_relevant("q"),
        sheet.is_required("q"),
        sheet.is_read_only("q"),
        sheet.satisfies("q"),
        sheet.satisfies_softly("q"),
        [each.name for each in sheet.choices("q")],
    )


@pytest.mark.parametrize(
    "logic",
    [
        {"relevant": HALF},
        {"required_when": HALF},
        {"read_only_when": HALF},
        {"constraint": HALF},
        {"soft_constraint": HALF},
        {"choice_filter": HALF},
        {"choice_filter": "random() < 0.5 or name = 'a'"},
        {"choice_filter": "contains(uuid(), 'ab') or name = 'a'"},
        {"randomised": True, "parameters": (("seed", "random() * 1000"),)},
    ],
    ids=str,
)
def test_condition_draws_once_for_each_response(logic: dict[str, Any]) -> None:
    question = ask("q", Kind.CHOICE, choices="BOX", **logic)
    program = a_program(question, lists=(LIST,))
    begun = [{**program.begin(an_environment(), str(seed)), "q": "a"} for seed in SEEDS]

    first = [looks(at_another_time(program, answers)) for answers in begun]
    again = [looks(at_another_time(program, answers)) for answers in begun]

    assert first == again
    assert len({str(each) for each in first}) > 1


def test_conditions_of_one_place_draw_apart() -> None:
    program = a_program(ask("q", required_when=HALF, read_only_when=HALF))

    found = {
        looks(program.evaluate({"##seed": str(seed)}, an_environment()))[1:3]
        for seed in SEEDS
    }

    assert len(found) == 4


def test_number_of_repetitions_draws_once() -> None:
    program = a_program(repeat("r", ask("q"), count="int(random() * 5)"))
    begun = [program.begin(an_environment(), str(seed)) for seed in SEEDS]

    numbers = [at_another_time(program, each).repetitions("r") for each in begun]

    assert numbers == [
        at_another_time(program, each).repetitions("r") for each in begun
    ]
    assert set(numbers) == {0, 1, 2, 3, 4}


SENT_BY_OTHERS: list[tuple[str, tuple[Item, ...], dict[str, Any], dict[str, str]]] = [
    ("question", (ask("q", relevant="random() < 0"),), {"q": "x"}, {"q": "x"}),
    (
        "group",
        (group("g", ask("q"), relevant="random() < 0"),),
        {"q": "x"},
        {"q": "x"},
    ),
    (
        "repetition",
        (repeat("r", group("g", ask("q"), relevant="random() < 0")),),
        {"#r": "2", "q[2]": "x"},
        {"#r": "2", "q[2]": "x"},
    ),
    (
        "arm",
        (reckon("arm", "'a'", relevant="random() < 0"),),
        {"arm": "a"},
        {"arm": "a"},
    ),
    (
        "choice",
        (ask("q", Kind.CHOICE, choices="BOX", choice_filter="random() < 0"),),
        {"q": "b"},
        {"q": "b"},
    ),
    ("constraint", (ask("q", constraint="random() < 0"),), {"q": "x"}, {"q": "x"}),
    (
        "count",
        (repeat("r", ask("q"), count="int(random() * 2) + 7"),),
        {"#r": "2", "q[1]": "x", "q[2]": "y"},
        {"#r": "2", "q[1]": "x", "q[2]": "y"},
    ),
    (
        "set off",
        (ask("a"), ask("q", calculation="uuid()", trigger=("a",))),
        {"a": "1", "q": "theirs"},
        {"a": "1", "q": "theirs"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "given", "kept"),
    [each[1:] for each in SENT_BY_OTHERS],
    ids=[each[0] for each in SENT_BY_OTHERS],
)
def test_answers_begun_elsewhere_show_what_was_drawn_there(
    body: tuple[Item, ...], given: dict[str, Any], kept: dict[str, str]
) -> None:
    program = a_program(*body, lists=(LIST,))

    sheet = program.evaluate(given, an_environment())

    assert sheet.kept() == kept
    assert all(map(sheet.satisfies, sheet.keys()))


@pytest.mark.parametrize("field", ["relevant", "required_when"])
def test_what_was_left_out_elsewhere_is_not_asked_for(field: str) -> None:
    logic: dict[str, Any] = {"required": field == "relevant", field: "random() < 2"}
    program = a_program(ask("q", **logic))

    sheet = program.evaluate({}, an_environment())

    assert not sheet.is_required("q")
