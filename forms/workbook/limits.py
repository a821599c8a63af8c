"""How much of a workbook is ever unpacked and read."""

from dataclasses import dataclass

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class WorkbookLimits:
    """Upper bounds; a workbook beyond any of them is refused.

    ``ratio`` (unpacked to packed) is asked of parts above ``ratio_from`` bytes
    only: small parts repeat themselves without harm. ``tree_bytes`` and
    ``tree_elements`` bound the parts that are held in memory as a tree,
    ``quiet_bytes`` what may stand between two elements. ``columns`` and
    ``cells`` count to the last filled cell of each row, gaps included.
    """

    packed_bytes: int = 100 * MEBIBYTE
    unpacked_bytes: int = 200 * MEBIBYTE
    entries: int = 2_000
    ratio: int = 100
    ratio_from: int = MEBIBYTE
    tree_bytes: int = 10 * MEBIBYTE
    tree_elements: int = 300_000
    elements: int = 25_000_000
    quiet_bytes: int = MEBIBYTE
    depth: int = 40
    strings: int = 2_000_000
    rows: int = 1_048_576
    columns: int = 5_000
    cells: int = 10_000_000


DEFAULT_LIMITS = WorkbookLimits()
