"""Shows on standard error how far an analysis has come."""

import sys
from types import TracebackType
from typing import Final, Self, TextIO

from consult.cli.speech import translate
from consult.errors import N_
from nlp.progress import Stage

NAMES: Final = {
    Stage.LANGUAGES: N_("Telling languages apart"),
    Stage.STATEMENTS: N_("Cutting answers into statements"),
    Stage.SENTIMENT: N_("Reading the sentiment"),
    Stage.WORDS: N_("Reading the words"),
    Stage.CONCERNS: N_("Grouping statements into concerns"),
    Stage.RARE: N_("Looking for rare concerns"),
    Stage.DESCRIPTION: N_("Describing the concerns"),
}
BAR: Final = 24


class ProgressLine:
    """A line that is written over on a terminal, and once per stage elsewhere."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._stage: Stage | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        place: TracebackType | None,
    ) -> None:
        if self._terminal and self._stage is not None:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def report(self, stage: Stage, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` things of a stage are done."""
        name = translate(NAMES[stage])
        if self._terminal:
            filled = BAR * done // total if total else BAR
            bar = "█" * filled + "░" * (BAR - filled)
            self._stream.write(f"\r\x1b[K{bar} {name}")
        elif stage is not self._stage:
            self._stream.write(f"{name} …\n")
        self._stage = stage
        self._stream.flush()
