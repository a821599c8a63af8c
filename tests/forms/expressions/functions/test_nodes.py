"""Places: how many, where, in what order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expressions.nodes import Node
from forms.expressions.values import Nodes, Value
from tests.forms.expressions.functions.calling import call, context, nodes, say

SEVEN = ("5", "", "-2.5", "2026-11-21", "abc", " ", "0")


def households() -> tuple[Nodes, Nodes, Nodes]:
    """Return two households with two persons each, the persons, and their names."""
    root, homes, persons, names = Node("data"), [], [], []
    for number in (1, 2):
        home = Node("home", root, number=number)
        homes.append(home)
        for place in (1, 2):
            person = Node("person", home, number=place)
            persons.append(person)
            names.append(Node("name", person, f"{number}.{place}"))
    return homes, persons, names


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("count", [nodes("a", "")], "2"),
        ("count", [[]], "0"),
        ("count", ["a"], ""),
        ("count-non-empty", [nodes("a", "", " ")], "2"),
        ("count-non-empty", ["a"], ""),
        ("position", [[]], ""),
        ("position", ["a"], ""),
        ("name", [nodes("a")], "age"),
        ("name", [], "question"),
        ("name", [[]], ""),
        ("local-name", [nodes("a")], "age"),
        ("randomize", ["a"], ""),
    ],
    ids=str,
)
def test_places_are_counted_and_named(
    name: str, values: list[Value], expected: str
) -> None:
    assert say(name, *values) == expected


def test_position_of_a_repetition_is_its_number() -> None:
    _, persons, _ = households()

    assert call("position", [persons[3]]) == 2.0


def test_candidates_know_their_place_and_number() -> None:
    where = context()
    where.place, where.size = 3, 5

    assert call("position", where=where) == 3.0
    assert call("last", where=where) == 5.0


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        (42.0, "5| |-2.5||2026-11-21|abc|0"),
        (-1.0, "2026-11-21|-2.5|| |abc|5|0"),
        (float("inf"), "0| |abc|5|-2.5|2026-11-21|"),
        ("abc", "5|-2.5||abc| |0|2026-11-21"),
        ("", "-2.5||abc|5| |2026-11-21|0"),
    ],
)
def test_order_of_chance_is_that_of_every_client(seed: Value, expected: str) -> None:
    assert call("join", "|", call("randomize", nodes(*SEVEN), seed)) == expected


@pytest.mark.parametrize(
    "seed", [0.0, -1.0, -2147483646.0, 1e25, "abc", "", float("inf")]
)
def test_seed_gives_the_same_order_each_time(seed: Value) -> None:
    places = nodes(*SEVEN)

    first, second = call("randomize", places, seed), call("randomize", places, seed)

    assert first == second
    assert isinstance(first, list)
    assert sorted(map(id, first)) == sorted(map(id, places))


@given(st.integers(0, 60), st.floats())
def test_order_of_chance_loses_nothing(size: int, seed: float) -> None:
    places = nodes(*map(str, range(size)))

    shuffled = call("randomize", places, seed)

    assert isinstance(shuffled, list)
    assert sorted(each.text for each in shuffled) == sorted(
        each.text for each in places
    )


def test_order_without_a_seed_is_drawn_from_the_environment() -> None:
    assert say("join", "", call("randomize", nodes("a", "b", "c", "d"))) == "cdba"


def test_one_of_many_repetitions_is_found_by_its_numbers() -> None:
    homes, persons, names = households()

    assert say("indexed-repeat", names, homes, 2.0, persons, 1.0) == "2.1"
    assert say("indexed-repeat", names, persons, 2.0, homes, 1.0) == "1.2"
    assert say("indexed-repeat", names, homes, 2.0) == "2.1"


@pytest.mark.parametrize("number", [0.0, 3.0, 1.5, "", float("nan"), float("inf")])
def test_repetition_that_is_not_there_gives_nothing(number: Value) -> None:
    homes, _, names = households()

    assert call("indexed-repeat", names, homes, number) == []


def test_repetition_of_nothing_gives_nothing() -> None:
    assert call("indexed-repeat", [], [], 1.0) == []
    assert call("indexed-repeat", "a", "b", 1.0) == []
