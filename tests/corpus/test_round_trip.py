"""Every real questionnaire is read, written, and read again as the same one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from forms.canonical import from_json, to_json
from forms.definition import Kind, Questionnaire
from forms.fingerprint import version_of
from forms.xlsform.reading import read_questionnaire
from forms.xlsform.writing import (
    write_csv,
    write_for_pyxform,
    write_markdown,
    write_xlsx,
)
from tests.corpus.conftest import forms

each_form = pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.name) for path in forms()]
)


def read(source: bytes, name: str) -> Questionnaire:
    return read_questionnaire(source, name=name).questionnaire


@each_form
@pytest.mark.parametrize(
    ("ending", "write"),
    [
        pytest.param("xlsx", write_xlsx, id="xlsx"),
        pytest.param("md", lambda each: write_markdown(each).encode(), id="md"),
        pytest.param("csv", lambda each: write_csv(each).encode(), id="csv"),
    ],
)
def test_a_form_keeps_its_version(
    path: Path, ending: str, write: Callable[[Questionnaire], bytes]
) -> None:
    first = read(path.read_bytes(), path.name)

    second = read(write(first), f"another.{ending}")

    assert version_of(second) == version_of(first)


@each_form
def test_a_form_is_kept_as_json_without_loss(path: Path) -> None:
    first = read(path.read_bytes(), path.name)

    assert from_json(to_json(first)) == first


def can_be_converted(source: object) -> bool:
    try:
        convert(source)
    # What pyxform raises beside its own errors is a crash on what it does not expect.
    except (PyXFormError, TypeError, KeyError, AttributeError, ValueError):
        return False
    return True


@each_form
def test_what_pyxform_takes_from_its_author_it_takes_from_us(path: Path) -> None:
    questionnaire = read(path.read_bytes(), path.name)

    ours = can_be_converted(write_for_pyxform(questionnaire, allowed=tuple(Kind)))

    assert ours or not can_be_converted(str(path))
