"""Finished stages of an analysis that was stopped, kept beside its output.

The folder holds which language answers are in and where they say what, in text
files that nothing can be run from. It is for its owner alone and is removed when
the results are written.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Final

from consult import __version__
from consult.errors import N_, Rejected
from nlp.progress import Stage
from nlp.spread_stages import Row
from nlp.statements import Answer

ENDING: Final = ".unfinished"
WORK: Final = "work.json"
OWNER_ALONE: Final = 0o700
FILES: Final = (
    WORK,
    *(f"{stage}{ending}" for stage in Stage for ending in (".jsonl", ".partial")),
)


class UnfinishedBlocked(Rejected):
    """What has the name of the folder for unfinished work is something else."""

    code: ClassVar[str] = "C516"
    message: ClassVar[str] = N_(
        "Finished parts of the analysis cannot be kept in %(folder)s. Check that you "
        "may write there and that it holds nothing else, or move it elsewhere."
    )


class Unfinished:
    """The finished stages of one work, which a digest names.

    ``found`` are the stages that an earlier run left; ``other`` tells that it left
    those of other work, which are removed. Raises `UnfinishedBlocked` where the
    folder cannot be used.
    """

    def __init__(self, folder: Path, digest: str) -> None:
        self.folder = folder
        self.other = False
        self.found: tuple[Stage, ...] = ()
        self._kept: dict[Stage, list[Row]] = {}
        try:
            self._open(digest)
        except OSError as error:
            raise UnfinishedBlocked(folder=folder) from error

    def _open(self, digest: str) -> None:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(mode=OWNER_ALONE, exist_ok=True)
        if any(path.name not in FILES for path in self.folder.iterdir()):
            raise UnfinishedBlocked(folder=self.folder)
        self.folder.chmod(OWNER_ALONE)
        work = self.folder / WORK
        named = json.dumps({"work": digest})
        if not work.is_file() or work.read_text(encoding="utf-8") != named:
            self.other = work.exists()
            self._empty()
            work.write_text(named, encoding="utf-8")
        for stage in Stage:
            rows = _read(self.folder / f"{stage}.jsonl")
            if rows is not None:
                self._kept[stage] = rows
        self.found = tuple(self._kept)

    def has(self, stage: Stage) -> bool:
        """Tell whether an earlier run left the rows of a stage."""
        return stage in self._kept

    def rows(self, stage: Stage, find: Callable[[], list[Row]]) -> list[Row]:
        """Return the rows of a stage: those that are kept, or what ``find`` gives."""
        if stage in self._kept:
            return self._kept.pop(stage)
        rows = find()
        try:
            _write(self.folder / f"{stage}.jsonl", rows)
        except OSError as error:
            raise UnfinishedBlocked(folder=self.folder) from error
        return rows

    def remove(self) -> None:
        """Remove the folder with what is kept in it.

        Raises `UnfinishedBlocked` where it cannot be removed.
        """
        try:
            self._empty()
            self.folder.rmdir()
        except OSError as error:
            raise UnfinishedBlocked(folder=self.folder) from error

    def is_worth_keeping(self) -> bool:
        """Return whether any stage is finished."""
        return any((self.folder / f"{stage}.jsonl").exists() for stage in Stage)

    def _empty(self) -> None:
        for name in FILES:
            (self.folder / name).unlink(missing_ok=True)


def beside(output: Path) -> Path:
    """Return the folder for the unfinished work that is to end in ``output``."""
    output = output.absolute()
    return output.with_name(output.name + ENDING)


def digest_of(
    answers: Sequence[Answer], recipe: Mapping[str, object], asked: Mapping[str, object]
) -> str:
    """Return SHA-256 of all that decides about the result, in hexadecimal digits."""
    digest = hashlib.sha256(_as_bytes([__version__, recipe, asked]))
    for answer in answers:
        told = [answer.respondent, answer.text, answer.language, answer.unit]
        digest.update(_as_bytes(told))
    return digest.hexdigest()


def _as_bytes(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, default=repr).encode()


def _write(path: Path, rows: Sequence[Row]) -> None:
    """Write rows a line each, after a line with their digest, or nothing at all."""
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    partial = path.with_suffix(".partial")
    try:
        head = json.dumps({"sha256": hashlib.sha256(lines).hexdigest()})
        partial.write_bytes(head.encode() + b"\n" + lines)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _read(path: Path) -> list[Row] | None:
    """Return the rows of a file, or None where it is not there whole."""
    if not path.is_file():
        return None
    head, _, lines = path.read_bytes().partition(b"\n")
    if head != json.dumps({"sha256": hashlib.sha256(lines).hexdigest()}).encode():
        return None
    return [json.loads(line) for line in lines.splitlines()]
