"""Small forms as tables of Markdown, and what is read from them."""

from collections.abc import Mapping

from forms.definition import Item, Question
from forms.keys import walk
from forms.xlsform.problems import Located
from forms.xlsform.reading import read_questionnaire
from forms.xlsform.report import Reading


def read(tables: str, side_files: Mapping[str, bytes] | None = None) -> Reading:
    """Read tables of Markdown as a form."""
    return read_questionnaire(
        tables.encode(), name="form.md", side_files=side_files or {}
    )


def survey(*rows: str, headers: str = "type | name | label") -> str:
    """Return a survey sheet, the cells of each row parted by bars."""
    return "\n".join(["| survey |", *(f"| | {row} |" for row in (headers, *rows)), ""])


def choices(*rows: str, headers: str = "list_name | name | label") -> str:
    """Return a sheet of choices, the cells of each row parted by bars."""
    return "\n".join(["| choices |", *(f"| | {row} |" for row in (headers, *rows)), ""])


def settings(headers: str, row: str) -> str:
    """Return a sheet of settings."""
    return f"| settings |\n| | {headers} |\n| | {row} |\n"


def items(reading: Reading) -> dict[str, Item]:
    """Return everything in the body by its path."""
    return dict(walk(reading.questionnaire.body))


def question(reading: Reading, path: str) -> Question:
    """Return the question with a path."""
    found = items(reading)[path]
    assert isinstance(found, Question)
    return found


def told(reading: Reading, code: str) -> list[Located]:
    """Return the problems with a code."""
    return [each for each in reading.report.problems if each.code == code]


def codes(reading: Reading) -> list[str]:
    """Return the codes of all problems."""
    return [each.code for each in reading.report.problems]


YES_NO = choices("yn | yes | Yes", "yn | no | No")
