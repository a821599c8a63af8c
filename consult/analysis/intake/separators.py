"""Finds out which sign parts the cells of a text file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from consult.analysis.intake.headers import clean_header, filled_width, same_name

SEPARATORS = (",", ";", "\t", "|")
SAMPLE_ROWS = 500
MOST = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A separator and how well it parts the sample.

    ``fitting`` is the share of rows no wider than the header, ``even`` of those
    exactly as wide.
    """

    separator: str
    has_wanted: bool
    width: int
    fitting: float
    even: float

    @property
    def parts_cells(self) -> bool:
        """Whether it parts the file into several columns that most rows fit."""
        return self.width > 1 and self.fitting >= MOST

    @property
    def rank(self) -> tuple[bool, bool, float, int]:
        """The larger, the better."""
        return self.has_wanted, self.parts_cells, self.even, self.width


def hinted_separator(first_line: str) -> str | None:
    """Return the separator that Excel's first line ``sep=;`` names, if it is one."""
    line = first_line.strip("\r\n")
    if line.lower().startswith("sep=") and len(line) == len("sep=;"):
        return line[-1]
    return None


def rank_separators(
    sample: str, *, wanted: Sequence[str], complete: bool
) -> list[Candidate]:
    """Return the separators worth trying, the likeliest first.

    ``complete`` tells that the sample is the whole file; otherwise its last row
    may be cut and is not looked at. Only separators that agree with the best on
    what matters are kept: the wanted columns, and one column or several.
    """
    candidates = [
        _judge(sign, sample, wanted, complete=complete) for sign in SEPARATORS
    ]
    # The sort is stable: of equals the usual separator comes first.
    candidates.sort(key=lambda candidate: candidate.rank, reverse=True)
    best = candidates[0]
    return [
        candidate
        for candidate in candidates
        if candidate.has_wanted == best.has_wanted
        and candidate.parts_cells == best.parts_cells
        and (candidate.has_wanted or candidate is best or best.width == 1)
    ]


def _judge(
    separator: str, sample: str, wanted: Sequence[str], *, complete: bool
) -> Candidate:
    rows = _rows(separator, sample, complete=complete)
    header = clean_header(rows[0]) if rows else ()
    fitting = [row for row in rows if filled_width(row) <= len(header)]
    even = sum(len(row) >= len(header) for row in fitting)
    return Candidate(
        separator=separator,
        has_wanted=all(any(same_name(name, has) for has in header) for name in wanted),
        width=len(header),
        fitting=len(fitting) / max(1, len(rows)),
        even=even / max(1, len(rows)),
    )


def _rows(separator: str, sample: str, *, complete: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(
        io.StringIO(sample, newline=""), delimiter=separator, strict=complete
    )
    try:
        for row in reader:
            if row:
                rows.append(row)
            if len(rows) > SAMPLE_ROWS:
                return rows
    except csv.Error:
        return rows
    return rows if complete else rows[:-1]
