"""Switches on what a consultation may ask beyond words: positions, attachments.

Both are off until somebody says otherwise. What cannot be made safe stays off.
"""

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.db.models import Consultation, OpenedForm, Wave
from consult.errors import N_, ConsultError, NotFound, NotReady, Rejected
from consult.ids import ConsultationId, VersionId
from consult.services.offline import write_offline
from consult.services.publishing import questionnaire_of
from forms.definition import Kind, Question, Questionnaire
from forms.keys import keys_of, walk
from forms.opening import PICTURE, Opening, Unsafe, opened, unsafe

PROGRAM: Final = "PIL"


class PicturesMissing(NotReady):
    """The program that takes the hidden data out of photos is not installed."""

    code: ClassVar[str] = "C477"
    message: ClassVar[str] = N_(
        "Photos are made anew by Pillow, which is not installed. Install "
        "consult-engine[media] and try again."
    )


class NothingToOpen(Rejected):
    """No survey of the consultation asks what was to be switched on."""

    code: ClassVar[str] = "C478"
    message: ClassVar[str] = N_(
        'No survey of "%(consultation)s" asks this. Import a questionnaire that does, '
        "and name the question as it does: by its path, such as house/photo, where "
        "another one has the same name."
    )


class CannotBeSafe(Rejected):
    """What was to be switched on cannot be made safe."""

    code: ClassVar[str] = "C479"
    message: ClassVar[str] = N_("This cannot be made safe, so it stays off.")


@dataclass(frozen=True, slots=True)
class Opened:
    """What is open in a consultation now, and its questions that became asked."""

    consultation: ConsultationId
    opening: Opening
    questions: tuple[str, ...]


def switch_positions(session: Session, slug: str, *, on: bool) -> Opened:
    """Ask for coarse positions in the surveys of a consultation, or no more.

    Raises ``NotFound``, and ``Rejected`` where none can be asked for.
    """
    consultation = _consultation(session, slug)
    asked = _asked(session, consultation.id, Kind.POSITION)
    if on:
        _require_safe(slug, [question for _, question in asked])
    consultation.opens_positions = on
    safe = (key for key, question in asked if unsafe(question) is None)
    return _switched(session, consultation, safe)


def switch_attachment(session: Session, slug: str, key: str, *, on: bool) -> Opened:
    """Ask for the photo or recording of a question, or no more.

    Raises ``NotFound``, ``Rejected`` where there is no such question or it cannot be
    made safe, and ``PicturesMissing``.
    """
    consultation = _consultation(session, slug)
    asked = [
        question
        for each, question in _asked(session, consultation.id, Kind.ATTACHMENT)
        if each == key
    ]
    if on:
        _require_safe(slug, asked)
        _require_program(asked)
    others = set(consultation.opened_attachments) - {key}
    consultation.opened_attachments = sorted(others | {key} if on else others)
    return _switched(session, consultation, [key])


def opening_of(consultation: Consultation) -> Opening:
    """Return what is open in a consultation."""
    return Opening(consultation.opens_positions, tuple(consultation.opened_attachments))


def renew_forms(session: Session, consultation: ConsultationId) -> ConsultError | None:
    """Write the forms for clients of ODK anew, as they are asked now.

    Returns why one could not be written; clients then fetch what asks the rest.
    """
    held = session.get_one(Consultation, consultation)
    session.execute(
        delete(OpenedForm).where(OpenedForm.consultation_id == consultation)
    )
    opening, problem = opening_of(held), None
    for version in _versions(session, consultation):
        published = questionnaire_of(session, version)
        asked = opened(published, opening)
        if asked == published:
            continue
        try:
            xml = write_offline(asked, version, mark=opening.mark)
        except ConsultError as error:
            problem = error
            continue
        form = OpenedForm(
            consultation_id=consultation,
            version_id=version,
            mark=opening.mark,
            xml=xml,
        )
        session.add(form)
    return problem


def renew_forms_of(session: Session, slug: str) -> None:
    """Write the forms of a consultation with a name anew where some of it is open."""
    consultation = _consultation(session, slug)
    if opening_of(consultation):
        renew_forms(session, consultation.id)


def _switched(
    session: Session, consultation: Consultation, keys: Iterator[str] | Sequence[str]
) -> Opened:
    session.flush()
    found = tuple(dict.fromkeys(keys))
    return Opened(consultation.id, opening_of(consultation), found)


def _consultation(session: Session, slug: str) -> Consultation:
    found = session.scalar(select(Consultation).where(Consultation.slug == slug))
    if found is None:
        raise NotFound(N_("There is no such consultation."))
    return found


def _versions(session: Session, consultation: ConsultationId) -> Sequence[VersionId]:
    query = select(Wave.version_id).where(Wave.consultation_id == consultation)
    return sorted(set(session.scalars(query)))


def _asked(
    session: Session, consultation: ConsultationId, kind: Kind
) -> list[tuple[str, Question]]:
    """Return the questions of a kind that any version asks, each with its key."""
    return [
        (key, question)
        for version in _versions(session, consultation)
        for key, question in _of_kind(questionnaire_of(session, version), kind)
    ]


def _of_kind(
    questionnaire: Questionnaire, kind: Kind
) -> Iterator[tuple[str, Question]]:
    keys = keys_of(questionnaire)
    for path, item in walk(questionnaire.body):
        if isinstance(item, Question) and item.kind is kind:
            yield keys[path], item


def _require_safe(slug: str, asked: Sequence[Question]) -> None:
    """Return where at least one question can be made safe."""
    reasons: list[Unsafe | None] = [unsafe(question) for question in asked]
    if not reasons:
        raise NothingToOpen(consultation=slug)
    reason = reasons[0]
    if reason is not None and None not in reasons:
        raise CannotBeSafe(reason.value)


def _require_program(asked: Sequence[Question]) -> None:
    is_needed = any(question.variant == PICTURE for question in asked)
    if is_needed and importlib.util.find_spec(PROGRAM) is None:
        raise PicturesMissing
