"""Keeps the rows of a large file on disk, so that memory stays as it is."""

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, overload

from consult.analysis.tables import Row


class Spool:
    """Writes rows to a file that the caller opened, and reads them from there."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def keep(self, rows: Iterable[Row]) -> Sequence[Row]:
        """Return the rows as a sequence that is read from the file.

        What was kept before is forgotten: a table may be read more than once
        before its separator is found.
        """
        self._stream.seek(0)
        self._stream.truncate()
        starts = array("Q", [0])
        for row in rows:
            written = self._stream.write(json.dumps(row).encode("ascii"))
            starts.append(starts[-1] + written)
        return _SpooledRows(self, starts)

    def row(self, start: int, end: int) -> Row:
        """Return the row that lies between two places of the file."""
        self._stream.seek(start)
        return tuple(json.loads(self._stream.read(end - start)))


class _SpooledRows(Sequence[Row]):
    """Rows by number; ``starts`` says where each begins, and where the last ends."""

    def __init__(self, spool: Spool, starts: Sequence[int]) -> None:
        self._spool = spool
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, range(len(self)))

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self._row(number) for number in range(len(self))[place]]
        return self._row(range(len(self))[place])

    def _row(self, number: int) -> Row:
        return self._spool.row(self._starts[number], self._starts[number + 1])
