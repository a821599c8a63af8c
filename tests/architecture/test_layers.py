"""What a process loads when it runs, beside the contracts on what it imports."""

import json
import subprocess
import sys
from functools import cache

import pytest

LOAD = """
import importlib, json, pkgutil, sys

def load(name):
    module = importlib.import_module(name)
    for found in pkgutil.iter_modules(getattr(module, "__path__", ())):
        if found.name != "__main__":
            load(f"{name}.{found.name}")

for name in sys.argv[1:]:
    load(name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
WEB = ("consult.web", "consult.services", "consult.reports")
LANGUAGE_TOOLS = ("nlp", "spacy", "thinc", "sklearn", "scipy", "py3langid")
FRAMEWORKS = ("consult", "flask", "werkzeug", "jinja2", "sqlalchemy", "alembic")


@cache
def loaded_by(*modules: str) -> frozenset[str]:
    """Return the top-level names a fresh process holds after loading modules."""
    run = subprocess.run(
        [sys.executable, "-c", LOAD, *modules],
        check=True,
        capture_output=True,
        text=True,
    )
    return frozenset(json.loads(run.stdout))


@pytest.mark.parametrize("tool", LANGUAGE_TOOLS)
def test_no_module_behind_the_pages_loads_a_language_tool(tool: str) -> None:
    assert tool not in loaded_by(*WEB)


@pytest.mark.parametrize("framework", [*FRAMEWORKS, "nlp"])
def test_forms_load_neither_the_web_nor_the_database(framework: str) -> None:
    assert framework not in loaded_by("forms")


@pytest.mark.parametrize("framework", ["consult", "flask", "sqlalchemy", "forms"])
def test_the_language_analysis_loads_neither_the_web_nor_the_database(
    framework: str,
) -> None:
    assert framework not in loaded_by("nlp")


def test_what_a_process_loads_is_seen() -> None:
    assert {"consult", "flask", "sqlalchemy", "forms"} <= loaded_by(*WEB, "forms")
