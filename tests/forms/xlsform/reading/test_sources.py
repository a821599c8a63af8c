"""Whatever kind of file it is, the same tables are the same questionnaire."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

from forms.errors import (
    DamagedWorkbook,
    EncryptedWorkbook,
    FormsError,
    NotAWorkbook,
    OversizedWorkbook,
    WorkbookError,
)
from forms.xlsform.legacy import PACKED_BYTES
from forms.xlsform.reading import check_workbook, read_questionnaire
from forms.xlsform.tables import COLUMNS, ROWS, OversizedForm, letters_of
from tests.forms.xlsform.reading.old_workbook import Sheet, old_workbook

SHEETS: dict[str, Sheet] = {
    "Survey": [
        ["type", "name", "label::English (en)", "label::العربية (ar)"],
        ["select_one yn", "q", "Is it?", "هل؟"],
        ["integer", "n", "How many", "كم"],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "label::العربية (ar)"],
        ["yn", 1, "Yes", "نعم"],
        ["yn", 0, "No, never", "لا"],
    ],
    "Notes": [["type", "of", "remark"]],
}


def workbook(sheets: dict[str, Sheet], **options: Any) -> bytes:
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True, **options}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    sheet.write(row, column, cell)
    return stream.getvalue()


def csv_file(sheets: dict[str, Sheet]) -> bytes:
    lines = [line for name, rows in sheets.items() for line in (name, *map(_csv, rows))]
    return "\n".join(lines).encode()


def _csv(cells: Any) -> str:
    return "".join(f',"{cell}"' for cell in cells)


def markdown(sheets: dict[str, Sheet]) -> bytes:
    lines = []
    for name, rows in sheets.items():
        lines += ["", f"| {name} |"]
        lines += ["| | " + " | ".join(map(str, cells)) + " |" for cells in rows]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("form.xlsx", workbook),
        ("form.xls", old_workbook),
        ("form.csv", csv_file),
        ("form.md", markdown),
    ],
    ids=["xlsx", "xls", "csv", "md"],
)
def test_every_kind_of_file_is_read_alike(
    name: str, make: Callable[[dict[str, Sheet]], bytes]
) -> None:
    reading = read_questionnaire(make(SHEETS), name=name)

    assert reading.report.problems == ()
    assert (
        reading.questionnaire
        == read_questionnaire(workbook(SHEETS), name="form.xlsx").questionnaire
    )
    choices = reading.questionnaire.choice_list("yn").choices
    assert [choice.name for choice in choices] == ["1", "0"]


def test_the_only_sheet_is_the_survey_whatever_it_is_called() -> None:
    made = workbook({"Tabelle1": [["type", "name", "label"], ["text", "a", "A"]]})

    assert check_workbook(made, name="form.xlsx").questions == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_survey_alone_may_be_a_plain_table(delimiter: str) -> None:
    lines = ["type|name|label", "text|a|One, two; three", "note|b|Bye"]
    made = "\n".join(
        delimiter.join(f'"{cell}"' for cell in line.split("|")) for line in lines
    )

    report = check_workbook(made.encode("utf-16"), name="form.csv")

    assert (report.ok, report.questions) == (True, 1)


def test_notes_far_below_and_far_beside_are_not_read() -> None:
    rows: Sheet = [
        ["type", "name", "label", *[""] * 30, "label"],
        ["text", "a", "A"],
        *[[""]] * 80,
        ["text", "b", "B"],
    ]

    report = check_workbook(workbook({"survey": rows}), name="form.xlsx")

    assert (report.questions, report.problems) == (1, ())


def test_places_are_those_of_the_file() -> None:
    made: dict[str, Sheet] = {"survey": [["type", "name"], ["magic", "a"]]}

    xlsx = check_workbook(workbook({**made}), name="form.xlsx").problems[0].place
    md = check_workbook(markdown({**made}), name="form.md").problems[0].place

    assert (xlsx.row, xlsx.letters) == (2, "A")
    assert (md.row, md.letters) == (4, "B")


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16_383, "XFD")]
)
def test_columns_are_called_as_spreadsheets_call_them(
    column: int, letters: str
) -> None:
    assert letters_of(column) == letters


MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("source", "refused_as"),
    [
        pytest.param(b"", NotAWorkbook, id="nothing"),
        pytest.param(b"\xff\xfe\0", WorkbookError, id="half a sign"),
        pytest.param(b"a\0b,,,,", NotAWorkbook, id="binary"),
        pytest.param(b"PK\x03\x04" + b"x" * 500, DamagedWorkbook, id="broken zip"),
        pytest.param(MAGIC + bytes(4096), DamagedWorkbook, id="broken compound file"),
        pytest.param(
            MAGIC + "EncryptedPackage".encode("utf-16-le"),
            EncryptedWorkbook,
            id="with a password",
        ),
        pytest.param(MAGIC + bytes(PACKED_BYTES), OversizedWorkbook, id="large xls"),
        pytest.param(b"|\n" * (4 * ROWS), OversizedForm, id="endless lines"),
        pytest.param(b"|" * (COLUMNS + 9), OversizedForm, id="endless columns"),
        pytest.param(
            b"survey\n,type,name" + b",x" * COLUMNS, OversizedForm, id="a wide table"
        ),
        pytest.param(
            b"survey\n,type,name\n" + b",x,y\n" * ROWS, OversizedForm, id="a long table"
        ),
    ],
)
def test_what_is_hostile_or_no_table_is_refused(
    source: bytes, refused_as: type[FormsError]
) -> None:
    with pytest.raises(refused_as):
        read_questionnaire(source, name="form.csv")


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([letters_of(place) for place in range(20_000)], id="columns"),
        pytest.param(["A"] * 600_000, id="cells"),
        pytest.param(["ABCDE"], id="a column that no sheet has"),
        pytest.param(["Ä"], id="a column without a name"),
    ],
)
def test_sheets_of_a_million_columns_are_refused(cells: list[str]) -> None:
    row = "".join(f'<c r="{each}1" t="str"><v>x</v></c>' for each in cells)
    made = BytesIO()
    with ZipFile(BytesIO(workbook(SHEETS))) as whole, ZipFile(made, "w") as spoiled:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                head, _, rest = content.decode().partition("<row")
                content = f"{head}<row>{row}</row><row{rest}".encode()
            spoiled.writestr(name, content, ZIP_DEFLATED)

    with pytest.raises(WorkbookError):
        read_questionnaire(made.getvalue(), name="form.xlsx")


def test_a_million_formatted_blank_rows_cost_nothing() -> None:
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("survey")
        bold = book.add_format({"bold": True})
        for column, header in enumerate(["type", "name", "label"]):
            sheet.write(0, column, header)
            sheet.write(1, column, ["text", "a", "A"][column])
        for row in range(2, 20_000):
            sheet.write_blank(row, 0, None, bold)

    report = check_workbook(stream.getvalue(), name="form.xlsx")

    assert (report.ok, report.questions) == (True, 1)


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param(
            "| survey |\n| | type | name | label |\n"
            + "".join(f"| | begin loop over l | g{n} | G |\n" for n in range(20))
            + "| | text | a | A |\n"
            + "| | end loop | | |\n" * 20
            + "| choices |\n| | list_name | name | label |\n"
            + "".join(f"| | l | c{n} | C |\n" for n in range(50)),
            id="loops in loops",
        ),
        pytest.param(
            "| survey |\n| | type | name | label |\n"
            + "".join(f"| | text | q{n} | Q |\n" for n in range(7000)),
            id="questions without end",
        ),
        pytest.param(
            "| survey |\n| | type | name | label | relevant |\n"
            f"| | text | q | Q | {'1 or ' * 100_000} 1 |\n",
            id="a condition without end",
        ),
        pytest.param(
            "| survey |\n| | type | name | label |\n"
            + "".join(f"| | begin group | g{n} | G |\n" for n in range(2000)),
            id="groups without end",
        ),
    ],
)
def test_what_is_larger_than_any_questionnaire_is_an_error(tables: str) -> None:
    report = check_workbook(tables.encode(), name="form.md")

    assert not report.ok
    assert any(each.code in {"F405", "F406", "F440"} for each in report.problems)
