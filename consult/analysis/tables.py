"""What is read from a file of answers, and why such a file is refused."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from consult.errors import N_, Rejected

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about how a file was read.

    ``message`` is a msgid; ``params`` fill its placeholders.
    """

    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file: every cell exactly as it was read, none missing.

    ``rows`` are as wide as ``columns``; wholly empty rows are left out and
    counted in ``notes``.
    """

    columns: tuple[str, ...]
    rows: Sequence[Row]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class TableLimits:
    """How large a file of answers may be; ``cell`` counts code points."""

    text_bytes: int = 1_000_000_000
    cell: int = 1_000_000
    rows: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is kept of a file: its rows in memory or elsewhere, its other columns.

    ``rows`` is called again when a file has to be read anew.
    """

    rows: Callable[[Iterable[Row]], Sequence[Row]] = tuple
    other_columns: bool = False


class TableMissing(Rejected):
    """No file there."""

    code: ClassVar[str] = "C431"
    message: ClassVar[str] = N_("There is no file %(name)s. Check its name and folder.")


class TableLocked(Rejected):
    """The file cannot be opened."""

    code = "C432"
    message = N_(
        "The file %(name)s cannot be opened. Check that you may read it and that "
        "it is not a folder."
    )


class TableEmpty(Rejected):
    """Not one filled row."""

    code = "C433"
    message = N_("The file %(name)s is empty. Export the answers again.")


class TableNotText(Rejected):
    """A picture, a document, a program."""

    code = "C434"
    message = N_(
        "The file %(name)s is not a table. Give a CSV file or an Excel workbook "
        "(.xlsx)."
    )


class EncodingUnknown(Rejected):
    """The letters cannot be told for sure."""

    code = "C435"
    message = N_(
        "The letters in %(name)s cannot be read reliably (first seen in line "
        "%(line)s). Save the file as CSV in UTF-8, or as .xlsx."
    )


class NulCharacter(Rejected):
    """A sign that no text holds and that databases refuse."""

    code = "C436"
    message = N_(
        "Line %(line)s of %(name)s holds a NUL character, which no text does. The "
        "file may be damaged: export it again."
    )


class ColumnMissing(Rejected):
    """A column that was asked for is not there."""

    code = "C437"
    message = N_(
        "There is no column %(missing)s in %(name)s. Its columns are: %(columns)s."
    )


class ColumnRepeated(Rejected):
    """Two columns bear the name that was asked for."""

    code = "C438"
    message = N_(
        "%(name)s has more than one column %(column)s. Rename one of them, so that "
        "the right one is read."
    )


class NoRows(Rejected):
    """A header and nothing under it."""

    code = "C439"
    message = N_("The file %(name)s has a header but no rows under it.")


class RowTooLong(Rejected):
    """More cells than the header has."""

    code = "C440"
    message = N_(
        "Row %(row)s of %(name)s has %(found)s cells, but the header has "
        "%(expected)s. A separator inside an answer may lack its quotation marks: "
        "correct the row or export the file again."
    )


class QuoteNotClosed(Rejected):
    """A quotation mark without its second half."""

    code = "C441"
    message = N_(
        "A quotation mark near line %(line)s of %(name)s is not closed or not "
        "doubled. Correct it or export the file again."
    )


class TableTooLarge(Rejected):
    """Larger than is ever read."""

    code = "C442"
    message = N_(
        "The file %(name)s is larger than can be read at once. Split it, or keep "
        "only the columns that are needed."
    )


class CellTooLong(Rejected):
    """One cell that swallowed its neighbours, or a book."""

    code = "C443"
    message = N_(
        "A cell near line %(line)s of %(name)s is longer than %(limit)s characters. "
        "A quotation mark may be missing there."
    )


class WorkbookRefused(Rejected):
    """A workbook that is not opened; the reason comes from its reader."""

    code = "C444"
