"""Finds what was recorded or photographed and not put into words yet, and takes those.

Who may listen sees the question and the file, and nothing else of the person.
"""

from dataclasses import dataclass
from typing import ClassVar, Final

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from consult.db.models import OpenAnswer, Response, Upload, Wave
from consult.errors import N_, NotFound, Rejected
from consult.ids import ConsultationId, VersionId
from consult.services.publishing import questionnaire_of
from forms.definition import Questionnaire, Text
from forms.judging import LONGEST_WORDS
from forms.keys import keys_of, split_key, walk
from forms.typed import normalise_words

MOST_SHOWN: Final = 20
PHOTO: Final = "jpg"


class WordsMissing(Rejected):
    """Nothing was typed."""

    code: ClassVar[str] = "C468"
    message: ClassVar[str] = N_(
        "Type what is said or shown. If nothing can be made out, write that."
    )


class WordsTooLong(Rejected):
    """More was typed than an answer may hold."""

    code: ClassVar[str] = "C469"
    message: ClassVar[str] = N_(
        "This is too long. Keep it below %(most)s letters and save it again."
    )


@dataclass(frozen=True, slots=True)
class File:
    """A file with the question it answers, None where that has no words.

    ``words`` are what staff typed of it, empty while nobody has.
    """

    name: str
    question: Text | None
    words: str

    @property
    def is_photo(self) -> bool:
        """Whether it is looked at, not listened to."""
        return self.name.endswith(f".{PHOTO}")


@dataclass(frozen=True, slots=True)
class Tray:
    """The files that wait, as many as are shown, and how many wait in all."""

    files: tuple[File, ...]
    waiting: int


def tray_of(session: Session, consultation: ConsultationId) -> Tray:
    """Return what waits to be typed; its order says nothing of who came first."""
    query = _files_of(consultation).where(OpenAnswer.text.is_(None))
    waiting = session.scalar(
        select(func.count()).select_from(query.order_by(None).subquery())
    )
    return Tray(_read(session, query.limit(MOST_SHOWN)), waiting or 0)


def typed_of(session: Session, consultation: ConsultationId) -> tuple[File, ...]:
    """Return some of what was typed, so that it can be corrected."""
    query = _files_of(consultation).where(OpenAnswer.typed_by_staff)
    return _read(session, query.limit(MOST_SHOWN))


def holds_files(session: Session, consultation: ConsultationId) -> bool:
    """Say whether there is any file in the answers of a consultation."""
    query = _files_of(consultation).order_by(None).limit(1)
    return session.execute(query).first() is not None


def content_of(session: Session, consultation: ConsultationId, name: str) -> bytes:
    """Return a file; raises ``NotFound``, for one of another consultation too."""
    content = session.scalar(
        select(Upload.content)
        .join(Response, Response.id == Upload.response_id)
        .join(Wave, Wave.id == Response.wave_id)
        .where(Wave.consultation_id == consultation, Upload.name == name)
    )
    if content is None:
        raise NotFound
    return content


def type_words(
    session: Session, consultation: ConsultationId, name: str, words: str
) -> None:
    """Keep what is said or shown as the words of the answer, typed by staff.

    Words that were typed before are replaced, with what was read out of them.
    Raises ``NotFound``, ``WordsMissing`` and ``WordsTooLong``.
    """
    found = session.execute(
        select(Upload.response_id, Upload.question)
        .join(Response, Response.id == Upload.response_id)
        .join(Wave, Wave.id == Response.wave_id)
        .where(Wave.consultation_id == consultation, Upload.name == name)
    ).one_or_none()
    if found is None:
        raise NotFound
    typed = normalise_words(words)
    if not typed:
        raise WordsMissing
    if len(typed) > LONGEST_WORDS:
        raise WordsTooLong(most=LONGEST_WORDS)
    # Statements count letters of the words before: they go with them.
    session.execute(
        delete(OpenAnswer).where(
            OpenAnswer.response_id == found.response_id,
            OpenAnswer.question == found.question,
        )
    )
    answer = OpenAnswer(
        response_id=found.response_id,
        question=found.question,
        text=typed,
        typed_by_staff=True,
    )
    session.add(answer)
    session.flush()


_Row = tuple[str, str, VersionId, str | None]


def _files_of(consultation: ConsultationId) -> Select[*_Row]:
    return (
        select(Upload.name, Upload.question, Response.version_id, OpenAnswer.text)
        .join(Response, Response.id == Upload.response_id)
        .join(Wave, Wave.id == Response.wave_id)
        .outerjoin(
            OpenAnswer,
            (OpenAnswer.response_id == Upload.response_id)
            & (OpenAnswer.question == Upload.question),
        )
        .where(Wave.consultation_id == consultation)
        .order_by(Upload.name)
    )


def _read(session: Session, query: Select[*_Row]) -> tuple[File, ...]:
    found = session.execute(query).all()
    return tuple(
        File(name, _label(questionnaire_of(session, version), key), words or "")
        for name, key, version, words in found
    )


def _label(questionnaire: Questionnaire, instance: str) -> Text | None:
    key = split_key(instance)[0]
    keys = keys_of(questionnaire)
    for path, item in walk(questionnaire.body):
        if keys[path] == key and item.label and item.label.in_languages:
            return item.label
    return None
