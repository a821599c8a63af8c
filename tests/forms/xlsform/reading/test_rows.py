import pytest

from forms.definition import Group, Kind, Missing, Provenance, Text, Use
from tests.forms.xlsform.reading.tables import (
    YES_NO,
    choices,
    codes,
    items,
    question,
    read,
    settings,
    survey,
    told,
)


def test_groups_and_repeats_hold_what_stands_between_their_rows() -> None:
    reading = read(
        survey(
            "begin repeat | r | People | ${n}",
            "begin group | g | Names |",
            "text | a | Name |",
            "end group | | |",
            "end repeat | | |",
            "integer | n | How many? |",
            headers="type | name | label | repeat_count",
        )
    )

    assert list(items(reading)) == ["r", "r/g", "r/g/a", "n"]
    group = items(reading)["r"]
    assert isinstance(group, Group)
    assert group.repeat is not None
    assert group.repeat.count == "${n}"
    assert (reading.report.groups, reading.report.repeats) == (1, 1)


def test_groups_that_do_not_end_or_begin_are_told_and_read() -> None:
    reading = read(
        survey(
            "end group | | ",
            "begin group | g | G",
            "begin repeat | r | R",
            "text | a | A",
            "end group | | ",
            "text | b | B",
        )
    )

    assert list(items(reading)) == ["g", "g/r", "g/r/a", "g/b"]
    assert codes(reading) == ["F407", "F409", "F408"]
    assert reading.report.ok


def test_groups_within_groups_end_somewhere() -> None:
    rows = [f"begin group | g{number} | G" for number in range(40)]

    reading = read(survey(*rows, "text | a | A"))

    assert len(told(reading, "F405")) == 1
    assert not reading.report.ok


def test_a_name_twice_in_a_group_is_an_error_and_elsewhere_is_none() -> None:
    twice = read(survey("text | a | A", "text | a | A"))
    apart = read(
        survey("text | a | A", "begin group | g | G", "text | a | A", "end group | |")
    )

    (problem,) = told(twice, "F404")
    assert (problem.place.row, problem.place.column) == (4, "name")
    assert list(items(twice)) == ["a", "a_2"]
    assert "F404" not in codes(apart)


def test_names_that_cannot_be_used_are_changed_where_they_are_referred_to() -> None:
    reading = read(
        survey(
            "text | my name | Name |",
            "text | 2nd | Second | ${my name} != ''",
            "note | | Dear ${my name} |",
            "text | | What? |",
            headers="type | name | label | relevant",
        )
    )

    assert list(items(reading)) == [
        "my_name",
        "_2nd",
        "generated_note_name_5",
        "question_6",
    ]
    assert question(reading, "_2nd").relevant == "${my_name} != ''"
    assert codes(reading) == ["F411", "F411", "F410"]
    assert reading.report.ok


def test_a_question_called_meta_is_read_and_told() -> None:
    reading = read(survey("text | meta | What?"))

    assert reading.report.ok
    assert codes(reading) == ["F412"]


def test_rows_without_a_type_are_left_out_and_told_where_they_say_something() -> None:
    reading = read(
        survey(
            "text | a | A |",
            " | b | B |",
            " | | | only a remark",
            headers="type | name | label | remark",
        )
    )

    assert list(items(reading)) == ["a"]
    assert [problem.place.row for problem in told(reading, "F414")] == [4]


def test_a_disabled_row_is_left_out() -> None:
    reading = read(
        survey(
            "text | a | A | yes",
            "text | b | B | no",
            headers="type | name | label | disabled",
        )
    )

    assert list(items(reading)) == ["b"]


def test_other_is_a_choice_and_a_question_after_it() -> None:
    reading = read(
        survey(
            "select_multiple yn or_other | q | Which? | Lequel?",
            headers="type | name | label::en | label::fr",
        )
        + choices(
            "yn | y | Yes | Oui", headers="list_name | name | label::en | label::fr"
        )
    )

    assert list(items(reading)) == ["q", "q_other"]
    other = question(reading, "q_other")
    assert (other.kind, other.relevant) == (Kind.TEXT, "selected(${q}, 'other')")
    choice = reading.questionnaire.choice_list("yn").choices[-1]
    assert choice.label == Text.of({"en": "Other", "fr": "Autre"})
    assert reading.report.questions == 1


def test_a_loop_is_written_out_for_each_choice() -> None:
    reading = read(
        survey(
            "begin loop over l | animals | Animals",
            "integer | many | How many %(label)s?",
            "note | said | ${many} %(name)s",
            "end loop | |",
        )
        + choices("l | cow | cows", "l | hen | hens", "l | none | none")
    )

    assert list(items(reading)) == [
        "animals",
        "animals/cow",
        "animals/cow/many",
        "animals/cow/said",
        "animals/hen",
        "animals/hen/many",
        "animals/hen/said",
    ]
    assert question(reading, "animals/hen/many").label.said_in(
        "und", otherwise="und"
    ).words == ("How many hens?")
    assert reading.report.questions == 1


@pytest.mark.parametrize(
    ("cell", "required", "when"),
    [
        ("yes", True, ""),
        ("TRUE", True, ""),
        ("true()", True, ""),
        ("Oui", True, ""),
        ("no", False, ""),
        ("", False, ""),
        ("${a} = 'x'", False, "${a} = 'x'"),
        ("perhaps", False, ""),
    ],
)
def test_an_answer_is_required_always_never_or_on_a_condition(
    cell: str, when: str, *, required: bool
) -> None:
    reading = read(
        survey(
            "text | a | A |",
            f"text | b | B | {cell}",
            headers="type | name | label | required",
        )
    )

    assert (question(reading, "b").required, question(reading, "b").required_when) == (
        required,
        when,
    )
    assert codes(reading) == (["F442"] if cell == "perhaps" else [])


def test_quotation_marks_of_word_processors_are_plain_in_conditions_only() -> None:
    reading = read(
        survey(
            "text | a | “A” |",
            "text | b | B | ${a} = ‘x’",
            headers="type | name | label | relevant",
        )
    )

    assert question(reading, "a").label == Text.of({"und": "“A”"})
    assert question(reading, "b").relevant == "${a} = 'x'"


def test_columns_of_our_own_are_read() -> None:
    reading = read(
        survey(
            'text | a | A | concerns | yes | 500 | 1 | 2 | {"construct":"c","source":"s"}',
            "text | b | B | fun | | x | | |",
            headers="type | name | label | consult::use | consult::sensitive |"
            " consult::longest | consult::least | consult::most | consult::provenance",
        )
        + choices(
            "l | 0 | Never | 0 | | yes",
            "l | dk | Unsure | | dk |",
            headers="list_name | name | label | consult::value | consult::missing |"
            " consult::exclusive",
        )
    )

    asked = question(reading, "a")
    assert (asked.use, asked.guarded, asked.longest) == (Use.CONCERNS, True, 500)
    assert (asked.least, asked.most) == (1, 2)
    assert asked.provenance == Provenance(construct="c", source="s")
    never, unsure = reading.questionnaire.choice_list("l").choices
    assert (never.value, never.exclusive) == (0, True)
    assert unsure.missing is Missing.DONT_KNOW
    assert codes(reading) == ["F435", "F435"]


def test_settings_name_the_questionnaire_and_the_others_are_kept() -> None:
    reading = read(
        survey("text | a | A")
        + settings(
            "form_title | form_id | version | style", "Our form | f1 | 3 | pages"
        )
    )

    questionnaire = reading.questionnaire
    assert questionnaire.title == Text.of({"und": "Our form"})
    assert questionnaire.instrument == "f1"
    assert questionnaire.settings == (("version", "3"), ("style", "pages"))


def test_a_questionnaire_without_settings_is_called_by_its_file() -> None:
    questionnaire = read(survey("text | a | A")).questionnaire

    assert questionnaire.instrument == "form"
    assert questionnaire.title == Text.of({"und": "form"})


def test_choices_that_are_there_twice_are_told() -> None:
    form = survey("select_one l | q | Which?") + choices(
        "l | a | A", "l | a | A", "l | a | B", "l | b | B"
    )

    reading = read(form)
    allowed = read(form + settings("allow_choice_duplicates", "yes"))

    assert [each.name for each in reading.questionnaire.choice_list("l").choices] == [
        "a",
        "a",
        "b",
    ]
    assert codes(reading) == ["F416", "F417"]
    assert reading.report.ok
    assert len(allowed.questionnaire.choice_list("l").choices) == 4
    assert codes(allowed) == []


def test_a_list_that_is_not_there_is_an_error_at_its_cell() -> None:
    reading = read(survey("select_one nope | q | Which?") + YES_NO)

    (problem,) = told(reading, "F403")
    assert (problem.severity, problem.place.row) == ("error", 3)
    assert (problem.place.column, problem.place.letters) == ("type", "B")


def test_choices_of_the_external_sheet_are_choices_like_others() -> None:
    reading = read(
        survey(
            "select_one_external towns | q | Which? | region = 'n'",
            headers="type | name | label | choice_filter",
        )
        + choices("towns | x | X")
        + "| external_choices |\n| | list_name | name | label | region |\n"
        "| | towns | a | A | n |\n"
    )

    name = question(reading, "q").choices
    assert name is not None
    (choice,) = reading.questionnaire.choice_list(name).choices
    assert (choice.name, choice.columns) == ("a", (("region", "n"),))
