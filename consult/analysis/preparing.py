"""Answers are prepared in a process beside this one, while this one loads the rest.

Loading what groups statements takes longer than preparing a few thousand answers.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from consult.analysis.request import Request, recipe_of
from nlp.progress import Stage
from nlp.recipe import Recipe
from nlp.spread import FEWEST_PIECES, PIECE, Spread
from nlp.spread_stages import Row
from nlp.statements import Answer

if TYPE_CHECKING:  # large: this module is there to load it elsewhere
    from nlp.results import Prepared

# The answers prepared, and what each stage of that found.
Done: TypeAlias = "tuple[Prepared, dict[Stage, list[Row]]]"
Preparing: TypeAlias = Callable[[], Done]

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
    """Return what gives the answers prepared, if that is worth a process of its own.

    Very many answers are prepared in several ones later.
    """
    if not spread.is_beside:
        return None
    if not FEWEST_ANSWERS <= len(answers) < PIECE * FEWEST_PIECES:
        return None
    return spread.begin(_prepare, answers, recipe_of(request), request.languages)


def _load() -> None:
    import_module("nlp.prepare")


def _prepare(
    answers: Sequence[Answer], recipe: Recipe, languages: Sequence[str] | None
) -> Done:
    from nlp.prepare import prepare  # noqa: PLC0415 - large, and wanted here alone

    stages = _Remembered({})
    prepared = prepare(answers, recipe, languages=languages, stages=stages)
    return prepared, stages.found


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
