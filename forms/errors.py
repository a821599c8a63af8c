"""What the questionnaire library refuses, with the reason in words for the caller.

Codes: F0 the root, F2 workbooks, F3 questionnaires and answers.
"""

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.problems import Problem


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a message for the catalogues; it is translated by the caller."""
    return message


class Counted(str):
    """A message with a number in it, as it is for several; ``singular`` is for one.

    ``by`` names the parameter that counts.
    """

    __slots__ = ("by", "singular")

    by: str
    singular: str


def NP_(singular: str, plural: str, *, by: str) -> Counted:  # noqa: N802 - as above
    """Mark a message with a number for the catalogues; ``by`` is its parameter."""
    message = Counted(plural)
    message.singular, message.by = singular, by
    return message


class FormsError(Exception):
    """What was given cannot be used.

    ``params`` fill the message's named placeholders and hold no answer text.
    """

    code: ClassVar[str] = "F000"
    message: ClassVar[str] = N_("This cannot be used. Correct it and try again.")

    def __init__(self, message: str | None = None, **params: object) -> None:
        self.template = message or self.message
        self.params = params
        super().__init__(self.template % params if params else self.template)


class WorkbookError(FormsError):
    """A workbook that is not opened, or not read to its end."""

    code = "F200"
    message = N_("This workbook cannot be read. Save it as .xlsx again.")


class NotAWorkbook(WorkbookError):
    """The bytes are something else."""

    code = "F201"
    message = N_(
        "This is not an Excel workbook. Open it where it was made and save it as "
        ".xlsx or as CSV."
    )


class OldWorkbook(WorkbookError):
    """The binary format of Excel 97-2003 (.xls), or its binary successor (.xlsb)."""

    code = "F202"
    message = N_(
        "This workbook is in an old or binary Excel format. Open it and save it "
        "as .xlsx or as CSV."
    )


class EncryptedWorkbook(WorkbookError):
    """A password stands before it."""

    code = "F203"
    message = N_(
        "This workbook is protected by a password. Save a copy without the password."
    )


class MacroWorkbook(WorkbookError):
    """It carries program code."""

    code = "F204"
    message = N_(
        "This workbook contains macros, so it was not opened. Save it as .xlsx, "
        "which holds none."
    )


class DamagedWorkbook(WorkbookError):
    """It breaks off, or its parts do not fit together."""

    code = "F205"
    message = N_(
        "This workbook is damaged or incomplete. Copy it again, or save it as "
        ".xlsx again."
    )


class OversizedWorkbook(WorkbookError):
    """It unpacks to more than is ever read, often many times its own size."""

    code = "F206"
    message = N_(
        "This workbook unpacks to far more than its size lets expect, so it was "
        "not opened. Copy the table alone into a new workbook, or save it as CSV."
    )


class OversizedSheet(WorkbookError):
    """A sheet reaches too far to the side or downwards."""

    code = "F207"
    message = N_(
        "The sheet reaches beyond %(columns)s columns or %(cells)s cells. Copy the "
        "table alone into a new sheet, or save it as CSV."
    )


class SuspiciousWorkbook(WorkbookError):
    """It holds what no spreadsheet program writes."""

    code = "F208"
    message = N_(
        "This workbook holds parts that no table needs, so it was not opened. Copy "
        "the table alone into a new workbook, or save it as CSV."
    )


class UnknownSheet(WorkbookError):
    """The sheet asked for is not there."""

    code = "F209"
    message = N_(
        'This workbook has no sheet called "%(sheet)s". Its sheets are: %(sheets)s.'
    )


class InvalidDefinition(FormsError):
    """A questionnaire that must not be asked; ``problems`` holds every reason."""

    code = "F300"
    message = N_("This questionnaire cannot be used. To be corrected: %(places)s.")

    def __init__(self, problems: "Iterable[Problem]") -> None:
        self.problems = tuple(problems)
        super().__init__(places=_places(self.problems))


class InvalidAnswers(FormsError):
    """Answers that cannot be sealed; ``problems`` holds every reason."""

    code = "F350"
    message = N_("These answers cannot be kept. To be corrected: %(places)s.")

    def __init__(self, problems: "Iterable[Problem]") -> None:
        self.problems = tuple(problems)
        super().__init__(places=_places(self.problems))


def _places(problems: "tuple[Problem, ...]") -> str:
    """Return where the problems are, with the code of each."""
    return ", ".join(f"{problem.path} ({problem.code})" for problem in problems)
