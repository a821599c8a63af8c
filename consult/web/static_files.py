"""Style sheets, scripts and pictures, each at an address of its very content."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from flask import Blueprint, Response

from consult.errors import NotFound
from consult.services.accessing import Action
from consult.web.policy import requires

MEDIA_TYPES: Final = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
    }
)
DIGEST_LENGTH: Final = 16
FOR_EVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it is sent."""

    name: str
    content: bytes
    media_type: str
    digest: str

    @property
    def path(self) -> str:
        """Return the address of this very content."""
        return f"/static/{self.digest}/{self.name}"


def read_static_files(folder: Path) -> Mapping[str, StaticFile]:
    """Return the files of a folder by name; only kinds of ``MEDIA_TYPES``."""
    return MappingProxyType(
        {
            file.name: _read(file)
            for file in sorted(folder.iterdir())
            if file.suffix in MEDIA_TYPES
        }
    )


def static_area(files: Mapping[str, StaticFile]) -> Blueprint:
    """Return the addresses of the files."""
    area = Blueprint("static", __name__)

    @area.get("/static/<digest>/<name>")
    @requires(Action.VISIT)
    def send(digest: str, name: str) -> Response:
        file = files.get(name)
        if file is None or file.digest != digest:
            raise NotFound
        response = Response(file.content, content_type=file.media_type)
        response.headers["Cache-Control"] = FOR_EVER
        return response

    return area


def _read(file: Path) -> StaticFile:
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH]
    return StaticFile(file.name, content, MEDIA_TYPES[file.suffix], digest)
