"""Says when figures may be made anew: never for the sake of a few people.

Two sets of figures that differ by one person tell what that person answered. So new
ones are made when as many people as the threshold have come or gone since, and once
more after the last day on which an answer can come.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.models import AnalysisRun, Consultation, Wave
from consult.ids import ConsultationId, WaveId
from consult.services.overseeing import STILL_SENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What decides about new figures of a consultation on a day.

    ``threshold`` counts people. ``last_days`` holds, for each wave, the last day on
    which an answer to it can come.
    """

    today: dt.date
    threshold: int
    last_days: Mapping[WaveId, dt.date]

    def is_due(
        self, before: AnalysisRun | None, responses: int, waves: Sequence[WaveId]
    ) -> bool:
        """Say whether figures over ``responses`` to some waves may be made anew."""
        if before is None or abs(responses - before.responses) >= self.threshold:
            return True
        last = max((self.last_days[wave] for wave in waves), default=self.today)
        return before.made_on <= last < self.today


def renewal_of(
    session: Session, consultation: ConsultationId, *, today: dt.date
) -> Renewal:
    """Return what decides about new figures of a consultation today."""
    waves = session.scalars(select(Wave).where(Wave.consultation_id == consultation))
    return Renewal(
        today=today,
        threshold=session.get_one(Consultation, consultation).disclosure_threshold,
        last_days={wave.id: wave.closes_on + STILL_SENT for wave in waves},
    )
