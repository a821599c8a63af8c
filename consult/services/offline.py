"""Writes a questionnaire as the clients of ODK read it, and finds it again.

The form is written by pyxform in a process of its own, when a questionnaire is
taken in; nothing here loads it.
"""

import datetime as dt
import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.db.models import Consultation, OfflineForm, OpenedForm, Wave, WaveState
from consult.errors import N_, NotFound, NotReady, Rejected
from consult.ids import VersionId
from consult.services.promising import as_true_offline
from consult.services.publishing import questionnaire_of
from forms.definition import Questionnaire
from forms.logic.sites import NAME, root_of
from forms.xform.tongues import opening_in
from forms.xlsform.writing import write_for_pyxform

SECONDS: Final = 120
MARK_LENGTH: Final = 16
PREFIX: Final = "consult-"
PROGRAM: Final = """
import json, sys
from pyxform.xls2xform import convert
tables = json.loads(sys.stdin.buffer.read())
sys.stdout.buffer.write(convert(tables, validate=False).xform.encode())
"""


class WriterMissing(NotReady):
    """The program that writes forms for clients of ODK is not installed."""

    code: ClassVar[str] = "C491"
    message: ClassVar[str] = N_(
        "Forms for ODK Collect and Enketo are written by pyxform, which is not "
        "installed. Install consult-engine[openrosa] and try again."
    )


class NotForOffline(Rejected):
    """The questionnaire holds what clients of ODK cannot do."""

    code: ClassVar[str] = "C492"
    message: ClassVar[str] = N_(
        "This questionnaire cannot be written for ODK Collect and Enketo. People can "
        "answer it in the browser all the same. pyxform, which writes it, says in "
        "English: %(reason)s"
    )


class TooLongForOffline(NotForOffline):
    """Writing the questionnaire for clients of ODK does not come to an end."""

    code: ClassVar[str] = "C505"
    message: ClassVar[str] = N_(
        "It takes too long to write this questionnaire for ODK Collect and Enketo. "
        "Divide it if people should answer it there. In the browser they can answer "
        "it all the same."
    )


class FormUnknown(NotFound):
    """A filled form belongs to no survey here."""

    code: ClassVar[str] = "C497"
    message: ClassVar[str] = N_(
        "No survey here asks what this form asks. Fetch the forms again."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedForm:
    """A form as the list of a client shows it."""

    survey: str
    version_id: VersionId
    form_id: str
    title: str
    version: str
    xml: str


def form_id_of(version: VersionId) -> str:
    """Return the id under which clients know a version."""
    return f"{PREFIX}{version[:MARK_LENGTH]}"


def write_offline(
    questionnaire: Questionnaire,
    version: VersionId,
    *,
    mark: str = "",
    seconds: float = SECONDS,
) -> str:
    """Return the XForm of a version, of which a consultation may have opened some.

    ``mark`` is that of the opening: clients hold what differs in it for newer.
    It may take so many ``seconds``. Raises ``WriterMissing``, and ``NotForOffline``
    with the reason.
    """
    if importlib.util.find_spec("pyxform") is None:
        raise WriterMissing
    named = replace(
        as_true_offline(questionnaire),
        instrument=form_id_of(version),
        settings=(
            ("version", _edition(version, mark)),
            (NAME, root_of(questionnaire)),
        ),
    )
    tables = json.dumps(write_for_pyxform(named), ensure_ascii=False)
    return _converted(tables, seconds=seconds)


def keep_offline(session: Session, version: VersionId, xml: str) -> None:
    """Keep the XForm of a version for clients to fetch."""
    session.merge(OfflineForm(version_id=version, xml=xml))


def open_forms(
    session: Session, slug: str, *, today: dt.date, language: str = ""
) -> tuple[ListedForm, ...]:
    """Return the forms that take answers in a consultation or survey of this name.

    With a ``language`` they are those that are in it, and open in it.
    """
    found = session.execute(
        _waves_of(slug)
        .join(OfflineForm, OfflineForm.version_id == Wave.version_id)
        .outerjoin(
            OpenedForm,
            (OpenedForm.version_id == Wave.version_id)
            & (OpenedForm.consultation_id == Wave.consultation_id),
        )
        .add_columns(
            func.coalesce(OpenedForm.xml, OfflineForm.xml),
            func.coalesce(OpenedForm.mark, ""),
        )
        .order_by(Wave.slug)
    )
    forms: dict[VersionId, ListedForm] = {}
    for wave, xml, mark in found:
        questionnaire = questionnaire_of(session, wave.version_id)
        is_spoken = not language or language in questionnaire.languages
        if is_spoken and _takes_answers(wave, today):
            forms[wave.version_id] = ListedForm(
                survey=wave.slug,
                version_id=wave.version_id,
                form_id=form_id_of(wave.version_id),
                title=_title(questionnaire, language),
                version=_edition(wave.version_id, mark),
                xml=opening_in(xml, questionnaire, language) if language else xml,
            )
    return tuple(forms.values())


def survey_asking(session: Session, slug: str, form_id: str, *, today: dt.date) -> str:
    """Return the survey that a filled form answers, whether it is still open or not.

    Of several that ask the same it is the one that takes answers, else the last.
    Raises ``FormUnknown``.
    """
    asking = [
        wave
        for wave in session.scalars(_waves_of(slug))
        if form_id_of(wave.version_id) == form_id
    ]
    if not asking:
        raise FormUnknown
    return max(
        asking,
        key=lambda wave: (_takes_answers(wave, today), wave.closes_on, wave.slug),
    ).slug


def _edition(version: VersionId, mark: str) -> str:
    """Return how clients tell one writing of a form from a later one."""
    return version[:MARK_LENGTH] + (f"-{mark}" if mark else "")


def _waves_of(slug: str) -> Select[Wave]:
    """Return what finds the surveys with a name, or in the consultation with it."""
    return (
        select(Wave)
        .join(Consultation, Wave.consultation_id == Consultation.id)
        .where((Wave.slug == slug) | (Consultation.slug == slug))
    )


def _takes_answers(wave: Wave, today: dt.date) -> bool:
    is_open = wave.state is WaveState.OPEN
    return is_open and wave.opens_on <= today <= wave.closes_on


def _title(questionnaire: Questionnaire, language: str) -> str:
    own = questionnaire.languages[0]
    return questionnaire.title.said_in(language or own, otherwise=own).words


def _converted(tables: str, *, seconds: float) -> str:
    """Return the XForm of an XLSForm that is given as JSON."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", PROGRAM],
            input=tables.encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLongForOffline from error
    if done.returncode != 0:
        raise NotForOffline(reason=_reason(done.stderr.decode(errors="replace")))
    return done.stdout.decode()


def _reason(output: str) -> str:
    """Return the last line in which the writer says why."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1].rpartition("Error: ")[2] if lines else ""
