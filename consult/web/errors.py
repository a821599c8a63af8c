"""Turns whatever went wrong into a page: one table, for every exception.

Below 500 the log gets the code alone. From 500 on it gets an incident number,
which the person sees too, and where in the code it happened. Never the message
of the exception: a database puts into it what somebody wrote.
"""

import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from consult.errors import N_, ConsultError, NotAllowed, NotFound, NotReady, Rejected
from consult.i18n import Interface
from consult.ids import IncidentId, new_incident_id
from consult.web.gate import Malformed
from consult.web.render import Renderer

logger = logging.getLogger(__name__)

SERVER_FAULT: Final = 500


@dataclass(frozen=True, slots=True)
class Failure:
    """One row of the table: what a person is told, in two msgids."""

    title: str
    message: str


FAILURES: Final[Mapping[int, Failure]] = MappingProxyType(
    {
        400: Failure(N_("This cannot be read"), Malformed.message),
        403: Failure(N_("You cannot open this"), NotAllowed.message),
        404: Failure(N_("Nothing is here"), NotFound.message),
        405: Failure(
            N_("This does not work here"),
            N_("The page was asked for something it does not do. Go back."),
        ),
        413: Failure(
            N_("This is too large"),
            N_("It was not taken in, because it is too large. Go back and send less."),
        ),
        414: Failure(
            N_("The address is too long"),
            N_("Check the address or go to the first page."),
        ),
        422: Failure(N_("This needs another look"), Rejected.message),
        500: Failure(
            N_("Something went wrong on our side"),
            N_("You did nothing wrong. Please try again in a moment."),
        ),
        503: Failure(N_("One moment, please"), NotReady.message),
    }
)
OTHER_FAILURE: Final = Failure(
    N_("This did not work"), N_("Go back and try again, or go to the first page.")
)


@dataclass(frozen=True, slots=True)
class FailurePage:
    """What the page shows, in the language of the visitor."""

    title: str
    message: str
    code: str
    incident: IncidentId | None


def show_errors_as_pages(app: Flask, renderer: Renderer) -> None:
    """Have the app answer every exception with a page in the visitor's language."""

    @app.errorhandler(Exception)
    def show(error: Exception) -> Response:
        status = status_of(error)
        interface = renderer.languages.of_request(request)
        view = _failure_page(error, status, interface)
        page = renderer.page("errors/failure.html", interface, view, status=status)
        if isinstance(error, MethodNotAllowed):
            page.allow.update(error.valid_methods or ())
        return page


def status_of(error: Exception) -> int:
    """Return the HTTP status that stands for an exception."""
    if isinstance(error, ConsultError):
        return error.status
    if isinstance(error, HTTPException) and error.code is not None:
        return error.code
    return SERVER_FAULT


def _failure_page(error: Exception, status: int, interface: Interface) -> FailurePage:
    nearest = FAILURES.get(min(status, SERVER_FAULT), OTHER_FAILURE)
    failure = FAILURES.get(status, nearest)
    code, message = f"C{status}", interface.gettext(failure.message)
    if isinstance(error, ConsultError):
        code, message = error.code, interface.explain(error)
    return FailurePage(
        title=interface.gettext(failure.title),
        message=message,
        code=code,
        incident=_recorded(error, status, code),
    )


def _recorded(error: Exception, status: int, code: str) -> IncidentId | None:
    if status < SERVER_FAULT:
        logger.info("refused with %s", code)
        return None
    incident = new_incident_id()
    logger.error(
        "incident %s, %s, %s at %s",
        incident,
        code,
        type(error).__name__,
        _places(error),
    )
    # Shown in development only: settings refuse this level in production.
    logger.debug("incident %s in full", incident, exc_info=error)
    return incident


def _places(error: Exception) -> str:
    """Return where the exception came from, innermost first, without values."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
