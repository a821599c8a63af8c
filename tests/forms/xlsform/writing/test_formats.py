import csv
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from forms.definition import Questionnaire
from forms.xlsform.writing import (
    write_csv,
    write_markdown,
    write_sheets,
    write_xlsx,
)
from forms.xlsform.writing.errors import CellTooLong
from tests.forms.bodies import drafts
from tests.forms.questionnaires import a_questionnaire, said

few = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])


def read_with_another_program(workbook: bytes) -> dict[str, list[tuple[str, ...]]]:
    return {
        sheet.title: [
            tuple(str(cell.value or "") for cell in row) for row in sheet.iter_rows()
        ]
        for sheet in load_workbook(BytesIO(workbook)).worksheets
    }


@few
@given(drafts())
def test_another_program_reads_the_same_tables(drawn: Questionnaire) -> None:
    sheets = read_with_another_program(write_xlsx(drawn))

    wanted = write_sheets(drawn)
    assert list(sheets) == list(wanted)
    for name, rows in wanted.items():
        cut = [row[: len(sheets[name][0])] for row in rows]
        assert sheets[name] == cut[: len(sheets[name])]


@few
@given(drafts())
def test_the_same_questionnaire_gives_the_same_bytes(drawn: Questionnaire) -> None:
    assert write_xlsx(drawn) == write_xlsx(replace(drawn))


@few
@given(drafts())
def test_no_cell_of_a_workbook_is_worked_out_or_leads_elsewhere(
    drawn: Questionnaire,
) -> None:
    with ZipFile(BytesIO(write_xlsx(drawn))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    sheets = [part for name, part in parts.items() if "worksheets/" in name]
    assert sheets
    for part in sheets:
        assert b"<f>" not in part
        assert b"hyperlink" not in part
        assert b' t="n"' not in part
    assert not any("externalLink" in name or "vba" in name for name in parts)


@pytest.mark.parametrize(
    "text", ["=1+1", "http://example.org", "007", "1e5", "2026-01-01", "TRUE", "#N/A"]
)
def test_a_text_stays_a_text_whatever_it_looks_like(text: str) -> None:
    sheets = read_with_another_program(write_xlsx(a_questionnaire(title=said(text))))

    assert text in sheets["settings"][1]


def test_a_text_that_no_cell_can_hold_is_refused_with_its_place() -> None:
    questionnaire = a_questionnaire(title=said("x" * 32_768))

    with pytest.raises(CellTooLong, match="sheet settings, row 2, column 1"):
        write_xlsx(questionnaire)


def test_the_longest_text_that_a_cell_can_hold_is_written() -> None:
    longest = "x" * 32_767

    sheets = read_with_another_program(write_xlsx(a_questionnaire(title=said(longest))))

    assert longest in sheets["settings"][1]


def test_markdown_has_one_line_for_each_row() -> None:
    questionnaire = a_questionnaire(title=said("a|b\nc"))

    lines = write_markdown(questionnaire).splitlines()

    sheets = write_sheets(questionnaire)
    assert len(lines) == sum(1 + len(rows) for rows in sheets.values())
    assert lines[0] == "| survey |"
    assert lines[1].startswith("|  | type | name | label |")
    assert lines[-1].startswith(r"|  | a\|b&#10;c | small |")


def test_csv_has_the_name_of_each_sheet_in_a_line_of_its_own() -> None:
    rows = list(csv.reader(StringIO(write_csv(a_questionnaire()))))

    assert [row[0] for row in rows if row[0]] == ["survey", "choices", "settings"]
    assert rows[1][:4] == ["", "type", "name", "label"]
