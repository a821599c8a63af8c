"""What finished stages found, kept somewhere so that stopped work can go on.

Only plain rows are kept, which a text file can hold and nothing can be run from.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

from nlp.progress import Stage

# Strings, numbers, truth values, None, and lists of these.
Row: TypeAlias = list[Any]


class Stages(Protocol):
    """Gives back what a stage found before, or lets it find it and keeps it."""

    def has(self, stage: Stage) -> bool:
        """Tell whether the rows of a stage are kept."""

    def rows(self, stage: Stage, find: Callable[[], list[Row]]) -> list[Row]:
        """Return the rows of a stage: those that are kept, or what ``find`` gives."""


class NothingKept:
    """Keeps nothing: every stage is done."""

    def has(self, stage: Stage) -> bool:  # noqa: ARG002 - the signature is that of all
        """Tell that nothing is kept."""
        return False

    def rows(
        self,
        stage: Stage,  # noqa: ARG002 - the signature is that of all
        find: Callable[[], list[Row]],
    ) -> list[Row]:
        """Return what ``find`` gives."""
        return find()
