"""Files for results: checked before any work, and written whole or not at all."""

import os
from pathlib import Path
from typing import ClassVar, Final

from consult.errors import N_, Rejected

PARTIAL: Final = ".partial"


class FileBlocked(Rejected):
    """The file for the result cannot be written."""

    code: ClassVar[str] = "C456"
    message: ClassVar[str] = N_(
        "The result cannot be written to %(file)s. Check that it is no folder and "
        "that you may write there."
    )


class FileIsInput(Rejected):
    """The result would take the place of the input."""

    code: ClassVar[str] = "C457"
    message: ClassVar[str] = N_(
        "The result would replace %(file)s, which is read. Choose another file."
    )


class SameFile(Rejected):
    """Two results in one file."""

    code: ClassVar[str] = "C511"
    message: ClassVar[str] = N_(
        "%(file)s is named for the rows and for the vectors. Name two files."
    )


def check_file(output: Path, source: Path) -> None:
    """Raise before any work where the result could not or must not be written.

    Raises `FileIsInput` or `FileBlocked`.
    """
    if output.exists() and source.exists() and output.samefile(source):
        raise FileIsInput(file=output)
    existing = next(path for path in output.absolute().parents if path.exists())
    writable = existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    if output.is_dir() or not output.name or not writable:
        raise FileBlocked(file=output)


def partial_file(file: Path) -> Path:
    """Return the file beside a result that holds it until it is whole."""
    return file.with_name(f".{file.name}{PARTIAL}")


def check_files(output: Path, vectors: Path | None, source: Path) -> None:
    """Raise as `check_file` does, or `SameFile` where both have one name."""
    check_file(output, source)
    if vectors is not None:
        check_file(vectors, source)
        if vectors.absolute() == output.absolute():
            raise SameFile(file=output)
