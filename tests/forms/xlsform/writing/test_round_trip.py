"""What is written is read again as the same questionnaire."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings

from consult.demonstration import district
from forms.definition import Questionnaire
from forms.fingerprint import version_of
from forms.instruments.build import INSTRUMENTS, build
from forms.xlsform.reading import read_questionnaire
from forms.xlsform.writing import write_csv, write_markdown, write_xlsx
from tests.forms.bodies import drafts, with_consent
from tests.questionnaires import a_questionnaire

Write = Callable[[Questionnaire], bytes]
FORMATS: list[tuple[str, Write]] = [
    ("form.xlsx", write_xlsx),
    ("form.md", lambda each: write_markdown(each).encode()),
    ("form.csv", lambda each: write_csv(each).encode()),
]
formats = pytest.mark.parametrize(
    ("name", "write"), [pytest.param(*row, id=row[0]) for row in FORMATS]
)
few = settings(
    max_examples=20,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
    ],
)


def read(written: bytes, name: str) -> Questionnaire:
    return read_questionnaire(written, name=name).questionnaire


@formats
@few
@given(drawn=drafts())
def test_a_body_is_read_as_it_was_written(
    name: str, write: Write, drawn: Questionnaire
) -> None:
    assert read(write(drawn), name) == drawn


@few
@given(drawn=with_consent())
def test_pages_around_a_body_are_read_as_they_were_written(
    drawn: Questionnaire,
) -> None:
    assert read(write_xlsx(drawn), "form.xlsx") == drawn


@formats
@pytest.mark.parametrize("languages", [("en",), ("ar", "en", "fr")], ids="-".join)
@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_an_instrument_keeps_its_version(
    name: str, write: Write, instrument: str, languages: tuple[str, ...]
) -> None:
    adaptation = district.adaptation(languages, dt.date(2026, 3, 1))
    questionnaire = build(instrument, adaptation)

    reading = read_questionnaire(write(questionnaire), name=name)

    assert version_of(reading.questionnaire) == version_of(questionnaire)
    assert reading.report.ok


@formats
def test_every_kind_of_page_keeps_its_version(name: str, write: Write) -> None:
    questionnaire = a_questionnaire()

    assert version_of(read(write(questionnaire), name)) == version_of(questionnaire)
