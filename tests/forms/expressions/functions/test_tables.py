"""Side files and settings."""

import pytest

from forms.expressions.nodes import Node
from forms.expressions.tables import Table
from tests.forms.expressions.functions.calling import call, context, environment, say


def towns(*, top: str, indexed: bool = False) -> Node:
    tree = Node(top)
    root = tree if top == "root" else Node("root", tree)
    if indexed:
        tree = root = Table()
    for key, label in (("n", "North"), ("s", "South"), ("s", "Second")):
        item = Node("item", root)
        Node("key", item, key)
        Node("label", item, label)
    return tree


@pytest.mark.parametrize("indexed", [False, True], ids=["rows", "table"])
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
    top: str,
    indexed: bool,  # noqa: FBT001 - a parameter of the test
    arguments: tuple[str, ...],
    expected: str,
) -> None:
    tree = towns(top=top, indexed=indexed)
    where = context(environment(instances={"towns": tree}))

    assert call("pulldata", *arguments, where=where) == expected


def test_version_is_what_the_author_wrote() -> None:
    assert say("version") == "7"


def test_rows_of_a_table_are_found_in_their_order() -> None:
    table = towns(top="root", indexed=True)

    assert isinstance(table, Table)
    found = table.rows_with("key", "s")
    assert [row.named("label")[0].text for row in found] == ["South", "Second"]
    assert table.rows_with("key", "x") == []
