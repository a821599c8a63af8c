"""Says why a filled form is refused, so that whoever sent it can correct it."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from consult.errors import N_, Rejected
from consult.i18n import Interface
from consult.web.respond.marking import kept_plain, plain
from forms.definition import Said
from forms.fields import told, told_by_author
from forms.problems import Problem
from forms.sheets import Sheet

MOST: Final = 5
"""As many reasons as fit on the screen of a phone."""

LONGEST: Final = 200


class FormRefused(Rejected):
    """A filled form breaks rules of its survey."""

    code: ClassVar[str] = "C498"
    message: ClassVar[str] = N_(
        "This form was not taken in. Correct it and send it again.\n%(reasons)s"
    )


def reasons(problems: Sequence[Problem], sheet: Sheet, interface: Interface) -> str:
    """Return what is wrong, a line for each question."""
    return "\n".join(_reasons(problems[:MOST], sheet, interface))


def _reasons(
    problems: Sequence[Problem], sheet: Sheet, interface: Interface
) -> Iterator[str]:
    for problem in problems:
        said = told_by_author(problem, sheet, interface.tag)
        reason = told(interface, problem) if said is None else _plain(said)
        yield f"{_question(problem.path, sheet, interface)}: {reason}"


def _question(key: str, sheet: Sheet, interface: Interface) -> str:
    question = sheet.question(key)
    text = question.short or question.label
    if not text.in_languages:
        return question.name
    words = _plain(sheet.said(text, key, interface.tag)).strip()
    return words[:LONGEST] or question.name


def _plain(said: Said) -> str:
    return plain(kept_plain(said.words, said.typed))
