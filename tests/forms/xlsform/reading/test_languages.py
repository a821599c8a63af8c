import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.checking.texts import TAG
from forms.definition import Text
from forms.xlsform.languages import languages_of, tag_of
from tests.forms.xlsform.reading.tables import (
    choices,
    codes,
    question,
    read,
    settings,
    survey,
    told,
)


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("English (en)", "en"),
        ("English(en)", "en"),
        ("Español [es]", "es"),
        ("العربية (ar)", "ar"),
        ("Portuguese (pt_br)", "pt-BR"),
        ("Chinese (zh-hant)", "zh-Hant"),
        ("Nande (nnb)", "nnb"),
        ("English (eng)", "en"),
        ("English", "en"),
        ("FRANÇAIS", "fr"),
        ("Anglais", "en"),
        ("Inglés", "en"),
        ("Kiswahili", "sw"),
        ("العربية", "ar"),
        ("Dari", "fa-AF"),
        ("Spanish (sp)", "es"),
        ("Portuguese (Mozambique)", "pt"),
        ("ga", "ga"),
        ("fr-FR", "fr-FR"),
        ("und", "und"),
        ("Hluvukani", None),
        ("Language 1", None),
    ],
)
def test_the_tag_of_a_language_is_found(name: str, tag: str | None) -> None:
    assert tag_of(name) == tag


@given(st.lists(st.text(min_size=1), unique=True, max_size=8))
def test_every_language_has_a_tag_that_a_page_can_bear(names: list[str]) -> None:
    languages = languages_of(names, "")

    assert all(TAG.fullmatch(languages.tag(name)) for name in names)
    unknown = [languages.tag(name) for name in languages.unknown]
    assert len(set(unknown)) == len(unknown)


def test_the_default_language_comes_first() -> None:
    reading = read(
        survey(
            "text | q | Hello | Bonjour",
            headers="type | name | label::English (en) | label::French (fr)",
        )
        + settings("default_language", "French (fr)")
    )

    assert reading.questionnaire.languages == ("fr", "en")
    assert reading.questionnaire.language_names == (
        ("fr", "French (fr)"),
        ("en", "English (en)"),
    )


def test_columns_without_a_language_are_in_the_default_language() -> None:
    reading = read(
        survey("text | q | Bonjour | ici", headers="type | name | label | hint")
        + settings("default_language", "Français")
    )

    assert question(reading, "q").label == Text.of({"fr": "Bonjour"})
    assert question(reading, "q").hint == Text.of({"fr": "ici"})


def test_a_plain_hint_belongs_to_the_first_language_named() -> None:
    reading = read(
        survey(
            "text | q | Hello | here",
            headers="type | name | label::English (en) | hint",
        )
    )

    assert question(reading, "q").hint == Text.of({"en": "here"})


def test_plain_columns_beside_named_ones_are_a_language_nobody_named() -> None:
    reading = read(
        survey("text | q | Hi | Salut", headers="type | name | label | label::fr")
    )

    assert reading.questionnaire.languages == ("und", "fr")


@pytest.mark.parametrize(
    "header",
    ["media::audio::fr", "hint::fr", "constraint_message::fr", "label::fr"],
)
def test_a_plain_label_is_in_no_language_that_others_are_in(header: str) -> None:
    reading = read(
        survey("text | q | Hi | x", headers=f"type | name | label | {header}")
    )

    assert reading.questionnaire.languages == ("und", "fr")
    assert question(reading, "q").label.said_in("und", otherwise="fr").words == "Hi"


def test_plain_columns_beside_labels_belong_to_the_first_language_with_some() -> None:
    reading = read(
        survey(
            "text | q | a.png | Hi | here",
            headers="type | name | image::fr | label::en | hint",
        )
        + choices("l | a | A")
    )

    assert reading.questionnaire.languages == ("en", "fr")
    assert question(reading, "q").hint == Text.of({"en": "here"})


def test_a_plain_hint_beside_pictures_alone_is_in_a_language_nobody_named() -> None:
    reading = read(
        survey("text | q | a.png | here", headers="type | name | image::fr | hint")
    )

    assert reading.questionnaire.languages == ("und", "fr")


def test_a_default_language_without_a_column_is_told() -> None:
    reading = read(
        survey("text | q | Hi", headers="type | name | label::English (en)")
        + settings("default_language", "Spanish")
    )

    assert reading.questionnaire.languages == ("en",)
    (problem,) = told(reading, "F427")
    assert problem.place.sheet == "settings"


def test_an_unknown_language_is_told_once_where_it_stands_first() -> None:
    reading = read(
        survey(
            "text | q | Hi | - ",
            headers="type | name | label::Zubanese | hint::Zubanese",
        )
    )

    (problem,) = told(reading, "F425")
    assert (problem.place.row, problem.place.letters) == (2, "D")


def test_missing_translations_are_summed_up_for_each_language() -> None:
    reading = read(
        survey(
            "select_one l | a | One | Un",
            "text | b | Two |",
            "text | c | Three |",
            headers="type | name | label::en | label::fr",
        )
        + choices("l | x | X |", headers="list_name | name | label::en | label::fr")
    )

    (problem,) = told(reading, "F426")
    assert problem.params["count"] == 3
    assert (problem.place.sheet, problem.place.row) == ("survey", 4)
    assert codes(reading) == ["F426"]


def test_a_dash_is_text_only_where_an_author_wrote_it() -> None:
    reading = read(
        survey(
            "text | a | One | -",
            "text | b | Two |",
            headers="type | name | label::en | label::fr",
        )
    )

    assert question(reading, "a").label == Text.of({"en": "One", "fr": "-"})
    assert question(reading, "b").label == Text.of({"en": "Two"})
