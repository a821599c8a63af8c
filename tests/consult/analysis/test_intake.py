"""Files of answers as people export them are read to the letter, or refused."""

import contextlib
import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.analysis import tables
from consult.analysis.intake import read_table
from consult.analysis.tables import TableLimits
from consult.errors import Rejected

Give = Callable[..., Path]
COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.fixture
def give(tmp_path: Path) -> Give:
    def write(content: bytes | str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "answers.csv"
        path.write_bytes(
            content if isinstance(content, bytes) else content.encode(encoding)
        )
        return path

    return write


def workbook_bytes(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
    ],
)
def test_unicode_is_read_in_every_storage(give: Give, encoding: str) -> None:
    text = "id,answer\n1,المصابيح لا تعمل في الشارع\n2,Les lampes ne marchent pas\n"

    table = read_table(give(text, encoding))

    assert table.columns == ("id", "answer")
    assert table.rows == (
        ("1", "المصابيح لا تعمل في الشارع"),
        ("2", "Les lampes ne marchent pas"),
    )
    assert table.notes == ()


def test_sixteen_bits_with_the_other_mark_are_read(give: Give) -> None:
    assert read_table(give("\ufeffa,b\n1,2\n", "utf-16-be")).rows == (("1", "2"),)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Les élèves ont été oubliés à côté de l'école", id="French"),
        pytest.param("Die Straßen sind für ältere Bürger gefährlich", id="German"),
        pytest.param("¿Por qué no hay más agua? El niño está aquí", id="Spanish"),
        pytest.param("A educação não é só para alguns, é direito", id="Portuguese"),
        pytest.param("Vägen är mörk på kvällen", id="Swedish"),
        pytest.param("They’re “promising” again – nothing happens…", id="quotes"),
    ],
)
def test_western_text_is_read_with_a_note(give: Give, sentence: str) -> None:
    table = read_table(give(f"id;answer\n1;{sentence}\n", "cp1252"))

    assert table.rows == (("1", sentence),)
    assert "Windows-1252" in str(table.notes[0])


@pytest.mark.parametrize(
    ("sentence", "encoding"),
    [
        pytest.param("Фонари на улице не горят", "cp1251", id="Russian"),
        pytest.param("Да, и у нас так", "koi8-r", id="short Russian"),
        pytest.param("المصابيح لا تعمل في الشارع", "cp1256", id="Arabic"),
        pytest.param("Τα φώτα δεν ανάβουν", "cp1253", id="Greek"),
        pytest.param("路灯不亮已经三个月了", "gb18030", id="Chinese"),
        pytest.param("街灯がつかない", "shift_jis", id="Japanese"),
        pytest.param("Les élèves ont été oubliés à côté", "mac_roman", id="Apple"),
        pytest.param("Les élèves ont été oubliés à côté", "cp850", id="DOS"),
    ],
)
def test_letters_that_cannot_be_told_are_refused(
    give: Give, sentence: str, encoding: str
) -> None:
    path = give(f"id;answer\n1;{sentence}\n", encoding)

    with pytest.raises(tables.EncodingUnknown, match=r"line 2.*UTF-8"):
        read_table(path)


def test_one_damaged_byte_does_not_turn_unicode_western(give: Give) -> None:
    sound = "id,answer\n1,élève déçu\n2,".encode()

    with pytest.raises(tables.EncodingUnknown, match="line 3"):
        read_table(give(sound + b"caf\xe9\n"))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_answers_full_of_separators_do_not_mislead(
    give: Give, separator: str, line_end: str
) -> None:
    rows = [
        ("id", "What do you think, and why; in short?", "language"),
        ("1", "Lamps, water; buses | roads, and; noise", "en"),
        ("2", 'They say "soon", "soon"; always', "en"),
        ("3", "one\nanswer, on\r\nthree; lines", "en"),
        ("4", "tab\there; there", "en"),
    ]
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator=line_end).writerows(rows)

    table = read_table(give(stream.getvalue()))

    assert table.columns == rows[0]
    assert table.rows == tuple(rows[1:])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("answer\nlamps, water\nbuses; roads\n", id="plain lines"),
        pytest.param('answer\n"lamps, water"\nbuses; roads\n', id="some enclosed"),
    ],
)
def test_a_single_column_is_not_parted(give: Give, text: str) -> None:
    assert read_table(give(text)).rows == (("lamps, water",), ("buses; roads",))


def test_the_wanted_column_tells_the_separator(give: Give) -> None:
    text = "id;answer, in short\n1;yes, no\n2;well, well\n"

    assert read_table(give(text), columns=["id"]).rows == (("1",), ("2",))


def test_a_late_separator_does_not_break_a_single_column(give: Give) -> None:
    text = "answer\n" + "lamps\n" * 1000 + "lamps, water\n"

    assert read_table(give(text)).rows[-1] == ("lamps, water",)


def test_a_hint_of_the_spreadsheet_program_is_followed(give: Give) -> None:
    assert read_table(give("sep=;\r\na;b\r\n1;2,3\r\n")).rows == (("1", "2,3"),)


def test_cells_are_kept_to_the_letter(give: Give) -> None:
    text = 'id,answer\n" 1 ","  two  blanks\n\nand ""quotes"" "\n'

    assert read_table(give(text)).rows == ((" 1 ", '  two  blanks\n\nand "quotes" '),)


def test_a_header_loses_the_blanks_around_its_names(give: Give) -> None:
    table = read_table(give("id , \ufeffanswer\u200b ,,\n1,yes,,\n"))

    assert table.columns == ("id", "answer")
    assert table.rows == (("1", "yes"),)


def test_columns_are_returned_in_the_order_asked_for(give: Give) -> None:
    table = read_table(give("a,b,c\n1,2,3\n"), columns=["c", "a"])

    assert table.columns == ("c", "a")
    assert table.rows == (("3", "1"),)


def test_accents_of_names_may_be_stored_either_way(give: Give) -> None:
    table = read_table(give("id,re\u0301ponse\n1,oui\n"), columns=["r\u00e9ponse"])

    assert table.rows == (("oui",),)


def test_repeated_names_matter_only_when_asked_for(give: Give) -> None:
    path = give("id,note,note\n1,2,3\n")

    assert read_table(path, columns=["id"]).rows == (("1",),)
    with pytest.raises(tables.ColumnRepeated, match="note"):
        read_table(path, columns=["note"])


def test_short_rows_are_filled_up(give: Give) -> None:
    assert read_table(give("a,b,c\n1,2\n3\n")).rows == (("1", "2", ""), ("3", "", ""))


def test_long_rows_are_named(give: Give) -> None:
    with pytest.raises(tables.RowTooLong, match=r"Row 3 .* 3 cells.* 2\."):
        read_table(give("a,b\n1,2\n1,2,3\n"))


def test_empty_cells_beyond_the_header_do_no_harm(give: Give) -> None:
    assert read_table(give("a,b\n1,2,,,\n3,4\n")).rows == (("1", "2"), ("3", "4"))


def test_blank_lines_are_left_out_and_counted(give: Give) -> None:
    table = read_table(give("\na,b\n\n1,2\n,\n\n3,4\n\n\n,,\n"))

    assert table.rows == (("1", "2"), ("3", "4"))
    assert [str(note) for note in table.notes] == ["4 empty rows were left out."]


def test_an_answer_left_empty_is_a_row(give: Give) -> None:
    assert read_table(give('answer\n""\nlamps\n')).rows == (("",), ("lamps",))


def test_cells_that_are_never_enclosed_are_read_with_a_note(give: Give) -> None:
    table = read_table(give('id\tanswer\n1\t"Soon" they said\n2\tno\n'))

    assert table.rows == (("1", '"Soon" they said'), ("2", "no"))
    assert "Quotation marks" in str(table.notes[0])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('id,answer\n1,"never, closed\n2,no\n', id="not closed"),
        pytest.param('id,answer\n1,"a "b" c"\n2,no\n', id="not doubled"),
    ],
)
def test_a_stray_quotation_mark_is_named(give: Give, text: str) -> None:
    with pytest.raises(tables.QuoteNotClosed, match=r"line [23] "):
        read_table(give(text))


@pytest.mark.parametrize(
    ("content", "refusal", "words"),
    [
        pytest.param(b"", tables.TableEmpty, "empty", id="no byte"),
        pytest.param(b"\n\n", tables.TableEmpty, "empty", id="blank lines"),
        pytest.param(b"\xef\xbb\xbf", tables.TableEmpty, "empty", id="a mark"),
        pytest.param(b"a,b\n\n", tables.NoRows, "no rows", id="header only"),
        pytest.param(b"a,b\n1,x\0y\n", tables.NulCharacter, "Line 2 ", id="NUL"),
        pytest.param(
            b"%PDF-1.7\n%\xe2\xe3\n\0\1\2\3\4\0\0" * 9,
            tables.TableNotText,
            "not a table",
            id="PDF",
        ),
        pytest.param(
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            tables.TableNotText,
            "not a table",
            id="picture",
        ),
        pytest.param(
            bytes(range(1, 128)) * 9, tables.TableNotText, "not a table", id="other"
        ),
        pytest.param(
            b"PK\x03\x04 and no more", tables.WorkbookRefused, "damaged", id="zip"
        ),
        pytest.param(
            COMPOUND_FILE + b"\0" * 600, tables.WorkbookRefused, "old", id="xls"
        ),
    ],
)
def test_refusals_say_what_was_given(
    give: Give, content: bytes, refusal: type[Rejected], words: str
) -> None:
    with pytest.raises(refusal, match=words) as caught:
        read_table(give(content))

    assert caught.value.exit_code == 2
    assert str(caught.value).endswith(".")


def test_a_missing_column_lists_those_there_are(give: Give) -> None:
    with pytest.raises(tables.ColumnMissing, match=r"column reason .* id, answer\.$"):
        read_table(give("id,answer\n1,yes\n"), columns=["answer", "reason"])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(tables.TableMissing, match=r"answers\.csv"):
        read_table(tmp_path / "answers.csv")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(tables.TableLocked):
        read_table(tmp_path)


def test_a_file_beyond_the_limit_is_refused(give: Give) -> None:
    with pytest.raises(tables.TableTooLarge):
        read_table(give("a,b\n1,2\n"), limits=TableLimits(text_bytes=5))


def test_rows_beyond_the_limit_are_refused(give: Give) -> None:
    with pytest.raises(tables.TableTooLarge):
        read_table(give("a,b\n1,2\n3,4\n"), limits=TableLimits(rows=1))


def test_a_cell_beyond_the_limit_is_named(give: Give) -> None:
    text = f"a,b\n1,{'long ' * 100}\n"

    with pytest.raises(tables.CellTooLong, match=r"line 2 .* 100 "):
        read_table(give(text), limits=TableLimits(cell=100))


def test_the_limit_of_the_csv_module_is_put_back(give: Give) -> None:
    before = csv.field_size_limit()

    read_table(give("a,b\n1,2\n"))

    assert csv.field_size_limit() == before


def test_long_answers_are_read(give: Give) -> None:
    answer = "word " * 60_000

    assert read_table(give(f"id,answer\n1,{answer}\n")).rows == (("1", answer),)


def test_a_workbook_is_read_like_a_file_of_text(give: Give) -> None:
    rows: list[list[object]] = [[" id", "answer"], [1, "lamps, water"], [], [2, None]]
    table = read_table(give(workbook_bytes(("answers", rows))), columns=["answer"])

    assert table.rows == (("lamps, water",), ("",))


def test_other_sheets_are_mentioned(give: Give) -> None:
    path = give(workbook_bytes(("one", [["a"], ["1"]]), ("two", [["b"], ["2"]])))

    table = read_table(path)

    assert table.columns == ("a",)
    assert "2 sheets" in str(table.notes[0])
    assert read_table(path, sheet="two").columns == ("b",)


def test_a_sheet_that_is_not_there_is_refused_with_the_names(give: Give) -> None:
    path = give(workbook_bytes(("one", [["a"], ["1"]]), ("two", [["b"], ["2"]])))

    with pytest.raises(tables.WorkbookRefused, match="one, two"):
        read_table(path, sheet="three")


def test_repeated_texts_are_held_once(give: Give) -> None:
    rows = read_table(give("group,answer\n" + "women,yes\n" * 3)).rows

    assert rows[0][0] is rows[2][0]


cells = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t\x85"),
    max_size=30,
)
names = st.text(st.characters(categories=("Ll", "Lo")), min_size=1, max_size=8)


@st.composite
def files(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    header = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    row = st.lists(cells, min_size=len(header), max_size=len(header))
    filled = row.filter(lambda values: len(values) == 1 or any(values))
    return header, draw(st.lists(filled, min_size=1, max_size=8))


@given(
    file=files(),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_csv_module_writes_is_read_back(
    tmp_path: Path,
    *,
    file: tuple[list[str], list[list[str]]],
    separator: str,
    quoting: Literal[0, 1, 2],
    encoding: str,
    line_end: str,
) -> None:
    header, rows = file
    path = tmp_path / "answers.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(
            stream, delimiter=separator, quoting=quoting, lineterminator=line_end
        )
        writer.writerow(header)
        writer.writerows(rows)

    table = read_table(path, columns=header)

    assert table.columns == tuple(header)
    assert table.rows == tuple(map(tuple, rows))


@given(content=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)

    table = None
    with contextlib.suppress(Rejected):
        table = read_table(path)

    width = len(table.columns) if table else 0
    assert all(len(row) == width for row in (table.rows if table else ()))
