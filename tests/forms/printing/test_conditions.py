import pytest

from forms.printing.conditions import in_words


class Speaker:
    """Numbers two questions, and knows one choice by its words."""

    def gettext(self, message: str, **params: object) -> str:
        return message % params

    def number_of(self, name: str) -> str | None:
        return {"water": "3", "age": "4"}.get(name)

    def label_of(self, name: str, choice: str) -> str:
        return {("water", "y"): "Yes"}.get((name, choice), choice)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("${water} = 'y'", "the answer to question 3 is “Yes”"),
        ("'y' = ${water}", "the answer to question 3 is “Yes”"),
        ("${water} != 'y'", "the answer to question 3 is not “Yes”"),
        ("selected(${water}, 'y')", "“Yes” is chosen in question 3"),
        ("not(selected(${water}, 'y'))", "“Yes” is not chosen in question 3"),
        ("${age} >= 18", "the answer to question 4 is 18 or more"),
        ("18 > ${age}", "the answer to question 4 is less than 18"),
        ("${age} > -1", "the answer to question 4 is more than -1"),
        ("${age} != ''", "question 4 is answered"),
        ("${age} = ''", "question 4 is left empty"),
        (
            "${age} > 17 and (${water} = 'y' or ${water} = 'n')",
            (
                "the answer to question 4 is more than 17 and (the answer to question "
                "3 is “Yes” or the answer to question 3 is “n”)"
            ),
        ),
    ],
)
def test_a_common_condition_is_said_in_words(source: str, words: str) -> None:
    assert in_words(source, Speaker()) == words


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("${age} + 1 > 3", id="arithmetic"),
        pytest.param("${unknown} = 'y'", id="not on the paper"),
        pytest.param("count-selected(${water}) > 2", id="another function"),
        pytest.param("${age} = ", id="broken"),
        pytest.param("${age}", id="no comparison"),
    ],
)
def test_there_are_no_words_for_what_is_uncommon(source: str) -> None:
    assert in_words(source, Speaker()) is None
