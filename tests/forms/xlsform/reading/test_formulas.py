"""A formula without a result is told, and so is one with an error for a result."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from xlsxwriter import Workbook as WrittenWorkbook

from forms.definition import Text
from forms.xlsform.formulas import ERRORS
from forms.xlsform.reading import check_workbook
from forms.xlsform.report import Report
from tests.forms.xlsform.reading.tables import question, read, survey, told


def report_of(*rows: list[str | None]) -> Report:
    """Return the report of a survey sheet with no formula worked out."""
    book = Workbook()
    sheet = book["Sheet"]
    sheet.title = "survey"
    sheet.append(["type", "name", "label", "hint", ""])
    for row in rows:
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return check_workbook(stream.getvalue(), name="form.xlsx")


def with_parts_replaced(stream: BytesIO, old: bytes, new: bytes) -> bytes:
    """Return a workbook with some markup of its parts replaced."""
    changed = BytesIO()
    with ZipFile(stream) as before, ZipFile(changed, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return changed.getvalue()


def test_formulas_never_worked_out_are_told_where_they_stand_first() -> None:
    report = report_of(
        ["text", "a", "A", None, "=1+1"],
        ["text", "b", '="A"&"B"', "B", None],
        ["text", "c", '="A"&"C"', None, None],
    )

    (problem,) = (each for each in report.problems if each.code == "F498")
    assert (problem.place.row, problem.place.letters) == (3, "C")
    assert problem.params["count"] == 2
    assert report.ok


def test_a_formula_that_came_to_an_empty_text_was_worked_out() -> None:
    stream = BytesIO()
    with WrittenWorkbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("survey")
        sheet.write_row(0, 0, ["type", "name", "label", "hint"])
        sheet.write_row(1, 0, ["text", "a", "A"])
        sheet.write_formula(1, 3, '=""', None, "RESULT")

    report = check_workbook(
        with_parts_replaced(stream, b"<v>RESULT</v>", b"<v></v>"), name="form.xlsx"
    )

    assert report.problems == ()
    assert report.questions == 1


@pytest.mark.parametrize("error", sorted(ERRORS))
def test_the_error_of_a_formula_is_told_where_it_stands(error: str) -> None:
    reading = read(survey("text | a | A #REF!", f"text | q | {error}"))

    (problem,) = told(reading, "F499")
    assert (problem.place.row, problem.place.column) == (4, "label")
    assert problem.params == {"value": error, "count": 1}
    assert question(reading, "q").label == Text.of({"und": error})
    assert reading.report.ok
