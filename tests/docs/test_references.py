"""What the documents point to is there: files, headings, functions, commands."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, parse, place, project_files

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
FUNCTION = re.compile(r"`([\w./-]+\.py)::([\w.]+)`")
COMMAND = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)
TARGET = re.compile(r"^([a-z]+):.*## ", re.MULTILINE)

PATH_OF_AN_ANSWER = ROOT / "docs" / "path-of-an-answer.md"
FEWEST_FUNCTIONS = 10


def documents() -> list[Path]:
    return [path for path in project_files() if path.suffix == ".md"]


def anchors(text: str) -> set[str]:
    """Return the anchors that the headings of a document make."""
    headings = HEADING.findall(FENCED.sub("", text))
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")
        for heading in headings
    }


def broken_links(document: Path, text: str) -> Iterator[str]:
    for link in LINK.findall(FENCED.sub("", text)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name) if name else document
        if not target.exists():
            yield f"{link}: no such file"
        elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
            yield f"{link}: no such heading"


def missing_functions(text: str) -> Iterator[str]:
    for name, function in FUNCTION.findall(text):
        path = ROOT / name
        if not path.is_file():
            yield f"{name}: no such file"
        elif function not in qualified_names(parse(path)):
            yield f"{name}::{function}: no such function"


def qualified_names(tree: ast.AST, prefix: str = "") -> Iterator[str]:
    """Yield the functions and classes of a tree, methods as ``Class.method``."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield prefix + node.name
            yield from qualified_names(node, f"{prefix}{node.name}.")


def make_targets() -> set[str]:
    return set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))


def test_every_link_between_documents_leads_somewhere() -> None:
    found = [
        f"{place(path)}: {problem}"
        for path in documents()
        for problem in broken_links(path, path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[here](nowhere.md)", id="file"),
        pytest.param("[here](#nowhere)", id="heading of the same document"),
        pytest.param("[here](../LICENSE#nowhere)", id="heading of another"),
    ],
)
def test_a_broken_link_is_found(text: str, tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("# Licence\n")
    document = tmp_path / "docs" / "one.md"
    document.parent.mkdir()
    document.write_text(text)

    assert len(list(broken_links(document, text))) == 1


def test_every_function_on_the_path_of_an_answer_exists() -> None:
    text = PATH_OF_AN_ANSWER.read_text(encoding="utf-8")

    assert len(FUNCTION.findall(text)) >= FEWEST_FUNCTIONS
    assert list(missing_functions(text)) == []


@pytest.mark.parametrize(
    "text",
    ["`consult/nowhere.py::create_app`", "`consult/app.py::no_such_function`"],
    ids=["file", "function"],
)
def test_a_missing_function_is_found(text: str) -> None:
    assert len(list(missing_functions(text))) == 1


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_command_a_reader_is_told_to_type_exists(name: str) -> None:
    commands = set(COMMAND.findall((ROOT / name).read_text(encoding="utf-8")))

    assert {"run", "test"} <= commands
    assert commands - make_targets() == set()


def test_every_command_of_the_makefile_is_explained_by_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None

    # Steps that nobody types alone have a hyphen in their names.
    typed = {name for name in phony[1].split() if "-" not in name}

    assert typed == make_targets()
