"""Finds figures that do not fit together before a report is made of them."""

from collections.abc import Iterator
from typing import ClassVar

from consult.errors import N_, Inconsistent
from consult.reports.findings import ConcernFinding, FileFindings

SAME_SHARE = 1e-9


class FindingsDisagree(Inconsistent):
    """The analysis counted the same thing in two ways."""

    code: ClassVar[str] = "C501"
    message: ClassVar[str] = N_(
        "The figures of the report do not fit together (%(problems)s). No report "
        "was made. Please report this."
    )


def check(findings: FileFindings) -> None:
    """Raise ``FindingsDisagree`` with every problem, each named by its place."""
    problems = [*_totals(findings)]
    for concern in (*findings.concerns, *findings.rare):
        problems += (f"{concern.id}: {problem}" for problem in _of(concern, findings))
    problems += _group_sizes(findings)
    if problems:
        raise FindingsDisagree(problems="; ".join(problems))


def _totals(findings: FileFindings) -> Iterator[str]:
    parts = findings.accounting
    if parts.answers != (
        parts.no_reason_given
        + parts.unsupported_language
        + parts.copied
        + parts.rare_only
        + parts.in_concern
        + parts.not_yet_grouped
    ):
        yield "accounting"
    if not 0 <= findings.respondents_with_reason <= findings.respondents:
        yield "respondents_with_reason"
    if not 0 <= findings.sessions_with_reason <= findings.sessions:
        yield "sessions_with_reason"


def _of(concern: ConcernFinding, findings: FileFindings) -> Iterator[str]:
    of = findings.respondents_with_reason
    if not 0 <= concern.respondents <= of:
        yield "respondents"
    elif of and abs(concern.share - concern.respondents / of) > SAME_SHARE:
        yield "share"
    if not 0 <= concern.share_low <= concern.share <= concern.share_high <= 1:
        yield "interval"
    if not 0 <= concern.sessions <= findings.sessions_with_reason:
        yield "sessions"
    if any(count < 0 for count in concern.sentiment.values()):
        yield "sentiment"
    for group in concern.groups:
        if not 0 <= group.respondents <= group.of:
            yield "groups"


def _group_sizes(findings: FileFindings) -> Iterator[str]:
    sizes: dict[tuple[str, str], int] = {}
    for concern in findings.concerns:
        for group in concern.groups:
            size = sizes.setdefault((group.column, group.value), group.of)
            if size != group.of:
                yield f"{group.column}: size of a group"
