"""Composes one question with a scale: its sides, its steps and its mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from consult.privacy.disclosure import (
    Part,
    Reason,
    Released,
    ReleasedCount,
    ReleasedPart,
    Withheld,
    protect_counts,
    release_count,
    release_part,
)
from consult.privacy.scales import ProtectedScale, protect_scale, tells_little
from consult.reports.consultation.figures import (
    ReleasedMean,
    ReleasedShare,
    Share,
    adding_up,
    bounded,
    mean_of,
    released_share,
)
from consult.reports.consultation.findings import ItemFinding
from consult.reports.consultation.model import Half, ItemLine, Step
from consult.statistics.intervals import wilson
from forms.definition import Choice, Missing, Question, Questionnaire

ANSWERED, UNKNOWN, SILENT = "answered", "unknown", "silent"


def steps_of(asked: Questionnaire, question: Question) -> tuple[Step, ...]:
    """Return the steps of a question's scale, from the lowest value up."""
    lowest, highest = _ends(_choices(asked, question))
    return tuple(
        Step(choice.label, _half(value, lowest, highest))
        for value, choice in _choices(asked, question)
    )


def compose_item(
    asked: Questionnaire, question: Question, item: ItemFinding, threshold: int
) -> ItemLine:
    """Return a question with what was answered, each figure released or withheld."""
    return _Item(asked, question, item, threshold).line()


@dataclass(frozen=True, slots=True)
class _Item:
    asked: Questionnaire
    question: Question
    item: ItemFinding
    threshold: int

    def line(self) -> ItemLine:
        scale = protect_scale(self._sides(), self.threshold)
        steps = self._step_shares(scale)
        sides = self._side_shares(scale)
        return ItemLine(
            question=self.question.name,
            label=self.question.label,
            short=self.question.short or self.question.label,
            steps=steps,
            lower=sides[0],
            middle=sides[1] if Half.MIDDLE in self._halves() else None,
            upper=sides[-1],
            unknown=self._unknown(),
            mean=self._mean(scale),
            people=self._people(),
        )

    def _counts(self) -> list[int]:
        return [
            self.item.counts.get(choice.name, 0)
            for _, choice in _choices(self.asked, self.question)
        ]

    def _halves(self) -> list[Half]:
        return [step.half for step in steps_of(self.asked, self.question)]

    def _sides(self) -> list[list[int]]:
        pairs = list(zip(self._halves(), self._counts(), strict=True))
        sides = [[count for half, count in pairs if half is side] for side in Half]
        return [side for side in sides if side]

    def _step_shares(self, scale: ProtectedScale) -> tuple[ReleasedShare, ...]:
        parts = [part for side in scale.steps for part in side]
        return tuple(
            _as_share(part, percent)
            for part, percent in zip(parts, adding_up(self._counts()), strict=True)
        )

    def _side_shares(self, scale: ProtectedScale) -> tuple[ReleasedShare, ...]:
        # A side reads as the sum of its steps, however these were rounded.
        percents = iter(adding_up(self._counts()))
        sums = [sum(next(percents) for _ in side) for side in self._sides()]
        return tuple(map(_as_share, scale.sides, sums))

    def _missing(self, *codes: Missing) -> int:
        scale = {choice.name for _, choice in _choices(self.asked, self.question)}
        unknown = _unknown_names(self.asked, self.question)
        return sum(
            count
            for name, count in self.item.counts.items()
            if name not in scale and (name in unknown) == (Missing.DONT_KNOW in codes)
        )

    def _unknown(self) -> ReleasedShare | None:
        if not _unknown_names(self.asked, self.question):
            return None
        unknown = self._missing(Missing.DONT_KNOW)
        whole = unknown + sum(self._counts())
        return released_share(release_part(Part(unknown, whole), self.threshold))

    def _people(self) -> ReleasedCount:
        """Return how many chose a step, where no small rest follows from it."""
        parts = protect_counts(
            {
                ANSWERED: sum(self._counts()),
                UNKNOWN: self._missing(Missing.DONT_KNOW),
                SILENT: self._missing(),
            },
            self.threshold,
        )
        if all(isinstance(part, Released) for part in parts.values()):
            return parts[ANSWERED]
        few = 0 < sum(self._counts()) < self.threshold
        return Withheld(Reason.FEW if few else Reason.PROTECTED)

    def _mean(self, scale: ProtectedScale) -> ReleasedMean:
        found, people = self.item.mean, sum(self._counts())
        lowest, highest = _ends(_choices(self.asked, self.question))
        if found is None or people < self.threshold:
            return Withheld(Reason.FEW)
        widest = highest - lowest
        if not scale.is_whole and not tells_little(people, widest, self.threshold):
            return Withheld(Reason.PROTECTED)
        mean = mean_of(found.value, found.low, found.high)
        released = release_count(people, self.threshold)
        return (
            released.then(lambda _: mean)
            if isinstance(released, Released)
            else released
        )


def _as_share(part: ReleasedPart, percent: int) -> ReleasedShare:
    if isinstance(part, Withheld):
        return part
    return part.then(lambda found: _share(found, percent))


def _share(part: Part, percent: int) -> Share:
    found = wilson(part.count, part.of)
    return bounded(percent, found.low, found.high)


def _choices(asked: Questionnaire, question: Question) -> list[tuple[int, Choice]]:
    """Return the choices that are steps of the scale, from the lowest value up."""
    steps = [
        (choice.value, choice)
        for choice in asked.choices_of(question)
        if choice.value is not None
    ]
    return sorted(steps, key=lambda step: step[0])


def _ends(steps: Sequence[tuple[int, Choice]]) -> tuple[int, int]:
    values = [value for value, _ in steps]
    return min(values), max(values)


def _half(value: int, lowest: int, highest: int) -> Half:
    if 2 * value == lowest + highest:
        return Half.MIDDLE
    return Half.UPPER if 2 * value > lowest + highest else Half.LOWER


def _unknown_names(asked: Questionnaire, question: Question) -> frozenset[str]:
    return frozenset(
        choice.name
        for choice in asked.choices_of(question)
        if choice.missing is Missing.DONT_KNOW
    )
