"""Fills the workbooks of a folder by chance, here and in ODK's engine, and compares.

    python -m tests.oracle.differential FOLDER [--only PART] [--fillings 20] [--seed 1]

Prints each difference once for every question and aspect of a workbook, with the
expression and the least that has to be done to see it, and ends with 1 where there
are any.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyxform.errors import PyXFormError

from forms.xlsform.reading import read_questionnaire
from tests.oracle.aiming import aims
from tests.oracle.comparing import Difference
from tests.oracle.coverage import Coverage
from tests.oracle.engine import Engine, EngineRefused, form_of
from tests.oracle.filling import Filler, Operation, without_numbers
from tests.oracle.minimising import Found, found
from tests.oracle.tables import side_files
from tests.oracle.trial import Trial

ROUNDS = 14
MOST_SHOWN = 12
GOALS = 12


@dataclass(slots=True)
class Outcome:
    """What came of one workbook; ``skipped`` says why it was not compared."""

    workbook: str
    found: list[Found] = field(default_factory=list)
    skipped: str = ""
    compared: int = 0
    expressions: int = 0
    exercised: int = 0
    idle: list[tuple[str, str]] = field(default_factory=list)


def compare(trial: Trial, name: str, *, fillings: int, seed: int) -> Outcome:
    """Fill one form by chance several times and return what differed."""
    outcome = Outcome(name)
    coverage = Coverage(trial.xform)
    known: dict[tuple[str, str], tuple[Difference, tuple[Operation, ...]]] = {}
    for filling in range(fillings):
        for seen, done in _fill(trial, outcome, coverage, seed + filling):
            known.setdefault(seen.about, (seen, done))
    outcome.expressions = coverage.expressions
    outcome.exercised = coverage.exercised
    outcome.idle = coverage.idle()
    for seen, done in list(known.values())[:MOST_SHOWN]:
        outcome.found.append(found(trial, seen, done))
    return outcome


def _fill(
    trial: Trial, outcome: Outcome, coverage: Coverage, seed: int
) -> Iterator[tuple[Difference, tuple[Operation, ...]]]:
    """Give what differs after each round, with all that was done until then."""
    filler = Filler(trial.xform, seed)
    trial.start()
    done: list[Operation] = []
    for number in range(ROUNDS + 1):
        if number > 0:
            operations = _next(trial, filler, coverage)
            trial.do(operations)
            done += operations
        outcome.compared += len(trial.places)
        coverage.note(trial.places)
        for each in trial.differences():
            yield each, tuple(done)


def _next(trial: Trial, filler: Filler, coverage: Coverage) -> list[Operation]:
    """Return what to do next: at random, or toward expressions not seen at work."""
    if not filler.wants_aim():
        return filler.some(trial.places, trial.offered())
    known = {
        without_numbers(each.reference).rpartition("/")[2]: each
        for each in filler.askable(trial.places)
    }
    wanted = [
        aim
        for goal in filler.pick(coverage.idle(), GOALS)
        for aim in aims(trial.xform, goal, trial.places, known)
    ]
    aimed = {each.place.reference: each for each in wanted}
    return [
        filler.aimed(each.place, each.words, each.numbers) for each in aimed.values()
    ] or filler.some(trial.places, trial.offered())


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare a folder of workbooks, or part of it; print what differs."""
    given = _parser().parse_args(arguments)
    files = [
        each
        for each in sorted(Path(given.folder).iterdir())
        if each.suffix in {".xls", ".xlsx"} and (given.only or "") in each.name
    ]
    total = expressions = exercised = 0
    for file in files:
        # A new process for each: the engine keeps every form that it ever opened.
        with Engine() as engine:
            outcome = compare_file(
                engine,
                file,
                fillings=given.fillings,
                seed=given.seed,
                xforms=given.xforms,
            )
        total += len(outcome.found)
        expressions += outcome.expressions
        exercised += outcome.exercised
        print(report(outcome), flush=True)  # noqa: T201 - a command
    print(f"{exercised} of {expressions} expressions both ways")  # noqa: T201 - a command
    print(f"{total} differences")  # noqa: T201 - a command
    return 1 if total else 0


def compare_file(
    engine: Engine,
    file: Path,
    *,
    fillings: int,
    seed: int,
    xforms: Path | None = None,
) -> Outcome:
    """Compare one workbook; one that pyxform refuses is skipped.

    What pyxform makes of it is kept in the folder ``xforms``, where there is one.
    """
    source = (file.name, file, file.read_bytes())
    return _compare_source(engine, source, fillings=fillings, seed=seed, xforms=xforms)


def compare_text(
    engine: Engine, name: str, text: str, *, fillings: int, seed: int
) -> Outcome:
    """Compare a form that is written as tables of Markdown."""
    source = (f"{name}.md", text, text.encode())
    return _compare_source(engine, source, fillings=fillings, seed=seed)


def _compare_source(
    engine: Engine,
    source: tuple[str, Path | str, bytes],
    *,
    fillings: int,
    seed: int,
    xforms: Path | None = None,
) -> Outcome:
    name, theirs, ours = source
    try:
        xml = form_of(theirs) if xforms is None else _kept_form(theirs, ours, xforms)
    except (PyXFormError, TypeError) as refused:
        return Outcome(name, skipped=f"pyxform: {refused}")
    files = side_files(xml)
    reading = read_questionnaire(ours, name=name, side_files=files)
    if not reading.report.ok:
        errors = [each for each in reading.report.problems if each.severity == "error"]
        return Outcome(name, skipped=f"ours: {errors[:3]}")
    try:
        trial = Trial(engine, xml, reading.questionnaire, files)
    except (EngineRefused, ValueError) as refused:
        return Outcome(name, skipped=f"{type(refused).__name__}: {refused}")
    return compare(trial, name, fillings=fillings, seed=seed)


def _kept_form(theirs: Path | str, ours: bytes, xforms: Path) -> str:
    kept = xforms / f"{hashlib.sha256(ours).hexdigest()[:16]}.xml"
    if not kept.exists():
        kept.write_text(form_of(theirs), "utf-8")
    return kept.read_text("utf-8")


def report(outcome: Outcome) -> str:
    """Return an outcome as lines to read."""
    if outcome.skipped:
        return f"{outcome.workbook}: skipped, {outcome.skipped[:200]}"
    count = len(outcome.found)
    lines = [
        (
            f"{outcome.workbook}: {outcome.compared} places, {outcome.exercised} of "
            f"{outcome.expressions} expressions both ways, {count} differences"
        )
    ]
    for each in outcome.found:
        seen = each.difference
        lines += [
            f"  {seen.reference} {seen.aspect}: ours {seen.ours}, theirs {seen.theirs}",
            f"    expression: {each.expression}",
            *(f"    after {operation}" for operation in each.operations),
        ]
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--only")
    parser.add_argument("--xforms", type=Path)
    parser.add_argument("--fillings", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
