"""Writes a questionnaire as an XLSForm that is read back as the same one."""

from forms.definition import Questionnaire
from forms.xlsform.writing.formats import as_csv, as_markdown, as_xlsx
from forms.xlsform.writing.pyxform import write_for_pyxform
from forms.xlsform.writing.sheets import write_sheets
from forms.xlsform.writing.tables import Sheets

__all__ = [
    "Sheets",
    "write_csv",
    "write_for_pyxform",
    "write_markdown",
    "write_sheets",
    "write_xlsx",
]


def write_xlsx(questionnaire: Questionnaire) -> bytes:
    """Return the workbook; the same questionnaire gives the same bytes.

    Raises ``CellTooLong``.
    """
    return as_xlsx(write_sheets(questionnaire))


def write_markdown(questionnaire: Questionnaire) -> str:
    """Return the tables as Markdown."""
    return as_markdown(write_sheets(questionnaire))


def write_csv(questionnaire: Questionnaire) -> str:
    """Return the tables as one CSV file."""
    return as_csv(write_sheets(questionnaire))
