"""Composes who raises which concern, by language and by the groups of questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult.privacy.disclosure import Part, Released
from consult.reports.breakdowns import break_down
from consult.reports.consultation.figures import ReleasedShare, share_of
from consult.reports.consultation.findings import ConsultationFindings
from consult.reports.consultation.model import (
    Breakdown,
    BreakdownRow,
    ColumnGroup,
    Concern,
)
from consult.reports.consultation.thresholds import threshold_for
from consult.reports.findings import FileFindings
from consult.reports.model import Breakdown as FileBreakdown
from consult.reports.model import ReleasedShare as ReleasedProportion
from forms.definition import Choice, Kind, Question

LANGUAGE = "language"


def compose_breakdowns(
    findings: ConsultationFindings, found: FileFindings, concerns: Sequence[Concern]
) -> tuple[Breakdown, ...]:
    """Return one table for each column with two groups or more.

    Sizes of groups are left out: beside the numbers of those who answered they
    would tell how few of a group gave no reason.
    """
    told = {concern.key: concern for concern in concerns}
    columns = (_Column(findings, found, name, told) for name in found.group_columns)
    tables = (column.table() for column in columns)
    return tuple(table for table in tables if table is not None)


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of groups, and the concerns there is more to tell of."""

    findings: ConsultationFindings
    found: FileFindings
    name: str
    told: dict[str, Concern]

    def table(self) -> Breakdown | None:
        counted = [
            concern
            for concern in (*self.found.concerns, *self.found.rare)
            if concern.id in self.told
            and any(group.column == self.name for group in concern.groups)
        ]
        unseen = dict.fromkeys((concern.id for concern in counted), None)
        table = break_down(self.name, counted, unseen, self._threshold())
        if table is None:
            return None
        question = self._question()
        groups = list(self._groups(table))
        places = [place for place, _ in groups]
        return Breakdown(
            column=self.name,
            label=(question.short or question.label) if question else None,
            threshold=table.threshold,
            overlapping=question is not None and question.kind is Kind.CHOICES,
            groups=tuple(group for _, group in groups),
            rows=tuple(self._rows(table, places)),
        )

    def _rows(
        self, table: FileBreakdown, places: Sequence[int]
    ) -> Iterator[BreakdownRow]:
        rows = {row.id: row for row in table.rows}
        for key, concern in self.told.items():
            if key in rows:
                cells = rows[key].shares
                yield BreakdownRow(
                    key=key,
                    label=concern.label,
                    everybody=concern.share,
                    cells=tuple(_rounded(cells[place]) for place in places),
                )

    def _groups(self, table: FileBreakdown) -> Iterator[tuple[int, ColumnGroup]]:
        """Give the groups with their places, in the order they were offered."""
        places = {group.name: place for place, group in enumerate(table.groups)}
        for choice in self._choices():
            if choice.name in places and choice.missing is None:
                yield places[choice.name], ColumnGroup(choice.name, choice.label)
        if self._question() is None:
            for name, place in places.items():
                yield place, ColumnGroup(name, None)

    def _question(self) -> Question | None:
        for wave in self.findings.waves:
            for question in wave.questionnaire.questions():
                if question.name == self.name:
                    return question
        return None

    def _choices(self) -> Iterator[Choice]:
        seen: set[str] = set()
        for wave in self.findings.waves:
            for question in wave.questionnaire.questions():
                if question.name == self.name:
                    for choice in wave.questionnaire.choices_of(question):
                        if choice.name not in seen:
                            seen.add(choice.name)
                            yield choice

    def _threshold(self) -> int:
        question = self._question()
        if question is None:
            return self.findings.threshold
        return threshold_for(self.findings, question)


def _rounded(cell: ReleasedProportion) -> ReleasedShare:
    if isinstance(cell, Released):
        return cell.then(lambda found: share_of(Part(found.count, found.of)))
    return cell
