"""Calculations that do not simply follow: set off, suggested, drawn, of the moment."""

import datetime as dt

import pytest

from forms.definition import Kind
from tests.forms.logic.forms_made import (
    a_list,
    a_program,
    an_environment,
    ask,
    filled,
    reckon,
    repeat,
    whole,
)

TOMORROW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)


def test_calculation_with_a_trigger_waits_until_that_changes() -> None:
    program = a_program(
        ask("a"), whole("n"), reckon("copied", "${n} * 10", trigger=("a",))
    )
    environment = an_environment()
    answers = program.begin(environment, "seed")

    answers = program.evaluate({**answers, "n": "1"}, environment).answers()
    assert "copied" not in answers

    answers = program.evaluate({**answers, "a": "now"}, environment).answers()
    assert answers["copied"] == "10"

    answers = program.evaluate({**answers, "n": "2"}, environment).answers()
    assert answers["copied"] == "10"

    answers = program.evaluate({**answers, "a": "again"}, environment).answers()
    assert answers["copied"] == "20"


def test_default_of_a_trigger_sets_nothing_off() -> None:
    program = a_program(
        ask("a", default="there"), reckon("copied", "'set'", trigger=("a",))
    )

    answers = program.begin(an_environment(), "seed")

    assert "copied" not in answers


def test_trigger_without_calculation_empties_the_question() -> None:
    program = a_program(ask("a"), ask("b", trigger=("a",)))
    answers = {**program.begin(an_environment(), "seed"), "b": "typed"}

    sheet = program.evaluate({**answers, "a": "changed"}, an_environment())

    assert sheet.value("b") == ""


def test_trigger_sets_off_the_calculation_of_its_own_repetition_alone() -> None:
    program = a_program(
        repeat("r", whole("n"), reckon("copied", "${n}", trigger=("n",)), count="2")
    )
    answers = program.begin(an_environment(), "seed")

    sheet = program.evaluate({**answers, "n[2]": "7"}, an_environment())

    assert (sheet.value("copied[1]"), sheet.value("copied[2]")) == ("", "7")


def test_calculation_of_a_question_can_be_changed_until_it_comes_out_differently() -> (
    None
):
    program = a_program(whole("n"), whole("twice", calculation="${n} * 2"))
    environment = an_environment()
    answers = {**program.begin(environment, "seed"), "n": "3"}

    sheet = program.evaluate(answers, environment)
    assert sheet.value("twice") == "6"

    sheet = program.evaluate({**sheet.answers(), "twice": "7"}, environment)
    assert sheet.value("twice") == "7"

    sheet = program.evaluate({**sheet.answers(), "n": "4"}, environment)
    assert sheet.value("twice") == "8"


def test_calculation_of_what_cannot_be_changed_has_the_last_word() -> None:
    sheet = filled(
        whole("n"),
        whole("twice", calculation="${n} * 2", read_only=True),
        given={"n": "3", "twice": "7"},
    )

    assert sheet.value("twice") == "6"


def test_answers_that_came_in_whole_keep_what_was_changed() -> None:
    program = a_program(whole("n"), whole("twice", calculation="${n} * 2"))

    sheet = program.evaluate({"n": "3", "twice": "7"}, an_environment())

    assert sheet.value("twice") == "7"
    again = program.evaluate(sheet.answers(), an_environment())
    assert again.value("twice") == "7"


def test_moment_is_read_once_and_kept_as_long_as_there_is_one() -> None:
    program = a_program(ask("a"), reckon("at", "if(${a} != '', now(), '')"))
    answers = {**program.begin(an_environment(), "seed"), "a": "x"}

    first = program.evaluate(answers, an_environment())
    later = program.evaluate(first.answers(), an_environment(now=TOMORROW))
    without = program.evaluate({**later.answers(), "a": ""}, an_environment())

    assert first.value("at").startswith("2026-11-21T14:05")
    assert later.value("at") == first.value("at")
    assert without.value("at") == ""


def test_once_keeps_the_first_value_even_while_it_is_not_relevant() -> None:
    program = a_program(
        ask("a"), whole("n"), reckon("first", "once(${n})", relevant="${a} = ''")
    )
    environment = an_environment()
    answers = {**program.begin(environment, "seed"), "n": "1"}

    answers = program.evaluate(answers, environment).answers()
    hidden = program.evaluate({**answers, "n": "2", "a": "x"}, environment)
    shown = program.evaluate({**hidden.answers(), "a": ""}, environment)

    assert hidden.value("first") == ""
    assert shown.value("first") == "1"


def test_today_is_the_day_on_which_it_was_begun() -> None:
    program = a_program(
        ask("day", Kind.METADATA, variant="today"),
        ask("phone", Kind.METADATA, variant="phonenumber"),
        reckon("told", "concat(${day}, '|', ${phone})"),
    )
    answers = {**program.begin(an_environment(), "seed"), "phone": "0123"}

    sheet = program.evaluate(answers, an_environment(now=TOMORROW))

    assert sheet.value("told") == "2026-11-21|"


def test_every_place_draws_its_own_and_the_same_each_time() -> None:
    program = a_program(repeat("r", reckon("luck", "random()"), count="3"))
    answers = program.begin(an_environment(), "seed")
    drawn = {answers[f"luck[{number}]"] for number in (1, 2, 3)}

    again = program.evaluate({"##seed": "seed"}, an_environment(draw=lambda: 0.1))

    assert len(drawn) == 3
    assert {again.value(f"luck[{number}]") for number in (1, 2, 3)} == drawn


def test_question_asked_by_chance_is_asked_of_some_and_of_them_always() -> None:
    program = a_program(ask("a", relevant="random() < 0.5"))

    asked = [
        program.evaluate(
            program.begin(an_environment(), str(seed)), an_environment()
        ).is_relevant("a")
        for seed in range(40)
    ]

    assert {True, False} == set(asked)
    again = program.evaluate({"##seed": "0"}, an_environment(draw=lambda: 0.9))
    assert again.is_relevant("a") == asked[0]


def test_number_put_in_for_a_whole_number_loses_its_part() -> None:
    sheet = filled(whole("n", calculation="7 div 2", read_only=True))

    assert sheet.value("n") == "3"


def test_decimal_has_a_point_in_expressions_and_none_where_it_is_stored() -> None:
    sheet = filled(
        ask("price", Kind.DECIMAL),
        ask("double", Kind.DECIMAL, calculation="${price} * 2", read_only=True),
        reckon("told", "concat(${price}, ' ', ${double})"),
        given={"price": "17"},
    )

    assert sheet.value("told") == "17.0 34.0"
    assert (sheet.kept()["price"], sheet.kept()["double"]) == ("17", "34")
    assert sheet.answers()["double"] == "34"


def test_calculation_that_says_only_itself_leaves_what_is_there() -> None:
    sheet = filled(reckon("id", ".", default="given"))

    assert sheet.value("id") == "given"


def test_calculated_choice_that_is_not_offered_reads_as_empty() -> None:
    sheet = filled(
        ask("q", Kind.CHOICE, choices="BOX", calculation="'z'"),
        lists=(a_list("BOX", "a"),),
    )

    assert sheet.value("q") == ""


@pytest.mark.parametrize(
    ("kind", "calculation", "value"),
    [
        (Kind.INTEGER, "'2026-11-20'", ""),
        (Kind.INTEGER, "' 12 '", "12"),
        (Kind.INTEGER, "12.9", "12"),
        (Kind.DECIMAL, "'2026-11-20'", ""),
        (Kind.DECIMAL, "'1e3'", "1000.0"),
        (Kind.DECIMAL, "1 div 0", ""),
        (Kind.ACKNOWLEDGE, "'ok'", "OK"),
        (Kind.ACKNOWLEDGE, "'yes'", ""),
    ],
)
def test_what_is_worked_out_is_held_as_answers_of_the_kind_are(
    kind: Kind, calculation: str, value: str
) -> None:
    program = a_program(ask("q", kind=kind, calculation=calculation))

    sheet = program.evaluate(program.begin(an_environment(), "seed"), an_environment())

    assert sheet.value("q") == value


def test_another_result_replaces_what_was_typed_though_it_counts_for_nothing() -> None:
    program = a_program(
        ask("day"), ask("n", kind=Kind.DECIMAL, calculation="concat(${day}, '')")
    )
    answers = {**program.begin(an_environment(), "seed"), "n": "3"}
    answers = program.evaluate(answers, an_environment()).answers()

    sheet = program.evaluate({**answers, "day": "today"}, an_environment())

    assert sheet.value("n") == ""
