"""Sends pages and style sheets compressed: many people pay by the megabyte."""

import gzip
from typing import Final

from flask import Flask, Request, Response, request

SMALLEST: Final = 500
LEVEL: Final = 6
TEXTS: Final = (
    "text/html",
    "text/css",
    "text/javascript",
    "image/svg+xml",
    "application/json",
)


def compress_responses(app: Flask) -> None:
    """Have the app compress what is worth it for browsers that can read it."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in TEXTS:
            return response
        response.vary.add("Accept-Encoding")
        if _is_worth_it(response) and _may_compress(request):
            response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
            response.content_encoding = "gzip"
        return response


def _may_compress(request: Request) -> bool:
    """Whether the size of the answer cannot betray a secret in it.

    A page made for one person may hold a secret beside words an attacker chose;
    compressed, its size would tell how much they have in common (the BREACH
    attack). For that the attacker has a victim's browser ask for the page again
    and again, which works where a cookie tells who asks. Without a cookie only who
    knows the address gets the page. That is so for the pages of a draft as well:
    their token is the address, and who knows it needs no attack to read it.
    """
    return request.accept_encodings["gzip"] > 0 and "Cookie" not in request.headers


def _is_worth_it(response: Response) -> bool:
    return not response.is_streamed and len(response.get_data()) >= SMALLEST
