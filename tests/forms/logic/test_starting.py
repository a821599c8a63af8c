"""What stands in a questionnaire before anybody has answered."""

import pytest

from forms.definition import Kind
from forms.logic.defaults import is_worked_out
from tests.forms.logic.forms_made import (
    a_list,
    a_program,
    an_environment,
    ask,
    group,
    reckon,
    repeat,
    whole,
)


@pytest.mark.parametrize(
    ("default", "kind", "expected"),
    [
        ("plain words", Kind.TEXT, False),
        ("pre-filled", Kind.TEXT, False),
        ("2026-11-21", Kind.DATE, False),
        ("5", Kind.INTEGER, False),
        ("-5", Kind.INTEGER, False),
        ("'a * b'", Kind.TEXT, False),
        ("${a}", Kind.TEXT, True),
        ("today()", Kind.DATE, True),
        ("1 + 1", Kind.INTEGER, True),
        ("10 div 2", Kind.INTEGER, True),
        ("a - b", Kind.TEXT, True),
        ("a - b", Kind.DATE, False),
        ("jr:choice-name('a', 'b')", Kind.TEXT, True),
    ],
)
def test_default_is_worked_out_where_it_reckons(
    default: str, kind: Kind, *, expected: bool
) -> None:
    assert is_worked_out(ask("q", kind, default=default)) is expected


def test_defaults_may_depend_on_one_another_and_on_calculations() -> None:
    program = a_program(
        ask("third", default="concat(${second}, '!')"),
        ask("second", default="concat(${between}, '?')"),
        reckon("between", "concat(${first}, '.')"),
        ask("first", default="a"),
    )

    assert program.begin(an_environment(), "seed")["third"] == "a.?!"


def test_several_choices_can_be_the_default() -> None:
    program = a_program(
        ask("q", Kind.CHOICES, choices="BOX", default="b a"),
        lists=(a_list("BOX", "a", "b"),),
    )

    assert program.begin(an_environment(), "seed")["q"] == ["b", "a"]


def test_new_repetition_gets_its_defaults_and_the_others_keep_theirs() -> None:
    program = a_program(
        whole("n"),
        repeat(
            "r",
            ask("a", default="x"),
            ask("b", default="concat(${n}, '/', position(..))"),
            repeat("s", ask("c", default="deep")),
        ),
    )
    environment = an_environment()
    answers = {**program.begin(environment, "seed"), "n": "5", "a[1]": "mine"}

    sheet = program.evaluate(program.add(answers, "r"), environment)

    assert (sheet.value("a[1]"), sheet.value("b[1]")) == ("mine", "/1")
    assert (sheet.value("a[2]"), sheet.value("b[2]")) == ("x", "5/2")
    assert sheet.value("c[2][1]") == "deep"


def test_repetitions_that_a_number_brings_get_defaults_too() -> None:
    program = a_program(whole("n"), repeat("r", ask("a", default="x"), count="${n}"))
    environment = an_environment()
    answers = {**program.begin(environment, "seed"), "n": "2"}

    sheet = program.evaluate(answers, environment)
    emptied = {**sheet.answers(), "a[1]": ""}

    assert (sheet.value("a[1]"), sheet.value("a[2]")) == ("x", "x")
    assert program.evaluate(emptied, environment).value("a[1]") == ""


def test_what_is_not_relevant_at_first_gets_no_default_that_is_worked_out() -> None:
    program = a_program(
        ask("a"), group("g", ask("b", default="1 + 1"), relevant="${a} = 'x'")
    )
    answers = program.begin(an_environment(), "seed")

    sheet = program.evaluate({**answers, "a": "x"}, an_environment())

    assert sheet.value("b") == ""


def test_answers_that_were_not_begun_get_no_defaults() -> None:
    program = a_program(ask("a", default="x"), repeat("r", ask("b", default="y")))

    sheet = program.evaluate({"b[1]": ""}, an_environment())

    assert (sheet.value("a"), sheet.value("b[1]")) == ("", "")
