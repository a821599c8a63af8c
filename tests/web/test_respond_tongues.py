"""A questionnaire is asked in its languages, whatever the interface speaks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from consult.i18n import interface_for
from consult.web.languages import Languages, direction_of, endonym_of
from forms.definition import Kind, Question, Text
from tests.questionnaires_with_body import with_body
from tests.web.answering import Installation, agreed, installation
from tests.web.strict_client import Page, text_of


def in_languages(**words: str) -> Text:
    return Text.of({tag.replace("_", "-"): said for tag, said in words.items()})


def a_survey(*languages: str, **words: str) -> Any:
    question = Question(name="q", kind=Kind.TEXT, label=in_languages(**words))
    made = with_body(question, languages=languages)
    return replace(made, title=in_languages(**words))


@pytest.fixture
def place(migrated_sqlite_url: str) -> Iterator[Installation]:
    """Return an installation with a survey in Portuguese, Amharic and Urdu."""
    made = a_survey("pt-BR", "am", "ur", pt_BR="Água?", am="ውሃ?", ur="پانی؟")
    with installation(migrated_sqlite_url, questionnaire=made) as found:
        yield found


def switch(page: Page) -> Mapping[str, str]:
    """Return the languages of the switch, by what they are called."""
    (nav,) = [e for e in page.document.iter("nav") if e.attrib.get("class") == "langs"]
    return {text_of(e): e.attrib["lang"] for e in nav.iter() if "lang" in e.attrib}


@pytest.mark.parametrize(
    ("tag", "heading", "direction"),
    [("pt-BR", "Água?", "ltr"), ("am", "ውሃ?", "ltr"), ("ur", "پانی؟", "rtl")],
)
def test_a_survey_is_asked_in_a_language_the_interface_does_not_speak(
    place: Installation, tag: str, heading: str, direction: str
) -> None:
    page = agreed(place.client, tag=tag)

    (h1,) = list(page.document.iter("h1"))
    assert page.path.startswith(f"/{tag}/c/trust/")
    assert text_of(h1) == heading
    assert (h1.attrib["lang"], h1.attrib["dir"]) == (tag, direction)
    assert page.document.attrib["lang"] == "en"
    assert "Continue" in page.buttons()


def test_the_switch_lists_the_languages_of_the_survey(place: Installation) -> None:
    page = agreed(place.client, tag="am")

    assert switch(page) == {
        "Português (Brasil)": "pt-BR",
        "አማርኛ": "am",
        "اردو": "ur",
    }


def test_changing_to_any_language_keeps_what_was_typed(place: Installation) -> None:
    client = place.client

    page = client.press(agreed(client, tag="am"), {"q": "ዝናብ"}, button="اردو")

    assert page.path.startswith("/ur/")
    assert page.filled()["q"] == "ዝናብ"


@pytest.mark.parametrize("tag", ["en", "fr", "de"])
def test_changing_the_language_makes_no_other_number(
    migrated_sqlite_url: str, tag: str
) -> None:
    label = in_languages(en="Weight", fr="Poids", de="Gewicht")
    weight = Question(name="kg", kind=Kind.DECIMAL, label=label)
    made = with_body(weight, languages=("en", "fr", "de"))
    typed = "1.250" if tag == "en" else "1,250"

    with installation(migrated_sqlite_url, questionnaire=made) as place:
        page = agreed(place.client, tag=tag)
        for other, shown in (("Français", "1,250"), ("English", "1.250")):
            if other in page.buttons():
                page = place.client.press(page, {"kg": typed}, button=other)
                typed = shown
                assert page.filled()["kg"] == shown
        place.client.press(place.client.press(page))

        assert place.stored()[0]["kg"] == "1.250"


def test_every_page_on_the_way_is_in_the_language(place: Installation) -> None:
    client = place.client
    review = client.press(agreed(client, tag="ur"), {"q": "x"})
    thanks = client.press(review)

    assert review.path.startswith("/ur/")
    assert thanks.path.startswith("/ur/")
    assert place.stored()[0]["q"] == "x"


def test_in_a_language_of_the_interface_alone_the_questions_are_in_their_own(
    place: Installation,
) -> None:
    page = agreed(place.client, tag="fr")

    (h1,) = list(page.document.iter("h1"))
    assert page.document.attrib["lang"] == "fr"
    assert h1.attrib["lang"] == "pt-BR"


@pytest.mark.parametrize("tag", ["tlh", "pt", "PT-BR", "und", "x" * 200])
def test_a_language_of_nobody_has_no_page(place: Installation, tag: str) -> None:
    assert place.client.get(f"/{tag}/c/trust").status == 404


def test_the_first_page_links_every_language_of_a_survey(place: Installation) -> None:
    page = place.client.get("/fr/")

    assert {f"/{tag}/c/trust" for tag in ("pt-BR", "am", "ur")} <= set(page.links())


def test_a_survey_in_a_language_nobody_named_can_be_opened_in_all_of_ours(
    migrated_sqlite_url: str,
) -> None:
    made = a_survey("und", und="متى؟")
    with installation(migrated_sqlite_url, questionnaire=made) as place:
        assert "/fr/c/trust" in place.client.get("/fr/").links()
        page = agreed(place.client, tag="fr")
        named = agreed(place.client, tag="und")

    (h1,) = list(page.document.iter("h1"))
    assert (h1.attrib["lang"], h1.attrib["dir"]) == ("und", "rtl")
    assert page.document.attrib["lang"] == "fr"
    assert named.heading == "متى؟"


@pytest.mark.parametrize(
    ("tag", "nearest"), [("fr", "fr"), ("fr-CA", "fr"), ("am", "en"), ("und", "en")]
)
def test_the_frame_is_in_the_nearest_language(tag: str, nearest: str) -> None:
    offered = tuple(interface_for(each) for each in ("en", "fr", "ar"))
    languages = Languages(offered, offered[2])

    assert languages.nearest(tag).tag == nearest
    assert Languages(offered[1:], offered[2]).nearest("am").tag == "ar"


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("sw", "Kiswahili"),
        ("ln", "Lingála"),
        ("prs", "Dari"),
        ("und", "Home"),
        ("qaa", "qaa"),
    ],
)
def test_a_language_is_called_as_it_calls_itself(tag: str, name: str) -> None:
    assert endonym_of(tag, {"prs": "Dari", "und": "Home"}) == name


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("prs", "rtl"), ("ku-Arab", "rtl"), ("ku", "ltr"), ("he", "rtl"), ("qaa", "ltr")],
)
def test_a_language_runs_as_its_script_does(tag: str, direction: str) -> None:
    assert direction_of(tag) == direction
