"""What one run costs: starts it as a process of its own and watches it."""

import csv
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import ClassVar, Final

from consult.errors import N_, ConsultError
from nlp.evaluation.scale import Timed

CONSULT: Final = "consult analyse"
KILOBYTE: Final = 1024
# ``python -m`` would put the folder of whoever calls on the path.
COMMAND: Final = "from consult.cli.main import main; main()"
OTHER: Final = "from nlp.evaluation.once import main; main()"


class RunFailed(ConsultError):
    """A run that was to be measured did not come to its end."""

    code: ClassVar[str] = "C506"
    message: ClassVar[str] = N_(
        "The run of %(method)s on %(answers)s answers ended with an error, so it was "
        "not measured. What it said is above."
    )


class Measurer:
    """Runs methods by their names: ours, or one of the baselines."""

    def __init__(self, encoder: Path | None) -> None:
        self._encoder = encoder

    def run(self, method: str, texts: Sequence[str]) -> Timed:
        """Return what a method took for these texts; raises `RunFailed`."""
        with TemporaryDirectory() as place:
            source = Path(place) / "answers.csv"
            with source.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows([("text",), *((each,) for each in texts)])
            timed = _watched(self._arguments(method, source))
        if timed is None:
            raise RunFailed(method=method, answers=len(texts))
        return timed

    def _arguments(self, method: str, source: Path) -> list[str]:
        if method == CONSULT:
            output = source.parent / "results"
            asked = ["analyse", str(source), "--text", "text", "--output", str(output)]
            return [sys.executable, "-c", COMMAND, *asked]
        encoder = [str(self._encoder)] if self._encoder else []
        return [sys.executable, "-c", OTHER, method, str(source), *encoder]


def _watched(arguments: Sequence[str]) -> Timed | None:
    """Return what a process took, or None where it failed."""
    start = perf_counter()
    with subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as child:
        said = child.stderr.read() if child.stderr else b""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    seconds = perf_counter() - start
    if child.returncode:
        sys.stderr.buffer.write(said)
        return None
    cpu = used.ru_utime + used.ru_stime
    return Timed(seconds, cpu, used.ru_maxrss / KILOBYTE)
