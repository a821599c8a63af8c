"""The gate every request passes before a view sees it: its text can be read.

A NUL stops PostgreSQL and cuts text short in SQLite, a lone surrogate stops
both, and a form read only in part would be taken for an empty answer.
"""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import IO, Final
from urllib.parse import unquote_to_bytes

from flask import Flask, Request, request
from gunicorn.http.errors import (  # type: ignore[import-untyped] # gunicorn has no types
    ParseException,
)
from werkzeug.exceptions import (
    MethodNotAllowed,
    RequestEntityTooLarge,
    RequestURITooLarge,
)
from werkzeug.formparser import FormDataParser

from consult.errors import N_, Rejected

METHODS: Final = ("GET", "HEAD", "POST")
LONGEST_QUERY: Final = 2_000
MOST_FIELDS: Final = 1_000
WITH_FILES: Final = frozenset({"respond.questions_answered", "openrosa.submission"})
"""Where photos and recordings may come in. Whether they are asked for, the views know;
what was not is dropped."""

MULTIPART: Final = "multipart/form-data"
URLENCODED: Final = "application/x-www-form-urlencoded"

REFUSED_IN_LINES: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
REFUSED_IN_TEXT: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
)
"""As in lines, but a text may hold tabs and new lines."""


class Malformed(Rejected):
    """What arrived cannot be read as text."""

    code = "C400"
    status = 400
    message = N_("Part of what arrived cannot be read. Go back and try again.")


class StrictRequest(Request):
    """A request whose form is read whole or not at all, and never laid on a disk."""

    def make_form_data_parser(self) -> FormDataParser:
        """Return a parser that raises ValueError for a broken form."""
        parser = super().make_form_data_parser()
        parser.silent = False
        return parser

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        # Werkzeug would put what is larger into a temporary file, answers of people
        # among it. No request is larger than the settings allow.
        del total_content_length, content_type, filename, content_length
        return BytesIO()


def keep_gate(app: Flask) -> None:
    """Have every request pass the gate."""
    app.request_class = StrictRequest
    most_with_files = app.config["MAX_CONTENT_LENGTH"] + app.config["MAX_UPLOAD_LENGTH"]

    @app.before_request
    def refuse_what_cannot_be_read() -> None:
        # The request itself: through its stand-in each look costs several more.
        asked: Request = request._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - documented by Werkzeug
        if asked.method not in METHODS:
            raise MethodNotAllowed(METHODS)
        _check_address(asked)
        if asked.endpoint in WITH_FILES and asked.mimetype == MULTIPART:
            asked.max_content_length = most_with_files
        if asked.method == "POST" and asked.endpoint is not None:
            _check_form(asked)


def is_readable(text: str) -> bool:
    """Whether a text of several lines holds only characters that can be kept."""
    return REFUSED_IN_TEXT.search(text) is None


def _check_address(request: Request) -> None:
    if len(request.query_string) > LONGEST_QUERY:
        raise RequestURITooLarge
    for raw in (request.environ.get("PATH_INFO", ""), request.environ["QUERY_STRING"]):
        _check_line(_decoded(unquote_to_bytes(raw.encode("latin-1"))))


def _check_form(request: Request) -> None:
    raw = _whole_body(request)
    if request.mimetype == URLENCODED:
        _decoded(unquote_to_bytes(raw))
    try:
        form, files = request.form, request.files
    except ValueError as error:
        raise Malformed from error
    if len(list(form.items(multi=True))) > MOST_FIELDS:
        raise RequestEntityTooLarge
    # All at once: a page of many fields would else be searched in many small pieces.
    _check_lines(form.keys())
    if not is_readable("\n".join(value for _, value in form.items(multi=True))):
        raise Malformed
    for name, file in files.items(multi=True):
        _check_line(f"{name}{file.filename}")


def _whole_body(request: Request) -> bytes:
    """Return the body as it was announced.

    The server hands over what came of one that broke off: half of it could be
    another button or half a sentence.
    """
    try:
        raw = request.get_data()
    except (OSError, ParseException) as error:
        raise Malformed from error
    if request.content_length is not None and len(raw) != request.content_length:
        raise Malformed
    return raw


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise Malformed from error


def _check_line(line: str | None) -> None:
    # A part of a form may come without a name.
    if line is None or REFUSED_IN_LINES.search(line):
        raise Malformed


def _check_lines(lines: Iterable[str | None]) -> None:
    _check_line("".join("\0" if line is None else line for line in lines))
