"""Answers are read in a process beside this one, while this one loads the rest.

Loading what groups statements takes longer than reading a few thousand answers.
"""

from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from consult.analysis.request import Request
from nlp.progress import Stage
from nlp.spread import FEWEST_PIECES, PIECE, Spread
from nlp.spread_stages import Row, Stages
from nlp.statements import Answer

# What each stage of preparing the answers found.
Preparing: TypeAlias = Callable[[], dict[Stage, list[Row]]]

FEWEST_ANSWERS: Final = 500
FEWEST_BYTES: Final = 16_000
"""Under these a process of its own is not worth its start."""


def load_ahead(file: Path, spread: Spread) -> None:
    """Begin to load what prepares answers, if a file may hold enough of them."""
    if spread.is_beside and file.is_file() and file.stat().st_size >= FEWEST_BYTES:
        spread.begin(_load)


def prepare_ahead(
    answers: Sequence[Answer], request: Request, spread: Spread
) -> Preparing | None:
    """Return what gives what is read of answers, if that is worth a process of its own.

    Very many answers are read in several ones later.
    """
    if not spread.is_beside:
        return None
    if not FEWEST_ANSWERS <= len(answers) < PIECE * FEWEST_PIECES:
        return None
    return spread.begin(_read, answers, request.languages)


def _load() -> None:
    import_module("nlp.prepare")


def _read(
    answers: Sequence[Answer], languages: Sequence[str] | None
) -> dict[Stage, list[Row]]:
    from nlp.prepare import read  # noqa: PLC0415 - large, and wanted here alone

    stages = _Remembered({})
    read(answers, languages=languages, stages=stages)
    return stages.found


class Ahead:
    """Gives what is read of answers elsewhere once it is wanted, and keeps it."""

    def __init__(self, preparing: Preparing, kept: Stages) -> None:
        self._found = cache(preparing)
        self._kept = kept

    def has(self, stage: Stage) -> bool:
        """Tell whether a stage was done; see `nlp.spread_stages.Stages`."""
        return stage in self._found()

    def rows(self, stage: Stage, find: Callable[[], list[Row]]) -> list[Row]:
        """Return the rows of a stage; see `nlp.spread_stages.Stages`."""
        found = self._found()
        return self._kept.rows(
            stage, partial(list, found[stage]) if stage in found else find
        )


class _Remembered(NamedTuple):
    """Remembers what stages found, so that it can be kept elsewhere."""

    found: dict[Stage, list[Row]]

    def has(self, stage: Stage) -> bool:
        """Tell whether a stage was done; see `nlp.spread_stages.Stages`."""
        return stage in self.found

    def rows(self, stage: Stage, find: Callable[[], list[Row]]) -> list[Row]:
        """Return the rows of a stage; see `nlp.spread_stages.Stages`."""
        self.found[stage] = find()
        return self.found[stage]
