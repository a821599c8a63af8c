"""Counts of distinct people and sessions over an analysis."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consult.reports.findings import (
    Accounting,
    ConcernFinding,
    GroupFinding,
    QuoteFinding,
    SentimentName,
)
from consult.statistics.intervals import wilson
from nlp.results import AnalysedAnswer, AnalysedStatement, Analysis, Concern
from nlp.statements import Bucket, Mark, Unit

Memberships = Mapping[str, Sequence[tuple[str, ...]]]
"""By column the groups of every answer in order: none, one, or several."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Ids of the people and of the sessions behind something."""

    people: frozenset[str]
    sessions: frozenset[str]


def one_group_each(columns: Mapping[str, Sequence[str]]) -> Memberships:
    """Return columns of cells as memberships; an empty cell is in no group."""
    return {
        column: [(cell,) if cell else () for cell in cells]
        for column, cells in columns.items()
    }


def voices(answers: Iterable[AnalysedAnswer]) -> Voices:
    """Return who stands behind some answers, each once."""
    people: set[str] = set()
    sessions: set[str] = set()
    for each in answers:
        answer = each.prepared.answer
        (sessions if answer.unit is Unit.SESSION else people).add(answer.respondent)
    return Voices(frozenset(people), frozenset(sessions))


def with_reason(analysis: Analysis) -> Voices:
    """Return who gave a reason in at least one answer."""
    return voices(a for a in analysis.answers if not a.prepared.no_reason)


def account(analysis: Analysis) -> Accounting:
    """Return where every answer stands once; the first that holds decides."""
    counts = Counter(_place(answer) for answer in analysis.answers)
    return Accounting(
        answers=len(analysis.answers),
        no_reason_given=counts["no_reason_given"],
        unsupported_language=counts["unsupported_language"],
        copied=counts["copied"],
        rare_only=counts["rare_only"],
        in_concern=counts["in_concern"],
        not_yet_grouped=counts["not_yet_grouped"],
    )


def _place(answer: AnalysedAnswer) -> str:
    if answer.bucket is Bucket.NO_REASON_GIVEN:
        return "no_reason_given"
    if Mark.UNSUPPORTED_LANGUAGE in answer.marks:
        return "unsupported_language"
    if Mark.COPIED in answer.marks:
        return "copied"
    if answer.bucket is Bucket.NOT_YET_GROUPED:
        return "not_yet_grouped"
    main = any(concern.startswith("c") for concern in answer.concerns)
    return "in_concern" if main else "rare_only"


class ConcernTally:
    """Counts concerns of one analysis against those who gave a reason."""

    def __init__(self, analysis: Analysis, groups: Memberships) -> None:
        self.analysis = analysis
        self.reasoned = with_reason(analysis)
        self.groups = groups
        self.sizes = {
            column: _people_by_value(analysis.answers, values)
            for column, values in groups.items()
        }

    def finding(self, concern: Concern) -> ConcernFinding:
        """Return the figures of one concern."""
        own = [self.analysis.statements[place] for place in concern.statements]
        rows = sorted({each.statement.answer for each in own})
        answers = [self.analysis.answers[row] for row in rows]
        behind = voices(answers)
        share, low, high = _share(len(behind.people), len(self.reasoned.people))
        return ConcernFinding(
            id=concern.id,
            label=concern.label,
            language=concern.language,
            terms=concern.terms,
            respondents=len(behind.people),
            sessions=len(behind.sessions),
            statements=len(own),
            share=share,
            share_low=low,
            share_high=high,
            sentiment=self._sentiment(own),
            languages=_by_language(answers),
            quotes=tuple(self.quote(place) for place in concern.quotes),
            groups=tuple(self._groups(rows)),
            stability=concern.stability,
        )

    def quote(self, place: int) -> QuoteFinding:
        """Return the statement at ``place`` as a quote."""
        analysed = self.analysis.statements[place]
        answer = self.analysis.answers[analysed.statement.answer].prepared.answer
        return quote_of(analysed, answer.respondent)

    def _sentiment(self, own: Sequence[AnalysedStatement]) -> dict[SentimentName, int]:
        """Count people by what they say of the concern, all statements together."""
        said: dict[str, set[str]] = {}
        for each in own:
            answer = self.analysis.answers[each.statement.answer].prepared.answer
            if answer.unit is Unit.PERSON:
                labels = said.setdefault(answer.respondent, set())
                if each.sentiment.assessed:
                    labels.add(each.sentiment.label)
        counts = Counter(_overall(labels) for labels in said.values())
        return dict(sorted(counts.items()))

    def _groups(self, rows: Sequence[int]) -> Iterable[GroupFinding]:
        answers = [self.analysis.answers[row] for row in rows]
        for column, values in self.groups.items():
            inside = _people_by_value(answers, [values[row] for row in rows])
            for value, everybody in self.sizes[column].items():
                raising = inside.get(value, frozenset())
                yield GroupFinding(column, value, len(raising), len(everybody))


def quote_of(analysed: AnalysedStatement, response: str) -> QuoteFinding:
    """Return a statement as a quote of a response."""
    statement, sentiment = analysed.statement, analysed.sentiment
    return QuoteFinding(
        response,
        statement.start,
        statement.end,
        statement.text,
        statement.language,
        sentiment.label if sentiment.assessed else "not_assessed",
    )


def _share(count: int, of: int) -> tuple[float, float, float]:
    if not of:
        return 0.0, 0.0, 1.0
    interval = wilson(count, of)
    return interval.share, interval.low, interval.high


def _people_by_value(
    answers: Sequence[AnalysedAnswer], memberships: Sequence[tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    """Return the people with a reason by the groups they stand in."""
    found: dict[str, set[str]] = {}
    for each, values in zip(answers, memberships, strict=True):
        answer = each.prepared.answer
        if answer.unit is Unit.PERSON and not each.prepared.no_reason:
            for value in values:
                found.setdefault(value, set()).add(answer.respondent)
    return {value: frozenset(people) for value, people in sorted(found.items())}


def _by_language(answers: Sequence[AnalysedAnswer]) -> dict[str, int]:
    people: dict[str, set[str]] = {}
    for each in answers:
        answer = each.prepared.answer
        if answer.unit is Unit.PERSON:
            language = each.prepared.identified.language
            people.setdefault(language, set()).add(answer.respondent)
    return {language: len(found) for language, found in sorted(people.items())}


def _overall(labels: set[str]) -> SentimentName:
    if not labels:
        return "not_assessed"
    if "mixed" in labels or {"negative", "positive"} <= labels:
        return "mixed"
    if "negative" in labels:
        return "negative"
    return "positive" if "positive" in labels else "neutral"
