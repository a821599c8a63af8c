"""One address that says whether the process answers, and nothing else."""

from typing import Final

from flask import Blueprint, Response

from consult.services.accessing import Action
from consult.web.policy import requires

WELL: Final = b'{"status":"ok"}\n'


def health_area() -> Blueprint:
    """Return the address that monitoring asks."""
    area = Blueprint("health", __name__)

    @area.get("/health")
    @requires(Action.CHECK_HEALTH)
    def health() -> Response:
        return Response(WELL, content_type="application/json")

    return area
