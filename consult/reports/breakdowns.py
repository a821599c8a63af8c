"""Composes who raises which concern, column by column, through disclosure control."""

import re
from collections.abc import Mapping, Sequence

from consult.privacy.disclosure import (
    GroupTable,
    Part,
    ProtectedTable,
    Released,
    ReleasedPart,
    protect,
)
from consult.reports.findings import ConcernFinding
from consult.reports.model import (
    Breakdown,
    BreakdownRow,
    Group,
    ReleasedShare,
    Words,
    WorkingShare,
)
from consult.statistics.intervals import Proportion, wilson

FEWEST_GROUPS = 2


def break_down(
    column: str,
    concerns: Sequence[ConcernFinding],
    shares: Mapping[str, WorkingShare | None],
    threshold: int,
) -> Breakdown | None:
    """Return the table of one column, or None where it tells no groups apart.

    ``shares`` gives the share of everybody by concern id.
    """
    sizes = _sizes(column, concerns)
    if len(sizes) < FEWEST_GROUPS or not concerns:
        return None
    counts = tuple(_counts(column, concern, sizes) for concern in concerns)
    seen = protect(GroupTable(tuple(sizes), tuple(sizes.values()), counts), threshold)
    return Breakdown(
        column=column,
        threshold=threshold,
        groups=tuple(map(Group, seen.groups, seen.sizes)),
        rows=_rows(concerns, shares, seen),
    )


def _sizes(column: str, concerns: Sequence[ConcernFinding]) -> dict[str, int]:
    sizes = {
        group.value: group.of
        for concern in concerns
        for group in concern.groups
        if group.column == column and group.of
    }
    # Alphabetical, with numbers by value: an order by size would tell sizes.
    return {value: sizes[value] for value in sorted(sizes, key=_natural)}


def _natural(value: str) -> tuple[list[tuple[int, str]], str]:
    pieces = re.findall(r"\d+|\D+", value.casefold())
    return [
        (int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces
    ], value


def _counts(
    column: str, concern: ConcernFinding, sizes: Mapping[str, int]
) -> tuple[int, ...]:
    counts = {
        group.value: group.respondents
        for group in concern.groups
        if group.column == column
    }
    return tuple(counts.get(value, 0) for value in sizes)


def _rows(
    concerns: Sequence[ConcernFinding],
    shares: Mapping[str, WorkingShare | None],
    seen: ProtectedTable,
) -> tuple[BreakdownRow, ...]:
    return tuple(
        BreakdownRow(
            id=concern.id,
            label=Words(concern.label, concern.language),
            everybody=shares[concern.id],
            shares=tuple(_share(cell) for cell in cells),
        )
        for concern, cells in zip(concerns, seen.rows, strict=True)
    )


def _share(cell: ReleasedPart) -> ReleasedShare:
    return cell.then(_proportion) if isinstance(cell, Released) else cell


def _proportion(part: Part) -> Proportion:
    return wilson(part.count, part.of)
