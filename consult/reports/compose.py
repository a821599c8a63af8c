"""Composes the working report of a file from what the analysis found.

Nothing is counted here. Figures about groups go through disclosure control,
figures about everybody become working figures, and texts are passed on as they
are.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from consult.privacy.disclosure import (
    DEFAULT_THRESHOLD,
    Released,
    ReleasedCount,
    protect_counts,
)
from consult.reports.breakdowns import break_down
from consult.reports.changes import ChangesFinding, compose_changes
from consult.reports.checks import check
from consult.reports.findings import (
    SENTIMENTS,
    Accounting,
    ConcernFinding,
    FileFindings,
    MethodFinding,
    QuoteFinding,
)
from consult.reports.grouping import (
    Placed,
    broad_groups,
    by_group,
    group_most,
    shared_words,
)
from consult.reports.model import (
    AccountingName,
    AccountingPart,
    BroadGroup,
    Concern,
    FileReport,
    Method,
    Participation,
    Quote,
    Score,
    Twin,
    Words,
    WorkingCount,
    WorkingShare,
)
from consult.statistics.intervals import Proportion

# Above this the concerns may follow the languages rather than what is said.
MIXING_WARNED_OF = 0.15


def compose(
    findings: FileFindings,
    *,
    threshold: int = DEFAULT_THRESHOLD,
    thresholds: Mapping[str, int] | None = None,
    changes: ChangesFinding | None = None,
) -> FileReport:
    """Return the report; concerns stand in the order of their size.

    ``threshold`` is the number of people below which nothing is told of a
    group; ``thresholds`` raises it for single columns, such as religion. Raises
    ``FindingsDisagree`` when the findings do not fit together, and ValueError
    for a threshold below the lowest one.
    """
    check(findings)
    found = sorted(findings.concerns, key=_size)
    concerns = tuple(_concern(concern, findings) for concern in found)
    groups = broad_groups([_placed(concern) for concern in found])
    shares = {
        concern.id: told.share for concern, told in zip(found, concerns, strict=True)
    }
    of_column = {
        column: break_down(
            column, found, shares, max(threshold, (thresholds or {}).get(column, 0))
        )
        for column in findings.group_columns
    }
    return FileReport(
        question=findings.question,
        accounting=_accounting(findings.accounting),
        answers=WorkingCount(findings.accounting.answers),
        participation=_participation(findings, threshold),
        concerns=concerns,
        breakdowns=tuple(table for table in of_column.values() if table),
        columns_without_groups=tuple(
            column for column, table in of_column.items() if table is None
        ),
        rare=tuple(
            _concern(concern, findings) for concern in sorted(findings.rare, key=_size)
        ),
        not_yet_grouped=tuple(map(quoted, findings.not_yet_grouped_quotes)),
        method=_method(findings.method),
        changes=None if changes is None else compose_changes(changes),
        groups=groups,
        sections=_sections(concerns, groups),
    )


def _placed(concern: ConcernFinding) -> Placed:
    label = Words(concern.label, concern.language)
    return Placed(concern.id, label, concern.terms, concern.broader)


def _sections(
    concerns: Sequence[Concern], groups: Sequence[BroadGroup]
) -> tuple[tuple[Words | None, tuple[Concern, ...]], ...]:
    """Return the concerns under the names of their groups where they are many."""
    if not group_most(len(concerns), groups):
        return ((None, tuple(concerns)),) if concerns else ()
    of_id = {concern.id: concern for concern in concerns}
    return tuple(
        (group.title if group else None, tuple(of_id[key] for key in ids))
        for group, ids in by_group([concern.id for concern in concerns], groups)
    )


def _size(concern: ConcernFinding) -> tuple[int, int, int, str]:
    # The length comes before the id, so that c2 stands before c10.
    return -concern.respondents, -concern.sessions, len(concern.id), concern.id


def _accounting(accounting: Accounting) -> tuple[AccountingPart, ...]:
    parts: tuple[tuple[AccountingName, int], ...] = (
        ("in_concern", accounting.in_concern),
        ("not_yet_grouped", accounting.not_yet_grouped),
        ("rare_only", accounting.rare_only),
        ("no_reason_given", accounting.no_reason_given),
        ("copied", accounting.copied),
        ("unsupported_language", accounting.unsupported_language),
    )
    return tuple(AccountingPart(name, WorkingCount(count)) for name, count in parts)


def _participation(findings: FileFindings, threshold: int) -> Participation:
    # What language somebody writes may make them one of few: it is a group.
    counts = dict(sorted(findings.languages.items()))
    languages = protect_counts(counts, threshold)
    return Participation(
        people=WorkingCount(findings.respondents),
        people_with_reason=WorkingCount(findings.respondents_with_reason),
        sessions=WorkingCount(findings.sessions),
        sessions_with_reason=WorkingCount(findings.sessions_with_reason),
        languages=tuple(sorted(languages.items(), key=_largest_first)),
    )


def _largest_first(language: tuple[str, ReleasedCount]) -> tuple[int, str]:
    tag, count = language
    return (-count.value if isinstance(count, Released) else 1), tag


def _concern(concern: ConcernFinding, findings: FileFindings) -> Concern:
    return Concern(
        id=concern.id,
        label=Words(concern.label, concern.language),
        terms=concern.terms,
        people=WorkingCount(concern.respondents),
        sessions=WorkingCount(concern.sessions),
        statements=WorkingCount(concern.statements),
        share=_share(concern, findings.respondents_with_reason),
        sentiment=tuple(
            (name, WorkingCount(concern.sentiment.get(name, 0))) for name in SENTIMENTS
        ),
        languages=tuple(sorted(concern.languages)),
        quotes=tuple(map(quoted, concern.quotes)),
        stability=None if concern.stability is None else Score(concern.stability),
        twins=tuple(_twins(concern, findings)),
        unsure=tuple(quoted(each.quote) for each in concern.unsure),
        nearly=tuple(quoted(each.quote) for each in concern.nearly),
    )


def _twins(concern: ConcernFinding, findings: FileFindings) -> Iterator[Twin]:
    others = {each.id: each for each in findings.concerns}
    for twin in concern.twins:
        other = others[twin.id]
        shared = shared_words(concern.terms, other.terms)
        yield Twin(other.id, Words(other.label, other.language), shared)


def _share(concern: ConcernFinding, of: int) -> WorkingShare | None:
    if not of:
        return None
    return WorkingShare(
        Proportion(
            count=concern.respondents,
            of=of,
            share=concern.share,
            low=concern.share_low,
            high=concern.share_high,
        )
    )


def quoted(quote: QuoteFinding, *, judged: bool = True) -> Quote:
    """Return words that speak for a concern, with what decided how they judge.

    Where a count of those who judge so is withheld, ``judged`` must be false: quotes
    could be counted.
    """
    if not judged:
        return Quote(quote.text, quote.language)
    return Quote(quote.text, quote.language, quote.sentiment, quote.deciding_words())


def _method(method: MethodFinding) -> Method:
    mixing = method.language_mixing
    return Method(
        recipe=json.dumps(
            dict(method.recipe),
            default=str,
            ensure_ascii=False,
            indent=2,
            sort_keys=True,
        ),
        versions=tuple(sorted(method.versions.items())),
        seed=method.seed,
        sentiment_scores=tuple(
            (tag, Score(score))
            for tag, score in sorted(method.sentiment_scores.items())
        ),
        language_mixing=None if mixing is None else Score(mixing),
        languages_mix=mixing is not None and mixing > MIXING_WARNED_OF,
    )
