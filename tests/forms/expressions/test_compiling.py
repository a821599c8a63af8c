"""What an expression tells about itself, and what is wrong with those that fail."""

import pytest

from forms.errors import FormsError
from forms.expressions.assembling import DEEPEST
from forms.expressions.compiling import compile_expression, compile_filter
from forms.expressions.environment import BudgetExhausted
from forms.expressions.problems import (
    ExpressionError,
    ExpressionTooDeep,
    MisspelledFunction,
    MisspelledName,
    RefusedArgument,
    UnknownFunction,
    UnknownName,
    WrongNumberOfArguments,
)
from tests.forms.expressions.household import (
    context_at,
    node_at,
    scope_at,
    text_of,
    towns,
    value_of,
)


@pytest.mark.parametrize(
    ("source", "at", "references", "counted"),
    [
        pytest.param("1", "age", set(), set(), id="nothing"),
        pytest.param(
            "${age} + ${rooms}", "built", {"age", "home/rooms"}, set(), id="answers"
        ),
        pytest.param(
            "${years}", "person/name", {"person/years"}, set(), id="in a repeat"
        ),
        pytest.param("../years", "person/name", {"person/years"}, set(), id="relative"),
        pytest.param("../../age", "person/name", {"age"}, set(), id="further up"),
        pytest.param("/data/home/rooms", "age", {"home/rooms"}, set(), id="absolute"),
        pytest.param(
            "current()/../years", "person/name", {"person/years"}, set(), id="current"
        ),
        pytest.param(".", "age", set(), set(), id="itself"),
        pytest.param("../age", "age", set(), set(), id="itself by its name"),
        pytest.param("position(..)", "person/name", set(), set(), id="what it is in"),
        pytest.param("../nothing", "age", set(), set(), id="what is not there"),
        pytest.param("count(${person})", "age", set(), {"person"}, id="a repeat"),
        pytest.param(
            "count(../person)", "age", set(), {"person"}, id="a repeat by path"
        ),
        pytest.param(
            "${person}[years > 5]/name",
            "age",
            {"person/years", "person/name"},
            set(),
            id="conditions",
        ),
        pytest.param(
            "/data/person[${age}]/visit[cost = 1]",
            "built",
            {"age", "person/visit/cost"},
            {"person/visit"},
            id="conditions on the way",
        ),
        pytest.param(
            "indexed-repeat(${name}, ${person}, 1)",
            "age",
            {"person/name"},
            {"person"},
            id="indexed-repeat",
        ),
        pytest.param("sum(/data/home/*)", "age", {"home"}, set(), id="all of a group"),
        pytest.param(
            "jr:choice-name(${needs}, '${needs}')",
            "age",
            {"needs"},
            set(),
            id="within quotes",
        ),
        pytest.param(
            "instance('towns')/root/item[name = ${age}]",
            "built",
            {"age"},
            set(),
            id="in a look-up",
        ),
        pytest.param("${last-saved#age}", "built", set(), set(), id="last saved"),
        pytest.param(
            "if(1, ${age}, if(2, ${built}, ${weight}))",
            "empty",
            {"age", "built", "weight"},
            set(),
            id="in a chain",
        ),
    ],
)
def test_an_expression_tells_what_it_refers_to(
    source: str, at: str, references: set[str], counted: set[str]
) -> None:
    needs = compile_expression(source, scope_at(at)).needs

    assert needs.references == references
    assert needs.counted == counted


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (". > 5", True),
        ("selected(., 'a')", True),
        ("../age", True),
        ("${built}", False),
        ("/data/person[. = 1]", False),
        ("count(${person})", False),
    ],
)
def test_an_expression_tells_whether_it_is_about_itself(
    source: str, *, expected: bool
) -> None:
    assert compile_expression(source, scope_at("age")).needs.uses_dot is expected


def test_an_expression_tells_its_functions_and_lists() -> None:
    source = "if(count(instance('towns')/root/item) > 2, once(uuid()), today())"

    needs = compile_expression(source, scope_at("age")).needs

    assert needs.functions == {"if", "count", "instance", "once", "uuid", "today"}
    assert needs.instances == {"towns"}
    assert needs.is_volatile


def test_an_expression_that_always_gives_the_same_is_not_volatile() -> None:
    assert not compile_expression("${age} + 1", scope_at("built")).needs.is_volatile


def test_the_source_is_kept_as_it_was_written() -> None:
    assert compile_expression(" ‘a’ ", scope_at("age")).source == " ‘a’ "


@pytest.mark.parametrize(
    ("source", "problem", "offset", "said"),
    [
        pytest.param(
            "1 + selectedd(${age}, 'a')",
            MisspelledFunction,
            4,
            "Perhaps you mean selected",
            id="function like another",
        ),
        pytest.param(
            "quux()",
            UnknownFunction,
            0,
            "quux is not supported",
            id="function like no other",
        ),
        pytest.param(
            "${agee}", MisspelledName, 0, "Perhaps you mean age", id="name like another"
        ),
        pytest.param(
            "1 = ${zzzzzz}", UnknownName, 4, "called zzzzzz", id="name like no other"
        ),
        pytest.param(
            "if(1, 2)",
            WrongNumberOfArguments,
            0,
            "if takes 3 values, and 2 are given",
            id="too few",
        ),
        pytest.param(
            "not(1, 2)",
            WrongNumberOfArguments,
            0,
            "not takes 1 values, and 2 are given",
            id="too many",
        ),
        pytest.param(
            "substr('a')",
            WrongNumberOfArguments,
            0,
            "substr takes 2-3 values, and 1 are given",
            id="fewer than some",
        ),
        pytest.param(
            "checklist(1)",
            WrongNumberOfArguments,
            0,
            "checklist takes 2+ values, and 1 are given",
            id="fewer than any",
        ),
        pytest.param(
            "if(1, 2, if(3, 4))",
            WrongNumberOfArguments,
            9,
            "if takes 3 values",
            id="in a chain",
        ),
        pytest.param(
            "1 = regex(., '(')",
            RefusedArgument,
            4,
            "( is not closed",
            id="a pattern that is none",
        ),
    ],
)
def test_what_cannot_work_is_told_with_its_place(
    source: str, problem: type[ExpressionError], offset: int, said: str
) -> None:
    with pytest.raises(problem) as caught:
        compile_expression(source, scope_at("built"))

    assert type(caught.value) is problem
    assert caught.value.offset == offset
    assert said in str(caught.value)


def test_a_refused_argument_has_the_code_of_the_reason() -> None:
    with pytest.raises(RefusedArgument) as caught:
        compile_expression("regex(., '(')", scope_at("age"))

    reason = caught.value.__cause__
    assert isinstance(reason, FormsError)
    assert caught.value.code == reason.code == "F466"


def test_calls_may_stand_in_one_another_so_often_and_no_more() -> None:
    nested = "not(" * (DEEPEST - 1) + "1" + ")" * (DEEPEST - 1)

    assert isinstance(value_of(nested), bool)
    with pytest.raises(ExpressionTooDeep):
        value_of(f"not({nested})")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "if(${age} = 9, 'y', " * 300 + "'n'" + ")" * 300, "n", id="if in if"
        ),
        pytest.param(" or ".join(["${age} = 9"] * 2000), "false", id="or"),
        pytest.param(" and ".join(["${age} = 5"] * 2000), "true", id="and"),
        pytest.param(" + ".join(["1"] * 5000), "5000", id="sum"),
        pytest.param("1" + " * 2 div 2" * 2000, "1", id="product"),
    ],
)
def test_chains_may_be_long(source: str, expected: str) -> None:
    assert text_of(source) == expected


def test_an_expression_that_goes_on_for_too_long_is_stopped() -> None:
    source = "count(/data/*" + "[/data/*" * 12 + "]" * 12 + ")"
    expression = compile_expression(source, scope_at("age"))

    with pytest.raises(BudgetExhausted):
        expression.evaluate(context_at("age"))


class TestChoiceFilter:
    @pytest.mark.parametrize(
        ("source", "at", "kept"),
        [
            pytest.param("area = 'north'", "age", ["ash", "birch"], id="a column"),
            pytest.param("'south' = area", "age", ["cedar"], id="the column last"),
            pytest.param(
                "size > ${age}", "age", ["birch", "cedar"], id="beside an answer"
            ),
            pytest.param(
                "area = 'north' and size > ${age}", "age", ["birch"], id="both"
            ),
            pytest.param(
                "area = 'south' or size = 3", "age", ["ash", "cedar"], id="either"
            ),
            pytest.param(
                "size = ${years}", "person[2]/name", ["birch"], id="of this repetition"
            ),
            pytest.param(
                "size = current()/../years", "person[2]/name", ["birch"], id="by a path"
            ),
            pytest.param("size = ${years}", "age", ["birch"], id="of any repetition"),
            pytest.param("nothing = ''", "age", [], id="no such column"),
            pytest.param(
                "not(nothing)", "age", ["ash", "birch", "cedar"], id="none has it"
            ),
            pytest.param("position() = 2", "age", ["birch"], id="by place"),
            pytest.param("2", "age", ["birch"], id="a number is a place"),
            pytest.param(
                "size = 12 and position() = 2",
                "age",
                ["birch"],
                id="the place among all",
            ),
            pytest.param(
                "selected('cedar ash', name)", "age", ["ash", "cedar"], id="a function"
            ),
            pytest.param("true()", "age", ["ash", "birch", "cedar"], id="all"),
            pytest.param("false()", "age", [], id="none"),
            pytest.param(
                "string-length(area) = 5 and ${age} = 5",
                "age",
                ["ash", "birch", "cedar"],
                id="not about the choice",
            ),
            pytest.param("./size = 7", "age", ["cedar"], id="itself"),
        ],
    )
    def test_it_keeps_the_choices_that_fulfil_it(
        self, source: str, at: str, kept: list[str]
    ) -> None:
        choices = node_at(towns(), "root").children["item"]

        found = compile_filter(source, scope_at(at)).keep(context_at(at), choices)

        assert [choice.children["name"][0].text for choice in found] == kept

    def test_it_tells_what_it_refers_to(self) -> None:
        needs = compile_filter("size = ${age} and . != 1", scope_at("built")).needs

        assert needs.references == {"age"}
        assert not needs.uses_dot
