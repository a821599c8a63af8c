"""Writes the documents that are taken from the code, and finds the stale ones.

Run as ``python -m tests.docs.generate``.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

from consult.cli.reference import render_reference
from consult.errors import ConsultError
from consult.settings import describe_settings
from forms.errors import FormsError
from nlp.errors import NlpError

ROOT = Path(__file__).parents[2]
CodedError = type[ConsultError] | type[FormsError] | type[NlpError]
ROOTS: tuple[CodedError, ...] = (ConsultError, FormsError, NlpError)

CONFIGURATION = """\
# Configuration

Everything an installation may decide is a variable of the environment. An empty
variable counts as not set. Unsafe combinations are refused before anything starts.

| variable | default | meaning |
|---|---|---|
"""
ERRORS = """\
# Error codes

Every message a person can meet has a code, so that it can be looked up and
searched for in any language. C stands for the product, F for questionnaires and
workbooks, N for the analysis of language. No message holds text of an answer.

| code | what is said | when |
|---|---|---|
"""


def configuration() -> str:
    """Return the document of all settings."""
    return CONFIGURATION + "".join(
        _row(f"`{setting.variable}`", _code(setting.default), setting.help)
        for setting in describe_settings()
    )


def errors() -> str:
    """Return the document of all error codes, sorted by code."""
    return ERRORS + "".join(
        _row(f"`{error.code}`", error.message, _summary(error))
        for error in sorted(coded_errors(), key=lambda error: error.code)
    )


def coded_errors() -> list[CodedError]:
    """Return every error class that has a code of its own."""
    for package in ("consult", "forms", "nlp"):
        _load(package)
    return [error for root in ROOTS for error in _family(root) if "code" in vars(error)]


def _family(error: CodedError) -> Iterator[CodedError]:
    yield error
    for heir in error.__subclasses__():
        if heir.__module__.partition(".")[0] in {"consult", "forms", "nlp"}:
            yield from _family(heir)


def _load(name: str) -> None:
    module = importlib.import_module(name)
    for found in pkgutil.iter_modules(getattr(module, "__path__", ())):
        # Alembic runs these itself; a __main__ would start a program.
        if found.name not in {"migrations", "__main__"}:
            _load(f"{name}.{found.name}")


def _summary(error: CodedError) -> str:
    return (error.__doc__ or "").partition("\n\n")[0]


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _row(*cells: str) -> str:
    line = " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return f"| {line} |\n"


DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/commands.md": render_reference,
    "docs/configuration.md": configuration,
    "docs/errors.md": errors,
}


if __name__ == "__main__":
    for name, text in DOCUMENTS.items():
        (ROOT / name).write_text(text(), encoding="utf-8")
