import pytest

from forms.errors import FormsError
from forms.xlsform.faults import Fault
from forms.xlsform.problems import MOST
from forms.xlsform.reading import check_workbook, read_questionnaire
from forms.xlsform.sheet_faults import SheetFault
from forms.xlsform.writing import write_for_pyxform, write_xlsx
from tests.forms.xlsform.reading.tables import (
    YES_NO,
    choices,
    codes,
    read,
    settings,
    survey,
    told,
)


def test_the_report_counts_what_the_rows_hold() -> None:
    reading = read(
        survey(
            "start | s | | | | |",
            "note | n | Hello | | | |",
            "begin group | g | G | ${a} = 1 | | |",
            "begin repeat | r | R | | | |",
            "integer | a | A | | . > 1 | yes |",
            "text | b | B | ${a} > 2 | | ${a} = 3 | x",
            "end repeat | | | | | |",
            "end group | | | | | |",
            "calculate | c | | | | | ",
            "hidden | h | | | | | ${a} + 1",
            "geopoint | p | P | | | |",
            "select_one yn | q | Q | | | |",
            headers="type | name | label | relevant | constraint | required | default",
        )
        + YES_NO
    )

    report = reading.report
    assert report.questions == 4
    assert (report.groups, report.repeats) == (1, 1)
    assert report.expressions == 5
    assert report.languages == ("und",)


def test_the_report_is_plain_json() -> None:
    report = check_workbook(survey("fancy | a | A").encode(), name="form.md")

    assert report.as_json() == {
        "ok": True,
        "questions": 1,
        "groups": 0,
        "repeats": 0,
        "languages": ["und"],
        "expressions": 0,
        "problems": [
            {
                "severity": "warning",
                "code": "F413",
                "sheet": "survey",
                "row": 3,
                "column": "type",
                "message": 'The type "fancy" is not known, so the question asks for a '
                "short text. Choose another type, or leave the row out.",
            }
        ],
    }


@pytest.mark.parametrize(
    ("expression", "code", "severity"),
    [
        ("x:y(${a})", "F457", "error"),
        ("${nobody} = 1", "F460", "error"),
        ("if(${a} = 1", "F454", "warning"),
        ("duration() > 1", "F448", "warning"),
    ],
)
def test_logic_is_told_with_sheet_row_and_column(
    expression: str, code: str, severity: str
) -> None:
    reading = read(
        survey(
            "text | a | A |",
            f"text | b | B | {expression}",
            headers="type | name | label | relevant",
        )
    )

    (problem,) = told(reading, code)
    assert problem.severity == severity
    assert (problem.place.sheet, problem.place.row) == ("survey", 4)
    assert (problem.place.column, problem.place.letters) == ("relevant", "E")
    assert reading.report.ok == (severity == "warning")


def test_all_problems_are_told_at_once_in_the_order_of_the_workbook() -> None:
    reading = read(
        choices("l | a | A", "l | a | A", " | x | X")
        + survey("select_one none | q | Q", "magic | m | M", "text | m | M")
        + settings("form_id | default_language", "f | Latin")
    )

    assert codes(reading) == ["F403", "F413", "F404", "F416", "F419"]


def test_a_workbook_without_questions_says_what_it_lacks() -> None:
    nothing = check_workbook(YES_NO.encode(), name="form.md")
    no_type = check_workbook(b"| survey |\n| | a | b |\n| | c | d |", name="form.md")
    no_rows = check_workbook(survey().encode(), name="form.md")

    assert [each.code for each in nothing.problems] == ["F400"]
    assert [each.code for each in no_type.problems] == ["F401"]
    assert [each.code for each in no_rows.problems] == ["F402"]
    assert not (nothing.ok)
    assert not (no_type.ok)
    assert not (no_rows.ok)


def test_more_problems_than_anybody_reads_are_counted() -> None:
    rows = [f"magic | m{number} | M" for number in range(MOST + 20)]

    problems = read(survey(*rows, "select_one none | q | Q")).report.problems

    assert len(problems) == MOST + 1
    assert problems[0].code == "F403"
    assert problems[-1].params == {"count": 21}


@pytest.mark.parametrize("source", [b"", b"\0\1", b"hello", b"<html>,,,,</html>"])
def test_what_is_no_workbook_is_refused_with_a_reason(source: bytes) -> None:
    with pytest.raises(FormsError):
        read_questionnaire(source, name="form.xlsx")

    (problem,) = check_workbook(source, name="form.xlsx").problems
    assert problem.severity == "error"
    assert problem.in_words()


def test_every_fault_has_a_code_of_its_own_and_says_what_to_do() -> None:
    faults = [*Fault, *SheetFault]

    assert len({fault.code for fault in faults}) == len(faults)
    assert all(fault.message.endswith((".", "s.")) for fault in faults)
    assert all(fault.severity in {"error", "warning"} for fault in faults)


def test_appearances_and_calendars_that_change_nothing_are_told_once() -> None:
    reading = read(
        survey(
            "text | a | A | w4 multiline",
            "text | b | B | w4",
            "date | c | C | ethiopian",
            "text | d | D | sparkling",
            "text | e | E | ex:org.example(a='b c')",
            headers="type | name | label | appearance",
        )
    )

    assert [(each.code, each.place.row) for each in reading.report.problems] == [
        ("F431", 5),
        ("F430", 6),
        ("F430", 7),
    ]


def test_texts_that_are_missing_and_sheets_that_are_not_read_are_told() -> None:
    reading = read(
        survey("text | a | ") + "| entities |\n| | dataset | label |\n| | trees | x |\n"
    )

    assert sorted(codes(reading)) == ["F437", "F439"]


@pytest.mark.parametrize("column", ["save_to", "bind::entities:saveto", "Save_To"])
def test_what_would_keep_a_file_on_each_person_is_told_and_not_used(
    column: str,
) -> None:
    reading = read(
        survey(
            "text | a | A |", "text | b | B | name", headers=f"type|name|label|{column}"
        )
        + "| entities |\n| | list_name | label |\n| | people | ${b} |\n"
    )

    found = {each.code: each for each in reading.report.problems}

    assert (found["F437"].place.sheet, found["F437"].place.row) == ("entities", 7)
    assert (found["F483"].severity, found["F483"].place.row) == ("warning", 4)
    assert found["F483"].place.letters == "E"
    assert reading.report.ok
    again = read_questionnaire(write_xlsx(reading.questionnaire), name="form.xlsx")
    assert again.questionnaire == reading.questionnaire
    assert "entities" not in str(write_for_pyxform(reading.questionnaire)).lower()
    assert "saveto" not in str(write_for_pyxform(reading.questionnaire)).lower()


@pytest.mark.parametrize(
    "calendar",
    [
        "ethiopian",
        "coptic",
        "islamic",
        "bikram-sambat",
        "myanmar",
        "persian",
        "buddhist",
    ],
)
def test_another_calendar_is_told_with_its_place_and_kept_for_clients(
    calendar: str,
) -> None:
    reading = read(
        survey(
            f"date | born | Born? | {calendar}", headers="type|name|label|appearance"
        )
    )

    (found,) = reading.report.problems
    assert (found.severity, found.code, found.place.row) == ("warning", "F431", 3)
    (row,) = write_for_pyxform(reading.questionnaire)["survey"]
    assert isinstance(row, dict)
    assert row["appearance"] == calendar
