"""Composes the report of a consultation, and the parts the desk pages show of it.

Nothing is counted here. Every figure goes through disclosure control, and texts
are passed on as they are.
"""

from consult.reports.consultation.asked import compose_asked
from consult.reports.consultation.concerns import compose_concerns
from consult.reports.consultation.findings import ConsultationFindings
from consult.reports.consultation.model import (
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
    concerns = compose_concerns(findings)
    parts = (asked, participation, results, concerns)
    return ConsultationReport(
        asked=asked,
        participation=participation,
        results=results,
        concerns=concerns,
        run=compose_run(findings),
        hidden=sum(1 for part in parts for _ in withheld_in(part)),
        is_draft=any(survey.is_draft for survey in asked.surveys),
    )


def compose_overview(findings: ConsultationFindings) -> Overview:
    """Return what was asked and who answered so far."""
    return Overview(compose_asked(findings), compose_participation(findings))
