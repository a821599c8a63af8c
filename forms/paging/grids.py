"""Finds the questions of a page that are the rows of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from forms.appearances import is_heading_of_rows, looks_of
from forms.definition import Kind
from forms.paging.leaves import Place

ROW: Final = "list-nolabel"
FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the same choices, by place on the page; ``header`` comes before."""

    rows: tuple[int, ...]
    header: int | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Return the first and the last place."""
        first = self.rows[0] if self.header is None else self.header
        return first, self.rows[-1]


def tables_among(places: Sequence[Place]) -> tuple[Table, ...]:
    """Return the tables of a page, in order."""
    if len(places) < FEWEST:
        return ()
    return tuple(
        table for run in _runs(places) if (table := _table_of(run, places)) is not None
    )


def _runs(places: Sequence[Place]) -> Iterator[list[int]]:
    """Give the places of rows that follow each other and have the same choices."""
    run: list[int] = []
    for at, place in enumerate(places):
        if run and not _goes_with(place, places[run[0]]):
            yield run
            run = []
        if _is_row(place):
            run.append(at)
    yield run


def _table_of(run: Sequence[int], places: Sequence[Place]) -> Table | None:
    if len(run) < FEWEST:
        return None
    if is_heading_of_rows(places[run[0]].question):
        return Table(tuple(run[1:]), run[0])
    return Table(tuple(run))


def _is_row(place: Place) -> bool:
    question = place.question
    if question.kind not in (Kind.CHOICE, Kind.CHOICES):
        return False
    is_marked = bool(looks_of(question) & {ROW, "label"})
    return is_marked or bool(place.table)


def _goes_with(place: Place, first: Place) -> bool:
    """Whether a place belongs to the table that another one begins."""
    question = place.question
    return (
        _is_row(place)
        and not is_heading_of_rows(question)
        and question.choices == first.question.choices
        and place.table == first.table
    )
