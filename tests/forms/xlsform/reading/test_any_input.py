"""Nothing that anybody gives makes the reader fail otherwise than with a reason."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from forms.canonical import to_json
from forms.xlsform.reading import check_workbook, read_questionnaire
from forms.xlsform.report import Report
from forms.xlsform.types import SELECTS, SPELLINGS, TYPE_OF, VARIANTS
from tests.forms.xlsform.reading.old_workbook import old_workbook
from tests.forms.xlsform.reading.test_sources import SHEETS, workbook

HEADERS = [
    "type", "name", "label", "label::fr", "label::en", "label:x", "hint", "relevant",
    "constraint", "constraint_message", "required", "default", "calculation",
    "choice_filter", "parameters", "appearance", "repeat_count", "trigger", "disabled",
    "media::image::fr", "image", "consult::use", "consult::least", "x::y::z", "::", "",
    "list_name", "value", "consult::missing", "read only", "type ", "consult::page",
]  # fmt: skip
TYPES = [
    *TYPE_OF.values(), *VARIANTS, *SPELLINGS, *(f"{each} l" for each in SELECTS),
    "select_one l or_other", "begin group", "end group", "begin repeat", "end repeat",
    "begin loop over l", "end loop", "select_one_from_file f.csv", "csv-external",
    "select_one ${a}", "select_one", "magic",
]  # fmt: skip
CELLS = st.sampled_from(
    ["", "a", "b", "l", "yes", "no", "${a} = 'x'", "${b", "${nobody}", "1", "-1", "a b",
     "start=1 end=2", "randomize=true", "f(", "search('f')", "pulldata('f','a','b','c')",
     "%(label)s", "meta", "{n, plural, one {#}", "😀", "\u202e", "=1+1", "dk", "lead"]
) | st.text(max_size=12)  # fmt: skip
FILES = {"f.csv": b"name,label\na,A\nb,B\n"}
# Written once: the time of writing stands in it, and its length varies with that.
WHOLE = workbook(SHEETS)


@st.composite
def tables(draw: st.DrawFn) -> str:
    lines = []
    for sheet in ("survey", "choices", "settings", "external_choices"):
        headers = draw(st.lists(st.sampled_from(HEADERS), max_size=7))
        if sheet == "survey":
            headers = ["type", "name", *headers]
        if sheet == "choices":
            headers = ["list_name", "name", *headers]
        lines += [f"| {sheet} |", "| | " + " | ".join(headers) + " |"]
        for _ in range(draw(st.integers(0, 6))):
            first = draw(st.sampled_from(TYPES)) if sheet == "survey" else "l"
            cells = [first, *(draw(CELLS) for _ in headers[1:])]
            lines.append("| | " + " | ".join(cells) + " |")
    return "\n".join(lines)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(tables=tables(), with_files=st.booleans())
def test_any_table_is_read_or_refused_and_read_alike_again(
    tables: str, *, with_files: bool
) -> None:
    source = tables.encode("utf-8", "replace")
    files = FILES if with_files else {}

    report = check_workbook(source, name="form.md", side_files=files)

    assert_plain(report)
    if all(each.place.sheet for each in report.problems):
        first = read_questionnaire(source, name="form.md", side_files=files)
        again = read_questionnaire(source, name="form.md", side_files=files)
        assert to_json(first.questionnaire) == to_json(again.questionnaire)


@given(
    source=st.binary(max_size=2000), name=st.sampled_from(["a.md", "a.csv", "a.xls"])
)
@example(source=b"PK\x03\x04", name="a.xlsx")
def test_any_bytes_are_read_or_refused(source: bytes, name: str) -> None:
    assert_plain(check_workbook(source, name=name))


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_spoiled_old_workbook_is_read_or_refused(data: st.DataObject) -> None:
    spoiled = spoil(data, old_workbook(SHEETS))

    assert_plain(check_workbook(spoiled, name="form.xls"))


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_spoiled_workbook_is_read_or_refused(data: st.DataObject) -> None:
    spoiled = BytesIO()
    with ZipFile(BytesIO(WHOLE)) as given_, ZipFile(spoiled, "w", ZIP_DEFLATED) as made:
        part = data.draw(st.sampled_from(given_.namelist()))
        for name in given_.namelist():
            content = given_.read(name)
            made.writestr(name, spoil(data, content) if name == part else content)

    assert_plain(check_workbook(spoiled.getvalue(), name="form.xlsx"))
    assert_plain(check_workbook(spoil(data, WHOLE), name="form.xlsx"))


def spoil(data: st.DataObject, content: bytes) -> bytes:
    """Put a few other bytes into the place of some."""
    spoiled = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(spoiled)))
        instead = data.draw(st.binary(max_size=4))
        spoiled[at : at + data.draw(st.integers(0, 8))] = instead
    return bytes(spoiled)


def assert_plain(report: Report) -> None:
    """Hold a report to its promises."""
    told = report.as_json()
    assert told["ok"] == (not any(each.severity == "error" for each in report.problems))
    assert all(each.in_words() for each in report.problems)
