"""What is said about logic that cannot be meant, and how it goes on regardless."""

import pytest

from forms.definition import Item, Kind
from forms.logic import compile_logic
from tests.forms.logic.forms_made import (
    a_form,
    a_list,
    an_environment,
    ask,
    english,
    group,
    reckon,
    repeat,
    whole,
)

BOX = a_list("BOX", "a", "b")


def problems_of(*body: Item) -> list[tuple[str, str, str]]:
    """Return code, path and field of each problem."""
    compiled = compile_logic(a_form(*body, lists=(BOX,)))
    for each in compiled.problems:
        assert each.message % dict(each.params)
    return [(each.code, each.path, each.field) for each in compiled.problems]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ([ask("a", relevant="${b} = 1")], [("F460", "a", "relevant")]),
        ([ask("age"), ask("a", relevant="${aeg} = 1")], [("F461", "a", "relevant")]),
        ([ask("a", constraint=". >")], [("F456", "a", "constraint")]),
        ([ask("a", soft_constraint="x(")], [("F454", "a", "soft_constraint")]),
        ([ask("a", required_when="nope()")], [("F457", "a", "required_when")]),
        ([ask("a", read_only_when="${b}")], [("F460", "a", "read_only_when")]),
        ([ask("a", default="${b}")], [("F460", "a", "default")]),
        ([reckon("a", "${b}")], [("F460", "a", "calculation")]),
        ([reckon("a", "1", trigger=("b",))], [("F473", "a", "trigger")]),
        ([repeat("r", ask("a"), count="${b}")], [("F460", "r", "count")]),
        ([group("g", ask("a"), relevant="${b}")], [("F460", "g", "relevant")]),
        (
            [ask("a", Kind.CHOICE, choices="BOX", choice_filter="${b} = name")],
            [("F460", "a", "choice_filter")],
        ),
        ([ask("a", label=english("${b}"))], [("F460", "a", "label")]),
        ([ask("a", hint=english("${b}"))], [("F460", "a", "hint")]),
        ([group("g", ask("a"), label=english("${b}"))], [("F460", "g", "label")]),
        (
            [reckon("a", "count(instance('b')/root/item)")],
            [("F475", "a", "calculation")],
        ),
    ],
)
def test_every_expression_that_cannot_be_read_is_told_with_its_field(
    body: list[Item], expected: list[tuple[str, str, str]]
) -> None:
    assert problems_of(*body) == expected


def test_all_problems_are_told_at_once() -> None:
    found = problems_of(ask("a", relevant="${x}", constraint="${y}"), reckon("b", "z("))

    assert [field for _, _, field in found] == ["relevant", "constraint", "calculation"]


def test_circle_is_told_once_with_its_chain() -> None:
    compiled = compile_logic(
        a_form(
            reckon("a", "${b} + 1"), ask("b", relevant="${c} > 1"), reckon("c", "${a}")
        )
    )

    assert [(each.code, each.severity) for each in compiled.problems] == [
        ("F472", "warning")
    ]
    assert compiled.problems[0].params["chain"] == "a → b → c → a"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([reckon("a", "${a} + 1")], "F471"),
        ([ask("a", relevant="${a} = ''")], "F471"),
        ([repeat("r", reckon("a", "${a} + 1"))], "F471"),
        ([group("g", ask("a"), relevant="${a} != 'x'")], "F471"),
    ],
    ids=["calculation", "relevance", "in a repetition", "group"],
)
def test_what_depends_on_its_own_value_is_told(body: list[Item], code: str) -> None:
    assert [found[0] for found in problems_of(*body)] == [code]


@pytest.mark.parametrize(
    "body",
    [
        [ask("a", constraint="${a} != 'x'")],
        [reckon("a", "once(if(${a} = '', 1, 2))")],
        [ask("b"), reckon("a", "${a} + 1", trigger=("b",))],
        [
            repeat(
                "r",
                ask(
                    "a", Kind.CHOICE, choices="BOX", choice_filter="not(${all} = name)"
                ),
            ),
            reckon("all", "join(' ', ${a})"),
        ],
        [
            repeat(
                "r",
                whole("n"),
                reckon("a", "${n} + indexed-repeat(${a}, ${r}, position(..) - 1)"),
            )
        ],
    ],
    ids=["constraint", "once", "set off", "filter", "running total"],
)
def test_what_only_looks_like_a_circle_is_not_told(body: list[Item]) -> None:
    assert problems_of(*body) == []


def test_circle_is_worked_out_once_through_and_always_the_same() -> None:
    compiled = compile_logic(
        a_form(whole("n"), reckon("a", "${b} + ${n}"), reckon("b", "${a} + 1"))
    )
    assert compiled.program is not None

    answers = compiled.program.begin(an_environment(), "seed")
    sheet = compiled.program.evaluate({**answers, "n": "1"}, an_environment())
    again = compiled.program.evaluate(sheet.answers(), an_environment())

    assert again.kept() == sheet.kept()


def test_group_whose_condition_is_about_what_it_holds_sees_nothing_of_it() -> None:
    compiled = compile_logic(
        a_form(
            group("g", ask("a"), relevant="./a = 'x'"),
            group("h", ask("b"), relevant="./b != 'x'"),
        )
    )
    assert compiled.program is not None

    sheet = compiled.program.evaluate({"a": "x", "b": "x"}, an_environment())

    assert (sheet.is_relevant("g"), sheet.is_relevant("h")) == (False, True)
    assert (sheet.value("a"), sheet.value("b")) == ("", "x")


def test_what_cannot_be_read_is_asked_allowed_and_left_empty() -> None:
    compiled = compile_logic(
        a_form(
            ask("a", relevant="nope()", constraint="nope()", required_when="nope()"),
            reckon("b", "nope()"),
        )
    )
    assert compiled.program is not None

    sheet = compiled.program.evaluate({"a": "x"}, an_environment())

    assert sheet.is_relevant("a")
    assert sheet.satisfies("a")
    assert not sheet.is_required("a")
    assert sheet.value("b") == ""


def test_name_that_several_have_means_the_nearest_and_is_told() -> None:
    compiled = compile_logic(
        a_form(
            group("one", ask("n"), reckon("c", "${n}")),
            group("two", ask("n"), reckon("d", "${n}")),
        )
    )
    assert [(each.code, each.params["nearest"]) for each in compiled.problems] == [
        ("F470", "one/n"),
        ("F470", "two/n"),
    ]
    assert compiled.program is not None

    sheet = compiled.program.evaluate({"one/n": "1", "two/n": "2"}, an_environment())

    assert (sheet.value("c"), sheet.value("d")) == ("1", "2")


def test_what_would_never_end_ends_and_says_so() -> None:
    body: list[Item] = [
        repeat("r", reckon("a", "sum(${x})"), whole("x"), count="1000"),
        *(reckon(f"c{n}", "sum(/data/r/x)") for n in range(300)),
    ]
    compiled = compile_logic(a_form(*body))
    assert compiled.program is not None

    sheet = compiled.program.evaluate({}, an_environment())

    assert not sheet.is_complete
    assert sheet.keys()


def test_repetitions_of_repetitions_do_not_grow_for_ever() -> None:
    inner = repeat("s", *(ask(f"q{n}") for n in range(9)), count="1000")
    compiled = compile_logic(a_form(repeat("r", inner, count="1000")))
    assert compiled.program is not None

    sheet = compiled.program.evaluate({}, an_environment())

    assert not sheet.is_complete
    assert len(sheet.keys()) < 50_000


def test_number_of_repetitions_that_never_settles_stays_as_it_was() -> None:
    compiled = compile_logic(a_form(repeat("r", ask("a"), count="count(${r}) + 1")))
    assert compiled.program is not None

    answers = compiled.program.begin(an_environment(), "seed")
    sheet = compiled.program.evaluate(answers, an_environment())

    assert sheet.answers() == answers


def test_number_of_repetitions_may_follow_from_what_the_last_one_says() -> None:
    source = (
        "if(indexed-repeat(${more}, ${r}, count(${r})) = 'yes', "
        "count(${r}) + 1, if(count(${r}) = 0, 1, count(${r})))"
    )
    compiled = compile_logic(a_form(repeat("r", ask("more"), count=source)))
    assert compiled.program is not None
    answers = compiled.program.begin(an_environment(), "seed")

    sheet = compiled.program.evaluate({**answers, "more[1]": "yes"}, an_environment())

    assert sheet.repetitions("r") == 2
