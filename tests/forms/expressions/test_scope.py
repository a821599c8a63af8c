"""How ``${name}`` is resolved; checked against what pyxform 4.5 makes of each."""

import pytest

from forms.expressions.scope import Places, Reference

PLACES = Places(
    [
        ("top", False),
        ("group", False),
        ("group/q", False),
        ("outer", True),
        ("outer/q1", False),
        ("outer/part", False),
        ("outer/part/q2", False),
        ("outer/part/q3", False),
        ("outer/inner", True),
        ("outer/inner/q4", False),
        ("outer/inner/deep", False),
        ("outer/inner/deep/q5", False),
        ("other", True),
        ("other/q6", False),
        ("twice", False),
        ("outer/twice", False),
    ]
)


@pytest.mark.parametrize(
    ("place", "name", "up", "down", "is_repeated"),
    [
        pytest.param("top", "q", None, "group/q", False, id="outside of repeats"),
        pytest.param("group/q", "top", None, "top", False, id="outside, upwards"),
        pytest.param("top", "q1", None, "outer/q1", True, id="into a repeat"),
        pytest.param("outer/q1", "top", None, "top", False, id="out of a repeat"),
        pytest.param("outer/q1", "q2", 1, "part/q2", False, id="within a repeat"),
        pytest.param("outer/part/q2", "q1", 2, "q1", False, id="out of a group in it"),
        pytest.param("outer/part/q2", "q3", 1, "q3", False, id="within a group in it"),
        pytest.param(
            "outer/q1", "q5", 1, "inner/deep/q5", True, id="into an inner repeat"
        ),
        pytest.param(
            "outer/inner/deep/q5", "q1", 3, "q1", False, id="out of an inner repeat"
        ),
        pytest.param(
            "outer/inner/deep/q5", "q4", 2, "q4", False, id="within an inner repeat"
        ),
        pytest.param("outer/q1", "inner", 1, "inner", True, id="to an inner repeat"),
        pytest.param(
            "outer/inner/q4", "inner", 2, "inner", True, id="to the repeat around"
        ),
        pytest.param(
            "outer/q1", "outer", None, "outer", True, id="to the outermost repeat"
        ),
        pytest.param("outer/q1", "part", 1, "part", False, id="to a group"),
        pytest.param("other/q6", "q1", None, "outer/q1", True, id="to another repeat"),
        pytest.param("outer", "q1", None, "outer/q1", True, id="from a repeat into it"),
        pytest.param("outer/inner", "q1", 1, "q1", False, id="from an inner repeat"),
        pytest.param("outer/q1", "q1", 1, "q1", False, id="to itself"),
        pytest.param("outer/q1", "twice", 1, "twice", False, id="the nearest of two"),
        pytest.param("group/q", "twice", None, "twice", False, id="the first of two"),
    ],
)
def test_a_reference_goes_up_to_what_is_shared_and_down(
    place: str, name: str, up: int | None, down: str, *, is_repeated: bool
) -> None:
    reference = PLACES.at(place).reference(name)

    assert reference is not None
    assert reference.up == up
    assert reference.down == tuple(down.split("/"))
    assert reference.is_repeated is is_repeated


def test_a_reference_tells_the_whole_path() -> None:
    reference = PLACES.at("outer/q1").reference("q2")

    assert reference == Reference(
        ("outer", "part", "q2"), 1, ("part", "q2"), is_repeated=False
    )


def test_a_name_that_nothing_has_means_nothing() -> None:
    assert PLACES.at("top").reference("nothing") is None


def test_a_scope_knows_what_there_is() -> None:
    scope = PLACES.at("top")

    assert scope.has(("outer", "inner"))
    assert not scope.has(("inner",))
    assert scope.is_repeat(("outer", "inner"))
    assert not scope.is_repeat(("outer", "part"))
    assert not scope.is_repeat(("nothing",))
    assert "deep" in scope.names()
    assert scope.root == "data"


def test_the_questionnaire_itself_is_a_place_too() -> None:
    scope = PLACES.at("")

    assert scope.place == ()
    assert scope.reference("q1") == Reference(
        ("outer", "q1"), None, ("outer", "q1"), is_repeated=True
    )
