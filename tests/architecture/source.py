"""Finds the files of the project and what is defined in its Python modules."""

import ast
import os
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("consult", "forms", "nlp")
NOT_OURS = {".git", ".venv", "node_modules", "__pycache__"}


@cache
def project_files() -> tuple[Path, ...]:
    """Return every file that is, or is about to be, part of the project."""
    return tuple(sorted(path for path in _listed() if path.is_file()))


def _listed() -> Iterator[Path]:
    if not (ROOT / ".git").exists():
        for folder, folders, names in os.walk(ROOT):
            folders[:] = sorted(set(folders) - NOT_OURS)
            yield from (Path(folder, name) for name in names)
        return
    # The checkout may belong to somebody else than who runs the tests.
    listing = subprocess.run(
        [
            *("git", "-c", "safe.directory=*", "ls-files", "-z"),
            *("--cached", "--others", "--exclude-standard"),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    yield from (ROOT / name for name in listing.stdout.split("\0") if name)


def python_files(*folders: str) -> tuple[Path, ...]:
    """Return the modules of the project, or only those under ``folders``."""
    return tuple(
        path
        for path in project_files()
        if path.suffix == ".py" and (not folders or place(path).parts[0] in folders)
    )


def place(path: Path) -> Path:
    """Return where ``path`` is within the project."""
    return path.relative_to(ROOT)


@cache
def parse(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_bytes(), filename=str(place(path)))


def defined_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield every name that ``tree`` gives to something, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node.lineno
            case ast.arg():
                yield node.arg, node.lineno
            case ast.Name(ctx=ast.Store()):
                yield node.id, node.lineno
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr, node.lineno
            case ast.alias(asname=str(name)):
                yield name, node.lineno
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield name, node.lineno
            case _:
                pass


def words_of(name: str) -> list[str]:
    """Return the words of an identifier: ``HTMLReport`` is html, report."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return [part.lower() for part in parts]
