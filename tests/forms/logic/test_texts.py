"""Answers in labels, and forms that agree with them."""

import dataclasses

import pytest

from forms.definition import Choice, Kind, Text
from forms.logic import compile_logic, wording
from tests.forms.logic.forms_made import (
    a_form,
    a_list,
    a_program,
    an_environment,
    ask,
    english,
    filled,
    group,
    reckon,
    repeat,
    whole,
)

Given = dict[str, str | list[str]]
PEOPLE = "{n, plural, =0 {nobody} one {# person} other {# people}}"


def label_of(words: Text, given: Given, language: str = "en") -> str:
    """Return a label as it is shown when some questions were answered."""
    program = a_program(
        ask("name"),
        whole("n"),
        ask("price", Kind.DECIMAL),
        ask("day", Kind.DATE),
        ask("hour", Kind.TIME),
        ask("fruit", Kind.CHOICES, choices="FRUIT"),
        ask("told", label=words),
        lists=(a_list("FRUIT", "fig", "plum", "pear"),),
    )
    answers = {**program.begin(an_environment(), "seed"), **given}
    sheet = program.evaluate(answers, an_environment())
    return sheet.said(words, "told", language).words


@pytest.mark.parametrize(
    ("words", "given", "expected"),
    [
        ("Hello ${name}!", {"name": "Ana"}, "Hello Ana!"),
        ("Hello ${name}!", {}, "Hello !"),
        ("${price} each", {"price": "1234.5"}, "1,234.5 each"),
        ("on ${day}", {"day": "2026-11-21"}, "on November 21, 2026"),
        ("at ${hour}", {"hour": "14:05"}, "at 2:05 PM"),
        ("some ${fruit}", {"fruit": ["plum", "fig"]}, "some FIG, PLUM"),
        (PEOPLE, {"n": "0"}, "nobody"),
        (PEOPLE, {"n": "1"}, "1 person"),
        (PEOPLE, {"n": "1200"}, "1,200 people"),
        ("{fruit, select, fig {sweet} other {sour}}", {"fruit": ["fig"]}, "sweet"),
        ("{fruit, select, fig {sweet} other {sour}}", {}, "sour"),
        ("{n, plural, other {# for ${name}}}", {"n": "2", "name": "B"}, "2 for B"),
        ("{not, this} #1 {", {}, "{not, this} #1 {"),
    ],
)
def test_label_is_filled_with_the_answers(
    words: str, given: Given, expected: str
) -> None:
    said = label_of(english(words), given)

    assert said.replace("\u202f", " ") == expected


def test_plural_forms_are_those_of_the_language_of_the_words() -> None:
    words = Text.of(
        {
            "ar": "{n, plural, zero {لا} one {واحد} two {اثنان} few {# قليل} other {#}}",
            "en": "{n, plural, one {one} other {more}}",
        }
    )

    assert label_of(words, {"n": "2"}, "ar") == "اثنان"
    assert label_of(words, {"n": "5"}, "ar").endswith("قليل")
    assert label_of(words, {"n": "2"}, "xx") == "more"


@pytest.mark.parametrize(
    "words",
    ["{n, plural, one {x}}", "{n, plural, one {x} other {y}", "{n, plural, }"],
    ids=["without other", "not closed", "no form"],
)
def test_braces_that_cannot_be_read_are_told_and_shown_as_they_are(words: str) -> None:
    compiled = compile_logic(a_form(whole("n"), ask("q", label=english(words))))

    assert [(each.code, each.field) for each in compiled.problems] == [
        ("F474", "label")
    ]
    assert compiled.program is not None
    sheet = compiled.program.evaluate({}, an_environment())
    assert sheet.said(english(words), "q", "en").words == words


def test_unknown_name_in_a_text_is_told_with_the_nearest() -> None:
    compiled = compile_logic(a_form(ask("age"), ask("q", label=english("${aeg}"))))

    assert [
        (each.code, each.path, each.params["nearest"]) for each in compiled.problems
    ] == [("F461", "q", "age")]


def test_text_in_a_repetition_means_its_own_answers() -> None:
    words = english("How old is ${first}?")
    sheet = filled(
        repeat("child", ask("first"), group("g", whole("age", label=words)), count="2"),
        given={"first[1]": "Ana", "first[2]": "Ben"},
    )

    assert sheet.said(words, "age[2]", "en").words == "How old is Ben?"


def test_a_label_of_a_group_is_filled_wherever_it_stands() -> None:
    label = english("About ${name}")
    inner = group("inner", ask("told"))
    program = a_program(
        ask("name"), dataclasses.replace(group("g", inner), label=label)
    )
    answers = program.begin(an_environment(), "seed") | {"name": "Ana"}

    sheet = program.evaluate(answers, an_environment())

    for key in ("g", "inner", "told"):
        assert sheet.said(label, key, "en").words == "About Ana"


def test_a_choice_whose_name_holds_a_space_is_said_by_its_label() -> None:
    words = english("some ${tree}")
    program = a_program(
        ask("tree", Kind.CHOICE, choices="TREE"),
        ask("told", label=words),
        lists=(a_list("TREE", "old oak", "elm"),),
    )
    answers = {**program.begin(an_environment(), "seed"), "tree": "old oak"}

    said = program.evaluate(answers, an_environment()).said(words, "told", "en")

    assert said.words == "some OLD OAK"


def test_choices_and_messages_are_filled_too() -> None:
    label, message = english("with ${name}"), english("not ${name}")
    sheet = filled(
        ask("name"),
        ask("q", Kind.CHOICE, choices="WITH", constraint_message=message),
        lists=(a_list("WITH", Choice(name="a", label=label), "b"),),
        given={"name": "Ana"},
    )

    assert sheet.said(sheet.choices("q")[0].label, "q", "en").words == "with Ana"
    assert sheet.said(message, "q", "en").words == "not Ana"


def test_answers_in_a_text_are_not_read_as_places_to_fill() -> None:
    typed = "${n} {n, plural, other {x}}"

    assert label_of(english("${name}"), {"name": typed}) == typed


def test_it_is_told_which_words_somebody_typed_and_which_are_the_authors() -> None:
    label = english("*${name}*, ${fruit}: ${greeting} ${again} {n, plural, other {#}}")
    sheet = filled(
        ask("name"),
        whole("n"),
        ask("fruit", Kind.CHOICE, choices="FRUIT"),
        reckon("greeting", "if(${name} = '', '', '*Dear*')"),
        reckon("again", "concat(${name}, '!')"),
        ask("told", label=label),
        lists=(a_list("FRUIT", "fig"),),
        given={"name": "*A*", "fruit": "fig", "n": "2"},
    )

    said = sheet.said(label, "told", "en")

    assert said.words == "**A**, FIG: *Dear* *A*! 2"
    assert [said.words[start:end] for start, end in said.typed] == ["*A*", "*A*!", "2"]


def test_forms_within_forms_end_somewhere() -> None:
    deep = "x"
    for _ in range(20):
        deep = "{n, plural, other {" + deep + "}}"

    with pytest.raises(wording.Unreadable):
        wording.read(deep)
