"""Makes the names of columns comparable and finds those that were asked for."""

import unicodedata
from collections.abc import Sequence

from consult.analysis.tables import ColumnMissing, ColumnRepeated

# Signs without width that programs leave around names: byte order mark, zero
# width space, direction marks.
INVISIBLE = "\ufeff\u200b\u200e\u200f"

LONGEST_NAME = 30
MOST_NAMES = 20


def clean_name(name: str) -> str:
    """Return a column's name without the blanks around it."""
    return name.strip().strip(INVISIBLE).strip()


def clean_header(row: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns, without nameless ones at the end."""
    names = [clean_name(name) for name in row]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def filled_width(row: Sequence[str]) -> int:
    """Return how many cells a row has up to its last filled one."""
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return width


def same_name(one: str, other: str) -> bool:
    """Whether two names read alike, however their accents are stored."""
    return _composed(clean_name(one)) == _composed(clean_name(other))


def positions(
    header: Sequence[str], wanted: Sequence[str] | None, file_name: str
) -> tuple[int, ...]:
    """Return where the wanted columns stand; all columns if none are named.

    Raises ``ColumnMissing`` with the names that are there, or
    ``ColumnRepeated``.
    """
    if wanted is None:
        return tuple(range(len(header)))
    places = [_places(header, name) for name in wanted]
    missing = [name for name, at in zip(wanted, places, strict=True) if not at]
    if missing:
        raise ColumnMissing(
            missing=", ".join(missing), name=file_name, columns=_listed(header)
        )
    for name, at in zip(wanted, places, strict=True):
        if len(at) > 1:
            raise ColumnRepeated(column=name, name=file_name)
    return tuple(at[0] for at in places)


def _listed(header: Sequence[str]) -> str:
    """Return the names for a message, cut short: a first line may be an answer."""
    names = [
        name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
        for name in header[:MOST_NAMES]
    ]
    more = ["…"] if len(header) > MOST_NAMES else []
    return ", ".join([*names, *more])


def _places(header: Sequence[str], name: str) -> list[int]:
    return [place for place, has in enumerate(header) if same_name(name, has)]


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
