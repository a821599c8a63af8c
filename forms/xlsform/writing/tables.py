"""Lays rows that name their columns out as tables, with the columns in order."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias

Row: TypeAlias = Mapping[str, str]
"""What stands in a row, by the header of the column; empty cells are left out."""

Table: TypeAlias = tuple[tuple[str, ...], ...]
"""The headers, then the rows, all of one length."""

Sheets: TypeAlias = Mapping[str, Table]
"""The tables of a workbook by the name of their sheet, in order."""


def table(rows: Sequence[Row], headers: Iterable[str]) -> Table:
    """Return the rows under their headers.

    The headers given come first, those that no row uses included. The others follow
    in an order that fits that of every row.
    """
    first = tuple(dict.fromkeys(headers))
    others = in_one_order([key for key in row if key not in first] for row in rows)
    columns = (*first, *others)
    return (columns, *(tuple(row.get(key, "") for key in columns) for row in rows))


def in_one_order(sequences: Iterable[Sequence[str]]) -> list[str]:
    """Return all names once, each after those that stand before it anywhere.

    Where the sequences contradict each other it is the order of their first use.
    """
    known = [list(sequence) for sequence in sequences]
    before: dict[str, list[str]] = {}
    for sequence in known:
        for number, name in enumerate(sequence):
            before.setdefault(name, []).extend(sequence[max(number - 1, 0) : number])
    try:
        return list(TopologicalSorter(before).static_order())
    except CycleError:
        return list(before)
