"""Headers on every response and limits on every request.

The headers are put on outside the application, so that no view, error page or
file can miss them.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from flask import Flask

from consult.settings import Settings
from consult.web.signing import signing_key

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
POWERS: Final = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "interest-cohort",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""What a browser could do for a page; ours may do none of it."""

SECURITY_HEADERS: Final = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", ", ".join(f"{power}=()" for power in POWERS)),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    # For browsers that do not know frame-ancestors.
    ("X-Frame-Options", "DENY"),
)
WITH_PLACE: Final = (
    "Permissions-Policy",
    ", ".join(
        f"{power}=(self)" if power == "geolocation" else f"{power}=()"
        for power in POWERS
    ),
)
"""For a page that asks where somebody is, and has a button that fills it in."""

WITH_MEDIA: Final = (
    "Content-Security-Policy",
    f"{CONTENT_SECURITY_POLICY}; media-src 'self'",
)
"""For a page of the desk on which recordings are played."""

ALLOWED: Final = frozenset({WITH_PLACE, WITH_MEDIA})
NOT_STORED: Final = ("Cache-Control", "no-store")
OURS: Final = frozenset(name.lower() for name, _ in (*SECURITY_HEADERS, ("Server", "")))

FORM_MEMORY_BYTES: Final = 500_000
READ_AT_ONCE: Final = 131_072
"""Twice what is read of a form with files in one go; with less none could be sent."""

MULTIPART_PARTS: Final = 1_000


def secure(app: Flask, settings: Settings) -> None:
    """Set the limits and cookie rules of the app and put its headers on."""
    app.config.update(
        SECRET_KEY=signing_key(settings),
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_UPLOAD_LENGTH=settings.max_upload_bytes,
        MAX_FORM_MEMORY_SIZE=max(
            READ_AT_ONCE, min(FORM_MEMORY_BYTES, settings.max_request_bytes)
        ),
        MAX_FORM_PARTS=MULTIPART_PARTS,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_production else "session",
        SESSION_COOKIE_SECURE=settings.is_production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
    )
    app.wsgi_app = with_security_headers(app.wsgi_app)  # type: ignore[method-assign, assignment] # Flask's documented way to wrap itself


def with_security_headers(application: "WSGIApplication") -> "WSGIApplication":
    """Return the application with the headers on whatever it answers."""

    def secured(
        environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        def start(status, headers, exc_info=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - WSGI's own shape
            return start_response(status, secured_headers(headers), exc_info)

        return application(environ, start)

    return secured


def secured_headers(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers with ours in place of any of the same name.

    A page may ask for one of those in ``ALLOWED`` instead, and for nothing else.
    """
    named = [(pair[0].lower(), pair) for pair in headers]
    kept = [pair for name, pair in named if name not in OURS]
    if not any(name == "cache-control" for name, _ in named):
        kept.append(NOT_STORED)
    wanted = {name: pair for name, pair in named if pair in ALLOWED}
    if not wanted:
        return [*kept, *SECURITY_HEADERS]
    return [*kept, *(wanted.get(each[0].lower(), each) for each in SECURITY_HEADERS)]
