"""Every real questionnaire is read, and what pyxform converts is accepted whole."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from forms.keys import walk
from forms.xlsform.reading import check_workbook, read_questionnaire
from tests.corpus.conftest import forms

XFORMS = "{http://www.w3.org/2002/xforms}"
MADE = re.compile(
    r"(generated_table_list_label|reserved_name_for_field_list_labels)_\d+$|_count$"
)
"""Nodes that pyxform makes and no row of the workbook stands for."""

each_form = pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.name) for path in forms()]
)


@each_form
def test_a_form_has_a_report_with_places(path: Path) -> None:
    report = check_workbook(path.read_bytes(), name=path.name)

    assert report.questions or report.problems
    assert all(each.place.sheet for each in report.problems)


@each_form
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_what_pyxform_converts_is_accepted_with_the_same_paths(path: Path) -> None:
    source = path.read_bytes()
    try:
        xform = convert(source).xform
    except (PyXFormError, TypeError, KeyError):
        return
    instance = next(fromstring(xform).iter(f"{XFORMS}instance"))[0]
    theirs = dict.fromkeys(_paths(instance, ""))

    reading = read_questionnaire(source, name=path.name)

    ours = [path for path, _ in walk(reading.questionnaire.body) if path != "audit"]
    assert reading.report.ok
    if dict(reading.questionnaire.settings).get("flat") is None:
        assert ours == [
            path for path in theirs if path in ours or not MADE.search(path)
        ]


def _paths(element: Element, above: str) -> Iterator[str]:
    for child in element:
        name = child.tag.rpartition("}")[2]
        if above or name != "meta":
            path = f"{above}/{name}".lstrip("/")
            yield path
            yield from _paths(child, path)
