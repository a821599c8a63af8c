import datetime as dt
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from consult.errors import N_, NotFound, Rejected
from consult.i18n import LANGUAGES, PSEUDO, interface_for, jinja_environment
from consult.i18n.catalogues import MissingCatalogueError, load_catalogue
from consult.i18n.pseudo import CLOSING, OPENING, PLACEHOLDER, disguise
from consult.paths import translations_folder
from consult.settings import INTERFACE_LOCALES

PEOPLE = (
    "Figures are shown only for groups of %(number)s person or more.",
    "Figures are shown only for groups of %(number)s people or more.",
)
CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Take part"
msgstr "Participer"

#, fuzzy
msgid "Language"
msgstr "Peut-être"
"""


def write_catalogue(folder: Path) -> Path:
    file = folder / "fr" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text(CATALOGUE, encoding="utf-8")
    return file


def test_the_settings_offer_exactly_the_languages_there_are() -> None:
    assert set(LANGUAGES) == {*INTERFACE_LOCALES, PSEUDO.tag}


def test_every_language_but_english_has_a_catalogue() -> None:
    folders = {
        folder.name for folder in translations_folder().iterdir() if folder.is_dir()
    }

    assert folders == {*INTERFACE_LOCALES} - {"en"}


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("en", "ltr"),
        ("fr", "ltr"),
        ("es", "ltr"),
        ("ar", "rtl"),
        ("id", "ltr"),
        ("sw", "ltr"),
    ],
)
def test_the_direction_follows_the_script(tag: str, direction: str) -> None:
    assert interface_for(tag).direction == direction


@pytest.mark.parametrize(
    ("tag", "number", "share", "day"),
    [
        ("en", "12,345.6", "34%", "9 December 2026"),
        ("fr", "12\u202f345,6", "34\u202f%", "9 décembre 2026"),
        ("es", "12.345,6", "34\u00a0%", "9 de diciembre de 2026"),
        ("ar", "١٢٬٣٤٥٫٦", "٣٤٪\u061c", "٩ ديسمبر ٢٠٢٦"),
        ("id", "12.345,6", "34%", "9 Desember 2026"),
        ("sw", "12,345.6", "34%", "9 Desemba 2026"),
    ],
)
def test_numbers_shares_and_days_are_written_as_in_the_language(
    tag: str, number: str, share: str, day: str
) -> None:
    interface = interface_for(tag)

    assert interface.number(12345.6) == number
    assert interface.percent(0.34).replace("\u00a0", " ") == share.replace(
        "\u202f", " "
    ).replace("\u00a0", " ")
    assert interface.day(dt.date(2026, 12, 9)) == day


def test_a_number_has_the_decimals_asked_for() -> None:
    assert interface_for("ar").number(3, decimals=2) == "٣٫٠٠"
    assert interface_for("fr").percent(0.345, decimals=1).startswith("34,5")


def test_a_negative_number_in_arabic_keeps_its_sign_beside_it() -> None:
    assert interface_for("ar").number(-5) == "\u061c-٥"


@given(st.integers(-(10**12), 10**12))
def test_arabic_numbers_hold_no_western_digit(number: int) -> None:
    assert not any(
        sign.isascii() and sign.isdigit() for sign in interface_for("ar").number(number)
    )


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "شخص واحد"),
        (2, "شخصين"),
        (10, "١٠ أشخاص"),
        (20, "٢٠ شخصًا"),
        (100, "١٠٠ شخص "),
    ],
)
def test_arabic_has_six_forms_of_number(count: int, words: str) -> None:
    assert words in interface_for("ar").ngettext(*PEOPLE, count)


def test_an_error_is_explained_in_the_language_with_its_digits() -> None:
    error = Rejected(
        N_("Give a whole number from %(lowest)s to %(highest)s."), lowest=1, highest=10
    )

    assert interface_for("ar").explain(error) == "أدخلوا عددًا صحيحًا من ١ إلى ١٠."


def test_an_error_without_values_is_explained_too() -> None:
    assert interface_for("es").explain(NotFound()).startswith("Esa página no existe.")


def test_a_message_without_translation_stays_in_english() -> None:
    assert (
        interface_for("fr").gettext("Nobody says this %(x)s", x=1)
        == "Nobody says this 1"
    )


@pytest.mark.parametrize("tag", ["de", "", "../en"])
def test_there_is_no_interface_in_another_language(tag: str) -> None:
    with pytest.raises(KeyError):
        interface_for(tag)


def test_a_catalogue_is_read_without_being_compiled_first(tmp_path: Path) -> None:
    write_catalogue(tmp_path)

    assert load_catalogue("fr", tmp_path).gettext("Take part") == "Participer"


def test_a_draft_translation_is_not_shown(tmp_path: Path) -> None:
    write_catalogue(tmp_path)

    assert load_catalogue("fr", tmp_path).gettext("Language") == "Language"


def test_a_compiled_catalogue_is_preferred(tmp_path: Path) -> None:
    from babel.messages.mofile import write_mo

    written = write_catalogue(tmp_path)
    with written.open("rb") as lines, written.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read_po(lines, locale="fr"))
    written.unlink()

    assert load_catalogue("fr", tmp_path).gettext("Take part") == "Participer"


def test_a_language_without_a_catalogue_is_a_defect(tmp_path: Path) -> None:
    with pytest.raises(MissingCatalogueError, match="'fr'"):
        load_catalogue("fr", tmp_path)


def test_every_catalogue_says_that_a_machine_drafted_it() -> None:
    for file in sorted(translations_folder().glob("*/LC_MESSAGES/messages.po")):
        assert "Machine-drafted, not yet reviewed by a speaker." in file.read_text(
            encoding="utf-8"
        )


@given(st.text())
def test_the_disguise_keeps_every_placeholder(text: str) -> None:
    message = f"{text} %(number)s {text} %(day)s"

    disguised = disguise(message)

    assert PLACEHOLDER.findall(disguised) == PLACEHOLDER.findall(message)
    assert disguised.startswith(OPENING)
    assert disguised.endswith(CLOSING)


def test_the_pseudo_language_disguises_both_forms() -> None:
    pseudo = interface_for("xx")

    assert pseudo.ngettext("%(number)s cat", "%(number)s cats", 1) == "⟦1 çåt⟧"
    assert pseudo.ngettext("%(number)s cat", "%(number)s cats", 1_000) == "⟦1,000 çåts⟧"


def test_templates_translate_count_and_escape() -> None:
    environment = jinja_environment(interface_for("ar"))
    template = environment.from_string(
        "{{ gettext('Asked by %(who)s', who=who) }} {{ 12|number }} "
        "{{ 0.5|percent }} {{ day|day }} {{ interface.direction }}"
    )

    text = template.render(who="<b>", day=dt.date(2026, 1, 2))

    assert text == "الجهة السائلة: &lt;b&gt; ١٢ ٥٠٪\u061c ٢ يناير ٢٠٢٦ rtl"


def test_a_value_missing_in_a_template_is_an_error() -> None:
    template = jinja_environment(interface_for("en")).from_string("{{ nothing }}")

    with pytest.raises(UndefinedError):
        template.render()


def test_the_same_language_has_the_same_templates() -> None:
    assert jinja_environment(interface_for("sw")) is jinja_environment(
        interface_for("sw")
    )
