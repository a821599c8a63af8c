"""Sets a questionnaire for paper: A4, every script, boxes to write in."""

import datetime as dt
import json
from dataclasses import fields, is_dataclass
from importlib.resources import files
from typing import Final

from forms.definition import Questionnaire
from forms.errors import N_, FormsError
from forms.printing.composing import Translations, compose
from forms.printing.paper import PrintedHeading, PrintedNote, PrintedQuestion

__all__ = ["SetterMissing", "write_pdf"]

# The same questionnaire gives the same bytes, so that no file tells when it was made.
MOMENT: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
KINDS: Final = {
    PrintedHeading: "heading",
    PrintedNote: "note",
    PrintedQuestion: "question",
}


class SetterMissing(FormsError):
    """What sets pages is not installed."""

    code = "F495"
    message = N_(
        "Paper is set by typst, which is not installed. Install consult-engine[pdf] "
        "and try again."
    )


def write_pdf(
    questionnaire: Questionnaire,
    *,
    language: str,
    version: str,
    translations: Translations,
) -> bytes:
    """Return a questionnaire as a PDF of A4 pages in one of its languages.

    The fonts are those of the computer; Debian's fonts-noto-core has one for every
    script. Raises ``SetterMissing``.
    """
    try:
        import typst  # noqa: PLC0415 - large, and an extra
    except ImportError as error:
        raise SetterMissing from error
    paper = compose(
        questionnaire, language=language, version=version, translations=translations
    )
    layout = files("forms.printing").joinpath("questionnaire.typ").read_bytes()
    told = json.dumps(_plain(paper), ensure_ascii=False)
    pdf: bytes = typst.compile(layout, sys_inputs={"paper": told}, timestamp=MOMENT)
    return pdf


def _plain(value: object) -> object:
    """Return a value as JSON can hold it, each part with its kind."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        told = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        kind = KINDS.get(type(value))
        return {**told, "kind": kind} if kind else told
    return value
