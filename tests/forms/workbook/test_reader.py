"""What a workbook holds is read as the text that people see in it."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import MAC_EPOCH

from forms.errors import DamagedWorkbook, UnknownSheet
from forms.workbook.reader import open_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MIDNIGHT = dt.datetime.fromisoformat("2026-11-02 00:00")
HALF_PAST_NINE = dt.datetime.fromisoformat("2026-11-02 09:30")
Builder = Callable[..., bytes]


def rows_of(content: bytes, sheet: str | None = None) -> list[tuple[str, ...]]:
    with open_workbook(content) as workbook:
        return [row.cells for row in workbook.rows(sheet or workbook.sheet_names[0])]


def test_text_is_kept_to_the_letter(a_workbook: Builder) -> None:
    texts = [" two  spaces ", "line\nbreak", "نص عربي", "=SUM", "é vs é", "a\tb"]

    assert rows_of(a_workbook(("answers", [texts[:3], texts[4:]]))) == [
        tuple(texts[:3]),
        tuple(texts[4:]),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(3, "3", id="whole number"),
        pytest.param(3.0, "3", id="whole number stored with a point"),
        pytest.param(2.5, "2.5", id="decimal"),
        pytest.param(-0.1, "-0.1", id="negative"),
        pytest.param(True, "TRUE", id="true"),
        pytest.param(False, "FALSE", id="false"),
        pytest.param(dt.date(2026, 11, 2), "2026-11-02", id="date"),
        pytest.param(MIDNIGHT, "2026-11-02", id="midnight"),
        pytest.param(HALF_PAST_NINE, "2026-11-02 09:30:00", id="date and time"),
        pytest.param(dt.time(9, 30), "09:30:00", id="time"),
        pytest.param(dt.timedelta(hours=26), "1 day, 2:00:00", id="length of time"),
    ],
)
def test_values_become_text(a_workbook: Builder, value: object, text: str) -> None:
    assert rows_of(a_workbook(("answers", [[value]]))) == [(text,)]


def test_gaps_are_empty_and_trailing_blanks_are_dropped(a_workbook: Builder) -> None:
    content = a_workbook(("answers", [["a", None, "c", None], [], [None, "b"]]))

    with open_workbook(content) as workbook:
        rows = [(row.number, row.cells) for row in workbook.rows("answers")]

    assert rows == [(1, ("a", "", "c")), (3, ("", "b"))]


def test_sheets_are_named_in_the_order_of_their_tabs(a_workbook: Builder) -> None:
    content = a_workbook(("survey", [["a"]]), ("choices", [["b"]]))

    with open_workbook(content) as workbook:
        assert workbook.sheet_names == ("survey", "choices")
        assert [row.cells for row in workbook.rows("choices")] == [("b",)]


def test_an_unknown_sheet_names_those_there_are(a_workbook: Builder) -> None:
    content = a_workbook(("survey", [["a"]]), ("choices", [["b"]]))

    with (
        open_workbook(content) as workbook,
        pytest.raises(UnknownSheet, match="survey, choices"),
    ):
        list(workbook.rows("answers"))


def test_a_file_is_read_as_bytes_are(a_workbook: Builder, tmp_path: Path) -> None:
    path = tmp_path / "answers.xlsx"
    path.write_bytes(a_workbook(("answers", [["a"]])))

    with open_workbook(path) as workbook:
        assert [row.cells for row in workbook.rows("answers")] == [("a",)]


def test_a_formula_is_read_as_its_stored_value(
    an_altered_workbook: Builder, a_sheet: Builder
) -> None:
    cells = '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+2</f></c><c><v>5</v></c>'

    assert rows_of(an_altered_workbook({SHEET: a_sheet(f"<row>{cells}</row>")})) == [
        ("2", "", "5")
    ]


def test_readings_of_names_are_not_part_of_the_text(
    an_altered_workbook: Builder, a_sheet: Builder
) -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t>東</t></r><r><t>京</t></r>'
        "<rPh><t>トウキョウ</t></rPh></si></sst>"
    ).encode()
    cell = '<c t="s"><v>0</v></c>'

    content = an_altered_workbook(
        {SHEET: a_sheet(f"<row>{cell}</row>"), STRINGS: strings}
    )

    assert rows_of(content) == [("東京",)]


def test_a_carriage_return_written_in_letters_is_one(
    an_altered_workbook: Builder, a_sheet: Builder
) -> None:
    cell = '<c t="inlineStr"><is><t>one_x000D_\ntwo</t></is></c>'

    content = an_altered_workbook({SHEET: a_sheet(f"<row>{cell}</row>")})

    assert rows_of(content) == [("one\r\ntwo",)]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        pytest.param("one_x0009_two", "one\ttwo", id="a tab"),
        pytest.param("_x005F_x0041_", "_x0041_", id="what looks like a sign"),
        pytest.param("a_x00e9_", "aé", id="small letters"),
        pytest.param("_x41_", "_x41_", id="too few digits"),
    ],
)
def test_a_sign_written_in_letters_is_that_sign(
    an_altered_workbook: Builder, a_sheet: Builder, written: str, text: str
) -> None:
    cell = f'<c t="inlineStr"><is><t>{written}</t></is></c>'

    content = an_altered_workbook({SHEET: a_sheet(f"<row>{cell}</row>")})

    assert rows_of(content) == [(text,)]


def test_a_date_no_calendar_holds_stays_a_number() -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = 99999999
    workbook.worksheets[0]["A1"].number_format = "yyyy-mm-dd"
    stream = io.BytesIO()
    workbook.save(stream)

    assert rows_of(stream.getvalue()) == [("99999999",)]


def test_the_older_day_count_is_followed() -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = MAC_EPOCH
    workbook.worksheets[0]["A1"] = dt.date(2026, 11, 2)
    stream = io.BytesIO()
    workbook.save(stream)

    assert rows_of(stream.getvalue()) == [("2026-11-02",)]


def test_a_sheet_can_be_read_twice(a_workbook: Builder) -> None:
    with open_workbook(a_workbook(("answers", [["a"]]))) as workbook:
        twice = [[row.cells for row in workbook.rows("answers")] for _ in range(2)]

    assert twice == [[("a",)], [("a",)]]


def test_cells_without_text_and_rows_without_cells_are_passed_over(
    an_altered_workbook: Builder, a_sheet: Builder
) -> None:
    rows = (
        '<row r="1"><c r="A1" s="1"/></row><row r="2"/>'
        '<row r="3"><c r="A3" t="str"><v></v></c><c r="B3"><v>1</v></c>'
        '<c r="C3" t="inlineStr"><is><t>東</t><rPh><t>トウ</t></rPh></is></c>'
        '<c r="D3" t="s"><v>0</v></c></row>'
    )
    strings = f'<sst xmlns="{MAIN}"><si><t></t></si></sst>'.encode()

    content = an_altered_workbook({SHEET: a_sheet(rows), STRINGS: strings})

    assert rows_of(content) == [("", "1", "東")]


def test_a_workbook_without_styles_is_read(an_altered_workbook: Builder) -> None:
    content = an_altered_workbook({}, leave_out=["xl/styles.xml"])

    assert rows_of(content) == [("id", "text")]


def test_a_workbook_declared_as_the_usual_kind_of_part_is_read(
    an_altered_workbook: Builder,
) -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/xml"/>'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    )

    content = an_altered_workbook({"[Content_Types].xml": types.encode()})

    assert rows_of(content) == [("id", "text")]


def test_a_chart_and_a_link_to_elsewhere_are_no_sheets(
    an_altered_workbook: Builder,
) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{kind}/worksheet" '
        'Target="/xl/worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{kind}/chartsheet" Target="charts/one.xml"/>'
        f'<Relationship Id="rId3" Type="{kind}/worksheet" TargetMode="External" '
        'Target="https://sheets.example/one.xml"/></Relationships>'
    )
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{kind}"><sheets>'
        '<sheet name="answers" sheetId="1" r:id="rId1"/>'
        '<sheet name="chart" sheetId="2" r:id="rId2"/>'
        '<sheet name="elsewhere" sheetId="3" r:id="rId3"/></sheets></workbook>'
    )

    content = an_altered_workbook(
        {
            "xl/_rels/workbook.xml.rels": relations.encode(),
            "xl/workbook.xml": workbook.encode(),
        }
    )

    with open_workbook(content) as opened:
        assert opened.sheet_names == ("answers",)


def test_a_number_that_is_none_stays_as_stored(
    an_altered_workbook: Builder, a_sheet: Builder
) -> None:
    content = an_altered_workbook({SHEET: a_sheet("<row><c><v>n/a</v></c></row>")})

    assert rows_of(content) == [("n/a",)]


@pytest.mark.parametrize("reference", ["1", "Ä1", "A1B"])
def test_a_cell_without_a_place_is_damage(
    an_altered_workbook: Builder, a_sheet: Builder, reference: str
) -> None:
    row = f'<row><c r="{reference}"><v>1</v></c></row>'

    with pytest.raises(DamagedWorkbook):
        rows_of(an_altered_workbook({SHEET: a_sheet(row)}))


@given(
    st.lists(
        st.lists(
            st.text(
                st.characters(exclude_categories=("Cc", "Cs"), max_codepoint=0xFFFD),
                max_size=20,
            ).filter(lambda text: not text.startswith("=") and "_x" not in text),
            min_size=1,
            max_size=4,
        ).filter(lambda row: bool(row[-1])),
        min_size=1,
        max_size=5,
    )
)
def test_what_was_written_is_read_back(rows: list[list[str]]) -> None:
    workbook = openpyxl.Workbook()
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = workbook.worksheets[0].cell(number, column)
            cell.value, cell.data_type = text, "s"
    stream = io.BytesIO()
    workbook.save(stream)

    assert rows_of(stream.getvalue()) == [tuple(row) for row in rows]
