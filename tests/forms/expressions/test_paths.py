"""Where paths and references lead: XPath 1.0, 2, and what pyxform makes of ``${name}``."""

import pytest

from forms.expressions.problems import ExpressionError, PlacesWanted
from tests.forms.expressions.household import text_of, texts_of

SECOND = "person[2]/name"
VISIT = "person[2]/visit[1]/cost"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        # XPath 1.0, 2.5 (abbreviated syntax) and 2.2 (axes).
        pytest.param(".", ["n2"], id="itself"),
        pytest.param("./.", ["n2"], id="itself, twice"),
        pytest.param("self::node()", ["n2"], id="itself at length"),
        pytest.param("self::name", ["n2"], id="itself by its name"),
        pytest.param("self::years", [], id="itself by another name"),
        pytest.param("../years", ["12"], id="sibling"),
        pytest.param("./../years", ["12"], id="sibling the long way"),
        pytest.param("parent::*/child::years", ["12"], id="sibling at length"),
        pytest.param("parent::person/years", ["12"], id="parent by its name"),
        pytest.param("parent::visit/years", [], id="parent by another name"),
        pytest.param("../work/hours", ["2"], id="in a group beside it"),
        pytest.param("../visit/cost", ["21", "22"], id="in a repeat beside it"),
        pytest.param("../../person/name", ["n1", "n2", "n3"], id="in all repetitions"),
        pytest.param("../../age", ["5"], id="outside of the repeat"),
        pytest.param("../../../age", [], id="above the root"),
        pytest.param("../../../../..", [], id="far above the root"),
        pytest.param("../visit/*", ["21", "yes", "22", "no"], id="all children"),
        pytest.param("../nothing", [], id="no such child"),
        pytest.param("years", [], id="a child that is not there"),
        pytest.param("current()/../years", ["12"], id="from where the expression is"),
        # XPath 1.0, 2.1: an absolute path selects from the root, all repetitions.
        pytest.param("/data/age", ["5"], id="absolute"),
        pytest.param("/data/home/yard/trees", ["9"], id="absolute through groups"),
        pytest.param(
            "/data/person/name", ["n1", "n2", "n3"], id="absolute through a repeat"
        ),
        pytest.param("/*/age", ["5"], id="absolute, whatever the root is called"),
        pytest.param("/other/age", [], id="another root"),
        pytest.param("/data/none", [], id="absolute to nothing"),
        # XPath 1.0, 2.4 (predicates); numbers count through what the step found.
        pytest.param("/data/person[2]/name", ["n2"], id="the second"),
        pytest.param(
            "/data/person[position() > 1]/name", ["n2", "n3"], id="all but the first"
        ),
        pytest.param("/data/person[last()]/name", ["n3"], id="the last"),
        pytest.param("/data/person[4]/name", [], id="the fourth of three"),
        pytest.param("/data/person[1.5]/name", [], id="between two"),
        pytest.param("/data/person/visit[3]/cost", ["21"], id="the third of all"),
        pytest.param("/data/person[years > 20]/name", ["n1"], id="those who fulfil it"),
        pytest.param(
            "/data/person[years = '']/name", ["n3"], id="those without an answer"
        ),
        pytest.param("/data/person[name = 'n2']/years", ["12"], id="by a text"),
        pytest.param(
            "/data/person['n3' = name]/name", ["n3"], id="by a text that stands first"
        ),
        pytest.param(
            "/data/person[name = current()]/years", ["12"], id="by what is here"
        ),
        pytest.param(
            "/data/person[visit[cost = 31]]/name", ["n3"], id="condition in a condition"
        ),
        pytest.param("/data/person[years > 5][2]/name", ["n2"], id="two conditions"),
        pytest.param(
            "/data/person[years > 5 and position() = 2]/name", ["n2"], id="both in one"
        ),
        pytest.param(
            "/data/person[name = 'n1' or years = 12]/name", ["n1", "n2"], id="either"
        ),
        pytest.param(
            "/data/person[string-length(name)]/name",
            ["n2"],
            id="a number from a function is a place",
        ),
        pytest.param("/data/person/name[. = 'n3']", ["n3"], id="a condition on itself"),
        pytest.param(
            "/data/person/name[../years = 30]", ["n1"], id="a condition on a sibling"
        ),
        pytest.param(
            "/data/*[self::age or self::empty]", ["5", ""], id="a condition on the name"
        ),
        pytest.param("(/data/person/name)[2]", ["n2"], id="a condition on brackets"),
        pytest.param(".[. = 'n2']", ["n2"], id="a condition on the place itself"),
        # XPath 1.0, 3.3: a union holds each node once, in document order.
        pytest.param("../years | ../name", ["n2", "12"], id="union"),
        pytest.param("../name | ../name | .", ["n2"], id="union with itself"),
        pytest.param(
            "/data/person/name | /data/age",
            ["5", "n1", "n2", "n3"],
            id="union from afar",
        ),
    ],
)
def test_a_path_leads_there(source: str, found: list[str]) -> None:
    assert texts_of(source, SECOND) == found


@pytest.mark.parametrize(
    ("source", "at", "found"),
    [
        pytest.param("${age}", SECOND, ["5"], id="outside, seen from a repetition"),
        pytest.param("${trees}", SECOND, ["9"], id="in groups"),
        pytest.param("${years}", SECOND, ["12"], id="in the same repetition"),
        pytest.param("${hours}", SECOND, ["2"], id="in a group of the same repetition"),
        pytest.param(
            "${cost}", SECOND, ["21", "22"], id="in a repeat in the same repetition"
        ),
        pytest.param(
            "${visit}", SECOND, ["21yes", "22no"], id="a repeat in the same repetition"
        ),
        pytest.param(
            "${person}",
            SECOND,
            ["n130111yes12no", "n212221yes22no", "n3331yes32no"],
            id="the repeat it is in",
        ),
        pytest.param(
            "${years}", VISIT, ["12"], id="from the inner repeat to the outer"
        ),
        pytest.param("${paid}", VISIT, ["yes"], id="within the inner repetition"),
        pytest.param(
            "${visit}", VISIT, ["21yes", "22no"], id="the inner repeat itself"
        ),
        pytest.param(
            "${years}", "age", ["30", "12", ""], id="a repeat, seen from outside"
        ),
        pytest.param(
            "${cost}",
            "age",
            ["11", "12", "21", "22", "31", "32"],
            id="an inner repeat, seen from outside",
        ),
        pytest.param(
            "${years}", "person[2]", ["30", "12", ""], id="from the repeat itself"
        ),
        pytest.param("${last-saved#age}", "age", [], id="nothing was saved last"),
        pytest.param("${total-cost.of_all}", "age", ["126"], id="signs in a name"),
        pytest.param("${größe}", "age", ["8"], id="letters of another language"),
        pytest.param("${person}[2]/name", "age", ["n2"], id="steps from a reference"),
        pytest.param(
            "${person}[years > 20]/visit/cost",
            "age",
            ["11", "12"],
            id="conditions on a reference",
        ),
    ],
)
def test_a_reference_leads_there(source: str, at: str, found: list[str]) -> None:
    assert texts_of(source, at) == found


@pytest.mark.parametrize(
    ("source", "at", "expected"),
    [
        pytest.param("count(${person})", "age", "3", id="number of repetitions"),
        pytest.param("count(../../person)", SECOND, "3", id="the same from inside"),
        pytest.param("position(..)", SECOND, "2", id="which repetition"),
        pytest.param("position(../..)", VISIT, "2", id="which repetition of the outer"),
        pytest.param("sum(${cost})", "age", "129", id="sum over all"),
        pytest.param("sum(${cost})", SECOND, "43", id="sum within a repetition"),
        pytest.param("sum(${hours})", SECOND, "2", id="sum over its own"),
        # pyxform: within indexed-repeat a question means all its repetitions.
        pytest.param(
            "indexed-repeat(${name}, ${person}, 3)",
            SECOND,
            "n3",
            id="another repetition",
        ),
        pytest.param(
            "indexed-repeat(${name}, ${person}, position(..) - 1)",
            SECOND,
            "n1",
            id="the one before",
        ),
        pytest.param(
            "indexed-repeat(${name}, ${person}, position(..) - 2)",
            SECOND,
            "",
            id="none before",
        ),
        pytest.param(
            "indexed-repeat(${cost}, ${person}, 3, ${visit}, 2)",
            SECOND,
            "32",
            id="of two repeats",
        ),
        pytest.param(
            "indexed-repeat(${name}, ${person}, 1)", "age", "n1", id="from outside"
        ),
        # XPath 1.0, 2.4: a reference in a condition is not about the node at hand.
        pytest.param(
            "count(${person}[${age} = 5])",
            "age",
            "3",
            id="a condition about something else",
        ),
        pytest.param(
            "count(${person}[years > ${age}])",
            "age",
            "2",
            id="a condition with an answer",
        ),
        pytest.param(
            "instance('towns')/root/item[name = 'birch']/size",
            "age",
            "12",
            id="look-up by a text",
        ),
        pytest.param(
            "instance('towns')/root/item[size > ${age}]/label",
            SECOND,
            "Birch",
            id="look-up by an answer",
        ),
        pytest.param(
            "count(instance('towns')/root/item[size < ${years}])",
            SECOND,
            "2",
            id="look-up from a repetition",
        ),
        pytest.param(
            "instance('towns')/root/item[area = 'north' and size = 3]/label",
            "age",
            "Ash",
            id="look-up by two columns",
        ),
        pytest.param(
            "instance('towns')/root/item[2]/label",
            "age",
            "Birch",
            id="look-up by place",
        ),
        pytest.param(
            "instance('towns')/root/item[area = 'north'][2]/label",
            "age",
            "Birch",
            id="look-up, then place",
        ),
        pytest.param("instance('nowhere')/root/item", "age", "", id="no such list"),
        # pyxform writes paths into texts in quotes too.
        pytest.param(
            "jr:choice-name('ash', '${age}')",
            "age",
            "age=ash",
            id="the label of a choice",
        ),
        pytest.param("concat('${age}')", "age", " /data/age ", id="a path in a text"),
        pytest.param(
            "concat('${years}')", SECOND, " ../years ", id="a path from here in a text"
        ),
    ],
)
def test_repetitions_and_lists_are_counted_and_looked_up(
    source: str, at: str, expected: str
) -> None:
    assert text_of(source, at) == expected


@pytest.mark.parametrize(
    ("source", "offset"),
    [("1/a", 0), ("'a'[1]", 0), ("(1 + 2)/a", 3), ("1 | ${age}", 0), (" not(1)/a", 1)],
)
def test_nothing_can_be_looked_up_in_a_value(source: str, offset: int) -> None:
    with pytest.raises(PlacesWanted) as caught:
        text_of(source)

    assert caught.value.offset == offset


def test_what_only_may_give_nodes_gives_none() -> None:
    assert text_of("coalesce(${age}, 1)/a") == ""


def test_a_reference_to_nothing_is_an_error_also_within_a_text() -> None:
    with pytest.raises(ExpressionError, match="no question or group called nothing"):
        text_of("concat('${nothing}')")
