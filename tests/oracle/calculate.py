"""Prints what ODK's engine makes of expressions, or of a whole form.

    python -m tests.oracle.calculate "1 div 0" "\\${n} + 1" --with n=3
    python -m tests.oracle.calculate "selected(\\${c}, 'a')" --with c:select_multiple="a b"
    python -m tests.oracle.calculate --form form.md --set /data/age=12 --add /data/person

A question takes its type from its value unless one is written, as in ``n:decimal=3``.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.oracle.engine import Engine, EngineRefused, form_of

GUESSES = (
    (r"-?\d+", "integer"),
    (r"-?\d*\.\d+", "decimal"),
    (r"\d{4}-\d\d-\d\d", "date"),
    (r"\d{4}-\d\d-\d\dT.*", "dateTime"),
    (r"\d\d:\d\d.*", "time"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each expression, or for each place of a form."""
    given = _parser().parse_args(arguments)
    with Engine() as engine:
        try:
            if given.form is not None:
                _print_form(engine, given)
            else:
                _print_values(engine, given.expressions, given.answers)
        except EngineRefused as refused:
            print(f"ODK's engine says: {refused}", file=sys.stderr)  # noqa: T201 - a command
            return 1
    return 0


def calculations(expressions: Sequence[str], answers: Iterable[str]) -> str:
    """Return a form in Markdown with these calculations, ``c1`` and so on."""
    rows = [" | type | name | label | calculation | choice_filter | parameters |"]
    choices = []
    for answer in answers:
        name, kind, value = _split(answer)
        many = kind.startswith(("select", "rank"))
        rows.append(
            f" | {kind}{' l_' + name if many else ''} | {name} | {name} | | | |"
        )
        if many:
            choices += [
                f" | l_{name} | {each} | {each.upper()} |" for each in value.split()
            ]
    for number, expression in enumerate(expressions, start=1):
        cell = expression.replace("|", r"\|")
        rows.append(f" | calculate | c{number} | | {cell} | | |")
    sheets = ["| survey |", *(f"|{row}" for row in rows)]
    if choices:
        sheets += ["| choices |", "| | list_name | name | label |"]
        sheets += [f"|{row}" for row in choices]
    return "\n".join(sheets)


def _print_values(
    engine: Engine, expressions: Sequence[str], answers: Sequence[str]
) -> None:
    for expression in expressions:
        # One form for each: the engine gives up a form for one bad expression.
        try:
            said = _value(engine, expression, answers)
        except EngineRefused as refused:
            said = f"refused: {refused}"
        print(f"{expression}  =  {said}")  # noqa: T201 - a command


def _value(engine: Engine, expression: str, answers: Sequence[str]) -> str:
    engine.load(form_of(calculations([expression], answers)))
    split = (_split(each) for each in answers)
    written = engine.write((f"/data/{name}", value) for name, _, value in split)
    place = engine.places()["/data/c1"]
    refused = (each.refused for each in written if each.refused)
    return " ".join([place.failure or repr(place.value), *refused])


def _print_form(engine: Engine, given: argparse.Namespace) -> None:
    engine.load(_form_in(Path(given.form)))
    for repeat in given.add:
        engine.add(repeat)
    pairs = [each.partition("=")[::2] for each in given.set]
    for (reference, _), written in zip(pairs, engine.write(pairs), strict=True):
        if written.refused:
            print(f"refused {reference}: {written.refused}")  # noqa: T201 - a command
    for place in engine.places().values():
        print(place)  # noqa: T201 - a command


def _form_in(file: Path) -> str:
    if file.suffix == ".xml":
        return file.read_text("utf-8")
    return form_of(file.read_text("utf-8") if file.suffix == ".md" else file)


def _split(answer: str) -> tuple[str, str, str]:
    name, _, value = answer.partition("=")
    name, _, kind = name.partition(":")
    return name, kind or next(_guesses(value)), value


def _guesses(value: str) -> Iterator[str]:
    for pattern, kind in GUESSES:
        if re.fullmatch(pattern, value):
            yield kind
    yield "text"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("expressions", nargs="*")
    parser.add_argument("--with", dest="answers", action="append", default=[])
    parser.add_argument("--form")
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--add", action="append", default=[])
    return parser


if __name__ == "__main__":
    sys.exit(main())
