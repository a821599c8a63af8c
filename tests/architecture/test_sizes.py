"""A module and a function stay small enough to be read at one sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import parse, place, python_files

MOST_LINES_IN_MODULE = 400
MOST_LINES_IN_FUNCTION = 60
MIGRATIONS = "consult/db/migrations/"


def product_modules() -> list[Path]:
    return [
        path
        for path in python_files()
        if place(path).parts[0] != "tests"
        and not place(path).as_posix().startswith(MIGRATIONS)
    ]


def long_functions(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_LINES_IN_FUNCTION:
                yield f"{node.name} has {lines} lines"


def test_no_module_is_longer_than_the_limit() -> None:
    lengths = {
        str(place(path)): len(path.read_bytes().splitlines())
        for path in product_modules()
    }

    assert {
        name: lines for name, lines in lengths.items() if lines > MOST_LINES_IN_MODULE
    } == {}


def test_no_function_is_longer_than_the_limit() -> None:
    found = [
        f"{place(path)}: {problem}"
        for path in product_modules()
        for problem in long_functions(parse(path))
    ]

    assert found == []


def test_a_long_function_is_found() -> None:
    source = "def endless():\n" + "    step()\n" * MOST_LINES_IN_FUNCTION

    assert list(long_functions(ast.parse(source))) == ["endless has 61 lines"]
