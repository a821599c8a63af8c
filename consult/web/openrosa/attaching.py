"""Takes the files out of what a client sends that are asked for; others are dropped."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar, Final

from flask import Request

from consult.errors import N_, Rejected
from consult.privacy.cleaning import Cleaned, Limits, Medium, cleaned
from consult.services.uploading import SentFiles, new_name
from forms.definition import Kind, Question, Questionnaire
from forms.keys import keys_of, split_key, walk
from forms.xform.instances import Instance

IN_PARTS: Final = "*isIncomplete*"
"""The field by which a client says that more files of the same form follow."""


class SentInParts(Rejected):
    """A client sends the files of one form one after another."""

    code: ClassVar[str] = "C467"
    status: ClassVar[int] = 413
    message: ClassVar[str] = N_(
        "The files of this form are too large to be sent together. Make them smaller "
        "or leave one out, and send it again."
    )


def with_files(
    instance: Instance,
    questionnaire: Questionnaire,
    request: Request,
    limits: Limits,
) -> tuple[Instance, SentFiles]:
    """Return the filled form with names of ours for its files, and those files.

    A name that no file came with is no answer. Raises ``FileRefused``, and
    ``SentInParts``.
    """
    asked = _attachments(questionnaire)
    if asked and request.form.get(IN_PARTS):
        raise SentInParts
    answers, files = dict(instance.answers), dict[str, Cleaned]()
    for key, value in instance.answers.items():
        question = asked.get(split_key(key)[0])
        if question is None:
            continue
        del answers[key]
        content = _content(request, value) if isinstance(value, str) else None
        if content:
            file = cleaned(content, Medium(question.variant), limits)
            name = new_name(file.ending)
            answers[key], files[name] = name, file
    return replace(instance, answers=answers), SentFiles(files)


def _attachments(questionnaire: Questionnaire) -> Mapping[str, Question]:
    """Return the questions that files answer, by key."""
    return dict(_found(questionnaire))


def _found(questionnaire: Questionnaire) -> Iterator[tuple[str, Question]]:
    keys = keys_of(questionnaire)
    for path, item in walk(questionnaire.body):
        if isinstance(item, Question) and item.kind is Kind.OPEN_ATTACHMENT:
            yield keys[path], item


def _content(request: Request, name: str) -> bytes | None:
    """Return the file that a client calls so, by its part or its own name."""
    part = request.files.get(name)
    if part is None:
        named = (each for _, each in request.files.items() if each.filename == name)
        part = next(named, None)
    return None if part is None else bytes(part.read())
