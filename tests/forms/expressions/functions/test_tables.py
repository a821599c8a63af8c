"""Side files and settings."""

import pytest

from forms.expressions.nodes import Node
from tests.forms.expressions.functions.calling import call, context, environment, say


def towns(*, top: str) -> Node:
    tree = Node(top)
    root = tree if top == "root" else Node("root", tree)
    for key, label in (("n", "North"), ("s", "South"), ("s", "Second")):
        item = Node("item", root)
        Node("key", item, key)
        Node("label", item, label)
    return tree


@pytest.mark.parametrize("top", ["root", "instance"])
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("towns", "label", "key", "s"), "South"),
        (("towns.csv", "label", "key", "n"), "North"),
        (("towns", "label", "key", "x"), ""),
        (("towns", "size", "key", "n"), ""),
        (("towns", "label", "size", "n"), ""),
        (("rivers", "label", "key", "n"), ""),
    ],
    ids=str,
)
def test_row_is_found_by_the_first_that_has_the_value(
    top: str, arguments: tuple[str, ...], expected: str
) -> None:
    where = context(environment(instances={"towns": towns(top=top)}))

    assert call("pulldata", *arguments, where=where) == expected


def test_version_is_what_the_author_wrote() -> None:
    assert say("version") == "7"
