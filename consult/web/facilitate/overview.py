"""Makes the overview: who answered so far, against the plan, and what to do."""

import datetime as dt
from collections.abc import Sequence

from consult.privacy.disclosure import Released, Withheld
from consult.reports.consultation.accounting import compose_accounting
from consult.reports.consultation.model import (
    DayCount,
    Participation,
    PlanState,
    Survey,
)
from consult.services.accessing import Action
from consult.services.fielding import FieldedWave, WaveState
from consult.web.addresses import survey_path
from consult.web.facilitate.material import Material, reading_view
from consult.web.facilitate.pages import (
    Calendar,
    DaySpan,
    OverviewPage,
    SurveyLine,
    SurveyState,
    Waiting,
)


def overview_page(material: Material) -> OverviewPage:
    """Return the overview of a consultation that was in the field."""
    overview = material.overview
    participation, asked = overview.participation, overview.asked
    waves = {wave.slug: wave for wave in material.waves}
    return OverviewPage(
        overview=overview,
        calendar=Calendar(
            material.today,
            opens_on=min(wave.opens_on for wave in material.waves),
            closes_on=max(wave.closes_on for wave in material.waves),
        ),
        surveys=tuple(
            _line(survey, waves[survey.slug], material.today)
            for survey in asked.surveys
        ),
        span=_span(participation.days),
        planned_groups=len(_planned(participation)),
        reached_groups=sum(
            state is PlanState.REACHED for state in _planned(participation)
        ),
        waiting=_waiting(material),
        reading=reading_view(material, participation.answers),
    )


def state_of(wave: FieldedWave, today: dt.date) -> SurveyState:
    """Return whether a survey takes answers today, and why not."""
    if wave.state is WaveState.CLOSED or today > wave.closes_on:
        return SurveyState.CLOSED
    if today < wave.opens_on:
        return SurveyState.NOT_YET
    if wave.state is WaveState.PAUSED:
        return SurveyState.PAUSED
    return SurveyState.COLLECTING


def _line(survey: Survey, wave: FieldedWave, today: dt.date) -> SurveyLine:
    return SurveyLine(
        survey=survey,
        state=state_of(wave, today),
        links=tuple((tag, survey_path(tag, survey.slug)) for tag in survey.languages),
    )


def _span(days: Sequence[DayCount]) -> DaySpan | None:
    if not days:
        return None
    told = [
        each.answers.value
        for each in days
        if isinstance(each.answers, Released) and each.day == each.until
    ]
    return DaySpan(
        first=days[0].day,
        last=days[-1].until,
        least=min(told, default=None),
        most=max(told, default=None),
        withheld=sum(isinstance(each.answers, Withheld) for each in days),
    )


def _planned(participation: Participation) -> list[PlanState]:
    """Return how each group of the plan stands."""
    return [
        row.state
        for table in participation.groups
        for row in table.rows
        if row.planned is not None
    ]


def _waiting(material: Material) -> Waiting | None:
    """Return the answers that wait for a person, or None until they were read."""
    finding = material.findings.concerns
    if finding is None:
        return None
    parts = compose_accounting(finding.found.accounting, material.findings.threshold)
    told = {part.name: part.answers for part in parts}
    may_read = material.may(Action.READ_CONCERNS)
    return Waiting(
        copied=told["copied"],
        not_yet_grouped=told["not_yet_grouped"],
        unsupported_language=told["unsupported_language"],
        concerns=material.path("concerns") if may_read else None,
    )
