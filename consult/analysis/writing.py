"""The folder that the results of an analysis are written to, all or none."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from consult.errors import N_, Rejected

OUTPUT_FILES = (
    "responses.csv",
    "statements.csv",
    "concerns.json",
    "method.json",
    "report.html",
)


class OutputBlocked(Rejected):
    """The folder for the results cannot be written."""

    code = "C463"
    message = N_(
        "The results cannot be written to %(folder)s. Check that it is a folder "
        "and that you may write there."
    )


class OutputIsInput(Rejected):
    """A result would take the place of the answers."""

    code: ClassVar[str] = "C464"
    message: ClassVar[str] = N_(
        "A result would replace the file of answers in %(folder)s. Choose another "
        "folder."
    )


@dataclass(frozen=True, slots=True)
class Results:
    """The files of an analysis by name, and how many concerns they hold."""

    files: Mapping[str, str]
    concerns: int
    rare: int


def check_output(folder: Path, source: Path) -> None:
    """Raise before any work where the results could not or must not be written.

    Raises `OutputBlocked` for what is no folder or cannot be written to, and
    `OutputIsInput` where a result would replace the file of answers.
    """
    if any(_is_same_file(folder / name, source) for name in OUTPUT_FILES):
        raise OutputIsInput(folder=folder)
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    blocked = any((folder / name).is_dir() for name in OUTPUT_FILES)
    if blocked or not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        raise OutputBlocked(folder=folder)


def _is_same_file(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def write_results(results: Results, folder: Path) -> None:
    """Write all files into ``folder``, or leave what is there as it was.

    Raises `OutputBlocked` when that is not possible.
    """
    partial = {name: folder / f".{name}.partial" for name in results.files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in results.files.items():
            partial[name].write_bytes(content.encode("utf-8"))
        for name, path in partial.items():
            path.replace(folder / name)
    except OSError as error:
        for path in partial.values():
            path.unlink(missing_ok=True)
        raise OutputBlocked(folder=folder) from error
