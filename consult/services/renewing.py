"""Says when figures may be made anew: never for the sake of a few people.

Two sets of figures that differ by one person tell what that person answered. So new
ones are made only when as many people as the threshold have come or gone since. The
last few answers before the end may so be in no figure.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.db.models import AnalysisRun, Consultation
from consult.ids import ConsultationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What decides about new figures of a consultation; ``threshold`` counts people."""

    threshold: int

    def is_due(self, before: AnalysisRun | None, responses: int) -> bool:
        """Say whether figures over ``responses`` may be made anew."""
        return before is None or abs(responses - before.responses) >= self.threshold


def renewal_of(session: Session, consultation: ConsultationId) -> Renewal:
    """Return what decides about new figures of a consultation."""
    found = session.get_one(Consultation, consultation)
    return Renewal(threshold=found.disclosure_threshold)
