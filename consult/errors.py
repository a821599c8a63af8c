"""The root of every error this product raises on purpose, and its messages.

A message is a msgid: it is translated at the edge (a page, the command line),
so that this module and the two pure libraries stay free of translation.
"""

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a message for the catalogues without translating it here."""
    return message


class ConsultError(Exception):
    """Something went wrong that a person can be told about.

    ``message`` says what happened and what to do; ``params`` fill its named
    placeholders and never hold the text of an answer.
    """

    code: ClassVar[str] = "C000"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1
    message: ClassVar[str] = N_("Something went wrong. Please try again.")

    def __init__(self, message: str | None = None, **params: object) -> None:
        self.template = message or self.message
        self.params: Mapping[str, object] = params
        super().__init__(self.template % params if params else self.template)


class Rejected(ConsultError):
    """What was given cannot be used; the person can correct it."""

    code = "C422"
    status = 422
    exit_code = 2
    message = N_("This cannot be used. Correct it and try again.")


class NotFound(ConsultError):
    """There is nothing here."""

    code = "C404"
    status = 404
    exit_code = 2
    message = N_("There is no such page. Check the address or go to the first page.")


class NotAllowed(ConsultError):
    """The person may not do this."""

    code = "C403"
    status = 403
    message = N_("You are not allowed to do this. Ask the person in charge.")


class NotReady(ConsultError):
    """It is not there yet, or its service does not answer."""

    code = "C503"
    status = 503
    exit_code = 3
    message = N_("This is not ready yet. Try again in a moment.")


class UnsafeSettings(ConsultError):
    """The settings would put people at risk, so nothing starts."""

    code = "C510"
    exit_code = 2
    message = N_("The settings are not safe. Nothing was started.")


class Inconsistent(ConsultError):
    """Our own records disagree; a defect, never the person's fault."""

    code = "C500"
    message = N_("Something does not fit together here. We stopped to be safe.")
