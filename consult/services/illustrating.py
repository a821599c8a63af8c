"""Keeps the pictures and recordings that belong to the words of a questionnaire.

They come with the workbook, are made anew like what people upload, and never change
afterwards, as the version they belong to.
"""

import hashlib
import importlib.util
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.models import LabelMedium
from consult.errors import N_, ConsultError, NotFound, Rejected
from consult.ids import VersionId
from consult.privacy.cleaning import Limits, cleaned
from consult.privacy.cleaning import Medium as Sort
from consult.services.opening import PROGRAM, PicturesMissing
from forms.definition import Medium, Questionnaire

LIMITS: Final = Limits(size=2_000_000, pixels=20_000_000)
"""What is in a page is loaded by everybody, on slow lines too."""

SORTS: Final = {sort.value: sort for sort in Sort}
"""What is shown beside words, by the role in the questionnaire."""


class MediumMissing(Rejected):
    """A picture or recording did not come along."""

    code: ClassVar[str] = "C509"
    message: ClassVar[str] = N_(
        "The file %(name)s is not there, so it is not shown. Put it beside the "
        "workbook or into the folder NAME-media and import it again."
    )


class MediumUnusable(Rejected):
    """A picture or recording cannot be shown."""

    code: ClassVar[str] = "C507"
    message: ClassVar[str] = N_(
        "The file %(name)s is not shown. Use JPEG, PNG or WebP for pictures, MP3, M4A, "
        "OGG or WAV for recordings, of up to %(megabytes)s MB."
    )


class MediumFixed(Rejected):
    """Another file has the same name in the same questionnaire."""

    code: ClassVar[str] = "C508"
    message: ClassVar[str] = N_(
        "The file %(name)s is another one than was imported before. A questionnaire "
        "that is asked does not change: give the new file a name of its own."
    )


_ILLUSTRATED: Final[dict[VersionId, bool]] = {}
"""By version, which never changes."""


@dataclass(frozen=True, slots=True)
class Illustration:
    """A file as it can be fetched: by the hash of its content and its ending."""

    digest: str
    md5: str
    ending: str

    @property
    def address(self) -> str:
        """Return the name it has at our addresses."""
        return f"{self.digest}.{self.ending}"


def is_illustrated(version: VersionId, questionnaire: Questionnaire) -> bool:
    """Say whether any words of a version have a picture or recording."""
    known = _ILLUSTRATED.get(version)
    if known is None:
        known = next(_named(questionnaire), None) is not None
        _ILLUSTRATED[version] = known
    return known


def keep_media(
    session: Session,
    version: VersionId,
    questionnaire: Questionnaire,
    files: Mapping[str, bytes],
) -> tuple[ConsultError, ...]:
    """Keep the files that a questionnaire names, and return what is wrong with some.

    What is there stays as it is.
    """
    before = media_of(session, version)
    problems: list[ConsultError] = []
    for name, sort in dict(_named(questionnaire)).items():
        try:
            medium = _made_anew(files, name, sort)
        except ConsultError as error:
            problems += [] if name in before else [error]
            continue
        known = before.get(name)
        if known is None:
            session.add(LabelMedium(version_id=version, name=name, **medium))
        elif known.digest != medium["digest"]:
            problems.append(MediumFixed(name=name))
    return tuple(problems)


def media_of(session: Session, version: VersionId) -> Mapping[str, Illustration]:
    """Return the files of a version by the names it gives them."""
    found = session.execute(
        select(
            LabelMedium.name, LabelMedium.digest, LabelMedium.md5, LabelMedium.ending
        )
        .where(LabelMedium.version_id == version)
        .order_by(LabelMedium.name)
    )
    return {name: Illustration(*told) for name, *told in found}


def medium_at(session: Session, address: str) -> bytes:
    """Return the content of a file at an address; raises ``NotFound``."""
    digest, _, ending = address.partition(".")
    content = session.scalars(
        select(LabelMedium.content)
        .where(LabelMedium.digest == digest, LabelMedium.ending == ending)
        .limit(1)
    ).first()
    if content is None:
        raise NotFound
    return content


def _named(questionnaire: Questionnaire) -> Iterator[tuple[str, Sort]]:
    """Give the names of the files that can be shown, of questions and choices."""
    for question in questionnaire.questions():
        yield from _names_of(question.media)
    for choices in questionnaire.choice_lists:
        for choice in choices.choices:
            yield from _names_of(choice.media)


def _names_of(media: tuple[Medium, ...]) -> Iterator[tuple[str, Sort]]:
    for medium in media:
        if medium.role in SORTS:
            for _, name in medium.files.in_languages:
                yield name, SORTS[medium.role]


def _made_anew(files: Mapping[str, bytes], name: str, sort: Sort) -> dict[str, object]:
    """Return a file as it is kept; raises ``ConsultError`` with what is wrong."""
    if name not in files:
        raise MediumMissing(name=name)
    if sort is Sort.PICTURE and importlib.util.find_spec(PROGRAM) is None:
        raise PicturesMissing
    try:
        medium = cleaned(files[name], sort, LIMITS)
    except Rejected as error:
        megabytes = LIMITS.size // 1_000_000
        raise MediumUnusable(name=name, megabytes=megabytes) from error
    return {
        "digest": hashlib.sha256(medium.content).hexdigest(),
        "md5": hashlib.md5(medium.content, usedforsecurity=False).hexdigest(),
        "ending": medium.ending,
        "content": medium.content,
    }
