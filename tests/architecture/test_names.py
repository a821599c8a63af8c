"""Names say what a thing is: no shadowed package, no catch-all module, no word
that the glossary gives to something else."""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.architecture.source import (
    PACKAGES,
    defined_names,
    parse,
    place,
    python_files,
    words_of,
)

Rule = Callable[[ast.AST], Iterator[str]]
CATCH_ALLS = {"utils", "util", "helpers", "helper", "common", "misc"}
BANNED_WORDS = {
    word + plural
    for word in ("participant", "subject", "topic", "theme", "mood", "suppressed")
    for plural in ("", "s")
}


def shadowed_packages(tree: ast.AST) -> Iterator[str]:
    for name, line in defined_names(tree):
        if name == "nlp":
            yield f"line {line}: nlp is a package; call this pipeline"


def banned_names(tree: ast.AST) -> Iterator[str]:
    for name, line in defined_names(tree):
        for word in words_of(name):
            if word in BANNED_WORDS:
                yield f"line {line}: {name} (the glossary has another word for {word})"


def relative_imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"line {node.lineno}: relative import"


RULES = [
    pytest.param(shadowed_packages, id="nlp is never a variable"),
    pytest.param(banned_names, id="words of the glossary"),
    pytest.param(relative_imports, id="imports are absolute"),
]


@pytest.mark.parametrize("rule", RULES)
def test_every_module_keeps_the_rule_of_names(rule: Rule) -> None:
    found = [
        f"{place(path)}, {problem}"
        for path in python_files(*PACKAGES, "tests", "benchmarks")
        for problem in rule(parse(path))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        pytest.param(shadowed_packages, "nlp = load()", id="assigned"),
        pytest.param(shadowed_packages, "def f(nlp): ...", id="argument"),
        pytest.param(shadowed_packages, "import spacy as nlp", id="import alias"),
        pytest.param(shadowed_packages, "for nlp in found: ...", id="loop variable"),
        pytest.param(banned_names, "class TopicList: ...", id="class"),
        pytest.param(banned_names, "self.moods = 1", id="attribute"),
        pytest.param(banned_names, "def count_participants(): ...", id="function"),
        pytest.param(relative_imports, "from . import loader", id="sibling"),
    ],
)
def test_a_broken_rule_of_names_is_found(rule: Rule, source: str) -> None:
    assert len(list(rule(ast.parse(source)))) == 1


def test_words_within_other_words_are_no_violation() -> None:
    assert list(banned_names(ast.parse("subjective = thematic = isotopic = 1"))) == []


def test_no_module_is_a_catch_all() -> None:
    found = [
        str(place(path))
        for path in python_files()
        if CATCH_ALLS.intersection(place(path).with_suffix("").parts)
    ]

    assert found == []


def test_no_module_inside_consult_is_called_like_a_library() -> None:
    found = [
        str(place(path))
        for path in python_files("consult")
        if {"forms", "nlp"}.intersection(place(path).with_suffix("").parts)
    ]

    assert found == []
