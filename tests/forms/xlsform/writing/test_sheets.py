from typing import Any

import pytest

from forms.definition import (
    Choice,
    ChoiceList,
    Consent,
    Fact,
    Group,
    Item,
    Kind,
    Medium,
    Page,
    Question,
    Questionnaire,
    Repeat,
    SideFile,
    Text,
    Use,
)
from forms.xlsform.writing import write_sheets
from forms.xlsform.writing.tables import in_one_order
from tests.forms.questionnaires import CONSENT, a_questionnaire, said

COLOURS = ChoiceList(name="colours", choices=(Choice(name="red", label=said("Red")),))


def a_question(name: str = "q", **changes: Any) -> Question:
    wanted = {"kind": Kind.TEXT, "label": said("Q?")}
    return Question(name=name, **{**wanted, **changes})


def a_form(*items: Item, **changes: Any) -> Questionnaire:
    wanted: dict[str, Any] = {
        "instrument": "form",
        "title": said("Form"),
        "languages": ("en",),
        "sections": (),
        "pages": (),
        "choice_lists": (COLOURS,),
        "consent": Consent(question="", agreed=""),
        "body": items or (a_question(),),
    }
    return Questionnaire(**{**wanted, **changes})


def rows_of(questionnaire: Questionnaire, sheet: str) -> list[dict[str, str]]:
    headers, *rows = write_sheets(questionnaire)[sheet]
    return [
        {header: cell for header, cell in zip(headers, row, strict=True) if cell}
        for row in rows
    ]


def row_of(question: Question, **changes: Any) -> dict[str, str]:
    [row] = rows_of(a_form(question, **changes), "survey")
    return row


@pytest.mark.parametrize(
    ("question", "type_"),
    [
        (a_question(kind=Kind.TEXT), "text"),
        (a_question(kind=Kind.TEXT, variant="barcode"), "barcode"),
        (a_question(kind=Kind.DATETIME), "dateTime"),
        (a_question(kind=Kind.CALCULATION), "calculate"),
        (a_question(kind=Kind.METADATA, variant="start"), "start"),
        (a_question(kind=Kind.POSITION, variant="geotrace"), "geotrace"),
        (a_question(kind=Kind.CHOICE, choices="colours"), "select_one colours"),
        (a_question(kind=Kind.CHOICES, choices="colours"), "select_multiple colours"),
        (a_question(kind=Kind.RANKING, choices="colours"), "rank colours"),
        (a_question(kind=Kind.CHOICE, choices="${name}"), "select_one ${name}"),
    ],
)
def test_the_type_tells_kind_variant_and_list(question: Question, type_: str) -> None:
    assert row_of(question)["type"] == type_


def test_choices_from_a_file_are_written_as_its_name_and_the_file_along() -> None:
    file = SideFile(name="towns.csv", columns=("name", "label"), rows=(("t", "Town"),))
    towns = ChoiceList(
        name="towns.csv",
        choices=(Choice(name="t", label=said("Town")),),
        file="towns.csv",
    )
    form = a_form(
        a_question(kind=Kind.CHOICE, choices="towns.csv"),
        choice_lists=(towns,),
        files=(file,),
    )

    sheets = write_sheets(form)

    assert rows_of(form, "survey")[0]["type"] == "select_one_from_file towns.csv"
    assert "choices" not in sheets
    assert sheets["consult_files"][1:] == (("consult_file_1", "towns.csv"),)
    assert sheets["consult_file_1"] == (("name", "label"), ("t", "Town"))


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        ({"required": True}, {"required": "yes"}),
        ({"required_when": "${a} = 1"}, {"required": "${a} = 1"}),
        ({"read_only": True}, {"read_only": "yes"}),
        ({"read_only_when": "${a} = 1"}, {"read_only": "${a} = 1"}),
        ({"trigger": ("a", "b")}, {"trigger": "${a}, ${b}"}),
        ({"randomised": True}, {"parameters": "randomize=true"}),
        (
            {"randomised": True, "parameters": (("seed", "${s}"),)},
            {"parameters": "randomize=true seed=${s}"},
        ),
        ({"longest": 9}, {"consult::longest": "9"}),
        ({"least": 0}, {"consult::least": "0"}),
        ({"guarded": True}, {"consult::guarded": "yes"}),
        ({"use": Use.TRUST}, {"consult::use": "trust"}),
        ({"soft_constraint": ". < 9"}, {"consult::soft_constraint": ". < 9"}),
        ({"short": said("S")}, {"consult::short": "S"}),
        ({"guidance": said("G")}, {"guidance_hint": "G"}),
        ({"columns": (("note", "n"),)}, {"note": "n"}),
        ({"media": (Medium(role="audio", files=said("a.mp3")),)}, {"audio": "a.mp3"}),
    ],
    ids=str,
)
def test_what_a_question_has_stands_in_its_column(
    changes: dict[str, Any], cells: dict[str, str]
) -> None:
    assert row_of(a_question(**changes)) == {
        "type": "text",
        "name": "q",
        "label": "Q?",
        **cells,
    }


def test_groups_stand_between_the_rows_of_their_begin_and_end() -> None:
    inner = Group(name="visit", items=(a_question("day"),), repeat=Repeat(count="2"))
    outer = Group(name="member", items=(inner,), label=said("M"), relevant="1 = 1")

    rows = rows_of(a_form(outer), "survey")

    assert rows == [
        {"type": "begin_group", "name": "member", "label": "M", "relevant": "1 = 1"},
        {"type": "begin_repeat", "name": "visit", "repeat_count": "2"},
        {"type": "text", "name": "day", "label": "Q?"},
        {"type": "end_repeat"},
        {"type": "end_group"},
    ]


def test_each_language_has_columns_under_the_name_its_headers_give_it() -> None:
    label = Text.of({"en": "Age?", "ar": "العمر؟", "am": "ዕድሜ?"})
    form = a_form(
        a_question(label=label, hint=Text.of({"ar": "بالسنوات"})),
        languages=("en", "ar", "am"),
        language_names=(("ar", "العربية (ar)"),),
    )

    headers = write_sheets(form)["survey"][0]

    assert headers[2:] == (
        "label",
        "label::العربية (ar)",
        "label::am",
        "hint::العربية (ar)",
    )
    assert rows_of(form, "settings")[0]["default_language"] == "en"


def test_the_first_language_has_a_name_too_where_headers_gave_it_one() -> None:
    form = a_form(language_names=(("en", "English (en)"),))

    assert "label::English (en)" in write_sheets(form)["survey"][0]
    assert rows_of(form, "settings")[0]["default_language"] == "English (en)"


def test_texts_in_a_further_language_do_not_make_it_one_of_the_questionnaire() -> None:
    form = a_form(
        a_question(label=Text.of({"sw": "Umri?", "en": "Age?"})), languages=("sw",)
    )

    [settings] = rows_of(form, "settings")

    assert settings["consult::languages"] == "sw"


def test_a_title_in_several_languages_is_kept_whole() -> None:
    title = Text.of({"en": "Form", "fr": "Formulaire"})

    [settings] = rows_of(a_form(title=title, languages=("en", "fr")), "settings")

    assert settings["form_title"] == "Form"
    assert settings["consult::title"] == "Form"
    assert settings["consult::title::fr"] == "Formulaire"


def test_a_page_is_a_group_with_what_it_tells_as_notes() -> None:
    fact = Fact(name="who", term=said("Who asks"), description=said("The council"))
    page = Page(
        name="consent",
        section="all",
        questions=(CONSENT,),
        facts=(fact,),
        title=said("T"),
    )

    rows = rows_of(a_questionnaire(pages=(page,), indices=()), "survey")

    assert rows[0] == {
        "type": "begin_group",
        "name": "consent",
        "label": "T",
        "appearance": "field-list",
        "consult::page": "all",
    }
    assert rows[1] == {
        "type": "note",
        "name": "consent_who",
        "label": "Who asks",
        "hint": "The council",
        "consult::part": "fact:who",
    }
    assert [row.get("name") for row in rows[2:]] == ["C_OK", None]


def test_columns_of_the_author_keep_the_order_that_fits_every_row() -> None:
    form = a_form(
        a_question("a", columns=(("second", "2"),)),
        a_question("b", columns=(("first", "1"), ("second", "2"))),
    )

    assert write_sheets(form)["survey"][0][-2:] == ("first", "second")


@pytest.mark.parametrize(
    ("sequences", "order"),
    [
        ([["b"], ["a", "b"], ["b", "c"]], ["a", "b", "c"]),
        ([["a", "b"], ["c", "d"], ["d", "a"]], ["c", "d", "a", "b"]),
        ([["a", "b"], ["b", "a"]], ["a", "b"]),
        ([], []),
    ],
    ids=["before", "across", "contradicting", "nothing"],
)
def test_names_come_into_one_order(
    sequences: list[list[str]], order: list[str]
) -> None:
    assert in_one_order(sequences) == order


HOUSES = SideFile(name="houses.csv", columns=("name",), rows=(("a",),))


@pytest.mark.parametrize(
    ("items", "types"),
    [
        pytest.param(
            [a_question(calculation="count(instance('houses')/root/item)")],
            ["csv-external", "text"],
            id="looked up",
        ),
        pytest.param(
            [a_question(calculation='count(instance("houses")/root/item)')],
            ["csv-external", "text"],
            id="in other quotes",
        ),
        pytest.param([a_question()], ["text"], id="not looked up"),
        pytest.param(
            [a_question("houses", calculation="count(instance('houses')/root/item)")],
            ["text"],
            id="where the name is taken",
        ),
    ],
)
def test_other_programs_are_told_in_which_file_something_is_looked_up(
    items: list[Item], types: list[str]
) -> None:
    rows = rows_of(a_form(*items, files=(HOUSES,)), "survey")

    assert [row["type"] for row in rows] == types


def test_a_body_alone_says_nothing_of_sections_and_consent() -> None:
    [settings] = rows_of(a_form(), "settings")

    assert settings == {
        "form_title": "Form",
        "form_id": "form",
        "default_language": "en",
    }
