import pytest

from forms.definition import Item, Text
from forms.keys import walk
from forms.paging.references import Names
from tests.forms.filled import a_group, a_repeat, an_item

BODY: tuple[Item, ...] = (
    an_item("age"),
    a_group("house", an_item("size"), an_item("kind-of.roof")),
    a_repeat(
        "person", an_item("age"), an_item("job"), a_repeat("child", an_item("job"))
    ),
)
NAMES = Names(dict(walk(BODY)))


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        pytest.param("${size} > 3", ["house/size"], id="by name"),
        pytest.param(
            "${ size }>3 or ${kind-of.roof}",
            ["house/size", "house/kind-of.roof"],
            id="several",
        ),
        pytest.param("${last-saved#size}", [], id="of another response"),
        pytest.param("/data/house/size = 1", ["house/size"], id="by path"),
        pytest.param("../size + 1", ["house/size"], id="by way up"),
        pytest.param("current()/../size", ["house/size"], id="from the current one"),
        pytest.param(
            "instance('size')/rows/item[name = 'size']/size", [], id="of a list"
        ),
        pytest.param("'../size'", [], id="in words"),
        pytest.param(
            "/data/house[1]/size", ["house/size"], id="past a predicate", marks=()
        ),
        pytest.param("count(${person})", ["person"], id="a repeat"),
        pytest.param("6 div 2", [], id="none"),
    ],
)
def test_what_an_expression_names_is_found(source: str, paths: list[str]) -> None:
    found = NAMES.in_expressions([source], "age")

    assert [each for each in dict.fromkeys(found) if each != "house"] == paths


@pytest.mark.parametrize(
    ("asking", "paths"),
    [
        pytest.param("person/job", ["person/age"], id="in the repeat"),
        pytest.param("house/size", ["age"], id="outside"),
        pytest.param("person/child/job", ["person/age"], id="deeper"),
    ],
)
def test_the_nearest_item_of_a_name_is_meant(asking: str, paths: list[str]) -> None:
    assert list(NAMES.in_expressions(["${age}"], asking)) == paths


def test_texts_name_items_in_any_language() -> None:
    text = Text.of({"en": "Of ${age} and /data/house", "ar": "${size}"})

    assert set(NAMES.in_texts([None, text], "age")) == {"age", "house/size"}
