"""Stores versions of questionnaires, which never change, and gives them back."""

from typing import Final

from sqlalchemy.orm import Session

from consult.db.models import QuestionnaireVersion
from consult.errors import N_, Inconsistent, NotFound, Rejected
from consult.ids import VersionId
from forms.canonical import from_json, to_json
from forms.checking import check
from forms.definition import Questionnaire
from forms.errors import InvalidDefinition
from forms.fingerprint import fingerprint

_READ: Final[dict[VersionId, Questionnaire]] = {}
"""Versions read by this process. An id is the hash of the content, so that what is
kept here is right for every database and for ever."""


def store_version(session: Session, questionnaire: Questionnaire) -> VersionId:
    """Return the version of a questionnaire, storing it when it is new.

    Raises ``Rejected`` when it must not be asked; the cause names every problem.
    """
    try:
        check(questionnaire)
    except InvalidDefinition as error:
        raise Rejected(error.template, **error.params) from error
    canonical = to_json(questionnaire)
    version = VersionId(fingerprint(canonical))
    if session.get(QuestionnaireVersion, version) is None:
        session.add(QuestionnaireVersion(id=version, definition=canonical))
        session.flush()
    return version


def questionnaire_of(session: Session, version_id: VersionId) -> Questionnaire:
    """Return the questionnaire of a version.

    Raises ``NotFound`` when there is none and ``Inconsistent`` when what is stored
    is not what was published.
    """
    if version_id not in _READ:
        _READ[version_id] = _read(session, version_id)
    return _READ[version_id]


def _read(session: Session, version_id: VersionId) -> Questionnaire:
    stored = session.get(QuestionnaireVersion, version_id)
    if stored is None:
        raise NotFound(N_("There is no such questionnaire."))
    if fingerprint(stored.definition) != version_id:
        raise Inconsistent
    try:
        return from_json(stored.definition)
    except InvalidDefinition as error:
        raise Inconsistent from error
