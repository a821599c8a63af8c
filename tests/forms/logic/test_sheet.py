import dataclasses

import pytest

from forms.definition import Kind
from forms.logic import compile_logic
from tests.forms.logic.forms_made import (
    a_form,
    a_list,
    a_program,
    an_environment,
    ask,
    filled,
    group,
    reckon,
    repeat,
    whole,
)

BOX = a_list("BOX", "a", "b", "c")


def test_question_whose_condition_fails_is_not_relevant_and_reads_as_empty() -> None:
    sheet = filled(
        whole("age"),
        ask("work", relevant="${age} > 17"),
        reckon("echo", "concat('[', ${work}, ']')"),
        given={"age": "15", "work": "smith"},
    )

    assert not sheet.is_relevant("work")
    assert sheet.value("work") == ""
    assert sheet.value("echo") == "[]"


def test_group_hands_its_relevance_down_to_all_that_it_holds() -> None:
    sheet = filled(
        whole("n"),
        group("g", group("h", ask("a"), reckon("c", "1")), relevant="${n} = 1"),
        given={"n": "2", "a": "typed"},
    )

    assert not sheet.is_relevant("g")
    assert not sheet.is_relevant("a")
    assert (sheet.value("a"), sheet.value("c")) == ("", "")


def test_calculation_that_stands_before_what_it_needs_is_worked_out_after_it() -> None:
    sheet = filled(
        reckon("twice", "${once_more} * 2"),
        reckon("once_more", "${n} + 1"),
        whole("n"),
        given={"n": "4"},
    )

    assert sheet.value("twice") == "10"


def test_answer_that_is_not_relevant_stays_in_the_draft_and_is_not_sent() -> None:
    sheet = filled(
        ask("a"), ask("b", relevant="${a} = 'x'"), given={"a": "y", "b": "kept"}
    )

    assert sheet.answers()["b"] == "kept"
    assert "b" not in sheet.kept()


def test_default_is_there_once_and_does_not_come_back() -> None:
    program = a_program(ask("a", default="plain"), ask("b", default="${a}"))
    answers = program.begin(an_environment(), "seed")

    emptied = {key: value for key, value in answers.items() if key != "a"}
    sheet = program.evaluate(emptied, an_environment())

    assert (answers["a"], answers["b"]) == ("plain", "plain")
    assert sheet.value("a") == ""


@pytest.mark.parametrize(
    ("count", "number"),
    [("${n}", 3), ("'x'", 0), ("-2", 0), ("2.9", 2), ("${none}", 0)],
    ids=["asked", "no number", "below nothing", "part of one", "not answered"],
)
def test_count_says_how_many_repetitions_there_are(count: str, number: int) -> None:
    sheet = filled(
        whole("n"),
        whole("none"),
        repeat("child", ask("first"), count=count),
        given={"n": "3"},
    )

    assert sheet.repetitions("child") == number
    assert not sheet.may_add("child")


def test_number_of_repetitions_stays_where_none_comes_out() -> None:
    program = a_program(whole("n"), repeat("child", ask("first"), count="${n}"))
    environment = an_environment()
    answers = {**program.begin(environment, "seed"), "n": "2"}
    answers = program.evaluate(answers, environment).answers()

    sheet = program.evaluate({**answers, "n": ""}, environment)

    assert sheet.repetitions("child") == 2


def test_answers_beyond_the_count_stay_in_the_draft_and_are_not_sent() -> None:
    sheet = filled(
        whole("n"),
        repeat("child", ask("first"), count="${n}"),
        given={"n": "1", "first[1]": "Ana", "first[2]": "Ben"},
    )

    assert sheet.kept()["first[1]"] == "Ana"
    assert "first[2]" not in sheet.kept()
    assert sheet.answers()["first[2]"] == "Ben"


def test_repeat_begins_with_one_repetition_and_grows_and_shrinks() -> None:
    program = a_program(repeat("child", ask("first", default="?"), whole("age")))
    environment = an_environment()
    answers = program.begin(environment, "seed")
    assert answers["first[1]"] == "?"

    answers = program.add(answers, "child")
    sheet = program.evaluate(answers, environment)
    assert sheet.keys() == ("C_OK", "first[1]", "age[1]", "first[2]", "age[2]")
    assert sheet.value("first[2]") == "?"

    answers = {**sheet.answers(), "first[1]": "Ana", "first[2]": "Ben"}
    sheet = program.evaluate(program.remove(answers, "child[1]"), environment)
    assert sheet.repetitions("child") == 1
    assert sheet.value("first[1]") == "Ben"
    assert not sheet.has("first[2]")


def test_expression_means_the_question_of_its_own_repetition() -> None:
    sheet = filled(
        repeat("child", whole("age"), reckon("next", "${age} + 1"), count="2"),
        reckon("sum", "sum(${age})"),
        given={"age[1]": "3", "age[2]": "5"},
    )

    assert (sheet.value("next[1]"), sheet.value("next[2]")) == ("4", "6")
    assert sheet.value("sum") == "8"


def test_running_total_looks_at_the_repetition_before() -> None:
    before = "indexed-repeat(${total}, ${day}, position(..) - 1)"
    sheet = filled(
        repeat(
            "day",
            whole("n"),
            reckon("total", f"${{n}} + if(position(..) > 1, {before}, 0)"),
            count="3",
        ),
        given={"n[1]": "1", "n[2]": "2", "n[3]": "4"},
    )

    assert [sheet.value(f"total[{each}]") for each in (1, 2, 3)] == ["1", "3", "7"]


def test_constraint_holds_for_nothing_and_for_what_fulfils_it() -> None:
    sheet = filled(
        whole("a", constraint=". > 3"),
        whole("b", constraint=". > 3", soft_constraint=". < 10"),
        whole("c", constraint=". > 3"),
        given={"a": "1", "b": "12"},
    )

    assert not sheet.satisfies("a")
    assert sheet.satisfies("b")
    assert not sheet.satisfies_softly("b")
    assert sheet.satisfies("c")


def test_choice_that_the_filter_no_longer_offers_reads_as_empty() -> None:
    sheet = filled(
        ask("a", Kind.CHOICES, choices="BOX"),
        ask("b", Kind.CHOICE, choices="BOX", choice_filter="selected(${a}, name)"),
        lists=(BOX,),
        given={"a": ["a", "c"], "b": "b"},
    )

    assert [choice.name for choice in sheet.choices("b")] == ["a", "c"]
    assert sheet.value("b") == ""
    assert sheet.answers()["b"] == "b"


def test_required_is_decided_by_the_author_or_by_an_expression() -> None:
    sheet = filled(
        ask("a", required=True),
        ask("b", required_when="${a} = ''"),
        ask("c", required_when="${a} != ''"),
        ask("d", required=True, relevant="false()"),
    )

    assert [sheet.is_required(key) for key in "abcd"] == [True, True, False, False]


def test_what_is_drawn_by_chance_stays_drawn() -> None:
    program = a_program(reckon("luck", "random()"), reckon("id", "once(uuid())"))
    first = program.begin(an_environment(), "seed")
    again = program.evaluate(first, an_environment(draw=lambda: 0.9)).answers()
    other = program.begin(an_environment(), "another seed")

    assert first == again
    assert first["luck"] != other["luck"]
    assert first["id"] != other["id"]


@pytest.mark.parametrize(("root", "is_asked"), [("hh", True), ("data", False)])
def test_absolute_path_begins_with_the_name_of_the_outermost_node(
    root: str,
    is_asked: bool,  # noqa: FBT001 - one of the cases
) -> None:
    body = (ask("a"), ask("b", relevant=f"/{root}/a = 'x'"))
    form = dataclasses.replace(a_form(*body), settings=(("name", "hh"),))
    program = compile_logic(form).program
    assert program is not None

    sheet = program.evaluate({"a": "x"}, an_environment())

    assert sheet.is_relevant("b") == is_asked


@pytest.mark.parametrize(("wanted", "is_full"), [(1000, False), (1001, True)])
def test_repeat_that_would_go_on_beyond_the_most_says_so(
    wanted: int,
    is_full: bool,  # noqa: FBT001 - one of the cases
) -> None:
    people = repeat("r", ask("a"), count="${n}")
    sheet = filled(whole("n"), people, repeat("s", ask("b")), given={"n": str(wanted)})

    assert (sheet.repetitions("r"), sheet.is_full("r")) == (1000, is_full)
    assert not sheet.is_full("s")
    assert filled(repeat("s", ask("b")), given={"#s": str(wanted)}).is_full("s")
