"""From where pyxform 4.5 looks references up; each row is what it was seen to do."""

import re

import pytest

from forms.expressions.mentions import is_looked_up_for_an_item, means_every_repetition


def mentions(source: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"\$\{\w+\}", source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("${a} + ${b}", [False, False], id="no indexed-repeat"),
        pytest.param(
            "indexed-repeat(${a}, ${r}, ${i})", [True, True, False], id="its arguments"
        ),
        pytest.param(
            "indexed-repeat(${a}, ${r}, 1, ${s}, ${i}, ${t}, ${j})",
            [True, True, True, False, True, False],
            id="its arguments with three repeats",
        ),
        pytest.param(
            "${x} + indexed-repeat(${a}, ${r}, 1)",
            [False, True, True],
            id="before it",
        ),
        pytest.param(
            "indexed-repeat(${a}, ${r}, position(..) - 1)",
            [True, True],
            id="brackets in an argument",
        ),
        pytest.param(
            "indexed-repeat(${a}, ${r}, 1) + ${x}",
            [True, True, False],
            id="after the only one",
        ),
        pytest.param(
            "indexed-repeat(${a}, ${r}, 1) + indexed-repeat(${b}, ${s}, ${i})",
            [True, True, True, True, True],
            id="in the second of two",
        ),
        pytest.param(
            "indexed-repeat(${a}, ${r}, 1) + indexed-repeat(${b}, ${s}, 1)"
            " + indexed-repeat(${c}, ${t}, ${i})",
            [True, True, False, False, True, True, False],
            id="in the second and third of three",
        ),
        pytest.param(
            "indexed-repeat(${a}, ${r}, ${a})",
            [False, True, False],
            id="the same name as question and number",
        ),
        pytest.param(
            "indexed-repeat (${a}, ${r}, 1)",
            [False, False],
            id="space before the bracket",
        ),
        pytest.param("indexed-repeat(${a}, ${r}", [True, True], id="not closed"),
    ],
)
def test_indexed_repeat_takes_every_repetition(
    source: str, expected: list[bool]
) -> None:
    found = [means_every_repetition(source, *span) for span in mentions(source)]

    assert found == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("${r}[a = ${x}]", [False, False], id="no instance"),
        pytest.param(
            "instance('t')/root/item[a = ${x}]/b", [True], id="in its brackets"
        ),
        pytest.param(
            "${x} = instance('t')/root/item[a = ${y}]/b = ${z}",
            [False, True, False],
            id="before and after",
        ),
        pytest.param(
            "instance('t')/root/item[a[1] = ${x}]", [False], id="after inner brackets"
        ),
        pytest.param(
            "count(${r}[b = ${x}]) + instance('t')/root/item[1]",
            [False, True],
            id="in the brackets of something else",
        ),
    ],
)
def test_brackets_of_an_instance_are_left(source: str, expected: list[bool]) -> None:
    found = [is_looked_up_for_an_item(source, *span) for span in mentions(source)]

    assert found == expected
