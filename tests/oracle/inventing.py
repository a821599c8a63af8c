"""Invents whole forms by chance: groups, repeats, and logic of every kind in them.

    python -m tests.oracle.inventing [--count 200] [--seed 1] [--show]

Fills each here and in ODK's engine and prints what differs, with the form.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from tests.oracle.differential import Outcome, compare_text, report
from tests.oracle.engine import Engine
from tests.oracle.grammar import LEAVES, SHAPES, Expressions, Leaves, Term

T = TypeVar("T")
FORMS_AN_ENGINE = 10

COLUMNS = (
    "type", "name", "label", "relevant", "calculation", "constraint", "required",
    "read_only", "repeat_count", "default", "trigger", "choice_filter", "parameters",
)  # fmt: skip
CHOICES = """
| choices |
| | list_name | name | label | area | size |
| | towns | a | Ash | north | 3 |
| | towns | b | Birch | north | 12 |
| | towns | c | Cedar | south | 7 |
| | towns | d | Dill | west | 7 |
"""
KINDS = {
    "integer": "number",
    "decimal": "number",
    "text": "text",
    "date": "moment",
    "dateTime": "moment",
    "select_one towns": "text",
    "select_multiple towns": "text",
    "rank towns": "text",
    "acknowledge": "text",
    "calculate": "any",
    "range": "number",
}
FILTERS = ("area = {}", "size > {}", "selected({}, name)", "name != {}", "{} = 'a'")


def _is_plain(shape: str) -> bool:
    # Of what is no date ODK's engine makes the English words "Invalid Date".
    return not shape.startswith(("date(", "date-time("))


OWN = tuple(
    (sort, shape) for sort, shapes in SHAPES.items() for shape in shapes
    if "/data/" not in shape[0] and "towns" not in shape[0] and _is_plain(shape[0])
)  # fmt: skip


@dataclass(slots=True)
class _Named:
    name: str
    sort: str
    repeats: tuple[str, ...]


@dataclass(slots=True)
class _Sketch:
    rows: list[dict[str, str]] = field(default_factory=list)
    names: list[_Named] = field(default_factory=list)
    inside: list[tuple[str, str]] = field(default_factory=list)

    @property
    def repeats(self) -> tuple[str, ...]:
        return tuple(name for kind, name in self.inside if kind == "repeat")


class Inventor:
    """A source of forms in Markdown: the same seed, the same ones."""

    def __init__(self, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        self._seed = seed

    def form(self) -> str:
        """Return a form."""
        sketch = _Sketch()
        for number in range(1, int(self._chance.integers(6, 22))):
            draw = self._chance.random()
            if draw < 0.08 and len(sketch.inside) < 3:
                self._open(sketch, "group", f"g{number}")
            elif draw < 0.18 and len(sketch.inside) < 3:
                self._open(sketch, "repeat", f"r{number}")
            elif draw < 0.26 and sketch.inside:
                _close(sketch)
            else:
                self._question(sketch, f"q{number}")
        while sketch.inside:
            _close(sketch)
        return _markdown(sketch.rows)

    def _open(self, sketch: _Sketch, kind: str, name: str) -> None:
        row = {"type": f"begin_{kind}", "name": name, "label": name}
        if self._chance.random() < 0.35:
            row["relevant"] = self._written(sketch, "truth")
        if kind == "repeat" and self._chance.random() < 0.35:
            row["repeat_count"] = self._count(sketch)
        if kind == "group" and self._chance.random() < 0.1:
            row["read_only"] = self._written(sketch, "truth")
        sketch.rows.append(row)
        sketch.inside.append((kind, name))
        # A group around nothing is refused: it begins with a question.
        self._question(sketch, f"{name}q")

    def _count(self, sketch: _Sketch) -> str:
        if self._chance.random() < 0.3:
            return str(int(self._chance.integers(0, 4)))
        numbers = [each for each in self._near(sketch) if each.sort == "number"]
        if not numbers:
            return "2"
        chosen = self._one_of(numbers).name
        return self._one_of([f"${{{chosen}}}", f"int(${{{chosen}}}) mod 4"])

    def _question(self, sketch: _Sketch, name: str) -> None:
        kind = self._one_of(list(KINDS))
        row = {"type": kind, "name": name, "label": name}
        if kind == "calculate":
            del row["label"]
            row["calculation"] = self._written(sketch, "any")
            if self._chance.random() < 0.1:
                row["calculation"] = f"once({row['calculation']})"
        else:
            self._logic(sketch, row)
        if kind == "range":
            row["parameters"] = "start=0 end=10 step=1"
        if self._chance.random() < 0.3:
            row["relevant"] = self._written(sketch, "truth")
        sketch.rows.append(row)
        sketch.names.append(_Named(name, KINDS[kind], sketch.repeats))

    def _logic(self, sketch: _Sketch, row: dict[str, str]) -> None:
        if self._chance.random() < 0.3:
            row["constraint"] = self._written(sketch, "truth", (".",))
        if self._chance.random() < 0.2:
            row["required"] = self._written(sketch, "truth")
        if self._chance.random() < 0.1:
            row["read_only"] = self._written(sketch, "truth")
        if row["type"].startswith("select") and self._chance.random() < 0.5:
            shape = self._one_of(FILTERS)
            row["choice_filter"] = shape.format(self._written(sketch, "text"))
        if row["type"] in {"text", "integer"} and self._chance.random() < 0.15:
            row["default"] = self._one_of(["3", "7", "concat('1', '2')", "1 + 2"])
        if self._chance.random() < 0.08:
            # What is worked out for somebody, who may change it.
            row["calculation"] = self._written(sketch, "any")
        near = [each for each in self._near(sketch) if each.repeats == sketch.repeats]
        if row["type"] in {"text", "integer"} and near and self._chance.random() < 0.1:
            row["trigger"] = f"${{{self._one_of(near).name}}}"
            row["calculation"] = self._written(sketch, "any")

    def _near(self, sketch: _Sketch) -> list[_Named]:
        """Return what stands before, in no repeat that is not around here too."""
        repeats = sketch.repeats
        return [
            each
            for each in sketch.names
            if each.repeats == repeats[: len(each.repeats)]
        ]

    def _written(self, sketch: _Sketch, sort: str, more: Sequence[str] = ()) -> str:
        source = Expressions(
            int(self._chance.integers(2**31)), self._leaves(sketch, more), _shapes()
        )
        return source.next(sort).as_written()

    def _leaves(self, sketch: _Sketch, more: Sequence[str]) -> Leaves:
        leaves = {
            sort: [each for each in them if _is_literal(each)]
            for sort, them in LEAVES.items()
        }
        for each in self._near(sketch):
            named = f"${{{{{each.name}}}}}"
            sorts = ("number", "text", "moment") if each.sort == "any" else (each.sort,)
            for sort in sorts:
                # As often as all literals together.
                leaves[sort] += [Term(sort, named, named)] * 4
        for spelling in more:
            for sort in ("number", "text", "moment"):
                leaves[sort] += [Term(sort, spelling, spelling)] * 8
        for spelling in _repeated(sketch):
            for sort in ("number", "text"):
                leaves[sort] += [Term(sort, spelling, spelling)] * 2
        leaves["nodes"] = self._many(sketch)
        return leaves

    def _many(self, sketch: _Sketch) -> list[Term]:
        """Return references that mean several places where there are any."""
        several = [f"${{{{{each.name}}}}}" for each in sketch.names if each.repeats]
        several += [
            f"${{{{{row['name']}}}}}"
            for row in sketch.rows
            if row["type"] == "begin_repeat"
            and ("repeat", row["name"]) not in sketch.inside
        ]
        several = several or [f"${{{{{each.name}}}}}" for each in self._near(sketch)]
        return [Term("nodes", found, found) for found in several or ["."]]

    def _one_of(self, several: Sequence[T]) -> T:
        return several[int(self._chance.integers(len(several)))]


def _repeated(sketch: _Sketch) -> Iterator[str]:
    """Give what authors write about repetitions, doubled braces and all."""
    if sketch.repeats:
        yield "position(..)"
    for each in sketch.names:
        if not each.repeats:
            continue
        name, repeat = f"${{{{{each.name}}}}}", f"${{{{{each.repeats[-1]}}}}}"
        yield f"count({repeat})"
        if len(each.repeats) > 1:
            continue
        if each.repeats[-1] in sketch.repeats:
            yield f"indexed-repeat({name}, {repeat}, position(..) - 1)"
        yield f"indexed-repeat({name}, {repeat}, 2)"
        yield f"sum({name})"
        yield f"join(' ', {name})"
        yield f"count({repeat}[{each.name} > 1])"
        yield f"count({repeat}[{name} > 1])"
        yield f"{repeat}[position() = 2]/{each.name}"


def _is_literal(term: Term) -> bool:
    # A bar ends a cell of Markdown, and ODK's engine breaks off at a 13th month.
    bare = ("/data/", "../", "instance(", "${", "position(", "now(", "|", "-13-")
    return term.ours != "." and not any(each in term.ours for each in bare)


def _shapes() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    shapes: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for sort, shape in OWN:
        if sort != "nodes":
            shapes.setdefault(sort, []).append(shape)
    return shapes


def _close(sketch: _Sketch) -> None:
    kind, _ = sketch.inside.pop()
    sketch.rows.append({"type": f"end_{kind}"})


def _markdown(rows: Sequence[dict[str, str]]) -> str:
    used = [each for each in COLUMNS if any(each in row for row in rows)]
    lines = ["| survey |", f"| | {' | '.join(used)} |"]
    lines += [f"| | {' | '.join(row.get(each, '') for each in used)} |" for row in rows]
    return "\n".join(lines) + "\n" + CHOICES


def hunt(*, count: int, seed: int) -> Iterator[tuple[str, Outcome]]:
    """Give each invented form and what came of filling it on both sides."""
    inventor = Inventor(seed)
    for first in range(0, count, FORMS_AN_ENGINE):
        # The engine keeps every form that it ever opened.
        with Engine() as engine:
            for number in range(first, min(first + FORMS_AN_ENGINE, count)):
                form, name = inventor.form(), f"invented {seed}.{number}"
                yield (
                    form,
                    compare_text(engine, name, form, fillings=2, seed=seed + number),
                )


def main(arguments: Sequence[str] | None = None) -> int:
    """Invent forms and print what differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args(arguments)
    total = skipped = 0
    for form, outcome in hunt(count=given.count, seed=given.seed):
        total += len(outcome.found)
        skipped += bool(outcome.skipped)
        if outcome.found or (outcome.skipped and given.show):
            print(report(outcome), flush=True)  # noqa: T201 - a command
            if given.show:
                print(form, flush=True)  # noqa: T201 - a command
    print(f"{total} differences, {skipped} of {given.count} skipped")  # noqa: T201 - a command
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
