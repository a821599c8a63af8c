"""Holds the problems of a workbook as they are met, each with its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from forms.xlsform.faults import ERROR, Told
from forms.xlsform.sheet_faults import SheetFault

MOST: Final = 500
"""More problems than that nobody reads."""

LONGEST_QUOTE: Final = 120


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a workbook: each part as far as it is known.

    ``column`` is the header of the column, ``letters`` how spreadsheets call it.
    """

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    letters: str | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """A problem and where it is; ``params`` fill the placeholders of ``message``."""

    severity: str
    code: str
    place: Place
    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def in_words(self) -> str:
        """Return the message in English, its placeholders filled."""
        return self.message % self.params if self.params else self.message


class Findings:
    """Collects the problems of a workbook as they are met."""

    def __init__(self) -> None:
        self._found: list[Located] = []

    def add(self, fault: Told, place: Place, **params: object) -> None:
        """Note a problem at a place."""
        told = {name: _shortened(value) for name, value in params.items()}
        self.take(Located(fault.severity, fault.code, place, fault.message, told))

    def take(self, problem: Located) -> None:
        """Note a problem that somebody else found."""
        self._found.append(problem)

    def in_order(self, sheets: Iterable[str]) -> tuple[Located, ...]:
        """Return the problems by sheet and row, not more than anybody reads."""
        order = {sheet: place for place, sheet in enumerate(sheets)}
        found = sorted(
            self._found,
            key=lambda each: (
                order.get((each.place.sheet or "").lower(), len(order)),
                each.place.row or 0,
            ),
        )
        if len(found) <= MOST:
            return tuple(found)
        found.sort(key=lambda each: each.severity != ERROR)
        more = SheetFault.MORE
        told = Located(
            more.severity,
            more.code,
            Place(),
            more.message,
            {"count": len(found) - MOST},
        )
        return (*found[:MOST], told)


def _shortened(value: object) -> object:
    """Return what a message quotes, no longer than anybody reads."""
    if isinstance(value, str) and len(value) > LONGEST_QUOTE:
        return value[:LONGEST_QUOTE].rstrip() + "…"
    return value
