"""Composes who answered, over all surveys, and against the plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.privacy.choices import protect_choices
from consult.privacy.days import tell_days
from consult.privacy.disclosure import (
    Reason,
    Released,
    ReleasedCount,
    Withheld,
    protect_counts,
    release_count,
)
from consult.reports.consultation.findings import ConsultationFindings, WaveFindings
from consult.reports.consultation.model import (
    DayCount,
    GroupCount,
    GroupCounts,
    NamedCount,
    Participation,
    PlanState,
)
from consult.reports.consultation.thresholds import threshold_for
from forms.definition import Kind, Missing, Question, Text, Use

if TYPE_CHECKING:
    import datetime as dt

NOT_SAID = Missing.NOT_SAID.value
SILENT = frozenset({Missing.NOT_SAID, Missing.SKIPPED, Missing.NOT_ASKED})


def compose_participation(findings: ConsultationFindings) -> Participation:
    """Return who answered; each table is protected for itself.

    The tables are told over all surveys alone: told for each as well, one could
    be subtracted from the other.
    """
    parts = [wave.participation for wave in findings.waves]
    threshold = findings.threshold
    return Participation(
        answers=release_count(
            sum(wave.responses for wave in findings.waves), threshold
        ),
        counted=release_count(sum(part.responses for part in parts), threshold),
        planned=findings.planned,
        days=_days(findings),
        languages=_named([part.by_language for part in parts], threshold),
        channels=_named([part.by_channel for part in parts], threshold),
        groups=tuple(_groups(findings)),
    )


def _days(findings: ConsultationFindings) -> tuple[DayCount, ...]:
    counts: dict[dt.date, int] = {}
    for wave in findings.waves:
        for day, count in wave.participation.by_day.items():
            counts[day] = counts.get(day, 0) + count
    return tuple(
        DayCount(part.first, part.last, part.people)
        for part in tell_days(counts, findings.threshold)
    )


def _named(parts: list[Mapping[str, int]], threshold: int) -> tuple[NamedCount, ...]:
    """Return counts by name, the largest first and those withheld after them."""
    counts: dict[str, int] = {}
    for name in sorted({name for part in parts for name in part}):
        counts[name] = sum(part.get(name, 0) for part in parts)
    protected = protect_counts(counts, threshold)
    named = [NamedCount(name, count) for name, count in protected.items()]
    return tuple(sorted(named, key=_largest_first))


def _largest_first(named: NamedCount) -> tuple[int, str]:
    count = named.answers
    return (-count.value if isinstance(count, Released) else 1), named.name


def _groups(findings: ConsultationFindings) -> Iterator[GroupCounts]:
    seen: dict[str, Question] = {}
    for wave in findings.waves:
        for question in wave.questionnaire.used_for(Use.GROUP):
            if question.choices is not None:
                seen.setdefault(question.name, question)
    for question in seen.values():
        yield _Asking(findings, question).counts()


@dataclass(frozen=True, slots=True)
class _Asking:
    """One question of groups, in all surveys that ask it."""

    findings: ConsultationFindings
    question: Question

    def counts(self) -> GroupCounts:
        threshold = threshold_for(self.findings, self.question)
        protected = self._protected(threshold)
        labels = self._labels()
        return GroupCounts(
            question=self.question.name,
            label=self.question.short or self.question.label,
            overlapping=self._overlapping,
            threshold=threshold,
            rows=tuple(
                self._row(name, labels.get(name), protected[name]) for name in protected
            ),
        )

    @property
    def _overlapping(self) -> bool:
        return self.question.kind is Kind.CHOICES

    def _waves(self) -> list[WaveFindings]:
        return [
            wave
            for wave in self.findings.waves
            if any(q.name == self.question.name for q in wave.questionnaire.questions())
        ]

    def _labels(self) -> dict[str, Text]:
        """Return the labels of the choices that say something, in order."""
        labels: dict[str, Text] = {}
        for wave in self._waves():
            question = wave.questionnaire.question(self.question.name)
            for choice in wave.questionnaire.choices_of(question):
                if choice.missing is None:
                    labels.setdefault(choice.name, choice.label)
        return labels

    def _protected(self, threshold: int) -> dict[str, ReleasedCount]:
        counts = dict.fromkeys(self._labels(), 0)
        not_said = 0
        for wave in self._waves():
            found = wave.participation.by_group.get(self.question.name, {})
            for name, count in found.items():
                if name in counts:
                    counts[name] += count
                else:
                    not_said += count
        counts[NOT_SAID] = not_said
        if not self._overlapping:
            return protect_counts(counts, threshold)
        of = sum(wave.participation.responses for wave in self._waves())
        parts = protect_choices(counts, of, threshold)
        return {
            name: part.then(lambda part: part.count)
            if isinstance(part, Released)
            else part
            for name, part in parts.items()
        }

    def _row(self, name: str, label: Text | None, count: ReleasedCount) -> GroupCount:
        plan = self._plan(name)
        return GroupCount(
            choice=name,
            label=label,
            answers=count,
            planned=plan,
            missing=None if plan is None else _missing(count, plan),
            state=_state(count, plan, threshold_for(self.findings, self.question)),
        )

    def _plan(self, choice: str) -> int | None:
        for target in self.findings.targets:
            if (target.question, target.choice) == (self.question.name, choice):
                return target.people
        return None


def _missing(count: ReleasedCount, plan: int) -> ReleasedCount:
    if isinstance(count, Withheld):
        return count
    return count.then(lambda heard: max(0, plan - heard))


def _state(count: ReleasedCount, plan: int | None, threshold: int) -> PlanState:
    if plan is None:
        return PlanState.UNPLANNED
    if isinstance(count, Withheld):
        # The reason itself says that there are fewer than the threshold.
        few = count.reason is Reason.FEW and plan >= 2 * threshold
        return PlanState.FAR_BELOW if few else PlanState.UNTOLD
    if count.value >= plan:
        return PlanState.REACHED
    if not count.value:
        return PlanState.NOBODY
    return PlanState.FAR_BELOW if 2 * count.value < plan else PlanState.SHORT
