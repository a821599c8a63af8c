"""Composes what is counted: indices, items of trust and voice, and needs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from consult.privacy.disclosure import (
    Released,
    ReleasedCount,
    protect_counts,
)
from consult.reports.consultation.findings import (
    ConsultationFindings,
    ItemFinding,
    ItemsFinding,
    WaveFindings,
)
from consult.reports.consultation.indices import compose_index
from consult.reports.consultation.items import compose_item, steps_of
from consult.reports.consultation.model import (
    IndexLine,
    ItemLine,
    Results,
    ScaleTable,
    SurveyResults,
)
from consult.reports.consultation.thresholds import threshold_for
from forms.definition import Missing, Page, Question, Questionnaire, Text, Use

COUNTED = frozenset({Use.TRUST, Use.VOICE, Use.NEED})
Asked = tuple[Page, Question]


def compose_results(findings: ConsultationFindings) -> Results:
    """Return what is counted, by survey."""
    asking = [wave for wave in findings.waves if _has_items(wave)]
    answers = protect_counts(
        {wave.slug: _total(wave.items) for wave in asking}, findings.threshold
    )
    return Results(
        surveys=tuple(
            _Counted(findings, wave, wave.items).results(answers[wave.slug])
            for wave in asking
            if wave.items is not None
        ),
        waiting=tuple(
            wave.questionnaire.title for wave in asking if wave.items is None
        ),
    )


def _has_items(wave: WaveFindings) -> bool:
    return any(question.use in COUNTED for question in wave.questionnaire.questions())


def _total(items: ItemsFinding | None) -> int:
    """Return how many answers were counted: each item holds every one of them."""
    if items is None:
        return 0
    return max((sum(item.counts.values()) for item in items.items), default=0)


@dataclass(frozen=True, slots=True)
class _Counted:
    """The items of one survey."""

    findings: ConsultationFindings
    wave: WaveFindings
    items: ItemsFinding

    @property
    def asked(self) -> Questionnaire:
        return self.wave.questionnaire

    def results(self, answers: ReleasedCount) -> SurveyResults:
        return SurveyResults(
            slug=self.wave.slug,
            title=self.asked.title,
            answers=answers,
            indices=tuple(self._indices()),
            trust=tuple(self._tables(Use.TRUST)),
            voice=tuple(self._tables(Use.VOICE)),
            needs=tuple(_by_mean(table) for table in self._tables(Use.NEED)),
        )

    def _indices(self) -> Iterator[IndexLine]:
        for found in self.items.indices:
            (index,) = (i for i in self.asked.indices if i.name == found.index)
            yield compose_index(
                self.asked,
                found,
                [self._line(self.asked.question(name)) for name in index.items],
                total=_total(self.items),
                threshold=self.findings.threshold,
            )

    def _tables(self, use: Use) -> Iterator[ScaleTable]:
        found = {item.question for item in self.items.items}
        pairs = [
            (page, question)
            for page in self.asked.pages
            for question in page.questions
            if question.use is use and question.name in found
        ]
        for _, same in groupby(pairs, key=lambda pair: pair[1].choices):
            yield self._table(list(same))

    def _table(self, pairs: list[Asked]) -> ScaleTable:
        page, first = pairs[0]
        return ScaleTable(
            title=page.title if len(page.questions) > 1 else None,
            steps=steps_of(self.asked, first),
            unknown=self._unknown(first),
            items=tuple(self._line(question) for _, question in pairs),
        )

    def _line(self, question: Question) -> ItemLine:
        return compose_item(
            self.asked,
            question,
            self._item(question.name),
            threshold_for(self.findings, question),
        )

    def _item(self, name: str) -> ItemFinding:
        (item,) = (each for each in self.items.items if each.question == name)
        return item

    def _unknown(self, question: Question) -> Text | None:
        for choice in self.asked.choices_of(question):
            if choice.missing is Missing.DONT_KNOW:
                return choice.label
        return None


def _by_mean(table: ScaleTable) -> ScaleTable:
    """Return the table with the greatest mean first, those withheld at the end."""
    return replace(table, items=tuple(sorted(table.items, key=_greatest_first)))


def _greatest_first(line: ItemLine) -> int:
    return -line.mean.value.points if isinstance(line.mean, Released) else 1
