"""What every page of a facilitator is made from: findings, days, and who looks."""

import datetime as dt
from dataclasses import dataclass

from consult.i18n import Interface
from consult.privacy.disclosure import Released, ReleasedCount, release_count
from consult.reports.consultation.compose import compose_overview
from consult.reports.consultation.findings import ConsultationFindings
from consult.reports.consultation.model import Asked, Overview
from consult.reports.consultation.run import compose_run
from consult.reports.consultation.wording import Figures
from consult.services.accessing import Action, decide
from consult.services.fielding import FieldedWave
from consult.services.following import Reading
from consult.web.facilitate.pages import NothingYet, ReadingView
from consult.web.sessions import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What is known of a consultation today; ``waves`` were in the field.

    ``section`` is the page it is read for.
    """

    findings: ConsultationFindings
    waves: tuple[FieldedWave, ...]
    reading: Reading
    today: dt.date
    interface: Interface
    visit: Visit
    section: str

    @property
    def figures(self) -> Figures:
        """Return what templates word and draw figures with."""
        return Figures(self.interface)

    @property
    def overview(self) -> Overview:
        """Return who answered so far; only of a consultation with waves."""
        return compose_overview(self.findings)

    def may(self, action: Action) -> bool:
        """Return whether who looks may do this here."""
        return decide(self.visit.actor, action, self.visit.resource).allowed

    def path(self, section: str) -> str:
        """Return the address of a page of this consultation."""
        return f"/{self.interface.tag}/desk/{self.findings.slug}/{section}"


def reading_view(material: Material, live: ReleasedCount) -> ReadingView:
    """Return how far the reading is; ``live`` is the number of answers now."""
    run = compose_run(material.findings)
    read = run.answers if run else None
    return ReadingView(
        reading=material.reading,
        answers=read,
        come=_beyond(live, read),
        gone=_beyond(read, live),
        asking=material.path("analyse") if material.may(Action.ANALYSE) else None,
        here=material.path(material.section),
        threshold=material.findings.threshold,
    )


def nothing_yet(material: Material) -> NothingYet:
    """Return what says that there is nothing to show, and why."""
    asked: Asked | None = None
    answers = release_count(0)
    if material.waves:
        overview = material.overview
        asked, answers = overview.asked, overview.participation.answers
    return NothingYet(
        section=material.section,
        asked=asked,
        answers=answers,
        reading=reading_view(material, answers),
    )


def _beyond(
    many: ReleasedCount | None, few: ReleasedCount | None
) -> ReleasedCount | None:
    """Return how many more one count is than another, where both are told."""
    if isinstance(many, Released) and isinstance(few, Released):
        return many.then(lambda number: max(0, number - few.value))
    return None
