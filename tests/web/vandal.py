"""Makes requests that no browser would send, the same ones from the same seed."""

import io
from typing import Any
from urllib.parse import quote

import numpy as np
from werkzeug.test import EnvironBuilder

FORM = "application/x-www-form-urlencoded"

PIECES = (
    b"",
    b"en",
    b"ar",
    b"xx",
    b"c",
    b"trust",
    b"no",
    b"review",
    b"thanks",
    b"worry",
    b"actors",
    b"receipt",
    b"keeping",
    b"calendar",
    b"%00",
    b"%ff",
    b"%ED%A0%80",
    b"..",
    b"%2e%2e%2f",
    b"\xf0\x9f\x8c\xbe",
    b"{{7*7}}",
    b"' OR 1=1 --",
    b"x" * 5_000,
)
NAMES = (
    "C_OK",
    "TO1",
    "TR01",
    "TA01",
    "D_GRP",
    "D_Q",
    "go",
    "nonce",
    "checked",
    "code",
    "held",
    "",
    "\x07",
    "TO1[]",
    "__class__",
    "é",
)
VALUES: tuple[str | bytes, ...] = (
    "yes",
    "no",
    "on",
    "back",
    "skip",
    "language",
    "next",
    "withdraw",
    "dk",
    "0",
    "",
    "x" * 3_000,
    "1234567812345678",
    "٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%(day)s",
    "\r\n\ttwo lines",
    "\u202e\u200f\u061c",
    "🌾" * 50,
    "739923.x.y",
    "9" * 400 + ".x.y",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
)
METHODS = (*("GET",) * 5, *("POST",) * 12, "HEAD", "PUT", "OPTIONS", "x\x00")
QUERIES = (*("",) * 12, "checked=1", "checked=%00", "%ff", "a" * 3_000)
CONTENT_TYPES = (
    *(FORM,) * 12,
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "text/plain",
    "application/json",
    "",
    "\xff",
)
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"HTTP_ACCEPT_LANGUAGE": "\xff;q=é" * 20},
    {"HTTP_ACCEPT_ENCODING": "gzip;q=x, \xff"},
    {"HTTP_COOKIE": "session=\x00; __Host-session=x; a"},
    {"HTTP_RANGE": "bytes=5-1"},
    {"HTTP_HOST": "a b:c"},
    {"HTTP_IF_NONE_MATCH": '"'},
    {"CONTENT_LENGTH": "many"},
    {"HTTP_TRANSFER_ENCODING": "chunked"},
)


class Vandal:
    """Makes malformed requests, the same ones from the same seed."""

    def __init__(self, seed: int, known: list[bytes]) -> None:
        self.random = np.random.default_rng(seed)
        self.known = known

    def pick(self, things: Any) -> Any:
        return things[int(self.random.integers(len(things)))]

    def request(self) -> dict[str, Any]:
        """Return the environment of a request that no browser would send."""
        body, content_type = self.body(), self.pick(CONTENT_TYPES)
        sent = {
            "REQUEST_METHOD": self.pick(METHODS),
            "PATH_INFO": self.path().decode("latin-1"),
            "QUERY_STRING": self.pick(QUERIES),
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
        return {**EnvironBuilder().get_environ(), **sent, **self.pick(HEADERS)}

    def path(self) -> bytes:
        if self.random.random() < 0.6:
            return bytes(self.pick(self.known))
        pieces = [self.pick(PIECES) for _ in range(int(self.random.integers(7)))]
        return b"/" + b"/".join(pieces)

    def body(self) -> bytes:
        fields = [
            f"{quote(self.pick(NAMES))}=".encode() + self.value()
            for _ in range(int(self.random.integers(6)))
        ]
        whole = b"&".join(fields)
        return whole[: len(whole) // 2] if self.random.random() < 0.1 else whole

    def value(self) -> bytes:
        value = self.pick(VALUES)
        if isinstance(value, bytes):
            return bytes(value)
        return quote(value).encode() if self.random.random() < 0.8 else value.encode()
