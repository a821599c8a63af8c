import pytest

from forms.definition import Text
from tests.forms.xlsform.reading.tables import (
    YES_NO,
    choices,
    codes,
    question,
    read,
    survey,
    told,
)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("relevant", "relevant"),
        ("Relevance", "relevant"),
        ("bind::relevant", "relevant"),
        ("bind:relevant", "relevant"),
        ("constraint", "constraint"),
        ("bind::constraint", "constraint"),
        ("calculate", "calculation"),
        ("bind::calculate", "calculation"),
        ("choice_filter", "choice_filter"),
        ("choice filter", "choice_filter"),
        ("required", "required_when"),
        ("Read Only", "read_only_when"),
        ("readonly", "read_only_when"),
        ("default", "default"),
        ("consult::soft_constraint", "soft_constraint"),
    ],
)
def test_a_column_of_logic_is_known_in_every_spelling(header: str, field: str) -> None:
    reading = read(
        survey(
            "text | name | Name |",
            "text | q | Question | ${name} = 'x'",
            headers=f"type | name | label | {header}",
        )
    )

    assert getattr(question(reading, "q"), field) == "${name} = 'x'"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("label::French (fr)", "label"),
        ("label:French (fr)", "label"),
        ("Label :: French (fr)", "label"),
        ("caption::French (fr)", "label"),
        ("hint::French (fr)", "hint"),
        ("guidance_hint::French (fr)", "guidance"),
        ("constraint message::French (fr)", "constraint_message"),
        ("constraint_message::French (fr)", "constraint_message"),
        ("bind::jr:constraintMsg::French (fr)", "constraint_message"),
        ("bind:jr:constraintMsg:French (fr)", "constraint_message"),
        ("required_message::French (fr)", "required_message"),
        ("requiredMsg::French (fr)", "required_message"),
        ("consult::short::French (fr)", "short"),
        ("consult::soft_message::French (fr)", "soft_message"),
    ],
)
def test_a_column_of_text_is_known_in_every_spelling(header: str, field: str) -> None:
    reading = read(survey("text | q | texte", headers=f"type | name | {header}"))

    assert getattr(question(reading, "q"), field) == Text.of({"fr": "texte"})


@pytest.mark.parametrize(
    "header",
    ["image::fr", "media::image::fr", "media:image:fr", "Media :: Image :: fr"],
)
def test_a_medium_is_known_in_every_spelling(header: str) -> None:
    reading = read(
        survey(
            "text | q | texte | a.png", headers=f"type | name | label::fr | {header}"
        )
    )

    (medium,) = question(reading, "q").media
    assert (medium.role, medium.files) == ("image", Text.of({"fr": "a.png"}))


def test_older_names_of_the_first_columns_are_known() -> None:
    reading = read(
        survey("select1 yn | q | Which?", headers="command | tag | caption")
        + choices("yn | y | Yes", headers="List Name | value | caption")
    )

    assert question(reading, "q").choices == "yn"
    assert reading.questionnaire.choice_list("yn").choices[0].name == "y"


def test_of_a_doubled_column_the_first_filled_cell_counts() -> None:
    reading = read(
        survey(
            "text | a | One | Two",
            "text | b |     | Two",
            headers="type | name | label | label",
        )
    )

    assert question(reading, "a").label == Text.of({"und": "One"})
    assert question(reading, "b").label == Text.of({"und": "Two"})
    (problem,) = told(reading, "F415")
    assert (problem.place.row, problem.place.letters) == (2, "E")
    assert reading.report.ok


def test_a_column_that_nobody_knows_is_kept_with_its_row() -> None:
    reading = read(
        survey(
            "text | a | One | why | x",
            headers="type | name | label | Remark | instance::odk:tag",
        )
    )

    assert question(reading, "a").columns == (
        ("Remark", "why"),
        ("instance::odk:tag", "x"),
    )


def test_value_names_a_choice_only_where_no_column_is_called_name() -> None:
    reading = read(
        survey("select_one l | q | Which?")
        + choices("l | a | A | 7", headers="list_name | name | label | value")
    )

    (choice,) = reading.questionnaire.choice_list("l").choices
    assert (choice.name, choice.columns) == ("a", (("value", "7"),))


def test_lists_are_recognised_where_their_column_has_another_name() -> None:
    reading = read(
        survey("select_one yn | q | Which?")
        + choices("yn | y | Yes", headers="lists of choices | name | label")
    )

    assert reading.report.ok
    assert question(reading, "q").choices == "yn"
    assert codes(reading) == ["F445"]


@pytest.mark.parametrize(
    "rows",
    [
        "| | yn | yes | Yes |\n| | yn | no | No |\n",
        "| | | yn | yes | Yes | \n| | | yn | no | No | \n",
        "| | yn | yes | Yes | a |\n| | yn | no | No | |\n| | type | x | X | |\n",
        "| | yn | yes | yes |\n| | yn | no | No |\n",
    ],
    ids=["alone", "indented", "with further cells", "a name twice"],
)
def test_choices_without_headers_are_read_by_their_places(rows: str) -> None:
    reading = read(survey("select_one yn | q | Which?") + "| choices |\n" + rows)

    assert reading.report.ok
    found = reading.questionnaire.choice_list("yn").choices
    assert [choice.name for choice in found] == ["yes", "no"]
    assert found[1].label == Text.of({"und": "No"})
    assert codes(reading) == ["F497"]
    (problem,) = told(reading, "F497")
    assert (problem.place.sheet, problem.place.row) == ("choices", 5)


def test_choices_without_headers_and_questions_are_not_guessed() -> None:
    reading = read(
        survey("select_one yn | q | Which?") + "| choices |\n| | other | yes | Yes |\n"
    )

    assert "F497" not in codes(reading)
    assert "F403" in codes(reading)


def test_a_blank_column_of_a_language_is_no_double() -> None:
    reading = read(
        survey(
            "integer | q | âge | . > 1 | non |",
            headers="type | name | label::fr | constraint | constraint_message | "
            "constraint_message::fr",
        )
    )

    assert codes(reading) == []
    assert question(reading, "q").constraint_message == Text.of({"fr": "non"})


def test_choices_are_called_by_their_labels_where_no_column_names_them() -> None:
    reading = read(
        survey("select_one yn | q | Which?")
        + choices("yn | Yes please", headers="list_name | label")
    )

    assert reading.report.ok
    assert reading.questionnaire.choice_list("yn").choices[0].name == "Yes_please"
    assert codes(reading) == ["F420"]


def test_headers_may_stand_below_a_heading() -> None:
    reading = read(
        "| survey | Our survey of the district |\n"
        "| | type | name | label |\n"
        "| | select_one yn | q | Which? |\n" + YES_NO
    )

    assert reading.report.questions == 1
