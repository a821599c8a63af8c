"""How many people it takes before a figure is told."""

from typing import Final

from consult.reports.consultation.findings import ConsultationFindings
from forms.definition import Question

GUARDED_THRESHOLD: Final = 20
"""The least where a table tells religion or minority."""


def threshold_for(findings: ConsultationFindings, question: Question) -> int:
    """Return how many people it takes in the table of a question."""
    if question.guarded:
        return max(findings.threshold, GUARDED_THRESHOLD)
    return findings.threshold
