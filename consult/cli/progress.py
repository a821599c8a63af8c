"""Shows on standard error how far something that takes long has come."""

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


class StepLine:
    """A line that is written over on a terminal, and once per step elsewhere."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._step: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        place: TracebackType | None,
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._terminal and self._step is not None:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def report(self, step: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` things of a step, a msgid, are done."""
        name = translate(step)
        if self._terminal:
            filled = BAR * done // total if total else BAR
            bar = "█" * filled + "░" * (BAR - filled)
            self._stream.write(f"\r\x1b[K{bar} {name}")
        elif step != self._step:
            self._stream.write(f"{name} …\n")
        self._step = step
        self._stream.flush()


class ProgressLine(StepLine):
    """The same for the stages of an analysis."""

    def report_stage(self, stage: Stage, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` things of a stage are done."""
        self.report(NAMES[stage], done, total)
