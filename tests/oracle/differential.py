"""Fills the workbooks of a folder by chance, here and in ODK's engine, and compares.

    python -m tests.oracle.differential FOLDER [--only PART] [--fillings 20] [--seed 1]

Prints each difference once for every question and aspect of a workbook, with the
expression and the least that has to be done to see it, and ends with 1 where there
are any.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from forms.definition import Questionnaire
from tests.oracle.comparing import Difference, differences
from tests.oracle.engine import Engine, EngineRefused, form_of
from tests.oracle.filling import Filler, Operation
from tests.oracle.ours import OurForm
from tests.oracle.xform import XForm, read_xform

ROUNDS = 8
MOST_TRIALS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A difference, the expression behind it, and what was done to see it."""

    difference: Difference
    expression: str
    operations: tuple[Operation, ...]


@dataclass(slots=True)
class Outcome:
    """What came of one workbook; ``skipped`` says why it was not compared."""

    workbook: str
    found: list[Found] = field(default_factory=list)
    skipped: str = ""
    compared: int = 0


class Trial:
    """One form that is filled on both sides at once."""

    def __init__(self, engine: Engine, xml: str, questionnaire: Questionnaire) -> None:
        """Load it on both sides.

        Raises ``EngineRefused`` when the engine cannot, ``ValueError`` when we cannot.
        """
        self._engine = engine
        self.xform: XForm = read_xform(xml)
        engine.load(xml)
        self.places = engine.places()
        root = next(iter(self.places))
        self.ours = OurForm(questionnaire, root)

    def start(self) -> None:
        """Begin again with an empty form on both sides."""
        self._engine.begin()
        self.places = self._engine.places()
        self.ours.start()
        self._align()

    def do(self, operations: Sequence[Operation]) -> None:
        """Do things on both sides, there first; what is refused there is not done."""
        for operation in operations:
            if operation.kind == "set":
                self._write(operation)
            elif self._repeat(operation):
                self.ours.do(operation)
        self.places = self._engine.places()

    def differences(self) -> list[Difference]:
        """Return what is seen differently now."""
        return differences(self.ours, self.places, self.xform)

    def _write(self, operation: Operation) -> None:
        reference = operation.reference
        written = self._engine.write({reference: operation.value})
        if reference not in written.refused:
            self.ours.do(Operation("set", reference, written.values[reference]))

    def _repeat(self, operation: Operation) -> bool:
        try:
            if operation.kind == "add":
                self._engine.add(operation.reference)
            else:
                self._engine.remove(operation.reference)
        except EngineRefused:
            return False
        return True

    def _align(self) -> None:
        """Give repeats here the repetitions that the form there begins with."""
        for name, place in self.places.items():
            if not name.endswith("#") or "uncontrolled" not in place.type:
                continue
            if not self.ours.addresses.has(place.reference):
                continue
            while self.ours.repetitions(place.reference) < (place.count or 0):
                self.ours.do(Operation("add", place.reference))


def compare(
    engine: Engine,
    name: str,
    questionnaire: Questionnaire,
    xml: str,
    *,
    fillings: int,
    seed: int,
) -> Outcome:
    """Fill one form by chance several times and return what differed."""
    outcome = Outcome(name)
    try:
        trial = Trial(engine, xml, questionnaire)
    except (EngineRefused, ValueError) as refused:
        outcome.skipped = f"{type(refused).__name__}: {refused}"
        return outcome
    known: set[tuple[str, str]] = set()
    for filling in range(fillings):
        for seen, done in _fill(trial, outcome, seed + filling):
            if seen.about in known:
                continue
            known.add(seen.about)
            outcome.found.append(_found(trial, seen, done))
            break
    return outcome


def _fill(
    trial: Trial, outcome: Outcome, seed: int
) -> Iterator[tuple[Difference, tuple[Operation, ...]]]:
    """Give what differs after each round; the form is then as it was left."""
    filler = Filler(trial.xform, seed)
    trial.start()
    done: list[Operation] = []
    for number in range(ROUNDS + 1):
        if number > 0:
            operations = filler.some(trial.places)
            trial.do(operations)
            done += operations
        outcome.compared += len(trial.places)
        for each in trial.differences():
            yield each, tuple(done)


def _found(trial: Trial, seen: Difference, done: tuple[Operation, ...]) -> Found:
    least = _least(trial, seen, done)
    trial.start()
    trial.do(least)
    same = [each for each in trial.differences() if each.about == seen.about]
    reference = seen.about[0]
    return Found(
        difference=same[0] if same else seen,
        expression=trial.xform.expression(reference, seen.aspect),
        operations=least,
    )


def _least(
    trial: Trial, seen: Difference, done: tuple[Operation, ...]
) -> tuple[Operation, ...]:
    """Return the least of what was done after which the difference still shows."""
    kept, size, trials = done, max(1, len(done) // 2), 0
    while kept and trials < MOST_TRIALS:
        for start in range(0, len(kept), size):
            fewer = kept[:start] + kept[start + size :]
            trials += 1
            if _shows(trial, seen, fewer):
                kept = fewer
                break
        else:
            if size == 1:
                break
            size //= 2
    return kept


def _shows(trial: Trial, seen: Difference, done: Sequence[Operation]) -> bool:
    trial.start()
    trial.do(done)
    return any(each.about == seen.about for each in trial.differences())


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare a folder of workbooks, or part of it; print what differs."""
    given = _parser().parse_args(arguments)
    files = [
        each
        for each in sorted(Path(given.folder).iterdir())
        if each.suffix in {".xls", ".xlsx"} and (given.only or "") in each.name
    ]
    total = 0
    with Engine() as engine:
        for file in files:
            outcome = compare_file(
                engine, file, fillings=given.fillings, seed=given.seed
            )
            total += len(outcome.found)
            print(report(outcome), flush=True)  # noqa: T201 - a command
    print(f"{total} differences")  # noqa: T201 - a command
    return 1 if total else 0


def compare_file(engine: Engine, file: Path, *, fillings: int, seed: int) -> Outcome:
    """Compare one workbook; one that pyxform refuses is skipped."""
    from pyxform.errors import PyXFormError

    try:
        xml = form_of(file)
    except (PyXFormError, TypeError) as refused:
        return Outcome(file.name, skipped=f"pyxform: {refused}")
    try:
        questionnaire = questionnaire_in(file)
    except ValueError as refused:
        return Outcome(file.name, skipped=f"ours: {refused}")
    return compare(engine, file.name, questionnaire, xml, fillings=fillings, seed=seed)


def questionnaire_in(file: Path) -> Questionnaire:
    """Return the questionnaire in a workbook; raises ``ValueError`` without one."""
    from forms.xlsform import read_questionnaire

    read = read_questionnaire(file.read_bytes(), file.name)
    if read.questionnaire is None:
        raise ValueError("; ".join(str(each) for each in read.problems[:3]))
    return read.questionnaire


def report(outcome: Outcome) -> str:
    """Return an outcome as lines to read."""
    if outcome.skipped:
        return f"{outcome.workbook}: skipped, {outcome.skipped[:200]}"
    count = len(outcome.found)
    lines = [f"{outcome.workbook}: {outcome.compared} places, {count} differences"]
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
    parser.add_argument("--fillings", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
