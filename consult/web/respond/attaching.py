"""Takes in the files of a page: cleaned and kept at once, whatever else is wrong.

The name of a file comes from here or from the draft, never from what was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage, MultiDict

from consult.errors import ConsultError
from consult.privacy.cleaning import Limits, Medium, cleaned
from consult.privacy.cleaning.refusals import FileRefused
from consult.services.receipts import Token
from consult.services.responding import Answers, load
from consult.services.uploading import NoRoom, drop_unnamed, hold
from consult.web.respond.filling import Filling, ticket_of
from consult.web.respond.inputs import REMOVE, Sent
from consult.web.respond.survey import Survey
from forms.definition import Kind, Text
from forms.paging import Step
from forms.problems import Problem, Rule

SentFiles = MultiDict[str, FileStorage]
"""The files that a form sent, by the name of their input."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What was sent with the names of files in their place, and what was refused."""

    sent: Sent
    refused: Mapping[str, Problem]


def attachments_on(step: Step) -> tuple[str, ...]:
    """Return the keys of the questions of a step that files answer."""
    questions = zip(step.keys, step.page.questions, strict=True)
    return tuple(
        key for key, question in questions if question.kind is Kind.OPEN_ATTACHMENT
    )


def with_files(
    survey: Survey, token: Token, step: Step, sent: Sent, files: SentFiles
) -> Attached:
    """Return what was sent with the files kept; raises like ``load``."""
    keys = attachments_on(step)
    if not keys:
        return Attached(sent, {})
    before = load(
        survey.counter.storage,
        wave=survey.wave,
        ticket=ticket_of(survey, token),
        today=survey.today,
    )
    form = survey.form(step)
    named = {form.input_name(key): key for key in keys}
    held = {
        name: _held(survey, token, form.questions[key].variant, file)
        for name, key in named.items()
        if (file := files.get(name)) is not None and file.filename
    }
    refused = {
        named[name]: _problem(survey, named[name], refusal)
        for name, refusal in held.items()
        if isinstance(refusal, ConsultError)
    }
    return Attached(_with_names(sent, named, before, held), refused)


def forget_unnamed(filling: Filling, step: Step) -> None:
    """Delete files that were replaced or removed on a step."""
    if attachments_on(step):
        drop_unnamed(
            filling.survey.counter.storage,
            ticket=ticket_of(filling.survey, filling.token),
            answers=filling.answers,
        )


def _with_names(
    sent: Sent,
    named: Mapping[str, str],
    before: Answers,
    held: Mapping[str, str | ConsultError],
) -> Sent:
    """Return what was sent with the name of the file that is there for each input."""
    renamed = MultiDict(sent)
    for name, key in named.items():
        file = held.get(name)
        if not isinstance(file, str):
            is_taken_out = file is None and bool(sent.get(name + REMOVE))
            kept = before.get(key, "")
            file = kept if isinstance(kept, str) and not is_taken_out else ""
        renamed.setlist(name, [file] if file else [])
    return renamed


def _held(
    survey: Survey, token: Token, variant: str, file: FileStorage
) -> str | ConsultError:
    """Return the name of a file that is kept now, or why it is not."""
    settings = survey.counter.renderer.settings
    limits = Limits(size=settings.max_upload_bytes, pixels=settings.max_upload_pixels)
    ticket = ticket_of(survey, token)
    # The survey may turn out to be another one by now, and all of this is done again.
    file.stream.seek(0)
    try:
        made = cleaned(file.read(), Medium(variant), limits)
        return hold(survey.counter.storage, ticket=ticket, file=made)
    except (FileRefused, NoRoom) as refusal:
        return refusal


def _problem(survey: Survey, key: str, refusal: ConsultError) -> Problem:
    tag, words = survey.interface.tag, survey.interface.explain(refusal)
    return Problem(key, Rule.FILE_GONE, said=Text.of({tag: words}))
