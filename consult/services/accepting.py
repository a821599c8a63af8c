"""Says whether a survey takes answers today, and if not, why."""

import datetime as dt

from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from consult.errors import N_, ConsultError, NotFound
from consult.services.announcing import OpenWave, open_waves
from consult.services.fielding import FieldedWave, WaveState
from consult.services.retaining import DRAFTS_LAST


class SurveyNotOpen(ConsultError):
    """The survey takes no answers today."""

    code = "C482"
    status = 409
    message = N_("This survey takes no answers now.")


class NotOpenYet(SurveyNotOpen):
    """Its first day is still to come."""

    code = "C483"
    message = N_("This survey is not open yet.")


class SurveyPaused(SurveyNotOpen):
    """It was stopped for a while; what was begun is kept."""

    code = "C484"
    message = N_("This survey is paused.")


class SurveyClosed(SurveyNotOpen):
    """Its last day is over."""

    code = "C485"
    status = 410
    message = N_("This survey is closed.")


def require_beginning(wave: FieldedWave, *, today: dt.date) -> None:
    """Return when somebody may begin today.

    Raises ``NotFound`` for a wave that was never opened, else ``SurveyNotOpen``.
    """
    _require_running(wave)
    if today < wave.opens_on:
        raise NotOpenYet
    if wave.state is WaveState.CLOSED or today > wave.closes_on:
        raise SurveyClosed


def require_finishing(wave: FieldedWave, *, today: dt.date) -> None:
    """Return when what was begun may be continued and sent today.

    That is so until the day after closing, since a draft lasts as long. Raises
    ``NotFound`` for a wave that was never opened, else ``SurveyNotOpen``.
    """
    _require_running(wave)
    if today > wave.closes_on + DRAFTS_LAST:
        raise SurveyClosed


def _require_running(wave: FieldedWave) -> None:
    if wave.state is WaveState.DRAFT:
        raise NotFound
    if wave.state is WaveState.PAUSED:
        raise SurveyPaused


def waves_to_show(
    session: Session, *, today: dt.date, or_nothing: bool
) -> tuple[OpenWave, ...]:
    """Return what is open today.

    ``or_nothing`` gives nothing where the database was never set up; else that
    raises what the database says.
    """
    try:
        return open_waves(session, today=today)
    except (OperationalError, ProgrammingError):
        if or_nothing:
            return ()
        raise
