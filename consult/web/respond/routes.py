"""The addresses of people who answer: the first page in every language."""

from collections.abc import Callable
from typing import TypeAlias

from flask import Blueprint, Response, request

from consult.i18n import Interface
from consult.services.accessing import Action
from consult.web.policy import requires
from consult.web.render import Renderer
from consult.web.respond.pages import FrontPage, OpenConsultation

OpenConsultations: TypeAlias = Callable[[str], tuple[OpenConsultation, ...]]
"""From a language tag to what is open, its texts in that language."""


def respond_area(
    renderer: Renderer, open_consultations: OpenConsultations
) -> Blueprint:
    """Return the addresses of people who answer."""
    area = Blueprint("respond", __name__)

    @area.get("/")
    @requires(Action.VISIT)
    def front() -> Response:
        interface = renderer.languages.negotiated(request)
        response = front_page(renderer, interface, open_consultations)
        response.vary.add("Accept-Language")
        return response

    @area.get("/<tag>/")
    @requires(Action.VISIT)
    def front_in_language(tag: str) -> Response:
        interface = renderer.languages.named(tag)
        return front_page(renderer, interface, open_consultations)

    return area


def front_page(
    renderer: Renderer, interface: Interface, open_consultations: OpenConsultations
) -> Response:
    """Return the first page in a language."""
    view = FrontPage(
        consultations=open_consultations(interface.tag),
        disclosure_threshold=renderer.settings.disclosure_threshold,
    )
    return renderer.page("respond/front.html", interface, view)
