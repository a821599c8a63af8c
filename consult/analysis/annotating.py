"""One file of texts with language and sentiment beside every row.

What ``consult annotate`` does. Rows are kept on disk and read in parts, so that
memory does not grow with the file.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

from consult.analysis.answers import language_tag
from consult.analysis.intake import read_table
from consult.analysis.intake.headers import same_name
from consult.analysis.intake.spool import Spool
from consult.analysis.result_files import FileBlocked, check_files, partial_file
from consult.analysis.tables import Keeping, Note, Row, Table
from consult.errors import N_
from nlp.annotate import (
    Annotation,
    Annotator,
    Correction,
    annotator,
    sample_places,
)

ADDED: Final = (
    "language",
    "language_confidence",
    "sentiment",
    "sentiment_score",
    "sentiment_confidence",
    "assessed",
)
TERMS: Final = "sentiment_terms"
GIVEN: Final = "input_"
BATCH: Final = 2_000
RENAMED_NOTE: Final = N_(
    "The column %(column)s of the input is called %(renamed)s in the result."
)

READING: Final = N_("Reading the file")
ANNOTATING: Final = N_("Telling language and sentiment")
Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """Which columns hold what, which languages can occur, where vectors go.

    ``corrections`` are labels of people, which the sentiment is learnt from;
    ``terms`` asks for the words that decided the sentiment.
    """

    text: str
    language: str | None = None
    languages: tuple[str, ...] | None = None
    vectors: Path | None = None
    corrections: tuple[Correction, ...] = ()
    terms: bool = False

    def added(self) -> tuple[str, ...]:
        """Return the columns that the result has beside those of the input."""
        return (*ADDED, TERMS) if self.terms else ADDED

    def columns(self) -> tuple[str, ...]:
        """Return the columns that are needed, each once."""
        named = (self.text, self.language) if self.language else (self.text,)
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Annotated:
    """How many rows were written, and what a person should know about them."""

    rows: int
    notes: tuple[Note, ...]


def annotate_file(
    source: Path, output: Path, request: Request, *, report: Report
) -> Annotated:
    """Write ``output``, a CSV file with every row of ``source`` and columns more.

    With ``request.vectors`` also a NumPy file with a vector per row. Files are
    written whole, or what is there stays as it was. Raises `Rejected` when the
    source cannot be used or an output cannot be written.
    """
    check_files(output, request.vectors, source)
    files = {output: partial_file(output)}
    if request.vectors is not None:
        files[request.vectors] = partial_file(request.vectors)
    try:
        for file in files:
            file.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=output.parent) as kept:
            report(READING, 0, 1)
            table = _read(source, request, kept)
            notes = _write_all(table, files, request, report)
        for file, written in files.items():
            written.replace(file)
    except OSError as error:
        raise FileBlocked(file=output) from error
    finally:
        for written in files.values():
            written.unlink(missing_ok=True)
    return Annotated(len(table.rows), (*table.notes, *notes))


def _write_all(
    table: Table, files: Mapping[Path, Path], request: Request, report: Report
) -> tuple[Note, ...]:
    rows_file, *vector_files = files.values()
    languages: list[str] = []
    with rows_file.open("w", encoding="utf-8", newline="") as stream:
        notes = _write(table, stream, request, languages, report)
    for file in vector_files:
        # Only whoever wants vectors waits for what makes them.
        from consult.analysis.vector_file import write_vectors  # noqa: PLC0415

        texts_at = partial(_texts_at, table, _place(table, request.text))
        write_vectors(file, languages, texts_at, report=report)
    return notes


def _texts_at(table: Table, text: int, places: Sequence[int]) -> list[str]:
    return [table.rows[place][text] for place in places]


def _read(source: Path, request: Request, kept: IO[bytes]) -> Table:
    keeping = Keeping(Spool(kept).keep, other_columns=True)
    return read_table(source, columns=request.columns(), keeping=keeping)


def _write(
    table: Table,
    stream: TextIOWrapper,
    request: Request,
    languages: list[str],
    report: Report,
) -> tuple[Note, ...]:
    """Write all rows, and add the language of each to ``languages``."""
    writer = csv.writer(stream, lineterminator="\r\n")
    names = _free_names(table.columns, request.added())
    writer.writerow([*names, *request.added()])
    done = 0
    for rows, annotations in _annotated(table, request, report):
        report(ANNOTATING, done, len(table.rows))
        writer.writerows(
            [*row, *_cells(each)[: len(request.added())]]
            for row, each in zip(rows, annotations, strict=True)
        )
        languages += [each.identified.language for each in annotations]
        done += len(rows)
    report(ANNOTATING, done, len(table.rows))
    return tuple(
        Note(RENAMED_NOTE, {"column": column, "renamed": name})
        for column, name in zip(table.columns, names, strict=True)
        if column != name
    )


def _annotated(
    table: Table, request: Request, report: Report
) -> Iterator[tuple[Sequence[Row], list[Annotation]]]:
    text = _place(table, request.text)
    report(ANNOTATING, 0, len(table.rows))
    reader = _annotator(table, text, request)
    for start in range(0, len(table.rows), BATCH):
        rows = table.rows[start : start + BATCH]
        yield (
            rows,
            reader.annotate(
                [row[text] for row in rows],
                declared=_declared(table, rows, request),
                with_terms=request.terms,
            ),
        )


def _annotator(table: Table, text: int, request: Request) -> Annotator:
    sample = [table.rows[place][text] for place in sample_places(len(table.rows))]
    return annotator(
        sample, languages=request.languages, corrections=request.corrections
    )


def _declared(
    table: Table, rows: Sequence[Row], request: Request
) -> list[str | None] | None:
    if request.language is None:
        return None
    place = _place(table, request.language)
    return [language_tag(row[place]) for row in rows]


def _place(table: Table, name: str) -> int:
    return next(
        place for place, has in enumerate(table.columns) if same_name(name, has)
    )


def _free_names(columns: Sequence[str], added: Sequence[str]) -> list[str]:
    """Return the names of the columns, none of which is one that is added."""
    taken = {*added, *columns}
    names: list[str] = []
    for column in columns:
        name = column
        while name in added or (name != column and name in taken):
            name = GIVEN + name
        names.append(name)
    return names


def _cells(each: Annotation) -> tuple[str, ...]:
    return (
        each.identified.language,
        f"{each.identified.confidence:.4f}",
        each.sentiment.label,
        f"{each.sentiment.score:.4f}",
        f"{each.sentiment.confidence:.4f}",
        "yes" if each.assessed else "no",
        "|".join(each.terms),
    )
