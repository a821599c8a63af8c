"""Reads folders of labelled texts, which the analysis is measured on."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Final

from consult.analysis.answers import language_tag
from consult.analysis.intake import read_table
from consult.analysis.intake.headers import clean_name
from consult.analysis.tables import ColumnMissing, Keeping, Table
from consult.errors import N_, Rejected
from nlp.evaluation.sets import UNDETERMINED, LabelledSet, LabelledText
from nlp.evaluation.suites import Suite

TEXT: Final = "text"
LIST: Final = "|"
WISHES: Final = "suite.json"


class NothingLabelled(Rejected):
    """No folder, or none with labelled texts in it."""

    code: ClassVar[str] = "C513"
    message: ClassVar[str] = N_(
        "There are no labelled texts in %(folder)s. Give a folder that holds one "
        "folder for each set, with a CSV file that has a column “text”."
    )


class WishesUnreadable(Rejected):
    """A ``suite.json`` that names no suites."""

    code: ClassVar[str] = "C514"
    message: ClassVar[str] = N_(
        "%(file)s cannot be understood. It holds, for instance: "
        '{"suites": ["concerns", "rare"]}'
    )


class SpanUnreadable(Rejected):
    """A cell of the column ``masked`` that names no span."""

    code: ClassVar[str] = "C512"
    message: ClassVar[str] = N_(
        "“%(span)s” in a column “masked” is no span. Write start, end and kind, such "
        "as 3:15:phone, and “|” between several."
    )


def read_sets(folder: Path) -> list[LabelledSet]:
    """Return the sets in a folder, by name, or the one set that it is.

    Files without a column ``text`` are left alone. Raises `NothingLabelled`,
    `WishesUnreadable`, or the refusal of a file that cannot be read.
    """
    if not folder.is_dir():
        raise NothingLabelled(folder=folder)
    places = [folder, *sorted(path for path in folder.iterdir() if path.is_dir())]
    found = [given for place in places if (given := _read_set(place)) is not None]
    if not found:
        raise NothingLabelled(folder=folder)
    return found


def _read_set(folder: Path) -> LabelledSet | None:
    tables = [
        table
        for path in sorted(folder.glob("*.csv"))
        if (table := _read_table(path)) is not None
    ]
    if not tables:
        return None
    rows = tuple(row for table in tables for row in _rows(table))
    columns = frozenset(name for table in tables for name in _names(table))
    return LabelledSet(folder.absolute().name, rows, columns, _wishes(folder / WISHES))


def _read_table(path: Path) -> Table | None:
    keeping = Keeping(other_columns=True)
    try:
        return read_table(path, columns=(TEXT,), keeping=keeping)
    except ColumnMissing:
        return None


def _wishes(path: Path) -> frozenset[str] | None:
    if not path.is_file():
        return None
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WishesUnreadable(file=path) from error
    named = given.get("suites") if isinstance(given, dict) else None
    if not isinstance(named, list) or not set(named) <= set(Suite):
        raise WishesUnreadable(file=path)
    return frozenset(named)


def _names(table: Table) -> list[str]:
    return [clean_name(name) for name in table.columns]


def _rows(table: Table) -> Iterable[LabelledText]:
    names = _names(table)
    return (_labelled(dict(zip(names, row, strict=True))) for row in table.rows)


def _labelled(cells: dict[str, str]) -> LabelledText:
    return LabelledText(
        text=cells[TEXT],
        label=cells.get("label", "").strip(),
        language=_language(cells.get("language", "")),
        parallel=cells.get("parallel_id", "").strip(),
        question=cells.get("question", "").strip(),
        split=cells.get("split", "").strip().casefold(),
        coder1=_list(cells.get("labels_coder1", "")),
        coder2=_list(cells.get("labels_coder2", "")),
        masked=tuple(_span(each) for each in _list(cells.get("masked", ""))),
    )


def _language(written: str) -> str:
    """Return the tag of a language, as written where nobody knows it."""
    tag = language_tag(written)
    if tag is not None:
        return tag
    return (
        written.strip().replace("_", "-").partition("-")[0].casefold() or UNDETERMINED
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(LIST) if part.strip())


def _span(written: str) -> tuple[int, int, str]:
    """Return start, end and kind of ``3:15:phone``; raises where it is not one."""
    start, _, rest = written.partition(":")
    end, _, kind = rest.partition(":")
    if not (start.isdecimal() and end.isdecimal() and kind):
        raise SpanUnreadable(span=written)
    return int(start), int(end), kind
