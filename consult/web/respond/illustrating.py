"""Shows the pictures and recordings that an author put beside words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from flask import Blueprint, Request, Response, request

from consult.services.accessing import Action
from consult.services.illustrating import (
    Illustration,
    is_illustrated,
    media_of,
    medium_at,
)
from consult.services.storage import Storage
from consult.web.policy import requires
from consult.web.respond.asked import Shown
from consult.web.respond.survey import Survey
from consult.web.static_files import FOR_EVER
from forms.definition import Medium

TYPES: Final = {
    "jpg": "image/jpeg",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
}
PICTURE: Final = "jpg"


def media_in(survey: Survey) -> Mapping[str, Illustration]:
    """Return the files of a survey by name; none where its words have none."""
    if not is_illustrated(survey.wave.version_id, survey.questionnaire):
        return {}
    with survey.counter.storage.reading() as session:
        return media_of(session, survey.wave.version_id)


def shown_beside(
    survey: Survey,
    kept: Mapping[str, Illustration],
    media: Sequence[Medium],
    words: str,
) -> tuple[Shown, ...]:
    """Return what is shown beside words, in the language of the page."""
    return tuple(_shown(survey, kept, media, words)) if kept else ()


def _shown(
    survey: Survey,
    kept: Mapping[str, Illustration],
    media: Sequence[Medium],
    words: str,
) -> Iterator[Shown]:
    first = survey.questionnaire.languages[0]
    for medium in media:
        name = medium.files.said_in(survey.language, otherwise=first).words
        found = kept.get(name)
        if found is not None:
            yield Shown(address_of(found), found.ending == PICTURE, words)


def address_of(medium: Illustration) -> str:
    """Return the path of a file."""
    return f"/media/{medium.address}"


def media_area(storage: Storage) -> Blueprint:
    """Return the addresses of the files, each that of its very content."""
    area = Blueprint("media", __name__)

    @area.get("/media/<name>")
    @requires(Action.VISIT)
    def medium(name: str) -> Response:
        with storage.reading() as session:
            content = medium_at(session, name)
        return _sent(content, TYPES[name.rpartition(".")[2]], request)

    return area


def _sent(content: bytes, media_type: str, request: Request) -> Response:
    response = Response(content, content_type=media_type)
    response.headers["Cache-Control"] = FOR_EVER
    # Some browsers play what they can ask for in parts only.
    response.make_conditional(request, accept_ranges=True, complete_length=len(content))
    return response
