"""Composes what it takes to repeat the analysis of what people wrote."""

import json

from consult.privacy.disclosure import release_count
from consult.reports.consultation.findings import ConsultationFindings
from consult.reports.consultation.model import Run
from consult.reports.model import Score


def compose_run(findings: ConsultationFindings) -> Run | None:
    """Return the run behind the concerns, or None where there is none yet."""
    finding = findings.concerns
    if finding is None:
        return None
    method = finding.found.method
    mixing = method.language_mixing
    return Run(
        number=finding.run_number,
        digest=finding.input_digest,
        answers=release_count(finding.responses, findings.threshold),
        seed=method.seed,
        recipe=json.dumps(
            dict(method.recipe),
            default=str,
            ensure_ascii=False,
            indent=2,
            sort_keys=True,
        ),
        versions=tuple(sorted(method.versions.items())),
        sentiment_scores=tuple(
            (tag, Score(score))
            for tag, score in sorted(method.sentiment_scores.items())
        ),
        language_mixing=None if mixing is None else Score(mixing),
    )
