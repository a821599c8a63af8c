"""Names in forms for clients: those of any script, and of the outermost node."""

from typing import Final

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from forms.definition import Questionnaire
from forms.xform.instances import read_instance
from forms.xform.names import is_known_everywhere, plain_name
from forms.xlsform.reading import read_questionnaire
from forms.xlsform.writing import write_for_pyxform, write_xlsx
from tests.forms.xlsform.reading.tables import choices, read, settings, survey

HEADERS: Final = "type | name | label | relevant | calculation | choice_filter"
ETHIOPIC: Final = survey(
    "text | ቤት | House? | | | ",
    "begin_group | ቡድን | Group of ${ቤት} | | | ",
    "text | why | Why, ${ቤት}? | ${ቤት} = 'ቤት' and /data/ቤት != '' and ../../ቤት | | ",
    "select_one l | kind | Kind? | | | ቤት = ${ቤት}",
    "calculate | မြို့ | | | concat(${ቤት}, jr:choice-name(${kind}, '${kind}')) | ",
    "end_group | | | | | ",
    "begin_repeat | ሰው | Person | | | ",
    "text | नाम | Name? | | | ",
    "text | ስም | Name? | | | ",
    "end_repeat | | | | | ",
    headers=HEADERS,
) + choices("l | ቤት | House | 1", headers="list_name | name | label | ቤት")


def form_of(questionnaire: Questionnaire) -> str:
    written: str = convert(write_for_pyxform(questionnaire), validate=False).xform
    return written


def test_form_with_names_in_any_script_can_be_read_by_every_reader() -> None:
    xml = form_of(read(ETHIOPIC).questionnaire)

    fromstring(xml)

    house = plain_name("ቤት")
    assert f"/data/{house}  = 'ቤት' and /data/{house} != '' and ../../{house}" in xml
    assert f"[{house} =  /data/{house} ]" in xml
    assert "<नाम/>" in xml
    assert "<name>ቤት</name>" in xml


def test_answers_under_other_names_come_back_under_their_own() -> None:
    house, group, person, name = map(plain_name, ("ቤት", "ቡድን", "ሰው", "ስም"))
    source = (
        f'<data id="f"><{house}>ቤት</{house}><{group}><why>x</why></{group}>'
        f"<{person}><नाम>A</नाम><{name}>B</{name}></{person}>"
        "<meta><instanceID>1</instanceID></meta></data>"
    )

    answers = read_instance(source.encode(), read(ETHIOPIC).questionnaire).answers

    assert answers == {
        "ቤት": "ቤት", "why": "x", "#ሰው": "1", "नाम[1]": "A", "ስም[1]": "B",
    }  # fmt: skip


def test_name_that_stands_otherwise_is_told_with_its_place() -> None:
    found = [each for each in read(ETHIOPIC).report.problems if each.code == "F481"]

    assert [(each.severity, each.place.row) for each in found] == [("warning", 3)]
    assert found[0].params == {"name": "ቤት", "instead": plain_name("ቤት")}


@given(st.text(min_size=1, max_size=6).filter(str.isidentifier))
def test_plain_name_is_known_everywhere_and_stays_what_it_is(name: str) -> None:
    plain = plain_name(name)

    assert is_known_everywhere(plain)
    assert plain_name(plain) == plain
    assert (plain == name) == is_known_everywhere(name)


CALLED: Final = survey(
    "text | a | A? | | | ",
    "text | b | B? | /hh/a = 'x' | | ",
    headers=HEADERS,
) + settings("form_id | name", "f | hh")


def test_outermost_node_is_called_as_the_settings_say() -> None:
    questionnaire = read(CALLED).questionnaire

    xml = form_of(questionnaire)

    assert '<hh id="f">' in xml
    assert 'nodeset="/hh/b"' in xml
    assert "/hh/a = 'x'" in xml
    again = read_questionnaire(write_xlsx(questionnaire), name="form.xlsx")
    assert again.questionnaire == questionnaire


@pytest.mark.parametrize(("name", "told"), [("my form", 1), ("a:b", 1), ("ቤት", 0)])
def test_name_of_the_outermost_node_that_cannot_be_is_told(
    name: str, told: int
) -> None:
    reading = read(survey("text | a | A?") + settings("form_id | name", f"f | {name}"))

    assert (
        len([each for each in reading.report.problems if each.code == "F482"]) == told
    )
    fromstring(form_of(reading.questionnaire))
