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

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.models import Consultation, OfflineForm, Wave, WaveState
from consult.errors import N_, NotReady, Rejected
from consult.i18n import interface_for
from consult.ids import VersionId
from consult.services.publishing import questionnaire_of
from forms.definition import Fact, Page, Questionnaire, Text
from forms.instruments.wording import SOURCE, offered_languages
from forms.xlsform.writing import write_for_pyxform

SECONDS: Final = 120
MARK_LENGTH: Final = 16
PREFIX: Final = "consult-"
TAKING_BACK: Final = "back"
"""The fact on the page that asks for consent which only holds on the web."""

NO_RECEIPT: Final = N_(
    "An answer sent from this form has no receipt code, so it cannot be taken back. "
    "To be able to take it back, answer in the browser."
)
WATCHED: Final = N_(
    "Is somebody watching you answer? You can stop now and come back later."
)
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
        "This questionnaire cannot be written for ODK Collect and Enketo: "
        "%(reason)s People can answer it in the browser all the same."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedForm:
    """A form as the list of a client shows it."""

    survey: str
    form_id: str
    title: str
    version: str
    xml: str


def form_id_of(version: VersionId) -> str:
    """Return the id under which clients know a version."""
    return f"{PREFIX}{version[:MARK_LENGTH]}"


def write_offline(questionnaire: Questionnaire, version: VersionId) -> str:
    """Return the XForm of a version.

    Raises ``WriterMissing``, and ``NotForOffline`` with the reason.
    """
    if importlib.util.find_spec("pyxform") is None:
        raise WriterMissing
    named = replace(
        as_true_offline(questionnaire),
        instrument=form_id_of(version),
        settings=(("version", version[:MARK_LENGTH]),),
    )
    return _converted(json.dumps(write_for_pyxform(named), ensure_ascii=False))


def as_true_offline(questionnaire: Questionnaire) -> Questionnaire:
    """Return the questionnaire with a page for consent that promises no more than is.

    A client of ODK shows no receipt code and has no button to leave quickly.
    """
    consent = questionnaire.consent.question
    pages = tuple(
        _true_offline(page)
        if any(question.name == consent for question in page.questions)
        else page
        for page in questionnaire.pages
    )
    return replace(questionnaire, pages=pages)


def _true_offline(page: Page) -> Page:
    return replace(
        page,
        facts=tuple(_true_fact(fact) for fact in page.facts),
        warning=_instead(page.warning, WATCHED) if page.warning else None,
    )


def _true_fact(fact: Fact) -> Fact:
    if fact.name != TAKING_BACK:
        return fact
    return replace(fact, description=_instead(fact.description, NO_RECEIPT))


def _instead(text: Text, message: str) -> Text:
    """Return a message of ours in the languages of the text that it stands for."""
    ours = offered_languages()
    tags = [tag for tag, _ in text.in_languages if tag in ours] or [SOURCE]
    return Text.of({tag: interface_for(tag).gettext(message) for tag in tags})


def keep_offline(session: Session, version: VersionId, xml: str) -> None:
    """Keep the XForm of a version for clients to fetch."""
    session.merge(OfflineForm(version_id=version, xml=xml))


def open_forms(
    session: Session, slug: str, *, today: dt.date
) -> tuple[ListedForm, ...]:
    """Return the forms that take answers in a consultation or survey of this name."""
    found = session.execute(
        select(Wave.slug, Wave.version_id, OfflineForm.xml)
        .join(Consultation, Wave.consultation_id == Consultation.id)
        .join(OfflineForm, OfflineForm.version_id == Wave.version_id)
        .where((Wave.slug == slug) | (Consultation.slug == slug))
        .where(Wave.state == WaveState.OPEN)
        .where(Wave.opens_on <= today, Wave.closes_on >= today)
    )
    forms = (
        ListedForm(
            survey=survey,
            form_id=form_id_of(version),
            title=_title(questionnaire_of(session, version)),
            version=version[:MARK_LENGTH],
            xml=xml,
        )
        for survey, version, xml in found
    )
    return tuple(sorted(forms, key=lambda form: form.survey))


def _title(questionnaire: Questionnaire) -> str:
    own = questionnaire.languages[0]
    return questionnaire.title.said_in(own, otherwise=own).words


def _converted(tables: str) -> str:
    """Return the XForm of an XLSForm that is given as JSON."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", PROGRAM],
            input=tables.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotForOffline(reason="it takes too long.") from error
    if done.returncode != 0:
        raise NotForOffline(reason=_reason(done.stderr.decode(errors="replace")))
    return done.stdout.decode()


def _reason(output: str) -> str:
    """Return the last line in which the writer says why."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1].rpartition("Error: ")[2] if lines else ""
