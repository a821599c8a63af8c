"""A test that is left out says why, and is not left out where all must run."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, parse, place, python_files

SKIPS = {"skip", "skipif", "xfail"}
SKIPPED_TEST = "import pytest\ndef test_one():\n    pytest.skip('no such tool')\n"


def silent_skips(tree: ast.AST) -> Iterator[str]:
    """Yield each skip that gives no reason."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=str(name))) if name in SKIPS:
                if _is_pytest(node.func) and not _has_reason(node):
                    yield f"line {node.lineno}: {name} without a reason"
            case ast.Attribute(attr=str(name)) if name in SKIPS:
                if id(node) not in called and _is_pytest(node):
                    yield f"line {node.lineno}: {name} without a reason"


def _is_pytest(node: ast.AST) -> bool:
    return ast.unparse(node).startswith(("pytest.mark.", "pytest.skip", "pytest.xfail"))


def _has_reason(call: ast.Call) -> bool:
    if any(keyword.arg == "reason" for keyword in call.keywords):
        return True
    is_mark = ast.unparse(call.func).startswith("pytest.mark.skipif")
    return bool(call.args) and not is_mark


def test_every_skip_gives_its_reason() -> None:
    found = [
        f"{place(path)}, {problem}"
        for path in python_files("tests")
        for problem in silent_skips(parse(path))
    ]

    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "@pytest.mark.skip\ndef test(): ...",
        "@pytest.mark.skip()\ndef test(): ...",
        "@pytest.mark.skipif(on_windows)\ndef test(): ...",
        "pytest.skip()",
        "pytestmark = pytest.mark.xfail",
    ],
)
def test_a_silent_skip_is_found(source: str) -> None:
    assert len(list(silent_skips(ast.parse(source)))) == 1


@pytest.mark.parametrize(
    ("ci", "outcome"),
    [
        pytest.param("true", "1 failed", id="where everything must run"),
        pytest.param("", "1 skipped", id="elsewhere"),
    ],
)
def test_a_missing_tool_is_reported_with_its_reason(
    tmp_path: Path, ci: str, outcome: str
) -> None:
    (tmp_path / "test_one.py").write_text(SKIPPED_TEST)

    command = [sys.executable, "-m", "pytest", "-c", os.devnull, "-p", "tests.skips"]
    run = subprocess.run(
        [*command, "-ra", "--rootdir", str(tmp_path), str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )

    assert outcome in run.stdout
    assert "no such tool" in run.stdout
