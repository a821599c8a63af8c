"""What is read at a glance is what the parser hears, and nobody can invent any of it."""

import re
from collections.abc import Sequence
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.errors import DamagedWorkbook, WorkbookError
from forms.workbook.cells import CellFormats
from forms.xlsform.excel import LIMITS
from forms.xlsform.hearing import SheetMarkup, StringMarkup

MAIN: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
UTF_8: Final = '<?xml version="1.0" encoding="UTF-8"?>'
ASCII: Final = '<?xml version="1.0" encoding="us-ascii"?>'
"""Nothing is read at a glance in a part that is not in UTF-8."""

STRINGS: Final = ("type", "naïve 水", "", "a_x0041_")
KINDS: Final = st.sampled_from(["", ' t="s"', ' t="n"', ' t="str"', ' t="b"', ' t="e"'])
WORDS: Final = st.sampled_from(
    ["0", "1", "3", "9", "1.50", " 2 ", "", "text", "a &amp; b", "]]", "x\r\ny", "1e3"]
)
FORMS: Final = st.sampled_from(
    [
        "<c{at}{kind}><v>{words}</v></c>",
        '<c{at} s="2"{kind}><v>{words}</v></c>',
        '<c{at}{kind} s="3"><v>{words}</v></c>',
        '<c{at} t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>',
        '<c{at} t="inlineStr"><is><r><t>{words}</t></r></is></c>',
        "<c{at}{kind}><f>A1</f><v>{words}</v></c>",
        '<c{at} s="4"/>',
        "<c{at}{kind}>\n<v>{words}</v>\n</c>",
    ]
)


def heard(markup: SheetMarkup | StringMarkup, part: str) -> Sequence[object]:
    """Return what was heard of a part, or the kind of error."""
    source = part.encode()
    try:
        # In pieces of any size, as they come.
        for begin in range(0, len(source), 700):
            markup._feed(source[begin : begin + 700])
        markup._feed(b"")
    except WorkbookError as error:
        return [type(error)]
    return markup.take() if isinstance(markup, SheetMarkup) else markup.strings


def rows_heard(prologue: str, rows: str) -> Sequence[object]:
    markup = SheetMarkup(STRINGS, CellFormats(frozenset({2})), LIMITS)
    part = f"{prologue}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    return heard(markup, part)


def strings_heard(prologue: str, strings: str) -> Sequence[object]:
    return heard(StringMarkup(LIMITS), f"{prologue}<sst {MAIN}>{strings}</sst>")


@st.composite
def cells(draw: st.DrawFn, row: int) -> str:
    """Draw the cells of a row, some of them without saying where they stand."""
    markup = []
    for letter in draw(st.lists(st.sampled_from("ABCX"), max_size=4)):
        at = draw(st.sampled_from([f' r="{letter}{row}"', f' r="{letter}{row}"', ""]))
        form, kind, words = draw(FORMS), draw(KINDS), draw(WORDS)
        markup.append(form.format(at=at, kind=kind, words=words))
    return "".join(markup)


@st.composite
def rows(draw: st.DrawFn) -> str:
    """Draw rows as programs write them, and as they might."""
    markup = []
    for number in range(1, draw(st.integers(1, 40))):
        at = draw(st.sampled_from([f' r="{number}" spans="1:3"', f' r="{number}"', ""]))
        markup.append(f"<row{at}>{draw(cells(number))}</row>")
    return "".join(markup)


@settings(max_examples=150, deadline=None)
@given(rows())
def test_rows_are_those_that_the_parser_hears(markup: str) -> None:
    assert rows_heard(UTF_8, markup) == rows_heard(ASCII, markup)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<si><t>one</t></si>",
                '<si><t xml:space="preserve"> two </t></si>',
                "<si><t>_x0041_ &lt;</t></si>",
                "<si><t/></si>",
                "<si><r><t>in </t></r><r><t>parts</t></r></si>",
                "<si><t>said</t><rPh><t>read</t></rPh></si>",
                "<si><t>lines\nand\ttabs</t></si>",
                "<si><t>]]&gt;</t></si>",
            ]
        ),
        max_size=60,
    )
)
def test_strings_are_those_that_the_parser_hears(strings: list[str]) -> None:
    markup = "".join(strings)

    assert strings_heard(UTF_8, markup) == strings_heard(ASCII, markup)


def test_words_in_any_script_are_read_whole() -> None:
    strings = "".join(f"<si><t>水 {n} é</t></si>" for n in range(500))

    assert strings_heard(UTF_8, strings) == [f"水 {n} é" for n in range(500)]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1" skimmed="1"/>',
        '<row r="1" skimmed="1"><c r="B1"><v>5</v></c><x/></row>',
        '<row r="1" skimmed="no"/>',
    ],
)
def test_an_invented_mark_brings_nothing(row: str) -> None:
    plain = re.sub(' skimmed="[^"]*"', "", row)

    assert rows_heard(UTF_8, row) == rows_heard(UTF_8, plain)


@pytest.mark.parametrize(
    "words", ["]]>", "\ufffe", "\x01"], ids=["end of data", "no sign", "control"]
)
def test_what_xml_may_not_hold_is_refused(words: str) -> None:
    row = f'<row r="1"><c r="A1" t="str"><v>{words}</v></c></row>'

    assert rows_heard(UTF_8, row) == [DamagedWorkbook]
