"""Composes the report of a consultation, and the parts the desk pages show of it.

Nothing is counted here. Every figure goes through disclosure control, and texts
are passed on as they are.
"""

from dataclasses import replace

from consult.reports.consultation.asked import compose_asked
from consult.reports.consultation.concerns import compose_concerns
from consult.reports.consultation.findings import ConsultationFindings
from consult.reports.consultation.model import (
    MOST_IN_FULL,
    Concerns,
    ConsultationReport,
    Overview,
    withheld_in,
)
from consult.reports.consultation.participation import compose_participation
from consult.reports.consultation.results import compose_results
from consult.reports.consultation.run import compose_run

__all__ = ["compose", "compose_concerns", "compose_overview", "compose_results"]


def compose(findings: ConsultationFindings) -> ConsultationReport:
    """Return the report.

    Raises ``FindingsDisagree`` when the findings do not fit together, and
    ValueError for a threshold below the lowest one.
    """
    asked = compose_asked(findings)
    participation = compose_participation(findings)
    results = compose_results(findings)
    concerns = _shortened(compose_concerns(findings))
    return ConsultationReport(
        asked=asked,
        participation=participation,
        results=results,
        concerns=concerns,
        run=compose_run(findings),
        hidden=_hidden(asked, participation, results, *_told(concerns)),
        is_draft=any(survey.is_draft for survey in asked.surveys),
    )


def _shortened(concerns: Concerns | None) -> Concerns | None:
    """Return the concerns with tables of those alone that are told in full."""
    if concerns is None:
        return None
    keys = {concern.key for concern in concerns.concerns[:MOST_IN_FULL]}
    tables = (
        replace(table, rows=tuple(row for row in table.rows if row.key in keys))
        for table in concerns.breakdowns
    )
    return replace(concerns, breakdowns=tuple(tables))


def _told(concerns: Concerns | None) -> tuple[object, ...]:
    """Return what the report tells of the concerns."""
    if concerns is None:
        return ()
    brief = concerns.concerns[MOST_IN_FULL:]
    return (
        concerns.answers,
        concerns.accounting,
        concerns.reasoned,
        concerns.concerns[:MOST_IN_FULL],
        tuple((concern.share, concern.people) for concern in brief),
        concerns.breakdowns,
    )


def _hidden(*parts: object) -> int:
    return sum(1 for part in parts for _ in withheld_in(part))


def compose_overview(findings: ConsultationFindings) -> Overview:
    """Return what was asked and who answered so far."""
    return Overview(compose_asked(findings), compose_participation(findings))
