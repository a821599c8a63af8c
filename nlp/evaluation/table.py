"""Tables of measured figures, as text and as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Cell = str | int | float | None
ABSENT: Final = "-"
DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Table:
    """Figures with a title; the first cell of a row says what was measured.

    ``notes`` are sentences that stand below: what a figure does not say.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Return the table as values for JSON, fractions rounded as they are shown."""
        return {
            "title": self.title,
            "columns": list(self.columns),
            "rows": [[_rounded(cell) for cell in row] for row in self.rows],
            "notes": list(self.notes),
        }


def render(table: Table) -> str:
    """Return the table with aligned columns; the first one is ranged left."""
    written = [table.columns, *([_written(cell) for cell in row] for row in table.rows)]
    widths = [max(map(len, column)) for column in zip(*written, strict=True)]
    lines = [table.title, *(_line(row, widths) for row in written), *table.notes]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    ranged = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return ("  " + "  ".join(ranged)).rstrip()


def _written(cell: Cell) -> str:
    if cell is None:
        return ABSENT
    return f"{cell:.{DIGITS}f}" if isinstance(cell, float) else str(cell)


def _rounded(cell: Cell) -> Cell:
    return round(cell, DIGITS) if isinstance(cell, float) else cell
