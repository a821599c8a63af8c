"""The documents taken from the code say what the code says."""

from collections import Counter

import pytest

from tests.docs.generate import DOCUMENTS, ROOT, coded_errors


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_generated_document_is_fresh(name: str) -> None:
    written = (ROOT / name).read_text(encoding="utf-8")

    assert written == DOCUMENTS[name](), "run make docs"


def test_every_error_code_belongs_to_one_error() -> None:
    counted = Counter(error.code for error in coded_errors())

    assert [code for code, number in counted.items() if number > 1] == []


@pytest.mark.parametrize(
    ("library", "initial"), [("consult", "C"), ("forms", "F"), ("nlp", "N")]
)
def test_an_error_code_begins_with_the_initial_of_its_package(
    library: str, initial: str
) -> None:
    codes = [
        error.code
        for error in coded_errors()
        if error.__module__.partition(".")[0] == library
    ]

    assert codes
    assert [code for code in codes if not code.startswith(initial)] == []
